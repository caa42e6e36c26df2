"""In the room: which language a family lacked, and which forms a tablet is done with."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint
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
