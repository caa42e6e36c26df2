"""The files of evidence in the database: added and deleted by officers, read by all staff."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from feedback.coproduce.reading_files import ENDINGS, Readable
from feedback.database import session
from feedback.models import EvidenceFile, Involvement


@dataclass(frozen=True)
class Kept:
    """What is known of a file, without its bytes."""

    id: UUID
    involvement_id: UUID
    what: str
    content_hash: str
    content_type: str
    added_at: datetime

    @property
    def kind(self) -> str:
        """PDF, PNG or JPG."""
        return ENDINGS[self.content_type].upper()

    @property
    def name(self) -> str:
        """What it is saved as: its own name could be somebody's."""
        return f"evidence-{self.content_hash[:12]}.{ENDINGS[self.content_type]}"


def of_sessions(ids: Iterable[UUID]) -> Mapping[UUID, Sequence[Kept]]:
    """The files of each session, in the order they came."""
    found: dict[UUID, list[Kept]] = defaultdict(list)
    ordered = (
        select(*(getattr(EvidenceFile, name) for name in Kept.__annotations__))
        .where(col(EvidenceFile.involvement_id).in_(list(ids)))
        .order_by(col(EvidenceFile.added_at), col(EvidenceFile.id))
    )
    for row in session().execute(ordered):
        found[row.involvement_id].append(Kept(*row))
    return found


def find(initiative_id: UUID, file_id: UUID) -> Kept | None:
    """One file of an initiative; None when it is not there, or belongs to another."""
    wanted = (
        select(*(getattr(EvidenceFile, name) for name in Kept.__annotations__))
        .join(Involvement, col(Involvement.id) == col(EvidenceFile.involvement_id))
        .where(col(EvidenceFile.id) == file_id, col(Involvement.initiative_id) == initiative_id)
    )
    row = session().execute(wanted).first()
    return Kept(*row) if row else None


def content(file_id: UUID) -> bytes:
    """The bytes of a file that is there."""
    return session().get_one(EvidenceFile, file_id).content


def add(involvement_id: UUID, what: str, file: Readable, *, now: datetime) -> None:
    """Keep a file that was read."""
    session().add(
        EvidenceFile(
            involvement_id=involvement_id,
            what=what,
            content=file.content,
            content_hash=sha256(file.content).hexdigest(),
            content_type=file.content_type,
            added_at=now,
        )
    )


def remove(file_id: UUID) -> None:
    """Delete a file."""
    session().delete(session().get_one(EvidenceFile, file_id))
