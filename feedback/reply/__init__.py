"""Themes that families raised: officers reply, tell them, and say what changed."""
