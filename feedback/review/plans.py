"""What officers plan for the groups that a release is missing: written once, and never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from feedback.database import session
from feedback.models import ParticipationPlan, ResultsRelease, StaffMember
from forms.staff import LONDON


@dataclass(frozen=True)
class Planned:
    """One plan; nobody's name where the account is gone."""

    text: str
    by: str | None
    on: date


def plans_for(number: int) -> Sequence[Planned]:
    """Everything that was planned for one release, the newest first."""
    found = session().execute(
        select(ParticipationPlan, col(StaffMember.name))
        .join(ResultsRelease, col(ResultsRelease.id) == col(ParticipationPlan.release_id))
        .join(StaffMember, col(StaffMember.id) == col(ParticipationPlan.staff_id), isouter=True)
        .where(col(ResultsRelease.number) == number)
        .order_by(col(ParticipationPlan.written_at).desc(), col(ParticipationPlan.id))
    )
    return [
        Planned(plan.text, name, plan.written_at.astimezone(LONDON).date()) for plan, name in found
    ]


def add_plan(number: int, text: str, *, by: UUID, now: datetime) -> None:
    """Keep a plan for one release beside those before it."""
    release_id = session().execute(
        select(col(ResultsRelease.id)).where(col(ResultsRelease.number) == number)
    )
    session().add(
        ParticipationPlan(
            release_id=release_id.scalar_one(), text=text, staff_id=by, written_at=now
        )
    )
