"""The second step of signing in: codes from an app on a phone, and codes on paper for its loss."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from functools import lru_cache

import pyotp
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from feedback.config import Config

SECONDS_A_STEP = 30
# A phone's clock may be a step off, either way.
STEPS_OFF = (0, -1, 1)
RECOVERY_CODES = 10
GROUPS, LETTERS = 6, 4  # 120 bits: nobody guesses one, so a plain hash keeps them safe.


def offered_secret(config: Config, session_id: str) -> str:
    """The secret a phone may take during this session: the same at every look, stored nowhere."""
    key = f"second step {config.secret_key}".encode()
    return base64.b32encode(hmac.digest(key, session_id.encode(), "sha256")[:20]).decode()


def address_for(secret: str, *, email: str, area: str) -> str:
    """What a QR code tells the app on the phone."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=f"Heard {area}")


def matching_step(secret: str, typed: str, *, now: datetime) -> int | None:
    """The step this code belongs to, if it is one of about now."""
    code, clock = "".join(typed.split()), pyotp.TOTP(secret)
    this = int(now.timestamp()) // SECONDS_A_STEP
    for step in (this + off for off in STEPS_OFF):
        if hmac.compare_digest(clock.generate_otp(step).encode(), code.encode()):
            return step
    return None


def locked(config: Config, secret: str) -> str:
    """The secret as the database keeps it: of no use without the key, which is elsewhere."""
    return _box(config.secret_key, config.old_secret_keys).encrypt(secret.encode()).decode()


def unlocked(config: Config, kept: str) -> str | None:
    """The secret again; None when it was locked with a key that nobody gave us."""
    try:
        return _box(config.secret_key, config.old_secret_keys).decrypt(kept.encode()).decode()
    except InvalidToken:
        return None


@lru_cache(maxsize=4)
def _box(key: str, old_keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(one)) for one in (key, *old_keys)])


def _derived(key: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"heard second step")
    return base64.urlsafe_b64encode(derived.derive(key.encode()))


def new_recovery_codes() -> list[str]:
    """Ten codes to write down, each for one time the phone is not there."""
    return [_recovery_code() for _number in range(RECOVERY_CODES)]


def _recovery_code() -> str:
    letters = base64.b32encode(secrets.token_bytes(15)).decode().lower()
    return "-".join(letters[i : i + LETTERS] for i in range(0, GROUPS * LETTERS, LETTERS))


def hash_of_recovery_code(typed: str) -> str:
    """How a recovery code is kept, however its letters were typed."""
    letters = "".join(letter for letter in typed.lower() if letter.isalnum())
    return hashlib.sha256(f"recovery code {letters}".encode()).hexdigest()
