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
from forms.initiative_words import AUDIENCES

LONDON = ZoneInfo("Europe/London")
FAMILIES, PARENT_CARERS, FORUM = "families", "parent_carers", "forum"
# The Forum's members are parent carers: whoever asks these asks the Forum.
ASKS_THE_FORUM = frozenset({FAMILIES, PARENT_CARERS, FORUM})
# Each of these asks people of its own, once: who was at a session, had a review or an interpreter.
FORUM_SURVEY = "forum_valued"
ONLY_WHOM_IT_IS_ABOUT = frozenset({"post_session", "annual_review", "interpreter", "ap_experience"})


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


def whom(survey_slug: str, audience: str | None) -> str | None:
    """Whom a survey is put to, about an initiative for these; None: only whom it is about."""
    if survey_slug == FORUM_SURVEY:
        return FORUM
    return None if survey_slug in ONLY_WHOM_IT_IS_ABOUT else known(audience)


def known(audience: str | None) -> str:
    """An initiative's audience; everybody where none is named."""
    return audience if audience and audience in AUDIENCES else FAMILIES


def days_too_soon(
    preferred: Preference | None, asked: str | None, *, opens_on: date, today: date
) -> int | None:
    """The days of notice that the Forum wants, where this leaves it fewer."""
    wanted = preferred.days_of_notice if preferred and asked in ASKS_THE_FORUM else None
    return wanted if wanted and (opens_on - today).days < wanted else None


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
