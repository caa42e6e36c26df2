"""How each kind of thing goes: rows are deleted; what a verdict rests on stays as a number."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    delete,
    exists,
    extract,
    func,
    or_,
    select,
    update,
)

from feedback.database import insert_into
from feedback.erase.waiting import COLLECTION
from feedback.judgements import JUDGEMENT, latest_judgement
from feedback.models import Conversation, ConversationKind, ConversationSession, KeptPulse
from feedback.responses import ANSWER, COMMENT, RESPONSE, table_of
from forms.staff_conversations import KINDS

KEPT, CONVERSATION = table_of(KeptPulse), table_of(Conversation)
SESSION = table_of(ConversationSession)
# With fewer there, a title and a day may tell who it was.
ENOUGH_THERE = 5
IS_OF_FEW = or_(
    CONVERSATION.c.kind == ConversationKind.ONE_TO_ONE,
    CONVERSATION.c.parent_carers + CONVERSATION.c.young_people < ENOUGH_THERE,
)
# Its day is that of the session, on which keys may have been turned.
IS_A_SESSION = exists().where(SESSION.c.conversation_id == CONVERSATION.c.id)
PULSE_SURVEY, PULSE = "feeling_heard", "fh_heard"


def responses(connection: Connection, ids: Sequence[UUID]) -> None:
    """Delete whole responses; all that hangs from them goes along."""
    _keep_pulses(connection, ids)
    _mark(
        connection,
        select(RESPONSE.c.collection_id, func.max(RESPONSE.c.week)).where(RESPONSE.c.id.in_(ids)),
    )
    connection.execute(delete(RESPONSE).where(RESPONSE.c.id.in_(ids)))


def may_tell_who() -> ColumnElement[bool]:
    """Whether a conversation with few people still has a title of its own, or its very day."""
    has_its_day = and_(extract("day", CONVERSATION.c.held_on) != 1, ~IS_A_SESSION)
    titles = [str(words) for words in KINDS.values()]
    return and_(IS_OF_FEW, or_(CONVERSATION.c.title.not_in(titles), has_its_day))


def notes(connection: Connection, ids: Sequence[UUID]) -> None:
    """Empty what was noted of conversations; who took part and the themes stay.

    Of one with few people the kind takes the title's place, and the month's first day the day's.
    """
    chosen = CONVERSATION.c.id.in_(ids)
    connection.execute(update(CONVERSATION).where(chosen).values(said=""))
    wanted = (CONVERSATION.c.id, CONVERSATION.c.kind, CONVERSATION.c.held_on)
    few = select(*wanted, IS_A_SESSION.label("is_a_session")).where(chosen, IS_OF_FEW)
    for row in connection.execute(few).all():
        day = row.held_on if row.is_a_session else row.held_on.replace(day=1)
        added = datetime.combine(day, time.min, UTC)
        connection.execute(
            update(CONVERSATION)
            .where(CONVERSATION.c.id == row.id)
            .values(title=str(KINDS[row.kind]), held_on=day, created_at=added)
        )


def comments(connection: Connection, ids: Sequence[UUID]) -> None:
    """Delete comments, what readers made of them, their translations, and what was decided."""
    _mark(
        connection,
        select(RESPONSE.c.collection_id, func.max(RESPONSE.c.week))
        .join(COMMENT, COMMENT.c.response_id == RESPONSE.c.id)
        .where(COMMENT.c.id.in_(ids)),
    )
    connection.execute(delete(COMMENT).where(COMMENT.c.id.in_(ids)))


def all_but_the_copies(connection: Connection, ids: Sequence[UUID]) -> None:
    """Leave of each comment the copy that was approved and the decision, and nothing else.

    A decision never changes, so the comment goes with all that hangs from it, and a new one with
    the approved words takes its place: it is taken back, and found, like any other.
    """
    found = _copies(connection, ids)
    comments(connection, ids)
    for one in found:
        new = uuid4()
        connection.execute(COMMENT.insert().values(id=new, **one["comment"]))
        # Whoever decided had other words before them: the computer is not measured by it.
        kept = {"id": uuid4(), "comment_id": new, "saw_estimate": True, "why": None}
        connection.execute(JUDGEMENT.insert().values(**one["decision"] | kept))


def _copies(connection: Connection, ids: Sequence[UUID]) -> list[dict[str, dict[str, Any]]]:
    decided = latest_judgement()
    rows = connection.execute(
        select(
            COMMENT.c.response_id,
            COMMENT.c.question_id,
            COMMENT.c.question_kind,
            COMMENT.c.language,
            *(decided.c[column.name] for column in JUDGEMENT.c if column.name != "id"),
        )
        .join(decided, decided.c.comment_id == COMMENT.c.id)
        .where(COMMENT.c.id.in_(ids))
        .order_by(COMMENT.c.id)
    ).mappings()
    of_comment = ("response_id", "question_id", "question_kind")
    return [
        {
            "comment": {
                **{name: row[name] for name in of_comment},
                "language": row["copy_language"] or row["language"],
                "text": row["edited_copy"],
            },
            "decision": {
                column.name: row[column.name] for column in JUDGEMENT.c if column.name != "id"
            },
        }
        for row in rows
    ]


def _keep_pulses(connection: Connection, ids: Sequence[UUID]) -> None:
    counted = (
        select(RESPONSE.c.collection_id, ANSWER.c.code, func.count())
        .join(ANSWER, ANSWER.c.response_id == RESPONSE.c.id)
        .join(COLLECTION, COLLECTION.c.id == RESPONSE.c.collection_id)
        .where(
            RESPONSE.c.id.in_(ids),
            RESPONSE.c.is_quarantined.is_(False),
            COLLECTION.c.survey_slug == PULSE_SURVEY,
            COLLECTION.c.initiative_id.is_not(None),
            ANSWER.c.question_id == PULSE,
        )
        .group_by(RESPONSE.c.collection_id, ANSWER.c.code)
    )
    for collection_id, code, number in connection.execute(counted).all():
        added = insert_into(connection, KEPT).values(
            collection_id=collection_id, code=code, how_many=number
        )
        connection.execute(
            added.on_conflict_do_update(
                index_elements=["collection_id", "code"],
                set_={"how_many": KEPT.c.how_many + added.excluded.how_many},
            )
        )


def _mark(connection: Connection, weeks: Select[Any]) -> None:
    """Say of each collection until when something is gone, so that no import brings it back."""
    for collection_id, week in connection.execute(weeks.group_by(RESPONSE.c.collection_id)).all():
        is_newer = or_(COLLECTION.c.erased_until.is_(None), COLLECTION.c.erased_until < week)
        connection.execute(
            update(COLLECTION)
            .where(COLLECTION.c.id == collection_id, is_newer)
            .values(erased_until=week)
        )
