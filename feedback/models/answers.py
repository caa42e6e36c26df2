"""Answers: one response a family, its answers as codes, its comments, and how they were read."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from feedback.models.columns import choice, moment, random_id, reference


class Channel(StrEnum):
    """How a response reached us."""

    ONLINE = "online"
    PAPER = "paper"
    IMPORTED = "imported"


class ImportRun(SQLModel, table=True):
    """One spreadsheet taken in: what was accepted and refused, never what it said."""

    __tablename__ = "import_run"

    id: UUID = random_id()
    collection_id: UUID = reference("collection.id")
    file_hash: str = Field(max_length=64)
    accepted: int = Field(ge=0)
    refused: int = Field(ge=0)
    already_there: int = Field(ge=0)
    finished_at: datetime = moment()


class Response(SQLModel, table=True):
    """One family's response: when only to the week, and nothing about their device."""

    __tablename__ = "response"
    __table_args__ = (CheckConstraint("variant IN ('standard', 'easy')", name="variant"),)

    id: UUID = random_id()
    collection_id: UUID = reference("collection.id")
    placement_id: UUID | None = reference("placement.id", ondelete="SET NULL", default=None)
    import_run_id: UUID | None = reference("import_run.id", default=None)
    survey_version: int = Field(ge=1)
    variant: str = Field(max_length=10)
    language: str = Field(max_length=20)
    channel: Channel = Field(sa_type=choice(Channel, "channel"))
    week: date
    key_hash: str = Field(max_length=64, unique=True)
    receipt_hash: str | None = Field(default=None, max_length=64, unique=True)
    consent_version: int | None = None
    is_quarantined: bool = False
    # Set aside because very many came at once, until a person has looked.
    is_in_burst: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class PaperForm(SQLModel, table=True):
    """A form typed in from paper, by the number that was written on the paper.

    Neither who typed it nor when: the number leads to the paper, and to nobody.
    """

    __tablename__ = "paper_form"
    __table_args__ = (CheckConstraint("number = upper(number)", name="number_is_uppercase"),)

    number: str = Field(primary_key=True, max_length=16)
    response_id: UUID = reference("response.id", unique=True, index=False)
    is_checked: bool = False


class Answer(SQLModel, table=True):
    """The option chosen for one question; a skipped question has no row."""

    __tablename__ = "answer"

    response_id: UUID = reference("response.id", primary_key=True, index=False)
    question_id: str = Field(primary_key=True, max_length=40, index=True)
    code: str = Field(max_length=40)


class Comment(SQLModel, table=True):
    """What a family wrote in one box, in the language of the form they used."""

    __tablename__ = "comment"

    id: UUID = random_id()
    response_id: UUID = reference("response.id")
    question_id: str = Field(max_length=40)
    question_kind: str = Field(max_length=20)
    language: str = Field(max_length=20)
    text: str


class KeptPulse(SQLModel, table=True):
    """How often one answer to the pulse of an initiative was given by responses erased since.

    A number without a person, for the verdict on the initiative alone: nobody is shown it.
    """

    __tablename__ = "kept_pulse"
    __table_args__ = (CheckConstraint("how_many >= 1", name="from_one"),)

    collection_id: UUID = reference("collection.id", primary_key=True, index=False)
    code: str = Field(primary_key=True, max_length=40)
    how_many: int


class Reading(SQLModel, table=True):
    """One reader's estimate of one comment's tone; a better reader adds a row, never overwrites.

    It does not say when: comments are read within seconds, so that would tell when one was sent.
    """

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("comment_id", "reader"),)

    id: UUID = random_id()
    comment_id: UUID = reference("comment.id")
    reader: str = Field(max_length=60)
    status: str = Field(max_length=30)
    tone: str | None = Field(default=None, max_length=20)
    polarity: float | None = None  # TextBlob's, the baseline.
    # The model's likelihoods of the bands, its five points (1 very positive), and its file.
    positive: float | None = None
    neutral_or_mixed: float | None = None
    negative: float | None = None
    point: int | None = None
    confidence: float | None = None
    model_hash: str | None = Field(default=None, max_length=64)
