"""What people decided about comments: the latest counts, before anything a computer estimated."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, Table, and_, exists, func, select, tuple_

from feedback.models import (
    CommentTranslation,
    Judgement,
    Noticing,
    Reading,
    Ruling,
    TranslationReading,
)
from feedback.responses import COMMENT, RESPONSE, table_of

JUDGEMENT, NOTICING, READING = table_of(Judgement), table_of(Noticing), table_of(Reading)
TRANSLATION, OF_TRANSLATION = table_of(CommentTranslation), table_of(TranslationReading)


def _one_a_comment(
    table: Table,
    name: str,
    moment: str,
    *,
    is_newest: bool = True,
    of: Mapping[str, bool] = MappingProxyType({}),
) -> Subquery:
    """The newest or the oldest of those rows of each comment: beside which there is no other.

    Looked up comment by comment, so that a list of a few comments does not sort all there are.
    """
    other = table.alias(f"other_{name}")
    mine, its = tuple_(table.c[moment], table.c.id), tuple_(other.c[moment], other.c.id)
    beaten = exists().where(
        other.c.comment_id == table.c.comment_id,
        its > mine if is_newest else its < mine,
        *(other.c[column].is_(value) for column, value in of.items()),
    )
    wanted = [table.c[column].is_(value) for column, value in of.items()]
    return select(table).where(~beaten, *wanted).subquery(name)


def latest_judgement() -> Subquery:
    """The decision that counts, of each comment somebody has decided about."""
    return _one_a_comment(JUDGEMENT, "latest_judgement", "decided_at")


def may_be_quoted(decided: Subquery) -> ColumnElement[bool]:
    """Whether a decision stands to quote a comment, and the family that wrote it still agrees."""
    return and_(
        decided.c.ruling == Ruling.PUBLISH,
        decided.c.edited_copy.is_not(None),
        # Consent is looked at again each time, whatever was decided.
        RESPONSE.c.consent_version.is_not(None),
        RESPONSE.c.is_quarantined.is_(False),
    )


def first_blind_judgement() -> Subquery:
    """The first decision about each comment, if the person had not seen the computer's tone."""
    is_blind = {"saw_estimate": False}
    return _one_a_comment(JUDGEMENT, "first_judgement", "decided_at", is_newest=False, of=is_blind)


def latest_translation() -> Subquery:
    """The translation that counts, of each translated comment."""
    return _one_a_comment(TRANSLATION, "latest_translation", "translated_at")


class Tones:
    """The tone of each comment: a person's if one decided, else the computer's.

    The computer's is that of the translation where there is one, for it reads English only.
    """

    def __init__(self, *, reader: str) -> None:
        """Of one version of the reader of tone."""
        self.reader = reader
        self.judged = latest_judgement()
        self.translated = latest_translation()
        self.estimated: Any = func.coalesce(OF_TRANSLATION.c.tone, READING.c.tone)
        self.confidence: Any = func.coalesce(OF_TRANSLATION.c.confidence, READING.c.confidence)
        self.status: Any = func.coalesce(READING.c.status, "pending")
        self.said: Any = func.coalesce(self.judged.c.tone, self.estimated, self.status)

    def beside_comments(self, comments: Select[Any]) -> Select[Any]:
        """The same comments, each with what it takes to tell its tone."""
        return (
            comments.join(
                READING,
                and_(READING.c.comment_id == COMMENT.c.id, READING.c.reader == self.reader),
                isouter=True,
            )
            .join(self.judged, self.judged.c.comment_id == COMMENT.c.id, isouter=True)
            .join(self.translated, self.translated.c.comment_id == COMMENT.c.id, isouter=True)
            .join(
                OF_TRANSLATION,
                and_(
                    OF_TRANSLATION.c.translation_id == self.translated.c.id,
                    OF_TRANSLATION.c.reader == self.reader,
                ),
                isouter=True,
            )
        )
