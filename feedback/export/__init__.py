"""Released numbers for people with tools of their own: files and a read-only interface."""
