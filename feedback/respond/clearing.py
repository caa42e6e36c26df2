"""Forms that a tablet is done with: the browser's history cannot bring them back."""

from datetime import date, timedelta

from sqlalchemy import delete, select

from feedback.database import AWAY, database
from feedback.models import ClearedForm
from feedback.respond.records import CannotLookError, NotSavedError, writing
from feedback.responses import insert_once, table_of

CLEARED = table_of(ClearedForm)
# No tablet keeps a page open this long.
CLEARED_KEPT = timedelta(weeks=4)


def clear_form(key_hash: str, *, week: date) -> None:
    """Remember that a tablet is done with a form; forget those of long ago.

    NotSavedError when the database is busy or full.
    """
    try:
        with writing() as connection:
            connection.execute(delete(ClearedForm).where(CLEARED.c.week < week - CLEARED_KEPT))
            insert_once(connection, CLEARED, {"key_hash": key_hash, "week": week})
    except AWAY:
        raise NotSavedError from None


def is_cleared(key_hash: str) -> bool:
    """Whether a tablet is done with a form; CannotLookError when the database is away."""
    try:
        with database().reading.connect() as connection:
            found = connection.execute(select(CLEARED).where(CLEARED.c.key_hash == key_hash))
            return found.first() is not None
    except AWAY:
        raise CannotLookError from None
