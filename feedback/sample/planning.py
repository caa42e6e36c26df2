"""Sample ratings of the area's action plan, so that its page has something to show."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, select
from sqlmodel import col

from feedback.areas import Area
from feedback.models import (
    Colour,
    MilestoneMark,
    PlanCount,
    PlanRating,
    PlanSnapshot,
    Role,
    StaffMember,
)
from feedback.plan.snapshots import written
from feedback.responses import table_of
from forms.staff import LONDON

RATING, COUNT, MARK = table_of(PlanRating), table_of(PlanCount), table_of(MilestoneMark)
SNAPSHOT = table_of(PlanSnapshot)
REASON = "Sample: a reason that an officer would write."
# What the first rows had in the term before, and have now.
COLOURS = ((Colour.AMBER, Colour.GREEN), (Colour.GREEN, Colour.GREEN), (Colour.GREEN, Colour.AMBER))


def add_plan(connection: Connection, *, area: Area, now: datetime) -> None:
    """Rate the first rows in two terms, reach one milestone and count one thing."""
    today = now.astimezone(LONDON).date()
    begun = sorted((one.starts, one.ends, one.ref) for one in area.terms if one.starts <= today)
    officer = connection.execute(
        select(col(StaffMember.id)).where(
            col(StaffMember.is_sample), col(StaffMember.role) == Role.OFFICER
        )
    ).scalar_one()
    said = {"staff_id": officer}
    rated: dict[str, dict[str, Colour]] = {}
    for action, colours in zip(area.actions, COLOURS, strict=False):
        for (_starts, ends, term), colour in zip(begun[-2:], colours, strict=False):
            rated_at = min(now, datetime.combine(ends, time(12), LONDON))
            row = {"action_ref": action.ref, "term_ref": term, "colour": colour, "reason": REASON}
            connection.execute(RATING.insert().values(id=uuid4(), rated_at=rated_at, **row, **said))
            rated.setdefault(term, {})[action.ref] = colour
    for _starts, ends, term in begun[-2:]:
        if ends < today:
            _freeze(connection, area, term, rated.get(term, {}), by=officer, on=ends)
    _add_evidence(connection, area, officer, now=now)


def _freeze(
    connection: Connection,
    area: Area,
    term: str,
    rated: Mapping[str, Colour],
    *,
    by: UUID,
    on: date,
) -> None:
    """Keep a term's ratings for good, as an officer does at its end."""
    rows: list[dict[str, Any]] = [
        {
            "ref": action.ref,
            "colour": rated[action.ref].value if action.ref in rated else None,
            "reason": REASON if action.ref in rated else "",
            "milestones": {
                one.ref: {"reached_on": None, "is_late": False} for one in action.milestones
            },
            "indicators": [],
            "counts": [],
            "series": [],
        }
        for action in area.actions
    ]
    content, made = written(term, rows)
    connection.execute(
        SNAPSHOT.insert().values(
            term_ref=term,
            content=content,
            hash=made,
            staff_id=by,
            frozen_at=datetime.combine(on, time(13), LONDON),
        )
    )


def _add_evidence(connection: Connection, area: Area, officer: UUID, *, now: datetime) -> None:
    today, said = now.astimezone(LONDON).date(), {"staff_id": officer}
    for milestone in area.milestones[:1]:
        row = {"milestone_ref": milestone.ref, "reached_on": today, "note": "Sample: both drafts."}
        connection.execute(MARK.insert().values(id=uuid4(), marked_at=now, **row, **said))
    for action in area.actions[:1]:
        counted = {"what": "Sample: guides published", "counted": 2, "out_of": 5, "as_at": today}
        row = {"action_ref": action.ref, **counted}
        connection.execute(COUNT.insert().values(id=uuid4(), written_at=now, **row, **said))
