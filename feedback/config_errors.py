"""What a setting can be refused with, and which addresses are this machine's own."""

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class ConfigError(Exception):
    """A setting is missing or unsafe; the message says which, why, and what to set."""
