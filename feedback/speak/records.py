"""The recordings as officers keep them: one for each question, language and version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlmodel import col

from feedback.database import insert_into, session
from feedback.models import Recording, RecordingRevision
from feedback.recordings import content_hash
from feedback.responses import table_of
from feedback.speak.formats import Sound
from forms.questions import Question, Variant
from translations import Language

REVISION = table_of(RecordingRevision)
THE_ONE_ROW = 1


@dataclass(frozen=True)
class Slot:
    """The place for one recording."""

    question: Question
    language: Language
    variant: Variant


@dataclass(frozen=True)
class Kept:
    """What is known about a recording, without the sound itself."""

    question_id: str
    language: str
    variant: str
    wording_hash: str
    content_hash: str
    spoken_by: str
    added_at: datetime


def kept(language: Language | None = None, variant: Variant | None = None) -> Sequence[Kept]:
    """Every recording; or those in one language, or in one version of it."""
    wanted: Any = select(*(getattr(Recording, name) for name in Kept.__annotations__))
    if language:
        wanted = wanted.where(col(Recording.language) == language.code)
    if variant:
        wanted = wanted.where(col(Recording.variant) == variant.value)
    ordered = wanted.order_by(
        col(Recording.language), col(Recording.variant), col(Recording.question_id)
    )
    return [Kept(*row) for row in session().execute(ordered)]


def in_slot(slot: Slot) -> Kept | None:
    """What is kept in one place, or None when it is empty."""
    here = (one for one in kept(slot.language, slot.variant) if one.question_id == slot.question.id)
    return next(here, None)


def keep(
    slot: Slot, sound: Sound, *, wording_hash: str, spoken_by: str, by: UUID | None, now: datetime
) -> None:
    """Put a recording into its place; one that was there before is gone."""
    # First, as it makes another worker wait that fills the same place.
    _note_change()
    values: dict[str, Any] = {
        "wording_hash": wording_hash,
        "content": sound.content,
        "content_hash": content_hash(sound.content),
        "content_type": sound.content_type,
        "spoken_by": spoken_by,
        "added_by": by,
        "added_at": now,
    }
    found = _row(slot)
    if found is None:
        session().add(Recording(**_place(slot), **values))
        return
    for name, value in values.items():
        setattr(found, name, value)


def remove(slot: Slot) -> bool:
    """Delete the recording in a place; False when there is none."""
    _note_change()
    found = _row(slot)
    if found is None:
        return False
    session().delete(found)
    return True


def sound_at(address: str) -> Sound | None:
    """The sound whose bytes have this hash."""
    wanted = (
        select(col(Recording.content_type), col(Recording.content))
        .where(col(Recording.content_hash) == address)
        .order_by(col(Recording.id))
        .limit(1)
    )
    row = session().execute(wanted).first()
    return Sound(*row) if row else None


def _place(slot: Slot) -> dict[str, Any]:
    return {
        "question_id": slot.question.id,
        "language": slot.language.code,
        "variant": slot.variant.value,
    }


def _row(slot: Slot) -> Recording | None:
    return session().scalars(select(Recording).filter_by(**_place(slot))).first()


def _note_change() -> None:
    """Every page that any worker has kept is out of date with the commit of this request."""
    connection, word = session().connection(), uuid4().hex
    connection.execute(
        insert_into(connection, REVISION)
        .values(id=THE_ONE_ROW, revision=word)
        .on_conflict_do_update(index_elements=["id"], set_={"revision": word})
    )
