"""The rules that the gate goes by here: raised as an area likes, never below the floor."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session

from analysis.disclosure import SMALLEST_BASE, SMALLEST_THRESHOLD
from analysis.gate.asked import Rules
from feedback.config import Config
from feedback.models import GateSetting, ResultsRelease
from feedback.responses import table_of

SETTING, RELEASE = table_of(GateSetting), table_of(ResultsRelease)
SHORTEST_REASON = 10


class SettingRefusedError(Exception):
    """The rules may not be set like this; the message says why, in a sentence."""


@dataclass(frozen=True)
class Setting:
    """The smallest base and threshold that hold now, and why."""

    base: int = SMALLEST_BASE
    threshold: int = SMALLEST_THRESHOLD
    reason: str | None = None


def current_setting(session: Session) -> Setting:
    """The rules that the next release is made by."""
    newest = select(func.max(SETTING.c.number)).scalar_subquery()
    row = session.execute(
        select(SETTING.c.base, SETTING.c.threshold, SETTING.c.reason).where(
            SETTING.c.number == newest
        )
    ).first()
    return Setting(*row) if row else Setting()


def current_rules(session: Session, *, secret: bytes) -> Rules:
    """The same, as the gate takes them."""
    found = current_setting(session)
    return Rules(secret, base=found.base, threshold=found.threshold)


def change_setting(
    session: Session, *, base: int, threshold: int, reason: str, by: str, now: datetime
) -> Setting:
    """Set the rules from the next release on; SettingRefusedError says why they may not be so.

    They may be raised at any time. Once something was released they are never lowered again: a
    second, weaker release of like answers would undo the first.
    """
    before = current_setting(session)
    if base < SMALLEST_BASE or threshold < SMALLEST_THRESHOLD:
        raise SettingRefusedError(
            f"The base is at least {SMALLEST_BASE} and the threshold at least {SMALLEST_THRESHOLD}."
        )
    if len(reason.strip()) < SHORTEST_REASON:
        raise SettingRefusedError("Say why, in a sentence: the reason is kept for good.")
    is_lower = base < before.base or threshold < before.threshold
    if is_lower and session.execute(select(RELEASE.c.id).limit(1)).first():
        raise SettingRefusedError(
            f"Results were released with a base of {before.base} and a threshold of "
            f"{before.threshold}; after a release these can only be raised."
        )
    number = session.execute(select(func.max(SETTING.c.number))).scalar() or 0
    session.add(
        GateSetting(
            number=number + 1,
            base=base,
            threshold=threshold,
            reason=reason.strip(),
            set_by=by,
            set_at=now,
        )
    )
    return Setting(base, threshold, reason.strip())


def gate_secret(config: Config) -> bytes:
    """The key of the gate's tie-breaks: the oldest secret, so that a rotation changes no table."""
    oldest = (config.secret_key, *config.old_secret_keys)[-1]
    return hmac.digest(oldest.encode(), b"gate tie-break", hashlib.sha256)
