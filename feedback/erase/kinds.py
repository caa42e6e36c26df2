"""The kinds of things that are erased by themselves: what is due of each, and how it goes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
)

from feedback.areas import Retention
from feedback.erase import removing
from feedback.erase.waiting import COLLECTION, may_go
from feedback.judgements import JUDGEMENT, TRANSLATION, latest_judgement, may_be_quoted
from feedback.models import (
    ClearedForm,
    Conversation,
    ConversationQuote,
    MissingLanguage,
    PaperForm,
    RawExport,
    ScanCount,
    ScanDay,
    SecondOpinion,
    StaffLink,
    StaffSession,
    Throttle,
)
from feedback.responses import COMMENT, RESPONSE, table_of

# A form on a tablet cannot be open longer, nor a session, a link or a wrong password matter.
CLEARED_DAYS, SIGN_IN_DAYS = 28, 1
# Quotes are in a pack, and a family may change its mind: it can be made again at any time.
PACK_DAYS = 14
# Only where the area's file has no term for them: else they go when it is frozen.
SCAN_DAYS = 365
OPINION = table_of(SecondOpinion)


Erase: TypeAlias = Callable[[Connection, Sequence[Any]], None]


@dataclass(frozen=True)
class Kind:
    """One kind of thing: its days, what of it is due, and how that is erased.

    `due` gives the key and the day of each row; `erase` takes keys.
    """

    name: str
    words: str
    days: int
    due: Select[Any]
    # The same before any release had its chance; None where nothing waits for one.
    old: Select[Any] | None
    erase: Erase
    tells_of_families: bool = True


def kinds(keep: Retention, *, today: date, released: Mapping[str, date]) -> tuple[Kind, ...]:
    """Every kind, in the order in which they are erased."""
    found = _Due(keep, today, may_go(released))
    return (
        *found.of_responses(),
        *found.beside_responses(),
        *found.of_conversations(),
        *found.of_staff(),
    )


@dataclass(frozen=True)
class _Due:
    keep: Retention
    today: date
    may_go: ColumnElement[bool]

    def of_responses(self) -> tuple[Kind, ...]:
        """Whole responses first: what hangs from them is not erased twice."""
        responses = self._responses(self.keep.responses)
        whole = Kind(
            "responses",
            "whole responses",
            self.keep.responses,
            responses.where(self.may_go),
            responses,
            removing.responses,
        )
        return whole, *self._of_comments()

    def _of_comments(self) -> tuple[Kind, ...]:
        """Comments, and quotes: those keep the words that were approved, and longer."""
        decided = latest_judgement()
        over = (
            select(COMMENT.c.id, RESPONSE.c.week)
            .join(RESPONSE, RESPONSE.c.id == COMMENT.c.response_id)
            .join(COLLECTION, COLLECTION.c.id == RESPONSE.c.collection_id)
            .join(decided, decided.c.comment_id == COMMENT.c.id, isouter=True)
            .where(
                RESPONSE.c.week <= self._before(self.keep.comments),
                # Those of a response that goes are not counted twice.
                RESPONSE.c.week > self._before(self.keep.responses),
            )
        )
        is_quote = and_(
            func.coalesce(may_be_quoted(decided), False),
            RESPONSE.c.week > self._before(self.keep.quotes),
        )
        comments = over.where(~is_quote)
        quotes = over.where(is_quote, _has_more_than_its_copy(decided))
        return tuple(
            Kind(name, words, self.keep.comments, found.where(self.may_go), found, erase)
            for name, words, found, erase in (
                (
                    "comments",
                    "comments, with all that was noted about them",
                    comments,
                    removing.comments,
                ),
                (
                    "quotes",
                    "approved quotes cut down to the copy that may be quoted",
                    quotes,
                    removing.all_but_the_copies,
                ),
            )
        )

    def beside_responses(self) -> tuple[Kind, ...]:
        """What families left that no release waits for."""
        return (
            Kind(
                "paper",
                "numbers that lead from a paper form to its answers",
                self.keep.paper,
                select(_PAPER.c.number, RESPONSE.c.week)
                .join(RESPONSE, RESPONSE.c.id == _PAPER.c.response_id)
                .where(RESPONSE.c.week <= self._before(self.keep.paper)),
                None,
                _by(_PAPER.c.number),
            ),
            self._rows("wishes", "languages families lacked", _MISSING, "id", self.keep.wishes),
            self._rows(
                "cleared", "forms a tablet is done with", _CLEARED, "key_hash", CLEARED_DAYS
            ),
            *self._of_scans(),
        )

    def _of_scans(self) -> tuple[Kind, ...]:
        return tuple(
            Kind(
                name,
                words,
                SCAN_DAYS,
                select(day, day).where(day <= self._before(SCAN_DAYS)),
                None,
                _by(day),
            )
            for name, words, day in (
                ("scans", "sums of scans that no term covers", _SCANS.c.week),
                ("scan days", "days of scans that no term covers", _SCAN_DAYS.c.day),
            )
        )

    def of_conversations(self) -> tuple[Kind, ...]:
        """What was said in words of somebody's own, what tells of few, and quotes."""
        held_on = _TALK.c.held_on
        is_over = held_on <= self._before(self.keep.comments)
        is_said = and_(is_over, or_(_TALK.c.said != "", removing.may_tell_who()))
        quoted = select(_SAID.c.id, held_on).join(_TALK, _TALK.c.id == _SAID.c.conversation_id)
        return (
            Kind(
                "conversation notes",
                "notes of what was said in a conversation",
                self.keep.comments,
                select(_TALK.c.id, held_on).where(is_said),
                None,
                removing.notes,
            ),
            Kind(
                "conversation quotes",
                "quotes from a conversation",
                self.keep.quotes,
                quoted.where(held_on <= self._before(self.keep.quotes)),
                None,
                _by(_SAID.c.id),
            ),
        )

    def of_staff(self) -> tuple[Kind, ...]:
        """What signing in leaves behind, and leave that has run out."""
        moment = datetime.combine(self._before(SIGN_IN_DAYS), time.min, UTC)
        return tuple(
            Kind(
                name,
                words,
                SIGN_IN_DAYS,
                select(key, when).where(when <= moment),
                None,
                # Not by the key alone: somebody may be trying again at this moment.
                _by(key, when <= moment),
                tells_of_families=False,
            )
            for name, words, key, when in (
                ("sessions", "sessions of staff", _SESSION.c.id_hash, _SESSION.c.created_at),
                ("links", "links to sign in", _LINK.c.token_hash, _LINK.c.expires_at),
                ("tries", "tries to sign in", _TRIES.c.key_hash, _TRIES.c.window_start),
                ("raw exports", "leave to take answers away", _RAW.c.id, _RAW.c.expires_at),
            )
        )

    def _responses(self, days: int) -> Select[Any]:
        return (
            select(RESPONSE.c.id, RESPONSE.c.week)
            .join(COLLECTION, COLLECTION.c.id == RESPONSE.c.collection_id)
            .where(RESPONSE.c.week <= self._before(days))
        )

    def _rows(self, name: str, words: str, table: Table, key: str, days: int) -> Kind:
        due = select(table.c[key], table.c.week).where(table.c.week <= self._before(days))
        return Kind(name, words, days, due, None, _by(table.c[key]))

    def _before(self, days: int) -> date:
        """The newest day over its time; a week counts from its Monday, so never too late."""
        return self.today - timedelta(days=days)


