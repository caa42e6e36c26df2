"""What comes in a burst is kept, but set aside until a person has looked; what is faster waits."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Executable, bindparam, update

from feedback import pace
from feedback.models import MissingLanguage
from feedback.prepared import Prepared
from feedback.responses import RESPONSE, insert_once, table_of

MISSING = table_of(MissingLanguage)


def slow_down(
    connection: Connection, collection_id: UUID, key_hash: str, *, is_hurried: bool
) -> bool:
    """Count a response that has just been stored; set it aside in a burst, and say so.

    TooManyError, so that it is not stored, when the burst is over all measure and whoever sent
    this one had opened it only just now: whoever took their time is never kept out.
    """
    level = pace.note_one(connection, str(collection_id))
    if level > pace.AT_MOST and is_hurried:
        raise pace.TooManyError
    if level > pace.AT_ONCE:
        _SET_ASIDE.run(connection, {"stamp": key_hash})
    return level > pace.AT_ONCE


def _setting_aside(_dialect: str) -> Executable:
    # What a filled hidden box has set aside stays so for that reason.
    this = (RESPONSE.c.key_hash == bindparam("stamp")) & RESPONSE.c.is_quarantined.is_(False)
    return update(RESPONSE).where(this).values(is_quarantined=True, is_in_burst=True)


_SET_ASIDE = Prepared(_setting_aside, "stamp")


def keep_wish(connection: Connection, values: dict[str, Any]) -> None:
    """Store a wish for a language once; slowed and set aside in the same way."""
    if not insert_once(connection, MISSING, values):
        return
    level = pace.note_one(connection, pace.MISSING_LANGUAGE)
    if level > pace.AT_MOST:
        raise pace.TooManyError
    if level > pace.AT_ONCE:
        this = MISSING.c.key_hash == values["key_hash"]
        connection.execute(update(MISSING).where(this).values(is_quarantined=True))
