"""Sample quotes: made-up words that a made-up family agreed to, as an officer approved them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection, select
from sqlmodel import col

from feedback.models import Collection, Judgement, Role, Ruling, StaffMember
from feedback.responses import COMMENT, RESPONSE, table_of

COLLECTION, JUDGEMENT = table_of(Collection), table_of(Judgement)
# When an officer reads them, after a collection has closed.
LATER = timedelta(days=21)
# What is quoted, and its tone. Of two families who wrote the same, the first is.
QUOTED: Mapping[str, str] = {
    "Say it in plain words. Too many letters: EP, SALT, OT.": "negative",
    "I still do not know who to ring about speech therapy.": "negative",
    "Very clear. I finally understand the difference between SEN Support and a plan.": "positive",
    "You listened. That does not happen often.": "positive",
    "A quiet corner would help. Everything else was good.": "neutral_or_mixed",
    "نرجو أن تكون الجلسات في عطلة نهاية الأسبوع.": "neutral_or_mixed",
}


def add_quotes(connection: Connection, *, now: datetime) -> None:
    """Approve a few comments of terms that are over, each with its family's consent."""
    officer = connection.execute(
        select(col(StaffMember.id)).where(
            col(StaffMember.is_sample), col(StaffMember.role) == Role.OFFICER
        )
    ).scalar_one()
    found = connection.execute(
        select(COMMENT.c.id, COMMENT.c.text, COMMENT.c.language, COLLECTION.c.closes_at)
        .join(RESPONSE, RESPONSE.c.id == COMMENT.c.response_id)
        .join(COLLECTION, COLLECTION.c.id == RESPONSE.c.collection_id)
        .where(RESPONSE.c.consent_version.is_not(None), COMMENT.c.text.in_(QUOTED))
        .order_by(COLLECTION.c.closes_at, COMMENT.c.id)
    ).all()
    first = {row.text: row for row in reversed(found)}
    for row in first.values():
        if row.closes_at + LATER > now:
            continue
        decided = {
            "comment_id": row.id,
            "staff_id": officer,
            "decided_at": row.closes_at + LATER,
            "saw_estimate": False,
            "tone": QUOTED[row.text],
            "ruling": Ruling.PUBLISH,
            "edited_copy": row.text,
            "copy_language": row.language,
        }
        connection.execute(JUDGEMENT.insert().values(id=uuid4(), **decided))
