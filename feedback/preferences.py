"""How the Forum wants to be asked: its own record, which anybody may read and nobody overwrites."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from feedback.database import session
from feedback.models import ForumPreference

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Preference:
    """What the Forum said on one day; codes as forms/initiative_words.py has them."""

    months_to_avoid: frozenset[int]
    channels: tuple[str, ...]
    support: tuple[str, ...]
    most_asks: int | None
    days_of_notice: int | None
    note: str
    on: date


def preferences() -> tuple[Preference, ...]:
    """Everything that the Forum said of it, the newest first; the first counts."""
    ordered = select(ForumPreference).order_by(
        col(ForumPreference.written_at).desc(), col(ForumPreference.id)
    )
    return tuple(
        Preference(
            months_to_avoid=frozenset(int(month) for month in row.months_to_avoid.split()),
            channels=tuple(row.channels.split()),
            support=tuple(row.support.split()),
            most_asks=row.most_asks,
            days_of_notice=row.days_of_notice,
            note=row.note,
            on=row.written_at.astimezone(LONDON).date(),
        )
        for row in session().exec(ordered)
    )


def prefer(values: Mapping[str, Any], *, by: UUID, now: datetime) -> None:
    """Keep what the Forum says now, beside what it said before."""
    session().add(ForumPreference(**values, staff_id=by, written_at=now))
