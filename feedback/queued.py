"""Each comment's place in the queue: worked out from all that is known of it, and kept.

The database empties a place whenever anything is added that it depends on, so what is kept is
never out of date: it is right, or not there. Whoever lists the queue works the missing ones out
meanwhile; `work_out` and `fill` keep them few. Decision 0052 says why.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlmodel import Session

from analysis.tone import READER_VERSION, QuestionKind, Tone, ToneStatus
from feedback import surveys
from feedback.database import Database
from feedback.judgements import JUDGEMENT, NOTICING, Tones
from feedback.models import Part, QueuedComment, Ruling, SecondOpinion
from feedback.noticing import reader_version
from feedback.responses import ANSWER, COMMENT, RESPONSE, table_of
from forms.questions import Meaning

QUEUED, SECOND = table_of(QueuedComment), table_of(SecondOpinion)
# Below this the computer's tone is nearly as often wrong as right.
LEAST_CONFIDENCE = 0.6
# Who may be in danger comes first; what may not come from a family, last.
MAY_BE_IN_DANGER, LAST = 0, 6
# Worked out in one transaction: few, so that no family waits long for SQLite's write lock.
BATCH = 200
NOT_WORKED_OUT = QUEUED.c.part.is_(None)


class Places:
    """Where comments stand in the queue, as SQL over everything that is known of them."""

    def __init__(self, *, held: surveys.Held = None) -> None:
        """By the readers and the surveys of now."""
        self.tones = Tones(reader=READER_VERSION)
        self._held = held

    @cached_property
    def needs_translation(self) -> ColumnElement[bool]:
        """Written in another language than English, and not yet translated."""
        other_language = NOTICING.c.language.not_like("en%")
        by_script = self.tones.status == ToneStatus.NOT_SCORED_LANGUAGE.value
        return and_(
            func.coalesce(other_language, by_script, false()), self.tones.translated.c.id.is_(None)
        )

    @cached_property
    def has_concerns(self) -> ColumnElement[bool]:
        """Whether any reader ever saw words of harm in it: an older one's flag stands."""
        flagged = NOTICING.alias("flagged")
        # Asked so that it is looked up by the comment, and not among all that were ever flagged.
        flags = select(flagged.c.has_concerns).where(flagged.c.comment_id == COMMENT.c.id)
        return literal(True).in_(flags)

    @cached_property
    def columns(self) -> tuple[Any, ...]:
        """What is kept of each comment."""
        return (
            COMMENT.c.id.label("comment_id"),
            QUEUED.c.collection_id,
            self._part.label("part"),
            self._place.label("place"),
            self.needs_translation.label("needs_translation"),
            _may_be_coded_again().label("may_be_coded_again"),
        )

    def select(self, *columns: Any) -> Select[Any]:
        """These columns of every comment in the queue."""
        comments = (
            select(*columns)
            .select_from(QUEUED)
            .join(COMMENT, COMMENT.c.id == QUEUED.c.comment_id)
            .join(RESPONSE, RESPONSE.c.id == COMMENT.c.response_id)
            .join(
                NOTICING,
                and_(NOTICING.c.comment_id == COMMENT.c.id, NOTICING.c.reader == reader_version()),
                isouter=True,
            )
        )
        return self.tones.beside_comments(comments)

    @property
    def _part(self) -> ColumnElement[Any]:
        ruling = self.tones.judged.c.ruling
        return case(
            (ruling.is_(None), Part.WAITING.value),
            (ruling == Ruling.HOLD, Part.HELD.value),
            else_=Part.DECIDED.value,
        )

    @property
    def _place(self) -> ColumnElement[int]:
        """What needs a person first."""
        return case(
            (self.has_concerns, MAY_BE_IN_DANGER),
            (RESPONSE.c.is_quarantined.is_(True), LAST),
            (NOTICING.c.has_names.is_(True), 1),
            (self._disagrees(), 2),
            (self.tones.confidence < LEAST_CONFIDENCE, 3),
            (self.needs_translation, 4),
            else_=5,
        )

    def _disagrees(self) -> ColumnElement[bool]:
        """The rating says one thing and the words another, where the question does not invite it.

        Who is content may well say what could be better, and who is not, what was good.
        """
        rated = list(self._ratings())
        clashes = [
            and_(
                self.tones.estimated == tone.value,
                COMMENT.c.question_kind != invites.value,
                exists().where(
                    ANSWER.c.response_id == COMMENT.c.response_id,
                    or_(false(), *(chosen for meant, chosen in rated if meant is meaning)),
                ),
            )
            for meaning, tone, invites in (
                (Meaning.POSITIVE, Tone.NEGATIVE, QuestionKind.COULD_IMPROVE),
                (Meaning.NEGATIVE, Tone.POSITIVE, QuestionKind.WHAT_GOOD),
            )
        ]
        return or_(false(), *clashes)

    def _ratings(self) -> Iterator[tuple[Meaning, ColumnElement[bool]]]:
        """What each survey's main question is answered with by who is content, and who is not."""
        for survey in surveys.all_of_them(held=self._held).values():
            rating = next(one for one in survey.questions if one.required)
            for meaning in (Meaning.POSITIVE, Meaning.NEGATIVE):
                codes = [one.code for one in rating.options if one.meaning is meaning]
                yield meaning, and_(ANSWER.c.question_id == rating.id, ANSWER.c.code.in_(codes))


