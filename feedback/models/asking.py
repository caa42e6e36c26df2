"""Asking: a collection is a survey on one occasion, a placement is where its code hangs."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from feedback.models.columns import choice, moment, random_id, reference


class PlacementKind(StrEnum):
    """Where families meet the code."""

    LIBRARY = "library"
    CLINIC = "clinic"
    SCHOOL = "school"
    FAMILY_HUB = "family_hub"
    IN_THE_ROOM = "in_the_room"
    DECISION_LETTER = "decision_letter"
    LOCAL_OFFER = "local_offer"
    NEWSLETTER = "newsletter"
    OTHER = "other"


class Collection(SQLModel, table=True):
    """One survey on one occasion, open between two moments; open or closed is never stored."""

    __tablename__ = "collection"
    __table_args__ = (CheckConstraint("closes_at > opens_at", name="closes_after_opening"),)

    id: UUID = random_id()
    survey_slug: str = Field(max_length=40, index=True)
    survey_version: int = Field(ge=1)
    occasion: str = Field(max_length=200)
    opens_at: datetime = moment()
    closes_at: datetime = moment()
    initiative_id: UUID | None = reference("initiative.id", ondelete="SET NULL", default=None)
    created_by: UUID | None = reference("staff_member.id", ondelete="SET NULL", default=None)
    created_at: datetime = moment()
    is_sample: bool = False
    # The last week of which anything was erased because it had been kept long enough.
    erased_until: date | None = None


class Placement(SQLModel, table=True):
    """One place where a collection's code is shown; the code is the whole address."""

    __tablename__ = "placement"
    __table_args__ = (CheckConstraint("code = upper(code)", name="code_is_uppercase"),)

    id: UUID = random_id()
    collection_id: UUID = reference("collection.id")
    code: str = Field(max_length=16, unique=True)
    kind: PlacementKind = Field(sa_type=choice(PlacementKind, "placement_kind"))
    label: str = Field(max_length=200)
    created_at: datetime = moment()
