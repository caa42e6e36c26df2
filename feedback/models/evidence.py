"""Evidence packs that somebody asked for: what, as at which day, and how far each is."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from feedback.models.columns import choice, moment, random_id, reference


class PackState(StrEnum):
    """How far a pack is."""

    WAITING = "waiting"
    MAKING = "making"
    MADE = "made"
    FAILED = "failed"


class EvidencePack(SQLModel, table=True):
    """One pack; its file lies in the data folder under its id, and goes with this row."""

    __tablename__ = "evidence_pack"
    __table_args__ = (
        CheckConstraint("variant IN ('public', 'board', 'restricted')", name="variant"),
    )

    id: UUID = random_id()
    variant: str = Field(max_length=20)
    as_at: date
    language: str = Field(max_length=20)
    staff_id: UUID | None = reference("staff_member.id", ondelete="SET NULL", default=None)
    asked_at: datetime = moment()
    state: PackState = Field(
        default=PackState.WAITING, sa_type=choice(PackState, "state"), index=True
    )
    # Which of its files is being made.
    step: int = 0
    tries: int = 0
    problem: str = Field(default="", max_length=500)
    fingerprint: str | None = Field(default=None, max_length=64)
    # Hashes of the quotes in it, with a space between: it goes when one of them is taken back.
    quotes: str = ""
