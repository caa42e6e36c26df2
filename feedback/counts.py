"""Raw counts, for the gate alone: nothing but feedback.results imports this."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session

from feedback.judgements import Tones, latest_judgement
from feedback.models import Collection, CountedResponse, KeptPulse, Ruling
from feedback.opening import GRACE_AFTER_CLOSING
from feedback.responses import ANSWER, COMMENT, RESPONSE, table_of

COLLECTION = table_of(Collection)
# The survey whose comments are about the Local Offer, whatever a person said of each.
LOCAL_OFFER = "local_offer"


COUNTED, KEPT = table_of(CountedResponse), table_of(KeptPulse)
# No code of a question or an option has a space or the end of a line in it.
BETWEEN, NEXT = " ", "\n"


# Who is counted, told apart from any other set: how many, and what their ids add up to.
Mark = tuple[int, int]
ALL_IDS = 1 << 128


@dataclass(frozen=True)
class Waiting:
    """The responses that a release counts, added up: nobody is told apart by three things."""

    # By the collection, and by the answer to the overall question; None is no answer.
    responses: Counter[tuple[UUID, str | None]]
    # By the answer to the overall question, and by a question and its answer.
    answers: Counter[tuple[str | None, str, str]]

    @property
    def total(self) -> int:
        """How many responses there are."""
        return self.responses.total()

    @property
    def sizes(self) -> Counter[UUID]:
        """How many responses each collection has."""
        found = Counter[UUID]()
        for (collection_id, _code), number in self.responses.items():
            found[collection_id] += number
        return found


def _waiting(survey_slug: str, until: date) -> ColumnElement[bool]:
    """Responses that no release has counted; those set aside for a person to look at wait on."""
    return and_(
        COLLECTION.c.survey_slug == survey_slug,
        RESPONSE.c.is_quarantined.is_(False),
        RESPONSE.c.week <= until,
        ~exists().where(COUNTED.c.response_id == RESPONSE.c.id),
    )


def waiting(session: Session, survey_slug: str, *, overall: str, until: date) -> Waiting:
    """The responses that the next release of a survey counts, in one pass over their answers."""
    good = aliased(ANSWER)
    # The database strings a response's answers together, in the order of its own key: asked to add
    # them up itself, SQLite sorts every answer there is, which takes longer than all of this.
    one = ANSWER.c.question_id.concat(BETWEEN).concat(ANSWER.c.code)
    said = select(func.aggregate_strings(one, NEXT)).where(ANSWER.c.response_id == RESPONSE.c.id)
    rows = session.execute(
        # As the driver gives it: an id is made for each collection, not for each response.
        select(type_coerce(RESPONSE.c.collection_id, String), good.c.code, said.scalar_subquery())
        .join(COLLECTION, COLLECTION.c.id == RESPONSE.c.collection_id)
        .outerjoin(good, and_(good.c.response_id == RESPONSE.c.id, good.c.question_id == overall))
        .where(_waiting(survey_slug, until)),
        execution_options={"yield_per": 1_000},
    )
    return _added_up(rows)


def _added_up(rows: Iterable[Sequence[Any]]) -> Waiting:
    """Each response is forgotten as soon as the next one is read."""
    responses = Counter[tuple[object, str | None]]()
    given: dict[str | None, Counter[str]] = {}
    for place, good, said in rows:
        responses[place, good] += 1
        if said:
            given.setdefault(good, Counter()).update(said.split(NEXT))
    answers = Counter[tuple[str | None, str, str]]()
    for good, found in given.items():
        for text, number in found.items():
            question, code = text.split(BETWEEN)
            answers[good, question, code] = number
    sizes = {(UUID(str(place)), good): number for (place, good), number in responses.items()}
    return Waiting(Counter(sizes), answers)


def mark_of_waiting(session: Session, survey_slug: str, *, until: date) -> Mark:
    """Which responses the next release counts, so that another set can be told from them."""
    return _mark(
        session.connection(),
        select(RESPONSE.c.id)
        .join(COLLECTION, COLLECTION.c.id == RESPONSE.c.collection_id)
        .where(_waiting(survey_slug, until)),
    )


def count_in(connection: Connection, release_id: UUID, survey_slug: str, *, until: date) -> Mark:
    """Write down that a release counts the responses that wait for it; says which they were."""
    connection.execute(
        COUNTED.insert().from_select(
            ["response_id", "release_id"],
            select(RESPONSE.c.id, literal(release_id, COUNTED.c.release_id.type))
            .join(COLLECTION, COLLECTION.c.id == RESPONSE.c.collection_id)
            .where(_waiting(survey_slug, until)),
        )
    )
    of_release = COUNTED.c.release_id == release_id
    return _mark(connection, select(COUNTED.c.response_id).where(of_release))


def _mark(connection: Connection, ids: Select[Any]) -> Mark:
    number = total = 0
    # A thousand at a time: of a million families there is never a list.
    for one in connection.execute(ids, execution_options={"yield_per": 1_000}).scalars():
        number, total = number + 1, (total + one.int) % ALL_IDS
    return number, total


def tones(session: Session, survey_slug: str, *, until: date, reader: str) -> Counter[str]:
    """How often each tone, or reason why there is none, was given to the comments of responses."""
    said = Tones(reader=reader)
    comments = said.beside_comments(
        select(said.said, func.count())
        .select_from(RESPONSE)
        .join(COLLECTION, COLLECTION.c.id == RESPONSE.c.collection_id)
        .join(COMMENT, COMMENT.c.response_id == RESPONSE.c.id)
    ).where(_waiting(survey_slug, until))
    found = session.execute(comments.group_by(said.said))
    return Counter({tone: number for tone, number in found})


def has_at_least(session: Session, collection_id: UUID, *, number: int) -> bool:
    """Whether so many responses of a collection have come in: all that is told before a release."""
    found = session.execute(
        select(RESPONSE.c.id)
        .where(RESPONSE.c.collection_id == collection_id, RESPONSE.c.is_quarantined.is_(False))
        .limit(number)
    ).all()
    return len(found) >= number


@dataclass(frozen=True)
class PulseCounts:
    """Answers to fh_heard, and the first day and the last moment of the collections they are of."""

    codes: Counter[str]
    asked_on: date | None
    closed_at: datetime | None


@dataclass(frozen=True)
class PulseAnswer:
    """How often one answer was given in one collection of an initiative's pulse."""

    collection_id: UUID
    opens_on: date
    closed_at: datetime  # When the last form that was begun in time could be sent.
    code: str
    times: int


