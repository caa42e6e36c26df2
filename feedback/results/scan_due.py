"""Which scans can be frozen: looked up again and again, so without loading what freezes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from feedback.areas import Area, Term
from feedback.models import Collection, ScanRelease
from feedback.responses import table_of
from feedback.results.terms import due_on, was_open_in
from feedback.scans import COUNT

FROZEN, COLLECTION = table_of(ScanRelease), table_of(Collection)


@dataclass(frozen=True)
class Scanned:
    """A collection whose scans of one term can be frozen."""

    collection_id: UUID
    survey_slug: str
    opens_at: datetime
    closes_at: datetime
    term: Term


def scans_due(session: Session, area: Area, *, today: date) -> list[Scanned]:
    """What can be frozen of the earliest term of which it can; nothing where nobody counted.

    All its collections: whether one of them was opened at all, its not being there would tell.
    """
    for term in sorted(area.terms, key=lambda term: term.starts):
        if due_on(term) <= today and _was_counted(session, term):
            found = _of_term(session, term)
            if found:
                return found
    return []


def _was_counted(session: Session, term: Term) -> bool:
    some = select(COUNT.c.week).where(COUNT.c.week.between(term.starts, term.ends)).limit(1)
    return session.execute(some).first() is not None


def _of_term(session: Session, term: Term) -> list[Scanned]:
    columns = COLLECTION.c
    asked: Sequence[tuple[UUID, str, datetime, datetime]] = [
        (row.id, row.survey_slug, row.opens_at, row.closes_at)
        for row in session.execute(
            select(columns.id, columns.survey_slug, columns.opens_at, columns.closes_at).order_by(
                columns.opens_at, columns.id
            )
        )
    ]
    made = set(session.scalars(select(FROZEN.c.collection_id).where(FROZEN.c.term_ref == term.ref)))
    return [
        Scanned(*one, term)
        for one in asked
        if one[0] not in made and was_open_in(one[2], one[3], term)
    ]
