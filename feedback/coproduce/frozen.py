"""What was on record when an initiative was confirmed, frozen, and read back beside today."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from feedback.coproduce.standing import Standing, day_of
from feedback.database import session
from feedback.models import Confirmation, ConfirmedSnapshot, Role, Verdict

FORMAT = 1
SESSION = ("happened_on", "stage", "rung", "rung_reason", "parent_carers", "young_people")
THEME = ("theme", "raised_on", "decision", "reason", "we_did")


@dataclass(frozen=True)
class Snapshot:
    """What was confirmed, on which day; `is_whole` is False where it is not what was frozen."""

    on: date
    content: Mapping[str, Any]
    is_whole: bool


def keep(standing: Standing, confirmed: Confirmation) -> None:
    """Freeze what the second key has just confirmed."""
    session().flush()
    proposal = [turn for turn in standing.record.turns if turn.verdict is Verdict.PROPOSED][-1]
    content = _canonical(
        {
            **facts(standing),
            "proposed_on": day_of(proposal.at).isoformat(),
            "proposed_by": proposal.role,
            "confirmed_on": day_of(confirmed.at).isoformat(),
            "confirmed_by": Role(confirmed.role).value,
            "comment": confirmed.comment,
            "fingerprint": confirmed.fingerprint,
        }
    )
    session().add(
        ConfirmedSnapshot(
            confirmation_id=confirmed.id,
            initiative_id=standing.record.initiative.id,
            content=content,
            hash=_hash(content),
            frozen_at=confirmed.at,
        )
    )


def snapshots(initiative_id: UUID) -> Sequence[Snapshot]:
    """Everything that was ever confirmed about an initiative, the newest first."""
    rows = session().exec(
        select(ConfirmedSnapshot)
        .where(ConfirmedSnapshot.initiative_id == initiative_id)
        .order_by(col(ConfirmedSnapshot.frozen_at).desc(), col(ConfirmedSnapshot.confirmation_id))
    )
    return [
        Snapshot(day_of(row.frozen_at), json.loads(row.content), row.hash == _hash(row.content))
        for row in rows
    ]


def facts(standing: Standing) -> dict[str, Any]:
    """What is on record now, as it would be frozen; no person, and of the survey no count."""
    record = standing.record
    row = record.initiative
    return {
        "format": FORMAT,
        "title": row.title,
        "kind": row.kind.value,
        "stage": row.stage.value,
        "options_fixed_on": _plain(row.options_fixed_on),
        "delivered_on": _plain(row.delivered_on),
        "delivered_link": row.delivered_link,
        "tests": {
            one.test.value: {"missing": [*one.missing], "witnessed": one.is_witnessed}
            for one in standing.assessment.tests
        },
        "pulse": standing.evidence.pulse.value,
        "sessions": [_values(one, SESSION) for one in record.involvements],
        "files": sorted(one.content_hash for each in record.files.values() for one in each),
        "themes": [
            {**_values(one, THEME), "told_on": [_plain(each.told_on) for each in record.told(one)]}
            for one in record.replies
        ],
    }


def _values(row: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
