"""Passwords: kept only as argon2id hashes; a wrong address takes as long as a wrong password."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's smallest settings: what a stolen table costs to guess, and 19 MiB a sign-in for us.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# A longer one is never hashed: nobody may make us work on texts of any length.
LONGEST = 128
# Of a random text that nobody kept: checking against it costs what checking a real one does.
NOBODYS_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$qLtZVTNwqi6aCy8mFb6jqw$W8R8Zz"
    "JAmw9uncawIgzPnHd43Wf46sXzRAd6W+P7GIg"
)


def hash_password(password: str) -> str:
    """An argon2id hash with a salt of its own, safe to store."""
    if len(password) > LONGEST:
        raise ValueError(f"a password has at most {LONGEST} characters")
    return _HASHER.hash(_as_typed_anywhere(password))


def _as_typed_anywhere(password: str) -> str:
    """The same letters from every keyboard: an accent may come as part of its letter or after."""
    return unicodedata.normalize("NFKC", password)


def verify_password(password: str, *, stored: str | None) -> bool:
    """Whether this is the password; with no stored hash, or "", it takes as long and says no."""
    if len(password) > LONGEST:
        return False
    try:
        matches = _HASHER.verify(stored or NOBODYS_HASH, _as_typed_anywhere(password))
    except (VerificationError, InvalidHashError):
        return False
    return matches and bool(stored)
