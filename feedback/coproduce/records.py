"""The register in the database: initiatives, who was involved, the replies, and the two keys."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any, TypeAlias
from uuid import UUID

from sqlmodel import Session, SQLModel, col, select

from feedback.areas import Area
from feedback.areas import Initiative as Candidate
from feedback.authored import Owner, Said, Translations, translations_of
from feedback.conversations import make_session
from feedback.coproduce.files import Kept, of_sessions
from feedback.database import session as current_session
from feedback.language import page_language
from feedback.loop import tellings_of
from feedback.models import (
    Collection,
    Confirmation,
    Initiative,
    InitiativeKind,
    Involvement,
    Reply,
    Stage,
    Telling,
    Verdict,
)
from feedback.results import Heard, read_pulses
from feedback.signing import fingerprint

PULSE_SURVEY = "feeling_heard"

Entry: TypeAlias = Involvement


@dataclass(frozen=True)
class Record:
    """Everything on record about one initiative, each list in the order it happened."""

    initiative: Initiative
    involvements: tuple[Involvement, ...]
    replies: tuple[Reply, ...]
    tellings: Mapping[UUID, Sequence[Telling]]
    turns: tuple[Confirmation, ...]
    pulses: tuple[Collection, ...]
    translations: Translations
    files: Mapping[UUID, Sequence[Kept]]
    heard: Heard

    def said(self, row: Owner, field: str) -> Said:
        """What somebody wrote, in the language of the page or else in English."""
        return self.translations.said(row, field, page_language())

    @property
    def fingerprint(self) -> str:
        """What a turn of a key made now would sign."""
        told = [one for row in self.replies for one in self.told(row)]
        hashes = [file.content_hash for one in self.files.values() for file in one]
        return fingerprint(self.initiative, self.involvements, self.replies, told, hashes)

    @property
    def last_new_at(self) -> datetime:
        """When anything about it was last recorded, proposed, answered or asked."""
        row = self.initiative
        moments = [row.updated_at, row.evidence_changed_at or row.updated_at]
        moments += [one.created_at for one in self.involvements]
        moments += [one.created_at for one in self.replies]
        moments += [told.created_at for one in self.replies for told in self.told(one)]
        moments += [turn.at for turn in self.turns]
        moments += [one.opens_at for one in self.pulses]
        return max(moments)

    def told(self, reply: Reply) -> Sequence[Telling]:
        """Every time this reply was told, the first first."""
        return self.tellings.get(reply.id, ())

    def first_told(self, reply: Reply) -> date | None:
        """The first day this reply was told; None before it."""
        return next((one.told_on for one in self.told(reply)), None)


def seed_candidates(session: Session, area: Area, now: datetime) -> int:
    """Add the area's candidates that are not there yet, and say how many; change no other."""
    known = set(session.exec(select(Initiative.area_key)))
    new = [candidate for candidate in area.initiatives if candidate.ref not in known]
    session.add_all(_seeded(candidate, area, now) for candidate in new)
    session.flush()
    return len(new)


def _seeded(candidate: Candidate, area: Area, now: datetime) -> Initiative:
    return Initiative(
        area_key=candidate.ref,
        title=candidate.title,
        kind=InitiativeKind(candidate.kind),
        # Nobody has told us how far it has got; the page says so until an officer does.
        stage=Stage.IDEA,
        audience=candidate.audience,
        priority_ref=candidate.priority,
        measure_refs=" ".join(candidate.measures),
        not_counted_reason=candidate.reason or "",
        source="\n".join(
            f"“{evidence.quote}” ({area.document(evidence.cited.document).title}, "
            f"{evidence.cited.section})"
            for evidence in candidate.evidence
        ),
        created_at=now,
        updated_at=now,
    )


def everything() -> tuple[Record, ...]:
    """Every initiative, oldest first."""
    rows = current_session().exec(
        select(Initiative).order_by(
            col(Initiative.created_at), col(Initiative.title), col(Initiative.id)
        )
    )
    return _records(rows.all())


def find(initiative_id: UUID) -> Record | None:
    """One initiative, or None when there is no such one."""
    row = current_session().get(Initiative, initiative_id)
    return _records([row])[0] if row else None


