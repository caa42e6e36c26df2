"""S06: a link from a letter lets one person in once, for what it was made for, and not for long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Select, select, update
from sqlmodel import Session

from feedback import links
from feedback.database import database
from feedback.links import LINK, STAFF, LinkPurpose
from feedback.models import Role, StaffMember
from feedback.sign_in import link_records
from tests.attacks.register import attack, control
from tests.attacks.world import token_for
from tests.feedback.asking import database_of
from tests.feedback.staff_pages import new_staff

NEW = "seven slow orange tractors"
LONGEST = {LinkPurpose.INVITATION: timedelta(hours=72)}
USUAL = timedelta(minutes=10)


def made(app: Flask, purpose: LinkPurpose) -> tuple[StaffMember, str]:
    """Somebody, and the path of a link to them."""
    person = new_staff(app, Role.FORUM, password_hash="")
    with database_of(app).transaction() as connection:
        return person, links.make(connection, person.id, person.email, purpose)


def looked(app: Flask, path: str) -> int:
    """What opening a link answers in a browser of its own."""
    return int(app.test_client().get(path).status_code)


def pressed(app: Flask, path: str) -> bool:
    """Whether the button of a link does what it says."""
    client = app.test_client()
    data = {"password": NEW, "again": NEW, "csrf_token": token_for(client)}
    return client.post(path, data=data).status_code == 303


def misused(app: Flask) -> list[str]:
    """Every misuse of every kind of link that gets through."""
    return [
        f"{purpose}: {name}"
        for purpose in LinkPurpose
        for name, misuse in MISUSES.items()
        if misuse(app, purpose)
    ]


def prefetched(app: Flask, purpose: LinkPurpose) -> bool:
    _person, path = made(app, purpose)
    for method in ("GET", "HEAD", "GET"):
        app.test_client().open(path, method=method)
    return not pressed(app, path)


def replayed(app: Flask, purpose: LinkPurpose) -> bool:
    _person, path = made(app, purpose)
    pressed(app, path)
    return pressed(app, path) or looked(app, path) != 404


def swapped(app: Flask, purpose: LinkPurpose) -> bool:
    _person, path = made(app, purpose)
    head, secret = path.rsplit("/", 1)
    others = [f"/staff/links/{name}/{secret}" for name in links.PATHS.values()]
    return any(
        looked(app, other) != 404 or pressed(app, other) for other in others if other != path
    ) or not head.endswith(links.PATHS[purpose])


def outlived(app: Flask, purpose: LinkPurpose) -> bool:
    person, path = made(app, purpose)
    with database_of(app).transaction() as connection:
        is_theirs = LINK.c.staff_id == person.id
        last = connection.execute(select(LINK.c.expires_at).where(is_theirs)).scalar_one()
        connection.execute(update(LINK).values(expires_at=datetime.now(UTC)))
    is_too_long = last - datetime.now(UTC) > LONGEST.get(purpose, USUAL)
    return is_too_long or pressed(app, path)


def redirected(app: Flask, purpose: LinkPurpose) -> bool:
    person, path = made(app, purpose)
    with database_of(app).transaction() as connection:
        other = {"email": f"other-{person.id}@harbour.example"}
        connection.execute(update(STAFF).where(STAFF.c.id == person.id).values(**other))
    return pressed(app, path)


def outlasted_the_account(app: Flask, purpose: LinkPurpose) -> bool:
    person, path = made(app, purpose)
    with database_of(app).transaction() as connection:
        connection.execute(update(STAFF).where(STAFF.c.id == person.id).values(is_disabled=True))
    return pressed(app, path)


def pressed_from_elsewhere(app: Flask, purpose: LinkPurpose) -> bool:
    _person, path = made(app, purpose)
    answer = app.test_client().post(path, data={"password": NEW, "again": NEW})
    return bool(answer.status_code == 303)


MISUSES: dict[str, Callable[[Flask, LinkPurpose], bool]] = {
    "looking uses it up": prefetched,
    "it works twice": replayed,
    "it works for something else": swapped,
    "it works for too long": outlived,
    "it works after its address changed": redirected,
    "it works for a disabled account": outlasted_the_account,
    "another site may press its button": pressed_from_elsewhere,
}


@attack("S06")
def test_s06_a_link_cannot_be_misused(bare: Flask) -> None:
    assert misused(bare) == []


def look_by_using(patch: pytest.MonkeyPatch) -> None:
    def owner(secret: str, purpose: LinkPurpose) -> StaffMember | None:
        with database().transaction() as connection:
            staff_id = links.use(connection, secret, purpose)
        with Session(database().reading) as session:
            return session.get(StaffMember, staff_id) if staff_id else None

    patch.setattr(link_records, "owner", owner)


def use_by_looking(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(links, "use", links.whose)
    patch.setattr(links, "end_all", lambda *_anything: None)


def hash_for_any_purpose(patch: pytest.MonkeyPatch) -> None:
    kept = links._hashed
    patch.setattr(links, "_hashed", lambda secret, _purpose: kept(secret, LinkPurpose.SIGN_IN))
    patch.setattr(links, "_working", working(is_bound=False))


def forget_the_time(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(links, "_working", working(is_timed=False))


def forget_the_address(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(links, "_address", lambda _email: "any")


def last_for_a_day(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(links, "LASTS", dict.fromkeys(LinkPurpose, timedelta(days=4)))


def working(
    *, is_bound: bool = True, is_timed: bool = True
) -> Callable[[str, LinkPurpose], Select[tuple[UUID, str, str]]]:
    """The question to the database, with a part of it left out."""

    def ask(secret: str, purpose: LinkPurpose) -> Select[tuple[UUID, str, str]]:
        asked = (
            select(LINK.c.staff_id, LINK.c.address_hash, STAFF.c.email)
            .join(STAFF, STAFF.c.id == LINK.c.staff_id)
            .where(LINK.c.token_hash == links._hashed(secret, purpose), ~STAFF.c.is_disabled)
        )
        if is_bound:
            asked = asked.where(LINK.c.purpose == purpose)
        return asked.where(LINK.c.expires_at > datetime.now(UTC)) if is_timed else asked

    return ask


@control("S06")
@pytest.mark.parametrize(
    ("sabotage", "name"),
    [
        (look_by_using, "looking uses it up"),
        (use_by_looking, "it works twice"),
        (hash_for_any_purpose, "it works for something else"),
        (forget_the_time, "it works for too long"),
        (last_for_a_day, "it works for too long"),
        (forget_the_address, "it works after its address changed"),
    ],
)
def test_s06_control_a_link_without_its_bounds_is_misused(
    bare: Flask,
    monkeypatch: pytest.MonkeyPatch,
    sabotage: Callable[[pytest.MonkeyPatch], None],
    name: str,
) -> None:
    sabotage(monkeypatch)

    assert [one for one in misused(bare) if one.endswith(name)]
