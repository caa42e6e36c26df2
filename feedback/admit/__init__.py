"""Letting people in: who has an account, what they may do, and ending it."""
