"""Which comments wait for a person, and in what order: who may be in danger comes first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    exists,
    false,
    func,
    literal,
    select,
    tuple_,
    union_all,
)
from sqlmodel import col

from feedback.authored import Said, translations_of
from feedback.database import session
from feedback.judgements import JUDGEMENT, NOTICING
from feedback.language import page_language
from feedback.models import Collection, Part
from feedback.queued import LAST, NOT_WORKED_OUT, QUEUED, Places, count_concerns
from feedback.responses import COMMENT, RESPONSE

Sources: TypeAlias = Sequence[Select[Any]]
PAGE = 25
# Beyond this many a list says no more than that there are more: nobody counts so far.
MOST_COUNTED = 1_000
# Of collections to choose from.
MOST_LISTED = 50
PLACES = [str(place) for place in range(LAST + 1)]


class State(StrEnum):
    """Which comments to list."""

    WAITING = "waiting"
    HELD = "held"
    TRANSLATE = "translate"
    AGAIN = "again"
    DECIDED = "decided"


PARTS: Mapping[State, Part] = {
    State.WAITING: Part.WAITING,
    State.HELD: Part.HELD,
    State.DECIDED: Part.DECIDED,
}


@dataclass(frozen=True)
class Wanted:
    """The part of the queue somebody works on."""

    state: State
    collection_id: UUID | None
    staff_id: UUID


@dataclass(frozen=True)
class Spot:
    """Where a comment stands in the queue; in an address, where a page begins or ends."""

    place: int
    comment_id: UUID

    def __str__(self) -> str:
        """As an address says it."""
        return f"{self.place}-{self.comment_id.hex}"

    @classmethod
    def read(cls, said: str) -> "Spot | None":
        """What an address says; None for anything else."""
        place, _dash, comment_id = said.partition("-")
        try:
            return cls(PLACES.index(place), UUID(comment_id))
        except ValueError:
            return None


@dataclass(frozen=True)
class Around:
    """Which page of the queue: what follows one spot, or what goes before it; else the first."""

    after: Spot | None = None
    before: Spot | None = None


@dataclass(frozen=True)
class Line:
    """One comment in the list; nothing of it tells the computer's tone."""

    id: UUID
    question_id: str
    language: str
    text: str
    has_concerns: bool
    has_names: bool
    needs_translation: bool
    is_quarantined: bool
    ruling: str | None


@dataclass(frozen=True)
class Listed:
    """One page of the queue, and where the pages beside it begin."""

    lines: Sequence[Line]
    # Of the whole part, but never more than one beyond what is counted.
    total: int
    concerns: int
    previous: Spot | None
    following: Spot | None


def listed(wanted: Wanted, around: Around) -> Listed:
    """One page of the queue, how many comments are in it, and how many may speak of harm."""
    sources = _sources(wanted)
    spots = _spots(sources, around, PAGE + 1)
    if (around.before and len(spots) <= PAGE) or not spots:
        # Whole from its beginning, whatever has been decided since.
        around, spots = Around(), _spots(sources, Around(), PAGE + 1)
    has_more = len(spots) > PAGE
    spots = spots[-PAGE:] if around.before else spots[:PAGE]
    has_previous = has_more if around.before else around.after is not None
    has_following = around.before is not None or has_more
    return Listed(
        lines=_lines([one.comment_id for one in spots]),
        total=_total(sources),
        concerns=count_concerns(session()),
        previous=spots[0] if spots and has_previous else None,
        following=spots[-1] if spots and has_following else None,
    )


def next_in(wanted: Wanted, *, besides: UUID) -> UUID | None:
    """The first comment of this part of the queue but one; None when there is no other."""
    ids = [one.comment_id for one in _spots(_sources(wanted), Around(), 2)]
    return next((one for one in ids if one != besides), None)


def _spots(sources: Sources, around: Around, most: int) -> list[Spot]:
    """So many of this part, in order: those whose place is kept, and the few where it is not."""
    found = union_all(*(_some(one, around, most) for one in sources)).subquery()
    rows = session().execute(select(found).order_by(*_order(found, around)).limit(most))
    spots = [Spot(*row) for row in rows]
    return spots[::-1] if around.before else spots


