"""The stamp on each form: proves the page is ours and makes a retry the same response.

It is also the seed of the receipt, so that a family who presses twice gets the same code twice.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

RANDOM_BYTES = 16
TIME_BYTES = 4
MAC_BYTES = 16
RECEIPT_CHARACTERS = 26  # 130 bits in base 32: nobody finds a response by guessing.
GROUP = 4


@dataclass(frozen=True)
class Stamp:
    """A form's stamp once its signature has been checked."""

    text: str
    opened_at: datetime
    # The key that signed it: after a change of keys, a retry must still give the same receipt.
    key: str = field(repr=False)

    @property
    def key_hash(self) -> str:
        """What is stored to recognise a retry; the stamp itself, and its time, are not kept."""
        return hashlib.sha256(f"stamp:{self.text}".encode()).hexdigest()

    @cached_property
    def receipt(self) -> str:
        """The code a family keeps; worked out again on a retry, stored only as a hash."""
        digest = hmac.digest(self.key.encode(), f"receipt:{self.text}".encode(), "sha256")
        letters = base64.b32encode(digest).decode()[:RECEIPT_CHARACTERS]
        return "-".join(letters[i : i + GROUP] for i in range(0, len(letters), GROUP))


def _mac(key: str, payload: bytes) -> bytes:
    return hmac.digest(key.encode(), b"stamp" + payload, "sha256")[:MAC_BYTES]


def new_stamp(key: str, *, now: datetime) -> str:
    """A fresh stamp; always the same length, as the compiled page needs."""
    minutes = int(now.timestamp() // 60)
    payload = secrets.token_bytes(RANDOM_BYTES) + minutes.to_bytes(TIME_BYTES, "big")
    return base64.urlsafe_b64encode(payload + _mac(key, payload)).decode()


LENGTH = len(new_stamp("length", now=datetime(2026, 1, 1, tzinfo=UTC)))


def read_stamp(text: str, keys: tuple[str, ...]) -> Stamp | None:
    """The stamp, if one of our keys signed it; None for anything else."""
    try:
        raw = base64.b64decode(text, altchars=b"-_", validate=True)
    except ValueError:
        return None
    payload, mac = raw[:-MAC_BYTES], raw[-MAC_BYTES:]
    if len(payload) != RANDOM_BYTES + TIME_BYTES:
        return None
    signed_by = next((key for key in keys if hmac.compare_digest(_mac(key, payload), mac)), None)
    if signed_by is None:
        return None
    minutes = int.from_bytes(payload[RANDOM_BYTES:], "big")
    return Stamp(text=text, opened_at=datetime.fromtimestamp(minutes * 60, UTC), key=signed_by)


def receipt_hash(receipt: str) -> str | None:
    """What is stored of a receipt; None when it cannot be one. Spaces and case do not matter."""
    # A tired reader writes 0 for O and 1 for I; base 32 has neither digit, so both are safe.
    letters = receipt.upper().replace("0", "O").replace("1", "I")
    letters = "".join(letter for letter in letters if letter.isalnum())
    if len(letters) != RECEIPT_CHARACTERS or not letters.isascii():
        return None
    return hashlib.sha256(f"receipt:{letters}".encode()).hexdigest()
