"""Releases: results frozen once a term, what they counted, and the rules they were made by."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from feedback.models.columns import moment, random_id, reference


class ResultsRelease(SQLModel, table=True):
    """The frozen results of one survey in one term; the database refuses to change or delete it.

    `content` is canonical JSON, `hash` its SHA-256; it names the hash of the release before.
    """

    __tablename__ = "results_release"
    __table_args__ = (
        UniqueConstraint("survey_slug", "term_ref"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    id: UUID = random_id()
    number: int = Field(unique=True)
    survey_slug: str = Field(max_length=40)
    term_ref: str = Field(max_length=40)
    frozen_at: datetime = moment()
    content: str
    hash: str = Field(max_length=64)


class CountedResponse(SQLModel, table=True):
    """In which release a response was counted: once, so that no two can be subtracted.

    A response without a row waits for its survey's next release.
    """

    __tablename__ = "counted_response"

    response_id: UUID = reference("response.id", primary_key=True, index=False)
    release_id: UUID = reference("results_release.id", ondelete="RESTRICT")


class ParticipationPlan(SQLModel, table=True):
    """What officers plan for the groups that a release is missing; only ever added to."""

    __tablename__ = "participation_plan"
    __table_args__ = (CheckConstraint("length(text) >= 1", name="says_something"),)

    id: UUID = random_id()
    release_id: UUID = reference("results_release.id", ondelete="RESTRICT")
    text: str = Field(max_length=5000)
    staff_id: UUID | None = reference("staff_member.id", ondelete="SET NULL", default=None)
    written_at: datetime = moment()


class GateSetting(SQLModel, table=True):
    """The smallest base and threshold from some moment on, and why; the newest row counts."""

    __tablename__ = "gate_setting"
    __table_args__ = (
        CheckConstraint("base >= 10", name="base_floor"),
        CheckConstraint("threshold >= 5", name="threshold_floor"),
        CheckConstraint("length(reason) >= 10", name="says_why"),
    )

    number: int = Field(primary_key=True)
    base: int
    threshold: int
    reason: str = Field(max_length=500)
    set_by: str = Field(max_length=200)
    set_at: datetime = moment()
