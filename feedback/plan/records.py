"""What officers said of the action plan, read from the database and added to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from feedback.database import session
from feedback.models import Colour, MilestoneMark, PlanCount, PlanRating, StaffMember
from forms.staff import LONDON


@dataclass(frozen=True)
class Rated:
    """One rating, and who gave it when."""

    action_ref: str
    term_ref: str
    colour: Colour
    reason: str
    by: str
    on: date


@dataclass(frozen=True)
class Counted:
    """One number that officers counted."""

    action_ref: str
    what: str
    counted: int
    out_of: int | None
    as_at: date
    by: str


@dataclass(frozen=True)
class Marked:
    """What was last said of a milestone; no day where it was marked by mistake."""

    milestone_ref: str
    reached_on: date | None
    note: str
    by: str
    on: date


def ratings() -> Sequence[Rated]:
    """Every rating, the newest first."""
    found = session().execute(
        select(PlanRating, col(StaffMember.name))
        .join(StaffMember, col(StaffMember.id) == col(PlanRating.staff_id))
        .order_by(col(PlanRating.rated_at).desc(), col(PlanRating.id))
    )
    return [
        Rated(one.action_ref, one.term_ref, one.colour, one.reason, name, _day(one.rated_at))
        for one, name in found
    ]


def counts(action_ref: str) -> Sequence[Counted]:
    """Every number for one row, the newest first."""
    found = session().execute(
        select(PlanCount, col(StaffMember.name))
        .join(StaffMember, col(StaffMember.id) == col(PlanCount.staff_id))
        .where(col(PlanCount.action_ref) == action_ref)
        .order_by(col(PlanCount.as_at).desc(), col(PlanCount.written_at).desc())
    )
    return [
        Counted(one.action_ref, one.what, one.counted, one.out_of, one.as_at, name)
        for one, name in found
    ]


def rows_with_counts() -> frozenset[str]:
    """The rows for which officers counted something."""
    return frozenset(session().scalars(select(col(PlanCount.action_ref)).distinct()))


def marks(*, as_at: date = date.max) -> dict[str, Marked]:
    """What was last said of each milestone by the end of a day, by its ref."""
    found = session().execute(
        select(MilestoneMark, col(StaffMember.name))
        .join(StaffMember, col(StaffMember.id) == col(MilestoneMark.staff_id))
        .order_by(col(MilestoneMark.marked_at), col(MilestoneMark.id))
    )
    return {
        one.milestone_ref: Marked(
            one.milestone_ref, one.reached_on, one.note, name, _day(one.marked_at)
        )
        for one, name in found
        if _day(one.marked_at) <= as_at
    }


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def add_rating(
    ref: str, term: str, colour: Colour, reason: str, *, by: UUID, now: datetime
) -> None:
    """Keep a rating beside those before it."""
    session().add(
        PlanRating(
            action_ref=ref, term_ref=term, colour=colour, reason=reason, staff_id=by, rated_at=now
        )
    )


def add_count(
    ref: str,
    what: str,
    counted: int,
    out_of: int | None,
    as_at: date,
    *,
    by: UUID,
    now: datetime,
) -> None:
    """Keep a number beside those before it."""
    session().add(
        PlanCount(
            action_ref=ref,
            what=what,
            counted=counted,
            out_of=out_of,
            as_at=as_at,
            staff_id=by,
            written_at=now,
        )
    )


def add_mark(ref: str, reached_on: date | None, note: str, *, by: UUID, now: datetime) -> None:
    """Keep what is now known of a milestone."""
    session().add(
        MilestoneMark(
            milestone_ref=ref, reached_on=reached_on, note=note, staff_id=by, marked_at=now
        )
    )
