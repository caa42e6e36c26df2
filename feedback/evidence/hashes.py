"""The fingerprint by which anybody can tell that a file, or a quote, is the same."""

import hashlib


def sha256_of(content: bytes) -> str:
    """The SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()
