"""The audit as pages and commands read it: a part of the entries, and whose they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Select, func, select
from sqlmodel import col

from feedback.chain import ENTRY
from feedback.database import session
from feedback.models import StaffMember

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """Which entries: of one action, of one person, from a moment on; all when nothing is said."""

    action: str | None = None
    who: str | None = None
    since: datetime | None = None


@dataclass(frozen=True)
class Line:
    """One entry, without its hashes."""

    number: int
    at: datetime
    who: str
    action: str
    subject: str | None
    subject_id: str | None
    how_many: int | None
    reason: str | None


def page_of(wanted: Wanted, *, page: int) -> tuple[Sequence[Line], int]:
    """One page of entries, the newest first, and how many there are on all pages."""
    found = _selected(wanted, func.count())
    total = int(session().execute(found).scalar_one())
    rows = session().execute(
        _selected(wanted, *_columns())
        .order_by(ENTRY.c.number.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return [Line(**row._mapping) for row in rows], total


def all_of(connection: Connection, wanted: Wanted) -> Sequence[Line]:
    """Every entry wanted, the oldest first."""
    rows = connection.execute(_selected(wanted, *_columns()).order_by(ENTRY.c.number))
    return [Line(**row._mapping) for row in rows]


def names(connection: Connection | None = None) -> Mapping[str, str]:
    """What everybody is called who can sign in, by what the entries call them."""
    people = select(col(StaffMember.id), col(StaffMember.name)).order_by(
        col(StaffMember.name), col(StaffMember.id)
    )
    rows = (connection or session()).execute(people)
    return {str(staff_id): name for staff_id, name in rows}


def staff_id_of(connection: Connection, email: str) -> UUID | None:
    """Whose email address this is; None when it is nobody's."""
    wanted = select(col(StaffMember.id)).where(
        func.lower(col(StaffMember.email)) == email.strip().lower()
    )
    found: UUID | None = connection.execute(wanted).scalar()
    return found


def _columns() -> list[object]:
    return [ENTRY.c[name] for name in Line.__annotations__]


def _selected(wanted: Wanted, *columns: object) -> Select[tuple[object, ...]]:
    chosen: Select[tuple[object, ...]] = select(*columns).select_from(ENTRY)  # type: ignore[call-overload]  # any columns
    if wanted.action is not None:
        chosen = chosen.where(ENTRY.c.action == wanted.action)
    if wanted.who is not None:
        chosen = chosen.where(ENTRY.c.who == wanted.who)
    if wanted.since is not None:
        chosen = chosen.where(ENTRY.c.at >= wanted.since)
    return chosen
