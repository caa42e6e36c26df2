"""What a family's visit reads and writes: one short transaction, synced before the thanks."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Connection, and_, bindparam, delete, select

from feedback import changes, pace, read_only, surveys
from feedback.authored import TRANSLATION, Kept, Said, say
from feedback.database import AWAY, database
from feedback.language import current_languages, page_language
from feedback.models import Channel, Collection, Placement, Response
from feedback.opening import GRACE_AFTER_CLOSING, State, state_of
from feedback.prepared import Prepared
from feedback.recordings import REVISION, Player, players
from feedback.respond.setting_aside import keep_wish, slow_down
from feedback.responses import ANSWER, COMMENT, RESPONSE, store_once, table_of
from feedback.shown_changes import UNTIL
from forms.missing_language import Wish
from forms.questions import Survey, Variant
from forms.surveys import ROLE, about_you
from translations import Language

logger = logging.getLogger(__name__)

LONGEST_CODE = 16
NOT_NOW = (*AWAY, pace.TooManyError)


class NotSavedError(Exception):
    """The database could not take the change now; nothing of it was made."""


class CannotLookError(Exception):
    """The database could not be asked now: nobody knows what the code stands for."""


@dataclass(frozen=True)
class OpenedPlacement:
    """What a code stands for."""

    placement_id: UUID
    collection_id: UUID
    survey: Survey
    occasion: str
    opens_at: datetime
    closes_at: datetime
    # Another word after each change to any recording; none where there has never been one.
    recordings: str | None = None
    # The last day on which families are shown a change; None where there is none to show.
    changes_until: date | None = None
    translations: Mapping[str, Kept] = field(default_factory=dict)

    def language(self) -> Language:
        """The language of the page, or the best of those in which its survey is whole."""
        return current_languages().best_of(page_language(), self.survey.is_in)

    def occasion_in(self, language: Language) -> Said:
        """What it is about, in this language or else in English."""
        return say(self.occasion, self.translations, language)

    def state(self, now: datetime) -> State:
        """Whether families can answer now."""
        return state_of(self.opens_at, self.closes_at, now)

    def still_takes(self, *, opened_at: datetime, now: datetime) -> bool:
        """Whether a form opened then may be sent now."""
        if self.state(now) is State.OPEN:
            return True
        # The stamp counts in whole minutes, rounded down.
        began_in_time = self.opens_at - timedelta(minutes=1) <= opened_at < self.closes_at
        return began_in_time and now < self.closes_at + GRACE_AFTER_CLOSING


@dataclass(frozen=True)
class NewResponse:
    """A checked response, ready to be stored."""

    placement: OpenedPlacement
    key_hash: str
    receipt_hash: str
    variant: str
    language: str
    choices: Sequence[tuple[str, str]]
    comments: Sequence[tuple[str, str, str]]  # question id, kind of question, text
    consent_version: int | None
    is_quarantined: bool
    week: date
    # Opened only a moment ago, as a machine does; never stored.
    is_hurried: bool


PLACEMENT, COLLECTION = table_of(Placement), table_of(Collection)

_PLACEMENT = (
    select(
        PLACEMENT.c.id,
        COLLECTION.c.id,
        COLLECTION.c.survey_slug,
        COLLECTION.c.survey_version,
        COLLECTION.c.occasion,
        COLLECTION.c.opens_at,
        COLLECTION.c.closes_at,
        REVISION,
        UNTIL,
        TRANSLATION.c.language,
        TRANSLATION.c.text,
        TRANSLATION.c.key,
        TRANSLATION.c.speaker,
    )
    .join(COLLECTION, COLLECTION.c.id == PLACEMENT.c.collection_id)
    # Read at every visit, with the rest: a page kept by any worker may be older than these words.
    .outerjoin(
        TRANSLATION,
        and_(
            TRANSLATION.c.collection_id == COLLECTION.c.id,
            TRANSLATION.c.field == "occasion",
        ),
    )
    .where(PLACEMENT.c.code == bindparam("code"))
)
_FIND = Prepared(lambda _dialect: _PLACEMENT, "code")


def find_placement(code: str) -> OpenedPlacement | None:
    """The placement a code names, in any mix of capitals; None when there is none.

    Raises CannotLookError when the database is away.
    """
    # PostgreSQL takes no NUL in a text, and no code of ours has anything but letters and digits.
    if not (code.isascii() and code.isalnum() and len(code) <= LONGEST_CODE):
        return None
    key = ("placement", code.upper())
    try:
        kept = changes.place_now(database().changes)
        found: OpenedPlacement | None = kept.get(key) or _read_placement(code.upper())
    except AWAY:
        raise CannotLookError from None
    if found:
        changes.keep(kept, key, found)
    return found


def _read_placement(code: str) -> OpenedPlacement | None:
    rows = database().ask(_FIND, {"code": code})
    if not rows:
        return None
    row = rows[0]
    # The version that this collection asks, whatever was published since.
    survey = surveys.get(row[2], row[3])
    translated = {language: Kept(*said) for language, *said in (one[9:] for one in rows) if said[0]}
    found = (*row[:2], survey, *row[4:9], translated)
    return OpenedPlacement(*found)


def players_on(
    survey: Survey, variant: Variant, form: Language, placement: OpenedPlacement
) -> Mapping[str, Sequence[Player]]:
    """The recordings to offer on a survey's form, by question."""
    if placement.recordings is None:
        return {}
    try:
        return players((ROLE, *survey.questions, *about_you(survey)), variant, form)
    except AWAY:
        raise CannotLookError from None


