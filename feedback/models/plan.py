"""The action plan: what officers say of its rows, added to and never overwritten."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field, SQLModel

from feedback.models.columns import choice, moment, random_id, reference


class Colour(StrEnum):
    """The plan's rating; what each colour means is in the area's file, word for word."""

    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class PlanRating(SQLModel, table=True):
    """The rating of one row in one term, by a person and with a reason; the newest counts."""

    __tablename__ = "plan_rating"
    __table_args__ = (CheckConstraint("length(reason) >= 10", name="says_why"),)

    id: UUID = random_id()
    action_ref: str = Field(max_length=20, index=True)
    term_ref: str = Field(max_length=40)
    colour: Colour = Field(sa_type=choice(Colour, "colour"))
    reason: str = Field(max_length=2000)
    staff_id: UUID = reference("staff_member.id", ondelete="RESTRICT")
    rated_at: datetime = moment()


class PlanCount(SQLModel, table=True):
    """A number that officers counted themselves for one row, such as letters sent in time."""

    __tablename__ = "plan_count"
    __table_args__ = (
        CheckConstraint("counted >= 0", name="counted"),
        CheckConstraint("out_of IS NULL OR out_of >= counted", name="out_of"),
        CheckConstraint("length(what) >= 1", name="says_what"),
    )

    id: UUID = random_id()
    action_ref: str = Field(max_length=20, index=True)
    what: str = Field(max_length=200)
    counted: int
    out_of: int | None = None
    as_at: date
    staff_id: UUID = reference("staff_member.id", ondelete="RESTRICT")
    written_at: datetime = moment()


class SeriesKind(StrEnum):
    """What an imported series counts; all but the first are about people."""

    WEB = "web"
    APPEALS = "appeals"
    ATTENDANCE = "attendance"
    OTHER = "other"


class PlanSeries(SQLModel, table=True):
    """Dated numbers for one row that others counted, as an officer brought them in."""

    __tablename__ = "plan_series"

    id: UUID = random_id()
    action_ref: str = Field(max_length=20, index=True)
    measure_ref: str = Field(default="", max_length=20)
    what: str = Field(max_length=200)
    kind: SeriesKind = Field(sa_type=choice(SeriesKind, "kind"))
    source: str = Field(max_length=200)
    # Of its days and numbers: the same file twice is one.
    hash: str = Field(max_length=64)
    staff_id: UUID = reference("staff_member.id", ondelete="RESTRICT")
    imported_at: datetime = moment()


class PlanPoint(SQLModel, table=True):
    """One day of an imported series and its number."""

    __tablename__ = "plan_point"
    __table_args__ = (CheckConstraint("number >= 0", name="number"),)

    series_id: UUID = reference(
        "plan_series.id", ondelete="RESTRICT", primary_key=True, index=False
    )
    day: date = Field(primary_key=True)
    number: int = Field(sa_type=BigInteger)


class PlanSnapshot(SQLModel, table=True):
    """The whole plan as it stood at the end of a term; the database refuses to change it."""

    __tablename__ = "plan_snapshot"

    term_ref: str = Field(primary_key=True, max_length=40)
    # Canonical JSON, and the SHA-256 of it.
    content: str
    hash: str = Field(max_length=64)
    staff_id: UUID = reference("staff_member.id", ondelete="RESTRICT")
    frozen_at: datetime = moment()


class MilestoneMark(SQLModel, table=True):
    """That a milestone was reached, or after all was not; the newest counts."""

    __tablename__ = "milestone_mark"

    id: UUID = random_id()
    milestone_ref: str = Field(max_length=20, index=True)
    reached_on: date | None = None  # None: it was marked by mistake.
    note: str = Field(default="", max_length=2000)
    staff_id: UUID = reference("staff_member.id", ondelete="RESTRICT")
    marked_at: datetime = moment()
