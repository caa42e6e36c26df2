"""Imported series in the database: dated numbers that others counted, only ever added to."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import col

from feedback.database import session
from feedback.models import PlanPoint, PlanSeries, SeriesKind, StaffMember
from feedback.plan.reading_series import Point
from forms.plan_words import SERIES
from forms.questions import Wording
from forms.staff import LONDON

# Below this, a number about people may show who they are: as the gate's own smallest count.
SMALLEST_COUNT = 5


@dataclass(frozen=True)
class Series:
    """One series: what, of which kind, from where, and its days, the oldest first."""

    what: str
    kind: SeriesKind
    source: str
    by: str
    on: date
    points: tuple[Point, ...]

    @property
    def kind_words(self) -> Wording:
        """The kind in words."""
        return SERIES[self.kind]

    @property
    def newest(self) -> Point:
        """The last day and its number."""
        return self.points[-1]

    @property
    def first_day(self) -> date:
        """The first day."""
        return self.points[0][0]

    @property
    def total(self) -> int:
        """All numbers together."""
        return sum(number for _day, number in self.points)

    @property
    def small(self) -> int:
        """How many of the numbers are of so few people that they may show who they are."""
        if self.kind is SeriesKind.WEB:
            return 0
        return sum(number < SMALLEST_COUNT for _day, number in self.points)


def series_of(ref: str) -> Sequence[Series]:
    """Everything brought in for one row or measure, the newest first."""
    found = (
        session()
        .execute(
            select(PlanSeries, col(StaffMember.name))
            .join(StaffMember, col(StaffMember.id) == col(PlanSeries.staff_id))
            .where(or_(col(PlanSeries.action_ref) == ref, col(PlanSeries.measure_ref) == ref))
            .order_by(col(PlanSeries.imported_at).desc(), col(PlanSeries.id))
        )
        .all()
    )
    points = _points([one.id for one, _name in found])
    return [
        Series(
            what=one.what,
            kind=one.kind,
            source=one.source,
            by=name,
            on=one.imported_at.astimezone(LONDON).date(),
            points=tuple(points[one.id]),
        )
        for one, name in found
    ]


def _points(ids: list[UUID]) -> Mapping[UUID, list[Point]]:
    found: dict[UUID, list[Point]] = defaultdict(list)
    for one in session().scalars(
        select(PlanPoint)
        .where(col(PlanPoint.series_id).in_(ids))
        .order_by(col(PlanPoint.series_id), col(PlanPoint.day))
    ):
        found[one.series_id].append((one.day, one.number))
    return found


def refs_with_series() -> frozenset[str]:
    """The rows and measures that a series was brought in for."""
    rows = session().execute(select(col(PlanSeries.action_ref), col(PlanSeries.measure_ref)))
    return frozenset(ref for both in rows for ref in both if ref)


def is_there(action_ref: str, what: str, points: Sequence[Point]) -> bool:
    """Whether the very same numbers are there already."""
    known = select(col(PlanSeries.id)).where(
        col(PlanSeries.action_ref) == action_ref,
        col(PlanSeries.what) == what,
        col(PlanSeries.hash) == _hash(points),
    )
    return session().scalars(known.limit(1)).first() is not None


def add_series(
    action_ref: str,
    points: Sequence[Point],
    *,
    measure_ref: str,
    what: str,
    kind: str,
    source: str,
    by: UUID,
    now: datetime,
) -> None:
    """Keep a series beside those before it, whole."""
    row = PlanSeries(
        action_ref=action_ref,
        measure_ref=measure_ref,
        what=what,
        kind=SeriesKind(kind),
        source=source,
        hash=_hash(points),
        staff_id=by,
        imported_at=now,
    )
    session().add(row)
    session().flush()
    session().add_all(PlanPoint(series_id=row.id, day=day, number=n) for day, n in points)


def _hash(points: Sequence[Point]) -> str:
    said = "\n".join(f"{day.isoformat()},{number}" for day, number in points)
    return hashlib.sha256(said.encode()).hexdigest()
