"""Why a release was not made."""


class ReleaseUnsafeError(Exception):
    """A release would have given somebody away, so it was not made; the message says how."""
