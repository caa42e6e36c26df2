"""Measurements that need comment data which is not in this repository."""