def pulse(found: Iterable[PulseAnswer], *, since: date | None, now: datetime) -> PulseCounts:
    """Count an initiative's pulse: collections opened since then, or all if none was.

    Only where no more answers can come in: a verdict that turns with one more would tell that one.
    """
    closed = [one for one in found if one.closed_at <= now]
    later = [one for one in closed if since is not None and one.opens_on >= since]
    return _pulse_counts(later or closed)


def each_pulse(found: Iterable[PulseAnswer], *, now: datetime) -> list[PulseCounts]:
    """Count every closed collection of an initiative's pulse alone, the first to close first."""
    parts: dict[tuple[datetime, date, str], list[PulseAnswer]] = {}
    for one in found:
        if one.closed_at <= now:
            key = one.closed_at, one.opens_on, one.collection_id.hex
            parts.setdefault(key, []).append(one)
    return [_pulse_counts(parts[key]) for key in sorted(parts)]


def _pulse_counts(used: list[PulseAnswer]) -> PulseCounts:
    codes = Counter[str]()
    for one in used:
        codes[one.code] += one.times
    return PulseCounts(
        codes=codes,
        asked_on=min((one.opens_on for one in used), default=None),
        closed_at=max((one.closed_at for one in used), default=None),
    )


def pulse_answers(
    session: Session, initiative_ids: Sequence[UUID]
) -> dict[UUID, tuple[PulseAnswer, ...]]:
    """The answers to the pulses of some initiatives, in two questions however many they are."""
    columns = COLLECTION.c
    of = (columns.initiative_id, columns.id, columns.opens_at, columns.closes_at)
    asked = columns.initiative_id.in_(initiative_ids)
    given = session.execute(
        select(*of, ANSWER.c.code, func.count())
        .join(RESPONSE, RESPONSE.c.collection_id == columns.id)
        .join(ANSWER, ANSWER.c.response_id == RESPONSE.c.id)
        .where(
            asked,
            columns.survey_slug == "feeling_heard",
            ANSWER.c.question_id == "fh_heard",
            RESPONSE.c.is_quarantined.is_(False),
        )
        .group_by(*of, ANSWER.c.code)
    ).all()
    # What was erased since still counts: a verdict must not turn because time has passed.
    kept = session.execute(
        select(*of, KEPT.c.code, KEPT.c.how_many)
        .join(KEPT, KEPT.c.collection_id == columns.id)
        .where(asked)
    ).all()
    found: dict[UUID, tuple[PulseAnswer, ...]] = dict.fromkeys(initiative_ids, ())
    for initiative_id, place, opens, closes, code, times in (*given, *kept):
        last = closes + GRACE_AFTER_CLOSING
        found[initiative_id] += (PulseAnswer(place, opens.date(), last, code, times),)
    return found


@dataclass(frozen=True)
class OfLocalOffer:
    """The comments about the Local Offer, and how many of them no statement may repeat."""

    comments: int
    left_out: int


def left_out(session: Session, *, first: date, last: date) -> OfLocalOffer:
    """Of the comments of these weeks about the Local Offer: all, and those to be left out."""
    decided = latest_judgement()
    is_about_it = or_(COLLECTION.c.survey_slug == LOCAL_OFFER, decided.c.regulation.is_not(None))
    is_left_out = decided.c.ruling.in_([Ruling.VEXATIOUS, Ruling.INDIVIDUAL])
    found = session.execute(
        select(func.count(), func.count().filter(is_left_out))
        .select_from(COMMENT)
        .join(RESPONSE, RESPONSE.c.id == COMMENT.c.response_id)
        .join(COLLECTION, COLLECTION.c.id == RESPONSE.c.collection_id)
        .outerjoin(decided, decided.c.comment_id == COMMENT.c.id)
        .where(
            is_about_it,
            RESPONSE.c.week.between(first, last),
            RESPONSE.c.is_quarantined.is_(False),
        )
    ).one()
    return OfLocalOffer(*found)
