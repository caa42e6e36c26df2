"""What changed since last time, as families read it before their next survey and after it.

Officers choose each with its last day; nothing else of a reply is read here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select

from feedback.authored import TRANSLATION, Kept, Said, say
from feedback.database import database
from feedback.models import Outcome, Reply
from feedback.responses import table_of
from translations import Language

# A survey in Bengali has room for two; in one with recordings, a page leaves out what does not fit.
MOST_SHOWN = 2
EVERYBODY = "families"

OUTCOME, REPLY = table_of(Outcome), table_of(Reply)
IN_SHORT = ("said_in_short", "changed_in_short")

# Read in one query with the placement, so that a visit asks for more only when there is some.
UNTIL = select(func.max(OUTCOME.c.shown_until)).scalar_subquery().label("changes_until")


@dataclass(frozen=True)
class ShownChange:
    """What families said and what changed, in the best language there is for the page."""

    said: Said
    changed: Said

    @property
    def is_draft(self) -> bool:
        """Whether nobody has checked the translation of some of it."""
        return self.said.is_draft or self.changed.is_draft


def shown_on(today: date, audience: str, language: Language) -> tuple[ShownChange, ...]:
    """What to show to these families today, the newest change first."""
    newest = (
        select(OUTCOME.c.id, OUTCOME.c.said_in_short, OUTCOME.c.changed_in_short)
        .join(REPLY, REPLY.c.id == OUTCOME.c.reply_id)
        .where(OUTCOME.c.shown_until >= today, REPLY.c.audience.in_((EVERYBODY, audience)))
        .order_by(OUTCOME.c.changed_on.desc(), OUTCOME.c.created_at.desc(), OUTCOME.c.id)
        .limit(MOST_SHOWN)
    )
    with database().reading.connect() as connection:
        rows = connection.execute(newest).all()
        translated = select(TRANSLATION).where(
            and_(
                TRANSLATION.c.outcome_id.in_([row.id for row in rows]),
                TRANSLATION.c.language == language.code,
                TRANSLATION.c.field.in_(IN_SHORT),
            )
        )
        found = connection.execute(translated).all() if rows else []
    return tuple(_change(row, found, language) for row in rows)


def _change(row: Any, translated: Iterable[Any], language: Language) -> ShownChange:
    kept = {
        one.field: {one.language: Kept(one.text, one.key, one.speaker)}
        for one in translated
        if one.outcome_id == row.id
    }
    said, changed = (say(getattr(row, field), kept.get(field, {}), language) for field in IN_SHORT)
    return ShownChange(said, changed)
