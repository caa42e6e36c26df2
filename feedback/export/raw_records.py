"""Leave to take answers away: asked for with a reason, for a day, used once, each in the audit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, select, update

from feedback import chain, surveys
from feedback.database import database
from feedback.models import Action, Collection, RawExport, StaffMember, Subject
from feedback.responses import ANSWER, COMMENT, RESPONSE, table_of

RAW, COLLECTION, STAFF = table_of(RawExport), table_of(Collection), table_of(StaffMember)

GOOD_FOR = timedelta(hours=24)


class State(StrEnum):
    """What has become of leave to take answers away."""

    OPEN = "open"
    TAKEN = "taken"
    OVER = "over"


@dataclass(frozen=True)
class Asked:
    """One leave: whose, for which answers, why, and until when."""

    id: UUID
    collection_id: UUID
    occasion: str
    survey_slug: str
    staff_id: UUID
    by: str
    reason: str
    asked_at: datetime
    expires_at: datetime
    taken_at: datetime | None

    def state(self, now: datetime) -> State:
        """Whether it can still be used."""
        if self.taken_at is not None:
            return State.TAKEN
        return State.OPEN if now < self.expires_at else State.OVER


@dataclass(frozen=True)
class Given:
    """One response, what it chose and what it wrote, as rows of the tables."""

    response: Mapping[str, Any]
    answers: Sequence[Mapping[str, Any]]
    comments: Sequence[Mapping[str, Any]]


def collections() -> dict[str, str]:
    """Every collection by its id, the newest first, and what it is called."""
    wanted = select(COLLECTION.c.id, COLLECTION.c.occasion, COLLECTION.c.survey_slug).order_by(
        COLLECTION.c.opens_at.desc(), COLLECTION.c.id
    )
    with database().reading.connect() as connection:
        every = surveys.all_of_them(held=connection)
        return {
            str(row.id): f"{row.occasion} – {every[row.survey_slug].title}"
            for row in connection.execute(wanted)
            if row.survey_slug in every
        }


def ask(collection_id: UUID, reason: str, *, by: UUID, now: datetime) -> UUID:
    """Give leave for a day; the audit keeps who asked, and why."""
    new = uuid4()
    row = {
        "id": new,
        "collection_id": collection_id,
        "staff_id": by,
        "reason": reason,
        "asked_at": now,
        "expires_at": now + GOOD_FOR,
    }
    entry = chain.Entry(
        Action.ASKED_FOR_RAW_EXPORT, str(by), Subject.COLLECTION, collection_id, reason=reason
    )
    with database().transaction() as connection:
        connection.execute(RAW.insert().values(**row))
        chain.append(connection, [entry])
    return new


def everything_asked() -> list[Asked]:
    """Every leave that erasing has left, the newest first."""
    with database().reading.connect() as connection:
        rows = connection.execute(_asked().order_by(RAW.c.asked_at.desc(), RAW.c.id))
        return [Asked(**row._mapping) for row in rows]


def asked(export_id: UUID) -> Asked | None:
    """One leave, or None when there is no such."""
    with database().reading.connect() as connection:
        row = connection.execute(_asked().where(RAW.c.id == export_id)).first()
    return Asked(**row._mapping) if row else None


def take(one: Asked, *, how_many: int, now: datetime) -> bool:
    """Use it; False when it was used or has run out meanwhile. From now on it is used."""
    is_open = (RAW.c.id == one.id, RAW.c.taken_at.is_(None), RAW.c.expires_at > now)
    entry = chain.Entry(
        Action.TOOK_RAW_EXPORT,
        str(one.staff_id),
        Subject.COLLECTION,
        one.collection_id,
        how_many=how_many,
        reason=one.reason,
    )
    with database().transaction() as connection:
        is_first = connection.execute(
            update(RAW).where(*is_open).values(taken_at=now).returning(RAW.c.id)
        ).first()
        if is_first is not None:
            chain.append(connection, [entry])
    return is_first is not None


def given(collection_id: UUID) -> list[Given]:
    """Every response of a collection with its answers and comments, in an order that says nothing.

    The ids are random, so their order tells nothing of when a family answered.
    """
    of_it = RESPONSE.c.collection_id == collection_id
    with database().reading.connect() as connection:
        responses = connection.execute(select(RESPONSE).where(of_it).order_by(RESPONSE.c.id)).all()
        answers = connection.execute(
            select(ANSWER)
            .join(RESPONSE, RESPONSE.c.id == ANSWER.c.response_id)
            .where(of_it)
            .order_by(ANSWER.c.question_id)
        ).all()
        comments = connection.execute(
            select(COMMENT)
            .join(RESPONSE, RESPONSE.c.id == COMMENT.c.response_id)
            .where(of_it)
            .order_by(COMMENT.c.question_id, COMMENT.c.id)
        ).all()
    chose, wrote = _by_response(answers), _by_response(comments)
    return [
        Given(dict(one._mapping), chose.get(one.id, ()), wrote.get(one.id, ())) for one in responses
    ]


def _by_response(rows: Sequence[Any]) -> dict[UUID, list[Mapping[str, Any]]]:
    found: dict[UUID, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row.response_id, []).append(dict(row._mapping))
    return found


def _asked() -> Select[Any]:
    return (
        select(
            *(RAW.c[name] for name in ("id", "collection_id", "staff_id", "reason")),
            *(RAW.c[name] for name in ("asked_at", "expires_at", "taken_at")),
            *(COLLECTION.c.occasion, COLLECTION.c.survey_slug, STAFF.c.name.label("by")),
        )
        .join(COLLECTION, COLLECTION.c.id == RAW.c.collection_id)
        .join(STAFF, STAFF.c.id == RAW.c.staff_id)
    )
