"""Composing: a survey that officers put together, and its versions, which never change."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, false
from sqlmodel import Field, SQLModel

from feedback.models.columns import moment, reference


class ComposedSurvey(SQLModel, table=True):
    """The draft of one composed survey, as plain JSON; `revision` goes up with every save."""

    __tablename__ = "composed_survey"
    __table_args__ = (CheckConstraint("revision >= 1", name="revision_from_one"),)

    slug: str = Field(primary_key=True, max_length=40)
    draft: str
    revision: int
    # Nobody can open a new collection of it; what was asked and answered stays readable.
    is_retired: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    changed_at: datetime = moment()
    changed_by: UUID | None = reference("staff_member.id", ondelete="SET NULL", default=None)


class ComposedVersion(SQLModel, table=True):
    """One published version; the database refuses to change or delete it.

    `content` is canonical JSON, `hash` the SHA-256 of it with its name and number.
    """

    __tablename__ = "composed_version"
    __table_args__ = (CheckConstraint("version >= 1", name="version_from_one"),)

    survey_slug: str = Field(
        foreign_key="composed_survey.slug", ondelete="RESTRICT", primary_key=True, max_length=40
    )
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    content: str
    hash: str = Field(max_length=64)
    # A plain value, as in the audit: it stays when the account is gone.
    published_by: str = Field(max_length=200)
    published_at: datetime = moment()


class ComposedCheck(SQLModel, table=True):
    """Who checked a translation of a composed survey's own words, and on which day.

    As in the ledger of our own words: `key` is a hash of the English and the translation together,
    so that no check fits any more when either changes.
    """

    __tablename__ = "composed_check"

    survey_slug: str = Field(
        foreign_key="composed_survey.slug", ondelete="CASCADE", primary_key=True, max_length=40
    )
    language: str = Field(primary_key=True, max_length=20)
    key: str = Field(primary_key=True, max_length=64)
    # A name and no account: whoever sent a sheet back may have none.
    speaker: str = Field(max_length=200)
    checked_on: date
