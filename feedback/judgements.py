"""What people decided about comments: the latest counts, before anything a computer estimated."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, Table, and_, exists, func, select
from sqlmodel import Session

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


def _one_a_comment(table: Table, name: str, *order: Any, where: Any = True) -> Subquery:
    """The first row of each comment in this order."""
    place = func.row_number().over(partition_by=table.c.comment_id, order_by=order).label("place")
    placed = select(table, place).where(where).subquery(f"every_{name}")
    return select(placed).where(placed.c.place == 1).subquery(name)


def latest_judgement() -> Subquery:
    """The decision that counts, of each comment somebody has decided about."""
    newest_first = (JUDGEMENT.c.decided_at.desc(), JUDGEMENT.c.id.desc())
    return _one_a_comment(JUDGEMENT, "latest_judgement", *newest_first)


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
    oldest_first = (JUDGEMENT.c.decided_at, JUDGEMENT.c.id)
    return _one_a_comment(
        JUDGEMENT, "first_judgement", *oldest_first, where=JUDGEMENT.c.saw_estimate.is_(False)
    )


def latest_translation() -> Subquery:
    """The translation that counts, of each translated comment."""
    newest_first = (TRANSLATION.c.translated_at.desc(), TRANSLATION.c.id.desc())
    return _one_a_comment(TRANSLATION, "latest_translation", *newest_first)


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


def has_concerns() -> Any:
    """Whether any reader ever saw words of harm in the comment: an older one's flag stands."""
    flagged = NOTICING.alias("flagged")
    return exists().where(flagged.c.comment_id == COMMENT.c.id, flagged.c.has_concerns.is_(True))


def is_decided() -> Any:
    """Whether a person has decided about the comment."""
    return exists().where(JUDGEMENT.c.comment_id == COMMENT.c.id)


def count_concerns(session: Session) -> int:
    """How many comments may mean that somebody is not safe, and were read by nobody yet."""
    waiting = select(func.count()).select_from(COMMENT).where(has_concerns(), ~is_decided())
    return int(session.execute(waiting).scalar_one())
