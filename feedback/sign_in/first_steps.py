"""What a new area does first, worked out from what is there and never ticked by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import Table, literal, select
from sqlalchemy.sql import ColumnElement
from sqlmodel import col

from feedback.areas import Area
from feedback.database import session
from feedback.models import (
    Collection,
    Reply,
    ResultsRelease,
    Role,
    ScanDay,
    ScanRelease,
    StaffMember,
)
from feedback.responses import table_of
from forms.questions import Wording

# Asking and answering take both.
NEEDED = (Role.OFFICER, Role.FORUM)


@dataclass(frozen=True)
class Step:
    """One step: what it is, how it is done and where, and whether it is done."""

    name: Wording
    how: Wording
    endpoint: str | None
    is_done: bool


def first_steps(area: Area, today: date) -> list[Step]:
    """Every step, in order; nothing once all of them are done."""
    steps = list(_steps(area, today))
    return [] if all(one.is_done for one in steps) else steps


def _steps(area: Area, today: date) -> Iterator[Step]:
    yield Step(
        _l("The area’s file is filled in"),
        _l(
            "Whoever looks after the machine types “heard check”: it says what is missing of the "
            "contact, the numbers to call about a child, and the terms."
        ),
        None,
        is_set_up(area, today),
    )
    yield Step(
        _l("People are invited"),
        _l("Invite an officer and somebody from the Forum."),
        "admit.people",
        all(_has(StaffMember, _may_sign_in(role)) for role in NEEDED),
    )
    yield Step(
        _l("The first collection is there"),
        _l("Choose a survey, when it is open, and the places where its code will hang."),
        "invite.collections",
        _has(Collection),
    )
    yield Step(
        _l("The first poster hangs"),
        _l("Print one from the page of the collection. Done when somebody has scanned its code."),
        "invite.collections",
        _has(ScanDay) or _has(ScanRelease),
    )
    yield Step(
        _l("The first results are there"),
        _l("They come by themselves, two weeks after the end of a term."),
        "review.index",
        _has(ResultsRelease),
    )
    yield Step(
        _l("Families have the first reply"),
        _l("Add a theme that families raised, and write what you do about it."),
        "reply.themes",
        _has(Reply, col(Reply.decision).is_not(None)),
    )


def is_set_up(area: Area, today: date) -> bool:
    """Whether the area's file says all that families and terms need."""
    is_complete = not area.contact.missing and area.safeguarding is not None
    return is_complete and area.term_ref(today) is not None


def _may_sign_in(role: Role) -> ColumnElement[bool]:
    return (col(StaffMember.role) == role) & col(StaffMember.is_disabled).is_(False)


def _has(model: type, *which: ColumnElement[bool]) -> bool:
    table: Table = table_of(model)
    found = session().execute(select(literal(1)).select_from(table).where(*which).limit(1))
    return found.first() is not None
