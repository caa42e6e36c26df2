"""How far visits came, told of all collections of a survey in one term together.

What one collection sent is never told beside others: taken from the responses of a release, it
would be what the others sent, however few. What all of them sent together is, and only where the
release counts these very collections and this very term. Decision 0049 says why.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from analysis.gate.asked import Ask, Rules
from analysis.gate.release import release
from analysis.gate.shape import Cell, Shape
from analysis.gate.spec import as_json
from feedback.areas import Term
from feedback.models import CountedResponse
from feedback.responses import RESPONSE, table_of
from feedback.results.due import RELEASE
from feedback.results.scan_counting import BEGUN, LOOKED, REACHED, SENT
from feedback.results.scan_due import COLLECTION, FROZEN, Scanned
from feedback.results.stored import Stored, read

COUNTED = table_of(CountedResponse)
STAFF = "staff"
EVERY_STAGE = (LOOKED, BEGUN, SENT)


def is_first_told(session: Session, slug: str, term: Term) -> bool:
    """Whether no collection of the survey was told of this term yet."""
    told = (
        select(func.count())
        .select_from(FROZEN)
        .join(COLLECTION, COLLECTION.c.id == FROZEN.c.collection_id)
        .where(COLLECTION.c.survey_slug == slug, FROZEN.c.term_ref == term.ref)
    )
    return session.execute(told).scalar() == 0


def is_alone_for_good(session: Session, one: Scanned) -> bool:
    """Whether no release of the survey can ever count another collection with this one.

    Nor another term of this one.
    """
    if not (one.term.covers(one.opens_at.date()) and one.term.covers(one.closes_at.date())):
        return False
    others = session.scalars(
        select(COLLECTION.c.opens_at).where(
            COLLECTION.c.survey_slug == one.survey_slug, COLLECTION.c.id != one.collection_id
        )
    )
    return all(opens_at.date() > one.term.ends for opens_at in others)


def release_beside(session: Session, scanned: Sequence[Scanned]) -> Stored | None:
    """The release that counts what these collections got in this term and nothing else.

    None where there is none: then no number of it may be told beside what they sent.
    """
    slug, term = scanned[0].survey_slug, scanned[0].term
    row = session.execute(
        select(RELEASE.c.id, RELEASE.c.number, RELEASE.c.content, RELEASE.c.hash).where(
            RELEASE.c.survey_slug == slug, RELEASE.c.term_ref == term.ref
        )
    ).first()
    if row is None or not is_first_told(session, slug, term):
        return None
    found = read(*row[1:])
    if found.responses is None or found.terms != (term.ref,):
        return None
    counted = session.execute(
        select(RESPONSE.c.collection_id, func.min(RESPONSE.c.week))
        .join(COUNTED, COUNTED.c.response_id == RESPONSE.c.id)
        .where(COUNTED.c.release_id == row.id)
        .group_by(RESPONSE.c.collection_id)
    ).all()
    ids = {one.collection_id for one in scanned}
    is_these = all(each in ids and term.covers(week) for each, week in counted)
    return found if is_these else None


def told_together(
    visits: Sequence[Mapping[Cell, int]], rules: Rules, beside: Stored | None
) -> dict[str, Any] | None:
    """What may be told of several collections together; None where not even how often."""
    opened = [sum(one.values()) for one in visits]
    small = [number for number in opened if number < rules.base]
    large = sum(opened) - sum(small)
    low, high = large, large + len(small) * (rules.base - 1)
    if can_be_added(small, rules):
        low = high = sum(opened)
    if low < rules.base:
        return None
    # A collection that few opened may have been answered on paper alone. Who knows that would
    # read off how many it got: the release's number without what all of them sent.
    may_tell_stages = beside is not None and not small
    return {
        "collections": len(visits),
        "low": low,
        "high": high,
        "beside": None if beside is None else beside.number,
        "tables": stages(visits, rules) if may_tell_stages else [],
    }


def can_be_added(small: Sequence[int], rules: Rules) -> bool:
    """Whether the sum of hidden numbers leaves each of them open, even to who knows another one."""
    most = rules.base - 1
    without = [sum(small) - one for one in small]
    return all(rules.base <= rest <= most * (len(small) - 2) for rest in without)


def stages(visits: Sequence[Mapping[Cell, int]], rules: Rules) -> list[dict[str, Any]]:
    """How far all visits came, as the gate tells it."""
    people: dict[Cell, int] = {((REACHED, one),): 0 for one in EVERY_STAGE}
    for one in visits:
        for cell, number in one.items():
            people[((REACHED, dict(cell)[REACHED]),)] += number
    ask = Ask(Shape({REACHED: EVERY_STAGE}), [(REACHED,)], {STAFF: range(1)}, {})
    return list(as_json(release(ask, people, rules))[STAFF])