def store_response(
    new: NewResponse, *, may_change: bool = False, when_new: Callable[[], None] = lambda: None
) -> bool:
    """Store a response durably, once; say whether what is kept under its stamp is this response.

    False, and nothing is stored, when the same form was sent before with other answers, unless
    they may be changed. Raises NotSavedError when the database is busy or full: the family is
    asked to press again. `when_new` is for one more response that is not set aside.
    """
    is_set_aside = new.is_quarantined
    try:
        with writing() as connection:
            is_changed = may_change and _forget(connection, new)
            is_new = _insert(connection, new)
            if is_new:
                where, hurried = new.placement.collection_id, new.is_hurried
                is_set_aside |= slow_down(connection, where, new.key_hash, is_hurried=hurried)
            is_kept = is_new or _is_kept(connection, new)
    except NOT_NOW:
        raise NotSavedError from None  # The error's own text holds the answers; it goes no further.
    if is_changed:
        _empty_journal()
    elif is_new and not is_set_aside:
        when_new()
    return is_kept


def _forget(connection: Connection, new: NewResponse) -> bool:
    """Delete what was sent before from this very form; False when there was nothing."""
    same_form = and_(
        RESPONSE.c.key_hash == new.key_hash,
        RESPONSE.c.collection_id == new.placement.collection_id,
    )
    gone = connection.execute(delete(RESPONSE).where(same_form).returning(RESPONSE.c.id))
    return gone.first() is not None


def _is_kept(connection: Connection, new: NewResponse) -> bool:
    """Whether the response stored under this stamp says the same; a language is no answer."""
    kept = connection.execute(
        select(RESPONSE.c.id, RESPONSE.c.collection_id, RESPONSE.c.consent_version).where(
            RESPONSE.c.key_hash == new.key_hash
        )
    ).one_or_none()
    if kept is None:
        raise NotSavedError  # Deleted at this very moment: pressing again stores it.
    answers = select(ANSWER.c.question_id, ANSWER.c.code).where(ANSWER.c.response_id == kept.id)
    comments = select(COMMENT.c.question_id, COMMENT.c.text).where(COMMENT.c.response_id == kept.id)
    said = {tuple(row) for query in (answers, comments) for row in connection.execute(query)}
    says = {*new.choices, *((question, text) for question, _kind, text in new.comments)}
    return (kept.collection_id, kept.consent_version, said) == (
        new.placement.collection_id,
        new.consent_version,
        says,
    )


def _insert(connection: Connection, new: NewResponse) -> bool:
    return store_once(
        connection,
        {
            "id": uuid4(),
            "collection_id": new.placement.collection_id,
            "placement_id": new.placement.placement_id,
            "survey_version": new.placement.survey.version,
            "variant": new.variant,
            "language": new.language,
            "channel": Channel.ONLINE,
            "week": new.week,
            "key_hash": new.key_hash,
            "receipt_hash": new.receipt_hash,
            "consent_version": new.consent_version,
            "is_quarantined": new.is_quarantined,
        },
        choices=new.choices,
        comments=new.comments,
    )


def withdraw(receipt_hash: str) -> bool:
    """Delete the response that this receipt belongs to, and all it held; False if none does.

    NotSavedError when the database is busy or away: nothing is deleted yet.
    """
    this = RESPONSE.c.receipt_hash == receipt_hash
    try:
        with writing() as connection:
            gone = connection.execute(delete(Response).where(this))
    except AWAY:
        raise NotSavedError from None
    is_gone = gone.rowcount == 1
    if is_gone:
        _empty_journal()
    return is_gone


def store_missing_language(wish: Wish, *, key_hash: str, week: date, is_quarantined: bool) -> None:
    """Keep which language a family lacks, once; NotSavedError when the database is busy or full."""
    values = {
        "id": uuid4(),
        "code": wish.code,
        "typed": wish.typed,
        "week": week,
        "key_hash": key_hash,
        "is_quarantined": is_quarantined,
    }
    try:
        with writing() as connection:
            keep_wish(connection, values)
    except NOT_NOW:
        raise NotSavedError from None


@contextmanager
def writing() -> Iterator[Connection]:
    """One short transaction of a family's; NotSavedError where nothing may be saved."""
    if read_only.is_on():
        raise NotSavedError
    with database().transaction() as connection:
        yield connection


def _empty_journal() -> None:
    if not database().empty_journal():
        logger.warning("The journal was in use after a withdrawal; the next one empties it.")