def _records(initiatives: Iterable[Initiative]) -> tuple[Record, ...]:
    rows = list(initiatives)
    ids = [row.id for row in rows]
    involvements, replies = _involvements(ids), _replies(ids)
    turns, pulses = _turns(ids), _pulses(ids)
    told = tellings_of([row.id for row in chain(*replies.values())])
    heard = read_pulses(ids)
    shown = of_sessions(row.id for row in chain(*involvements.values()))
    words = translations_of(chain(rows, *replies.values(), *pulses.values()))
    return tuple(
        Record(
            initiative=row,
            involvements=tuple(involvements[row.id]),
            replies=tuple(replies[row.id]),
            tellings=told,
            turns=tuple(turns[row.id]),
            pulses=tuple(pulses[row.id]),
            translations=words,
            files={one.id: shown[one.id] for one in involvements[row.id] if one.id in shown},
            heard=heard[row.id],
        )
        for row in rows
    )


def _involvements(ids: list[UUID]) -> Mapping[UUID, list[Involvement]]:
    found: dict[UUID, list[Involvement]] = defaultdict(list)
    for row in current_session().exec(
        select(Involvement)
        .where(col(Involvement.initiative_id).in_(ids))
        .order_by(col(Involvement.happened_on), col(Involvement.created_at), col(Involvement.id))
    ):
        found[row.initiative_id].append(row)
    return found


def _replies(ids: list[UUID]) -> Mapping[UUID, list[Reply]]:
    found: dict[UUID, list[Reply]] = defaultdict(list)
    for row in current_session().exec(
        select(Reply)
        .where(col(Reply.initiative_id).in_(ids))
        .order_by(col(Reply.raised_on), col(Reply.created_at), col(Reply.id))
    ):
        if row.initiative_id is not None:
            found[row.initiative_id].append(row)
    return found


def _turns(ids: list[UUID]) -> Mapping[UUID, list[Confirmation]]:
    found: dict[UUID, list[Confirmation]] = defaultdict(list)
    for row in current_session().exec(
        select(Confirmation)
        .where(col(Confirmation.initiative_id).in_(ids))
        .order_by(col(Confirmation.at), col(Confirmation.id))
    ):
        found[row.initiative_id].append(row)
    return found


def _pulses(ids: list[UUID]) -> Mapping[UUID, list[Collection]]:
    found: dict[UUID, list[Collection]] = defaultdict(list)
    for row in current_session().exec(
        select(Collection)
        .where(
            col(Collection.initiative_id).in_(ids),
            Collection.survey_slug == PULSE_SURVEY,
        )
        .order_by(col(Collection.opens_at), col(Collection.id))
    ):
        if row.initiative_id is not None:
            found[row.initiative_id].append(row)
    return found


def add_initiative(values: Mapping[str, Any], *, now: datetime) -> UUID:
    """Keep a new initiative of checked values."""
    row = Initiative(**values, created_at=now, updated_at=now)
    current_session().add(row)
    return row.id


def change_initiative(initiative: Initiative, values: Mapping[str, Any], *, now: datetime) -> None:
    """Put checked values in place of the old ones."""
    _set(initiative, {**values, "updated_at": now})


def session_in(record: Record, entry_id: UUID) -> Involvement | None:
    """One session of this initiative; None when it is not there, or belongs to another."""
    return next((row for row in record.involvements if row.id == entry_id), None)


def add_session(
    record: Record, values: Mapping[str, Any], *, talk_id: UUID | None = None, now: datetime
) -> None:
    """Add a session of checked values to an initiative; it may be a conversation on record."""
    row = Involvement(initiative_id=record.initiative.id, created_at=now, **values)
    current_session().add(row)
    if talk_id is not None:
        current_session().flush()
        make_session(talk_id, row.id)


def change_session(row: Involvement, values: Mapping[str, Any]) -> None:
    """Put checked values in place of the old ones."""
    _set(row, values)


def remove_session(row: Involvement) -> None:
    """Delete a session that was recorded by mistake."""
    current_session().delete(row)


def turn_key(
    record: Record,
    *,
    staff_id: UUID,
    role: str,
    verdict: str,
    comment: str,
    now: datetime,
) -> Confirmation:
    """Add one turn of a key, signing what was read; turns are never changed or removed."""
    # The latest turn decides, so each is later than the one before, whatever the clock says.
    moments = [turn.at + timedelta(microseconds=1) for turn in record.turns]
    made = Confirmation(
        initiative_id=record.initiative.id,
        staff_id=staff_id,
        role=role,
        verdict=Verdict(verdict),
        comment=comment,
        fingerprint=record.fingerprint,
        at=max([now, *moments]),
    )
    current_session().add(made)
    return made


def _set(row: SQLModel, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    current_session().add(row)
