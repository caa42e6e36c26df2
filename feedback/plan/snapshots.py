"""The whole plan frozen at the end of a term: ratings with reasons, milestones and indicators."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from feedback.areas import Term
from feedback.database import session
from feedback.models import PlanSnapshot, StaffMember
from feedback.plan import page, records, series
from feedback.plan.standing import Row
from forms.staff import LONDON

FORMAT = 1


@dataclass(frozen=True)
class Frozen:
    """One term's plan as it was; `is_whole` is False where it is not what was frozen."""

    term_ref: str
    on: date
    by: str
    hash: str
    is_whole: bool
    rows: Mapping[str, Mapping[str, Any]]


def can_be_frozen(term: Term, today: date) -> bool:
    """Whether the term is over, or on its last day."""
    return term.ends <= today


def freeze(term: Term, rows: Sequence[Row], *, by: UUID, now: datetime) -> str:
    """Keep every row as it stands now, and return the hash."""
    content, made = written(term.ref, [_row(one) for one in rows])
    session().add(
        PlanSnapshot(term_ref=term.ref, content=content, hash=made, staff_id=by, frozen_at=now)
    )
    session().flush()
    return made


def written(term_ref: str, rows: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """Rows as they are kept for good, and the hash of that."""
    content = json.dumps(
        {"format": FORMAT, "term": term_ref, "rows": rows},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return content, _hash(content)


def _row(row: Row) -> dict[str, Any]:
    return {
        "ref": row.action.ref,
        "colour": row.now.colour.value if row.now else None,
        "reason": row.now.reason if row.now else "",
        "milestones": {
            step.milestone.ref: {
                "reached_on": step.reached_on.isoformat() if step.reached_on else None,
                "is_late": step.is_late,
            }
            for step in row.steps
        },
        # Where each stands in a frozen release: the number itself is never copied out of it.
        "indicators": [
            {"survey": one.survey.slug, "question": one.question.id, "release": one.release}
            for one in page.indicators_for(row.action, to_officer=False)
            if one.cell_id
        ],
        "counts": [
            {
                "what": one.what,
                "counted": one.counted,
                "out_of": one.out_of,
                "as_at": one.as_at.isoformat(),
            }
            for one in _newest(records.counts(row.action.ref))
        ],
        "series": [
            {
                "what": one.what,
                "source": one.source,
                "day": one.newest[0].isoformat(),
                "number": one.newest[1],
                "small": one.small,
            }
            for one in _newest(series.series_of(row.action.ref))
        ],
    }


def _newest(found: Sequence[Any]) -> list[Any]:
    """The first of each name; they come the newest first."""
    return list({one.what: one for one in reversed(found)}.values())[::-1]


def frozen() -> dict[str, Frozen]:
    """Every frozen term by its ref, the newest first."""
    found = session().execute(
        select(PlanSnapshot, col(StaffMember.name))
        .join(StaffMember, col(StaffMember.id) == col(PlanSnapshot.staff_id))
        .order_by(col(PlanSnapshot.frozen_at).desc(), col(PlanSnapshot.term_ref))
    )
    return {one.term_ref: _frozen(one, name) for one, name in found}


def _frozen(one: PlanSnapshot, name: str) -> Frozen:
    return Frozen(
        term_ref=one.term_ref,
        on=one.frozen_at.astimezone(LONDON).date(),
        by=name,
        hash=one.hash,
        is_whole=_hash(one.content) == one.hash,
        rows={row["ref"]: row for row in json.loads(one.content)["rows"]},
    )


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
