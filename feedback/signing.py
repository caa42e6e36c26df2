"""One short string for everything the two keys sign, so that a later change can be noticed."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlmodel import SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from feedback.database import session
from feedback.models import EvidenceFile, Initiative, Involvement, Reply, Telling

# The stage, the team and the measures move on while the work lives; the tests watch the stage.
SIGNED = (
    "title",
    "description",
    "kind",
    "audience",
    "options_fixed_on",
    "delivered_on",
    "delivered_link",
)
# The owner and the day it is due move on, too; what changed afterwards takes nothing back.
SIGNED_REPLY = ("theme", "raised_on", "decision", "reason", "we_did")
SIGNED_TELLING = ("told_on", "how", "languages", "formats", "is_in_their_format")
NOT_EVIDENCE = frozenset({"id", "initiative_id", "created_at"})
THEIR_FORMAT = "their_format"


def fingerprint(
    initiative: Initiative,
    involvements: Iterable[Involvement],
    replies: Iterable[Reply],
    tellings: Iterable[Telling],
    files: Iterable[str] = (),
) -> str:
    """The same for the same evidence, whatever order or ids it has; else another."""
    told = list(tellings)
    # Every column that a form fills, so that a new one is signed too.
    session_columns = sorted(set(Involvement.model_fields) - NOT_EVIDENCE)
    signed = {
        "initiative": _values(initiative, SIGNED),
        "involvements": _sorted(_values(row, session_columns) for row in involvements),
        "replies": _sorted(
            _reply(row, [one for one in told if one.reply_id == row.id]) for row in replies
        ),
    }
    # As it was signed while there were no files; other bytes are other evidence.
    if hashes := sorted(files):
        signed["files"] = [{"content_hash": one} for one in hashes]
    return sha256(json.dumps(signed, sort_keys=True).encode()).hexdigest()


@contextmanager
def noting_changes(*initiative_ids: UUID | None, now: datetime) -> Iterator[None]:
    """Keep the moment for each initiative of which what the keys sign changes inside."""
    ids = {one for one in initiative_ids if one is not None}
    before = {one: _now_signed(one) for one in ids}
    yield
    for one in ids:
        if _now_signed(one) != before[one]:
            made = session().get_one(Initiative, one)
            made.evidence_changed_at = now
            session().add(made)


def _now_signed(initiative_id: UUID) -> str:
    held = session()
    replies = held.exec(select(Reply).where(Reply.initiative_id == initiative_id)).all()
    ids = [row.id for row in replies]
    return fingerprint(
        held.get_one(Initiative, initiative_id),
        held.exec(select(Involvement).where(Involvement.initiative_id == initiative_id)).all(),
        replies,
        held.exec(select(Telling).where(col(Telling.reply_id).in_(ids))).all(),
        held.exec(_hashes_of(initiative_id)).all(),
    )


def _hashes_of(initiative_id: UUID) -> SelectOfScalar[str]:
    return (
        select(EvidenceFile.content_hash)
        .join(Involvement, col(Involvement.id) == col(EvidenceFile.involvement_id))
        .where(col(Involvement.initiative_id) == initiative_id)
    )


def _reply(row: Reply, tellings: list[Telling]) -> dict[str, str | None]:
    """As it was signed while a reply was told once at most; anything more adds to it."""
    in_order = sorted(tellings, key=lambda one: one.told_on)
    told = [_values(one, SIGNED_TELLING) for one in in_order]
    first = told[0] if told else {}
    format_words = [THEIR_FORMAT] if first.get("is_in_their_format") == "True" else []
    signed = {
        **_values(row, SIGNED_REPLY),
        "told_on": first.get("told_on"),
        "told_how": " ".join([*(first.get("how") or "").split(), *format_words]),
    }
    more = {
        "passed_on_to": row.passed_on_to,
        "languages": first.get("languages"),
        "formats": first.get("formats"),
        "told_again": json.dumps(_sorted(told[1:])) if told[1:] else None,
    }
    return signed | {name: value for name, value in more.items() if value}


def _sorted(rows: Iterable[dict[str, str | None]]) -> list[dict[str, str | None]]:
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def _values(row: SQLModel, columns: Iterable[str]) -> dict[str, str | None]:
    found = {name: getattr(row, name) for name in columns}
    return {name: None if value is None else str(value) for name, value in found.items()}
