"""Packs that were asked for, in the database and in the data folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine, delete, select, update
from sqlmodel import Session, col

from feedback.config import Config
from feedback.database import session
from feedback.erase.kinds import PACK_DAYS
from feedback.evidence.document import Variant
from feedback.evidence.hashes import sha256_of
from feedback.evidence.scope import Scope
from feedback.models import EvidencePack, PackState, StaffMember
from feedback.moderate.quotes import quotes
from feedback.responses import table_of
from translations import LANGUAGES, Language

PACK = table_of(EvidencePack)
MOST_TRIES = 2
# What a file ends in until it is whole; one is written in a moment, and an older one was left.
UNFINISHED, LEFT_AFTER = ".part", timedelta(hours=1)
TO_DO = (PackState.WAITING, PackState.MAKING)


@dataclass(frozen=True)
class Asked:
    """One pack as a page shows it; nobody's name where a command asked or the account is gone."""

    id: UUID
    variant: Variant
    as_at: date
    language: Language
    by: str | None
    asked_at: datetime
    state: PackState
    step: int
    problem: str
    quotes: frozenset[str]


def packs(variants: Sequence[Variant]) -> Sequence[Asked]:
    """The packs of these kinds, the newest first."""
    wanted = (
        select(EvidencePack, col(StaffMember.name))
        .join(StaffMember, col(StaffMember.id) == col(EvidencePack.staff_id), isouter=True)
        .where(col(EvidencePack.variant).in_([one.value for one in variants]))
        .order_by(col(EvidencePack.asked_at).desc(), col(EvidencePack.id))
    )
    return [_asked(row, name) for row, name in session().execute(wanted)]


def pack(pack_id: UUID, variants: Sequence[Variant]) -> Asked | None:
    """One of them; None where there is none, or it is not for this reader."""
    return next((one for one in packs(variants) if one.id == pack_id), None)


def _asked(row: EvidencePack, name: str | None) -> Asked:
    return Asked(
        id=row.id,
        variant=Variant(row.variant),
        as_at=row.as_at,
        language=LANGUAGES[row.language],
        by=name,
        asked_at=row.asked_at,
        state=row.state,
        step=row.step,
        problem=row.problem,
        quotes=frozenset(row.quotes.split()),
    )


def ask(variant: Variant, as_at: date, language: str, *, by: UUID, now: datetime) -> UUID:
    """Ask for a pack: a process beside the server makes it."""
    row = EvidencePack(
        variant=variant.value, as_at=as_at, language=language, staff_id=by, asked_at=now
    )
    session().add(row)
    return row.id


def may_be_handed_out(one: Asked) -> bool:
    """Whether everybody quoted in it still agrees to be quoted."""
    return one.quotes <= quoted(to_officer=True, as_at=date.max)


def quoted_in(scope: Scope) -> frozenset[str]:
    """Hashes of the quotes that a pack may have."""
    return quoted(to_officer=scope.to_officer, as_at=scope.day)


def quoted(*, to_officer: bool, as_at: date) -> frozenset[str]:
    """Hashes of the quotes that may be used now."""
    found = quotes(to_officer=to_officer, as_at=as_at)
    return frozenset(sha256_of(one.text.encode()) for one in found)


def place_of(config: Config, pack_id: UUID) -> Path:
    """Where its file lies."""
    return folder_of(config) / f"{pack_id}.zip"


def folder_of(config: Config) -> Path:
    """Where all files lie."""
    return config.data_dir / "evidence"


def next_to_make(engine: Engine) -> EvidencePack | None:
    """The one that has waited longest, or whose maker was stopped; None where nobody waits."""
    wanted = (
        select(EvidencePack)
        .where(col(EvidencePack.state).in_(TO_DO))
        .order_by(col(EvidencePack.asked_at), col(EvidencePack.id))
        .limit(1)
    )
    with Session(engine.execution_options(heard_writes=False)) as held:
        found = held.scalars(wanted).first()
        if found is not None:
            held.expunge(found)
        return found


def mark(engine: Engine, pack_id: UUID, **values: object) -> None:
    """Keep at once how far it is, so that its page can say so."""
    with engine.begin() as connection:
        connection.execute(update(PACK).where(PACK.c.id == pack_id).values(**values))


def forget_old(engine: Engine, config: Config, *, now: datetime) -> int:
    """Erase packs over their time with their files, and files that belong to none; says how many.

    A file that is being written has another name, and stays; what a crash left of one goes.
    """
    before = now - timedelta(days=PACK_DAYS)
    is_old = PACK.c.asked_at < before
    # Before the rows are read: a file that comes later has a row that is not seen here.
    files = list(folder_of(config).glob("*.zip"))
    with engine.execution_options(heard_writes=False).connect() as connection:
        old = set(connection.scalars(select(PACK.c.id).where(is_old)))
        kept = set(connection.scalars(select(PACK.c.id).where(~is_old)))
    if old:
        with engine.begin() as connection:
            connection.execute(delete(PACK).where(PACK.c.id.in_(old)))
    for file in files:
        if file.stem not in {str(one) for one in kept}:
            file.unlink(missing_ok=True)
    _sweep(folder_of(config), before=now - LEFT_AFTER)
    return len(old)


def has_quotes(engine: Engine) -> bool:
    """Whether somebody is quoted in a pack that is kept."""
    some = select(PACK.c.id).where(PACK.c.state == PackState.MADE, PACK.c.quotes != "").limit(1)
    with engine.execution_options(heard_writes=False).connect() as connection:
        return connection.execute(some).first() is not None


def forget_withdrawn(config: Config) -> int:
    """Erase the files in which somebody is quoted who took that back; says how many."""
    agreed, gone = quoted(to_officer=True, as_at=date.max), 0
    for row in session().scalars(select(EvidencePack).order_by(col(EvidencePack.id))):
        file = place_of(config, row.id)
        if not frozenset(row.quotes.split()) <= agreed and file.exists():
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def _sweep(folder: Path, *, before: datetime) -> None:
    for file in folder.glob(f"*{UNFINISHED}"):
        try:
            if file.stat().st_mtime < before.timestamp():
                file.unlink()
        except FileNotFoundError:
            continue  # It became whole meanwhile.
