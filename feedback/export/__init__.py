"""Released numbers for people with tools of their own: files and a read-only interface.

And, for the data controller alone, the answers as they are stored: logged, once, and soon gone.
"""
