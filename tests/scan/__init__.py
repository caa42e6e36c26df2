"""Scanners for weaknesses, against Heard and against a copy with its guards taken out."""
