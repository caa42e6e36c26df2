"""Crashes and power cuts: whoever was thanked is still there afterwards."""