def _sources(wanted: Wanted) -> Sources:
    """Place and id of every comment in this part, kept and not kept."""
    places = Places()
    missing = places.select(*places.columns).where(NOT_WORKED_OUT).subquery("missing")
    return [_in_part(source, wanted) for source in (QUEUED, missing)]


def _in_part(source: FromClause, wanted: Wanted) -> Select[Any]:
    # To code again is a sample that nobody chose: its order is that of the random ids.
    place = literal(0) if wanted.state is State.AGAIN else source.c.place
    chosen = select(place.label("place"), source.c.comment_id).where(_is_in(source, wanted))
    if wanted.collection_id is not None:
        chosen = chosen.where(source.c.collection_id == wanted.collection_id)
    return chosen


def _is_in(source: FromClause, wanted: Wanted) -> ColumnElement[bool]:
    is_in: ColumnElement[bool]
    if wanted.state is State.TRANSLATE:
        is_in = source.c.needs_translation.is_(True)
        return is_in
    if wanted.state is State.AGAIN:
        # Asked so that it is looked up by the comment: one person may have decided on very many.
        coders = select(JUDGEMENT.c.staff_id).where(JUDGEMENT.c.comment_id == source.c.comment_id)
        mine = literal(wanted.staff_id, JUDGEMENT.c.staff_id.type).in_(coders)
        return and_(source.c.may_be_coded_again.is_(True), ~mine)
    is_in = source.c.part == PARTS[wanted.state].value
    return is_in


def _some(chosen: Select[Any], around: Around, most: int) -> Select[Any]:
    """The first of these beyond where the page begins: by an index, a range of it."""
    here = tuple(chosen.selected_columns)
    if spot := around.before or around.after:
        there = tuple_(literal(spot.place), literal(spot.comment_id, COMMENT.c.id.type))
        is_beyond = tuple_(*here) < there if around.before else tuple_(*here) > there
        chosen = chosen.where(is_beyond)
    ends = chosen.order_by(*_order(chosen.selected_columns, around)).limit(most).subquery()
    return select(ends)


def _order(source: Any, around: Around) -> Sequence[Any]:
    columns = source.c if isinstance(source, FromClause) else source
    order = (columns.place, columns.comment_id)
    return [one.desc() for one in order] if around.before else order


def _total(sources: Sources) -> int:
    """How many there are, counted no further than one beyond the most."""
    counted = [
        select(func.count()).select_from(one.limit(MOST_COUNTED + 1).subquery()).scalar_subquery()
        for one in sources
    ]
    found = session().execute(select(sum(counted, literal(0)))).scalar_one()
    return min(int(found), MOST_COUNTED + 1)


def _lines(ids: Sequence[UUID]) -> Sequence[Line]:
    """What the list shows of these comments, in this order."""
    places = Places()
    rows = session().execute(
        places.select(
            COMMENT.c.id,
            COMMENT.c.question_id,
            func.coalesce(NOTICING.c.language, COMMENT.c.language).label("language"),
            COMMENT.c.text,
            places.has_concerns.label("has_concerns"),
            func.coalesce(NOTICING.c.has_names, false()).label("has_names"),
            places.needs_translation.label("needs_translation"),
            RESPONSE.c.is_quarantined,
            places.tones.judged.c.ruling,
        ).where(QUEUED.c.comment_id.in_(ids))
    )
    lines = {row.id: Line(**row._mapping) for row in rows}
    return [lines[one] for one in ids if one in lines]


def collections(chosen: UUID | None) -> tuple[Sequence[tuple[UUID, Said]], bool]:
    """The latest collections that have comments, with what each is about, and if there are more.

    The one that is chosen is among them, however old it is.
    """
    commented = exists().where(QUEUED.c.collection_id == col(Collection.id))
    ordered = (
        select(Collection)
        .where(commented)
        .order_by(
            (col(Collection.id) == chosen).desc(),
            *(col(Collection.opens_at).desc(), col(Collection.occasion), col(Collection.id)),
        )
    )
    found = session().scalars(ordered.limit(MOST_LISTED + 1)).all()
    has_more, found = len(found) > MOST_LISTED, found[:MOST_LISTED]
    words, language = translations_of(found), page_language()
    return [(one.id, words.said(one, "occasion", language)) for one in found], has_more
