"""What anybody may read: the open pages, and the Local Offer's annual statement."""
