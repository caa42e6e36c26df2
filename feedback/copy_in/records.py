"""Forms from paper: stored once, found again by their number, checked, and deleted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from feedback import codes
from feedback.copy_in.entry import Entry
from feedback.database import database, session
from feedback.models import Channel, Collection, PaperForm, Placement, Response
from feedback.opening import State
from feedback.responses import (
    ANSWER,
    COMMENT,
    RESPONSE,
    insert_answers,
    insert_comments,
    store_once,
    week_of,
)

__all__ = ["Collection", "Placement"]

# Paper is posted on the last day and lies in a tray: two weeks lose nobody's words.
TIME_FOR_PAPER = timedelta(days=14)
LENGTH_OF_A_NUMBER = 8
TRIES_FOR_A_NUMBER = 20


class NoFreeNumberError(Exception):
    """Every number we drew was taken, which means that something is wrong with drawing."""


@dataclass(frozen=True)
class Kept:
    """A paper form that has been typed in."""

    number: str
    response_id: UUID
    is_checked: bool
    entry: Entry


def collection(collection_id: UUID) -> Collection | None:
    """One collection, or None when there is no such."""
    return session().get(Collection, collection_id)


def placements(collection_id: UUID) -> Sequence[Placement]:
    """The codes that may stand on a form of this collection."""
    ordered = (
        select(Placement)
        .where(col(Placement.collection_id) == collection_id)
        .order_by(col(Placement.code))
    )
    return session().scalars(ordered).all()


def paper_state(found: Collection, now: datetime) -> State:
    """Whether forms on paper can be typed in now: some days longer than families can answer."""
    if now < found.opens_at:
        return State.NOT_YET
    return State.OPEN if now < found.closes_at + TIME_FOR_PAPER else State.CLOSED


def last_week(found: Collection, now: datetime) -> datetime:
    """A moment in the week that a form counts for: never one after the collection closed."""
    return min(now, found.closes_at - timedelta(microseconds=1))


def store(found: Collection, entry: Entry, *, key_hash: str, now: datetime) -> str:
    """Store a form once, and return the number to write on the paper: a retry gets the same."""
    response_id = uuid4()
    is_new = store_once(
        session().connection(),
        {
            "id": response_id,
            "collection_id": found.id,
            "placement_id": entry.placement_id,
            "survey_version": found.survey_version,
            "variant": entry.variant,
            "language": entry.language,
            "channel": Channel.PAPER,
            "week": week_of(last_week(found, now)),
            "key_hash": key_hash,
            "consent_version": entry.consent_version,
            "is_quarantined": False,
        },
        choices=entry.choices,
        comments=entry.comments,
        comment_language=entry.comments_in,
    )
    return _give_number(response_id) if is_new else _number_of(key_hash)


def _give_number(response_id: UUID) -> str:
    for _try in range(TRIES_FOR_A_NUMBER):
        new = PaperForm(number=codes.new_code(LENGTH_OF_A_NUMBER), response_id=response_id)
        try:
            with session().begin_nested():
                session().add(new)
        except IntegrityError:
            continue  # Another form has this number: draw again.
        return new.number
    raise NoFreeNumberError


def _number_of(key_hash: str) -> str:
    wanted = (
        select(col(PaperForm.number))
        .join(Response, col(Response.id) == col(PaperForm.response_id))
        .where(col(Response.key_hash) == key_hash)
    )
    return session().scalars(wanted).one()


def has_number(collection_id: UUID, number: str) -> bool:
    """Whether a form of this collection carries this number."""
    return _row(collection_id, number) is not None


def form_with(collection_id: UUID, number: str, *, to_write: bool = False) -> Kept | None:
    """The form of this collection with this number, as it is stored; None when there is none.

    To write is to hold it: whoever checks or deletes it at the same moment waits, then sees what
    we kept.
    """
    row = _row(collection_id, number, to_write=to_write)
    if row is None:
        return None
    paper, response = row
    choices = session().execute(
        select(ANSWER.c.question_id, ANSWER.c.code)
        .where(ANSWER.c.response_id == response.id)
        .order_by(ANSWER.c.question_id)
    )
    comments = session().execute(
        select(COMMENT.c.question_id, COMMENT.c.question_kind, COMMENT.c.text, COMMENT.c.language)
        .where(COMMENT.c.response_id == response.id)
        .order_by(COMMENT.c.question_id)
    )
    written = [tuple(comment) for comment in comments]
    entry = Entry(
        language=response.language,
        variant=response.variant,
        placement_id=response.placement_id,
        choices=tuple((question, code) for question, code in choices),
        comments=tuple((question, kind, text) for question, kind, text, _language in written),
        comments_in=written[0][3] if written else response.language,
        consent_version=response.consent_version,
    )
    return Kept(paper.number, response.id, paper.is_checked, entry)


def _row(
    collection_id: UUID, number: str, *, to_write: bool = False
) -> tuple[PaperForm, Response] | None:
    wanted = (
        select(PaperForm, Response)
        .join(Response, col(Response.id) == col(PaperForm.response_id))
        .where(col(PaperForm.number) == number, col(Response.collection_id) == collection_id)
    )
    if to_write:
        wanted = wanted.with_for_update(of=Response)
    found = session().execute(wanted).first()
    return (found[0], found[1]) if found else None


def settle(kept: Kept, entry: Entry) -> None:
    """Keep what the paper says, as the check found it: the same response, now checked."""
    connection = session().connection()
    connection.execute(
        update(Response)
        .where(RESPONSE.c.id == kept.response_id)
        .values(
            language=entry.language,
            variant=entry.variant,
            placement_id=entry.placement_id,
            consent_version=entry.consent_version,
        )
    )
    connection.execute(ANSWER.delete().where(ANSWER.c.response_id == kept.response_id))
    insert_answers(connection, kept.response_id, entry.choices)
    _replace_comments(kept, entry)
    connection.execute(
        update(PaperForm).where(col(PaperForm.number) == kept.number).values(is_checked=True)
    )


def _replace_comments(kept: Kept, entry: Entry) -> None:
    """Only those that changed: what people have since done with the others stays."""
    same_language = kept.entry.comments_in == entry.comments_in
    same = set(kept.entry.comments) & set(entry.comments) if same_language else set()
    connection = session().connection()
    connection.execute(
        COMMENT.delete().where(
            COMMENT.c.response_id == kept.response_id,
            COMMENT.c.question_id.not_in([question for question, _kind, _text in same]),
        )
    )
    new = [comment for comment in entry.comments if comment not in same]
    insert_comments(connection, kept.response_id, entry.comments_in, new)


def delete_form(kept: Kept) -> Callable[[], bool]:
    """Delete a form and all it held; what to call once that is committed, to empty the journal."""
    session().connection().execute(delete(Response).where(RESPONSE.c.id == kept.response_id))
    return database().empty_journal
