"""Linked tables made safe together: the worlds a reader could imagine, and what may be shown."""