def _may_be_coded_again() -> ColumnElement[bool]:
    """Somebody gave a tone without the computer's, and nobody a second one."""
    coded = exists().where(
        JUDGEMENT.c.comment_id == COMMENT.c.id,
        JUDGEMENT.c.saw_estimate.is_(False),
        JUDGEMENT.c.tone.is_not(None),
    )
    return and_(coded, ~exists().where(SECOND.c.comment_id == COMMENT.c.id))


def work_out(connection: Connection, comment_ids: Sequence[UUID]) -> int:
    """Keep the places of these comments; says of how many.

    On PostgreSQL what another transaction is changing is left alone: nobody waits for it.
    """
    mine = QUEUED.c.comment_id.in_(comment_ids)
    locked = select(QUEUED.c.comment_id).where(mine).with_for_update(skip_locked=True)
    ids = connection.execute(locked).scalars().all()
    if not ids:
        return 0
    places = Places(held=connection)
    rows = connection.execute(
        places.select(*places.columns).where(QUEUED.c.comment_id.in_(ids))
    ).all()
    connection.execute(_KEEP, [_kept(row) for row in rows])
    return len(rows)


_KEEP = (
    update(QUEUED)
    .where(QUEUED.c.comment_id == bindparam("of_comment"))
    .values({name: bindparam(name) for name in ("part", "place", "needs_translation")})
    .values(may_be_coded_again=bindparam("may_be_coded_again"))
)


def _kept(row: Row[Any]) -> dict[str, Any]:
    return {
        "of_comment": row.comment_id,
        "part": Part(row.part),
        "place": row.place,
        "needs_translation": bool(row.needs_translation),
        "may_be_coded_again": bool(row.may_be_coded_again),
    }


def fill(database: Database) -> None:
    """Work out every place that is missing, a few at a time."""
    while ids := _missing(database):
        with database.transaction() as connection:
            if not work_out(connection, ids):
                return


def _missing(database: Database) -> Sequence[UUID]:
    # All of their places are empty: it is named because the index is in this order.
    order = (QUEUED.c.place, QUEUED.c.comment_id)
    wanted = select(QUEUED.c.comment_id).where(NOT_WORKED_OUT).order_by(*order)
    with database.reading.connect() as connection:
        return connection.execute(wanted.limit(BATCH)).scalars().all()


def count_concerns(session: Session) -> int:
    """How many comments may mean that somebody is not safe, and were read by nobody yet."""
    places = Places()
    kept = select(func.count()).where(
        QUEUED.c.part == Part.WAITING, QUEUED.c.place == MAY_BE_IN_DANGER
    )
    missing = places.select(func.count()).where(
        NOT_WORKED_OUT, places.has_concerns, places.tones.judged.c.ruling.is_(None)
    )
    both = kept.scalar_subquery() + missing.scalar_subquery()
    return int(session.execute(select(both)).scalar_one())