_PAPER, _MISSING, _CLEARED = table_of(PaperForm), table_of(MissingLanguage), table_of(ClearedForm)
_SCANS, _SCAN_DAYS = table_of(ScanCount), table_of(ScanDay)
_SESSION, _LINK, _TRIES = table_of(StaffSession), table_of(StaffLink), table_of(Throttle)
_RAW = table_of(RawExport)
_TALK, _SAID = table_of(Conversation), table_of(ConversationQuote)


def _by(key: Column[Any], *but: ColumnElement[bool]) -> Erase:
    def erase(connection: Connection, keys: Sequence[Any]) -> None:
        connection.execute(delete(key.table).where(key.in_(keys), *but))

    return erase


def _has_more_than_its_copy(decided: Any) -> ColumnElement[bool]:
    """Whether anything is left of a quoted comment besides the words that may be quoted."""
    decisions = select(func.count()).where(JUDGEMENT.c.comment_id == COMMENT.c.id)
    return or_(
        COMMENT.c.text != decided.c.edited_copy,
        decided.c.saw_estimate.is_(False),
        decided.c.why.is_not(None),
        decisions.scalar_subquery() > 1,
        exists().where(TRANSLATION.c.comment_id == COMMENT.c.id),
        exists().where(OPINION.c.comment_id == COMMENT.c.id),
    )
