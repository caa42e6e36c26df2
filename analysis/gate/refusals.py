"""Why a file is refused; apart from the rest, so that naming the error loads no solver."""


class SpecError(Exception):
    """A file that cannot be used; the message says where and why."""
