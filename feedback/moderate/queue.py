"""Which comments wait for a person, and in what order: who may be in danger comes first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, exists, false, func, or_, select
from sqlmodel import col

from analysis.tone import READER_VERSION, QuestionKind, Tone, ToneStatus
from feedback import surveys
from feedback.authored import Said, translations_of
from feedback.database import session
from feedback.judgements import (
    JUDGEMENT,
    NOTICING,
    Tones,
    count_concerns,
    has_concerns,
)
from feedback.language import page_language
from feedback.models import Collection, Ruling, SecondOpinion
from feedback.noticing import reader_version
from feedback.responses import ANSWER, COMMENT, RESPONSE, table_of
from forms.questions import Meaning

SECOND = table_of(SecondOpinion)
PAGE = 25
# Below this the computer's tone is nearly as often wrong as right.
LEAST_CONFIDENCE = 0.6


class State(StrEnum):
    """Which comments to list."""

    WAITING = "waiting"
    HELD = "held"
    TRANSLATE = "translate"
    AGAIN = "again"
    DECIDED = "decided"


@dataclass(frozen=True)
class Wanted:
    """The part of the queue somebody works on."""

    state: State
    collection_id: UUID | None
    staff_id: UUID


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
    """One page of the queue."""

    lines: Sequence[Line]
    total: int
    concerns: int


class _Queue:
    """The queue as SQL."""

    def __init__(self, wanted: Wanted) -> None:
        self.tones = Tones(reader=READER_VERSION)
        self.wanted = wanted
        other_language = NOTICING.c.language.not_like("en%")
        by_script = self.tones.status == ToneStatus.NOT_SCORED_LANGUAGE.value
        self.untranslated = and_(
            func.coalesce(other_language, by_script), self.tones.translated.c.id.is_(None)
        )

    def select(self, *columns: Any) -> Select[Any]:
        """These columns of every comment in the wanted part."""
        comments = (
            select(*columns)
            .select_from(COMMENT)
            .join(RESPONSE, RESPONSE.c.id == COMMENT.c.response_id)
            .join(
                NOTICING,
                and_(NOTICING.c.comment_id == COMMENT.c.id, NOTICING.c.reader == reader_version()),
                isouter=True,
            )
        )
        chosen = self.tones.beside_comments(comments).where(self._in_state())
        if self.wanted.collection_id is not None:
            chosen = chosen.where(RESPONSE.c.collection_id == self.wanted.collection_id)
        return chosen

    def _in_state(self) -> Any:
        ruling = self.tones.judged.c.ruling
        states: Mapping[State, Any] = {
            State.WAITING: ruling.is_(None),
            State.HELD: ruling == Ruling.HOLD,
            State.TRANSLATE: self.untranslated,
            State.AGAIN: self._may_be_coded_again(),
            State.DECIDED: and_(ruling.is_not(None), ruling != Ruling.HOLD),
        }
        return states[self.wanted.state]

    def _may_be_coded_again(self) -> Any:
        """Somebody else gave a tone, without the computer's, and nobody a second one."""
        coded = exists().where(
            JUDGEMENT.c.comment_id == COMMENT.c.id,
            JUDGEMENT.c.saw_estimate.is_(False),
            JUDGEMENT.c.tone.is_not(None),
        )
        mine = exists().where(
            JUDGEMENT.c.comment_id == COMMENT.c.id, JUDGEMENT.c.staff_id == self.wanted.staff_id
        )
        twice = exists().where(SECOND.c.comment_id == COMMENT.c.id)
        return and_(coded, ~mine, ~twice)

    @property
    def order(self) -> tuple[Any, ...]:
        """What needs a person first; then by the random id, which tells nothing."""
        place = case(
            (has_concerns(), 0),
            (RESPONSE.c.is_quarantined.is_(True), 6),
            (NOTICING.c.has_names.is_(True), 1),
            (self._disagrees(), 2),
            (self.tones.confidence < LEAST_CONFIDENCE, 3),
            (self.untranslated, 4),
            else_=5,
        )
        if self.wanted.state is State.AGAIN:
            return (COMMENT.c.id,)  # A sample that nobody chose.
        return (place, COMMENT.c.id)

    def _disagrees(self) -> Any:
        """The rating says one thing and the words another, where the question does not invite it.

        Who is content may well say what could be better, and who is not, what was good.
        """
        clashes = [
            exists().where(
                ANSWER.c.response_id == COMMENT.c.response_id,
                ANSWER.c.question_id == question,
                ANSWER.c.code.in_(codes),
            )
            & (self.tones.estimated == tone.value)
            & (COMMENT.c.question_kind != invites.value)
            for question, codes, tone, invites in _clashes()
        ]
        return or_(false(), *clashes)


def _clashes() -> list[tuple[str, list[str], Tone, QuestionKind]]:
    found = []
    for survey in surveys.all_of_them().values():
        rating = next(one for one in survey.questions if one.required)
        for meaning, tone, invites in (
            (Meaning.POSITIVE, Tone.NEGATIVE, QuestionKind.COULD_IMPROVE),
            (Meaning.NEGATIVE, Tone.POSITIVE, QuestionKind.WHAT_GOOD),
        ):
            codes = [option.code for option in rating.options if option.meaning is meaning]
            found.append((rating.id, codes, tone, invites))
    return found


def listed(wanted: Wanted, *, page: int) -> Listed:
    """One page of the queue, how many comments are in it, and how many may speak of harm."""
    queue = _Queue(wanted)
    total = int(session().execute(queue.select(func.count())).scalar_one())
    rows = session().execute(
        queue.select(
            COMMENT.c.id,
            COMMENT.c.question_id,
            func.coalesce(NOTICING.c.language, COMMENT.c.language).label("language"),
            COMMENT.c.text,
            has_concerns().label("has_concerns"),
            func.coalesce(NOTICING.c.has_names, false()).label("has_names"),
            func.coalesce(queue.untranslated, false()).label("needs_translation"),
            RESPONSE.c.is_quarantined,
            queue.tones.judged.c.ruling,
        )
        .order_by(*queue.order)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    lines = [Line(**row._mapping) for row in rows]
    return Listed(lines, total, count_concerns(session()))


def next_in(wanted: Wanted, *, besides: UUID) -> UUID | None:
    """The first comment of this part of the queue but one; None when there is no other."""
    queue = _Queue(wanted)
    found = session().execute(
        queue.select(COMMENT.c.id).where(COMMENT.c.id != besides).order_by(*queue.order).limit(1)
    )
    return found.scalar_one_or_none()


def collections() -> Sequence[tuple[UUID, Said]]:
    """Every collection that has comments, the newest opening first, and what it is about."""
    commented = exists().where(
        RESPONSE.c.collection_id == col(Collection.id), COMMENT.c.response_id == RESPONSE.c.id
    )
    ordered = (
        select(Collection)
        .where(commented)
        .order_by(col(Collection.opens_at).desc(), col(Collection.occasion), col(Collection.id))
    )
    found = session().scalars(ordered).all()
    words, language = translations_of(found), page_language()
    return [(one.id, words.said(one, "occasion", language)) for one in found]
