"""Leave to take answers away as they are stored: who, why, until when; the file is not kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from feedback.models.columns import moment, random_id, reference


class RawExport(SQLModel, table=True):
    """One leave to take the answers of one collection away, once and for a short time."""

    __tablename__ = "raw_export"
    __table_args__ = (
        CheckConstraint("length(reason) >= 20", name="says_why"),
        CheckConstraint("expires_at > asked_at", name="expires_after_asking"),
    )

    id: UUID = random_id()
    collection_id: UUID = reference("collection.id")
    staff_id: UUID = reference("staff_member.id")
    reason: str = Field(max_length=500)
    asked_at: datetime = moment()
    expires_at: datetime = moment()
    # None until it was taken; it cannot be taken twice.
    taken_at: datetime | None = moment(default=None)
