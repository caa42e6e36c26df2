"""Who somebody is by the word of their own organisation, or why we are not sure."""

from dataclasses import dataclass


class RefusedError(Exception):
    """We are not sure who this is; the message says why for the audit, without a name."""


class UnknownKeyError(RefusedError):
    """Signed with a key we do not know: perhaps the provider has a new one."""


@dataclass(frozen=True)
class Proof:
    """Somebody, as their provider knows them."""

    subject: str
    # What they are called there. Others may choose it: it proves nothing by itself.
    addresses: tuple[str, ...]
    took_second_step: bool
