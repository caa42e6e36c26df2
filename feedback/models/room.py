"""In the room: languages that families lacked, forms a tablet is done with, how fast forms come."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field, SQLModel

from feedback.models.columns import random_id


class MissingLanguage(SQLModel, table=True):
    """A wish for a language we lack: which, and the week. Nothing joins it to an answer."""

    __tablename__ = "missing_language"
    __table_args__ = (CheckConstraint("code IS NOT NULL OR typed <> ''", name="says_which"),)

    id: UUID = random_id()
    code: str | None = Field(default=None, max_length=20)
    typed: str = Field(default="", max_length=60)
    week: date
    key_hash: str = Field(max_length=64, unique=True)
    is_quarantined: bool = False


class ClearedForm(SQLModel, table=True):
    """A form whose family has left the tablet: the browser's history cannot bring it back."""

    __tablename__ = "cleared_form"

    key_hash: str = Field(primary_key=True, max_length=64)
    week: date


class Pace(SQLModel, table=True):
    """How many forms of one kind came lately, all together; gone when none has come for a while.

    Neither who sent one nor which it was: a count, and the minute in which it last grew.
    """

    __tablename__ = "pace"

    # A collection's id, or what else families send.
    what: str = Field(primary_key=True, max_length=40)
    level: int
    minute: int = Field(sa_type=BigInteger)
