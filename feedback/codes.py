"""Codes that people copy by hand: short, read without mistakes, and never a word."""

import secrets

# No vowels or Y, so no words; and no pairs that hand or print confuses: 0 O, 1 I L, 2 Z, 5 S, 8 B.
ALPHABET = "CDFGHJKMNPQRTVWX2346789"
LENGTH = 6


def new_code(length: int = LENGTH) -> str:
    """A code that nobody can foresee; whether it is free is for the database to say."""
    return "".join(secrets.choice(ALPHABET) for _letter in range(length))
