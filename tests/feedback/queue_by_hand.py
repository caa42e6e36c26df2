"""The oracle of the queue: one comment after another, from all that is known of it, in plain words.

Heard asked the database for all of this at each look at the queue until areas grew (decision 0052).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from feedback.models import (
    Answer,
    Comment,
    CommentTranslation,
    Judgement,
    Noticing,
    Reading,
    Response,
    SecondOpinion,
    TranslationReading,
)
from feedback.responses import table_of
from forms.questions import Meaning
from forms.surveys import SURVEYS


class Stand(NamedTuple):
    """Where a comment stands in the queue."""

    part: str
    place: int
    needs_translation: bool
    may_be_coded_again: bool


@dataclass(frozen=True)
class Readers:
    """Which readers are the current ones."""

    tone: str
    noticing: str


def stands(connection: Connection, readers: Readers) -> dict[UUID, Stand]:
    """Where every comment stands."""
    known = _Known(connection, readers)
    return {one.id: known.stand(one) for one in connection.execute(select(table_of(Comment)))}


class _Known:
    def __init__(self, connection: Connection, readers: Readers) -> None:
        def rows(model: Any) -> list[Any]:
            return list(connection.execute(select(table_of(model))))

        self.readers = readers
        self.responses = {one.id: one for one in rows(Response)}
        self.answers = rows(Answer)
        self.noticed, self.read, self.judged = rows(Noticing), rows(Reading), rows(Judgement)
        self.translations, self.of_them = rows(CommentTranslation), rows(TranslationReading)
        self.seconds = {one.comment_id for one in rows(SecondOpinion)}

    def stand(self, comment: Any) -> Stand:
        mine = [one for one in self.judged if one.comment_id == comment.id]
        latest = max(mine, key=lambda one: (one.decided_at, one.id), default=None)
        blind = [one for one in mine if not one.saw_estimate and one.tone is not None]
        foreign = self._is_foreign(comment) and self._translation(comment) is None
        return Stand(
            "waiting"
            if latest is None
            else ("held" if latest.ruling.value == "hold" else "decided"),
            self._place(comment, foreign),
            foreign,
            bool(blind) and comment.id not in self.seconds,
        )

    def _place(self, comment: Any, foreign: bool) -> int:
        noticed = self._now(self.noticed, comment.id)
        if any(one.has_concerns for one in self.noticed if one.comment_id == comment.id):
            return 0
        if self.responses[comment.response_id].is_quarantined:
            return 6
        if noticed and noticed.has_names:
            return 1
        tone, confidence = self._tone(comment)
        if self._clashes(comment, tone):
            return 2
        if confidence is not None and confidence < 0.6:
            return 3
        return 4 if foreign else 5

    def _is_foreign(self, comment: Any) -> bool:
        noticed, read = self._now(self.noticed, comment.id), self._now_toned(comment.id)
        if noticed:
            return not noticed.language.startswith("en")
        return read is not None and read.status == "not_scored_language"

    def _now(self, rows: list[Any], comment_id: UUID) -> Any:
        wanted = (comment_id, self.readers.noticing)
        return next((one for one in rows if (one.comment_id, one.reader) == wanted), None)

    def _now_toned(self, comment_id: UUID) -> Any:
        wanted = (comment_id, self.readers.tone)
        return next((one for one in self.read if (one.comment_id, one.reader) == wanted), None)

    def _translation(self, comment: Any) -> Any:
        mine = [one for one in self.translations if one.comment_id == comment.id]
        return max(mine, key=lambda one: (one.translated_at, one.id), default=None)

    def _tone(self, comment: Any) -> tuple[str | None, float | None]:
        """The computer's: of the translation if it was read, else of the comment itself."""
        found = [self._now_toned(comment.id)]
        translation = self._translation(comment)
        if translation is not None:
            wanted = (translation.id, self.readers.tone)
            found = [
                *(one for one in self.of_them if (one.translation_id, one.reader) == wanted),
                *found,
            ]
        read = [one for one in found if one is not None]
        return (
            next((one.tone for one in read if one.tone is not None), None),
            next((one.confidence for one in read if one.confidence is not None), None),
        )

    def _clashes(self, comment: Any, tone: str | None) -> bool:
        mine = [
            (one.question_id, one.code)
            for one in self.answers
            if one.response_id == comment.response_id
        ]
        meant = {meaning for rating, meaning in _ratings() if rating in mine}
        return (
            Meaning.POSITIVE in meant
            and tone == "negative"
            and comment.question_kind != "could_improve"
        ) or (
            Meaning.NEGATIVE in meant
            and tone == "positive"
            and comment.question_kind != "what_good"
        )


def _ratings() -> Iterator[tuple[tuple[str, str], Meaning]]:
    for survey in SURVEYS.values():
        rating = next(one for one in survey.questions if one.required)
        for option in rating.options:
            if option.meaning in (Meaning.POSITIVE, Meaning.NEGATIVE):
                yield (rating.id, option.code), option.meaning
