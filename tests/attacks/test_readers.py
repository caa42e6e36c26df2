"""S13: what Forum reviewers and other readers of results cannot ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import MetaData, update

from feedback import access
from feedback.models import Role
from feedback.moderate import quotes
from tests.attacks.register import attack, control
from tests.attacks.test_looking import direct, linked
from tests.attacks.world import World, enter_as, without_triggers
from tests.feedback.asking import database_of

RAW, WHY, UNRELEASED = "canary-raw-words", "canary-why-decided", "canary-never-released"
READERS = (Role.FORUM, Role.ADVOCATE, Role.VIEWER)


def plant(world: World) -> None:
    """Mark what was not released: the words themselves, why, and a quote without consent."""
    without_triggers(world.app, "judgement")
    tables = MetaData()
    engine = database_of(world.app).engine
    tables.reflect(engine)
    planted = (
        ("comment", {"text": RAW}),
        ("judgement", {"edited_copy": UNRELEASED, "why": WHY}),
        ("response", {"consent_version": None}),
    )
    with engine.begin() as connection:
        for name, values in planted:
            assert connection.execute(update(tables.tables[name]).values(**values)).rowcount


def seen_by_readers(world: World, readers: Iterable[Role] = READERS) -> list[str]:
    """What a Forum reviewer, a youth advocate or a viewer finds of it, wherever they look."""
    plant(world)
    found = []
    for role in readers:
        client = enter_as(world.app, role)
        for path in [*direct(world), *linked(client)]:
            said = client.get(path).data.decode(errors="replace")
            found += [f"{path} tells {role} {one}" for one in (RAW, WHY, UNRELEASED) if one in said]
    return found


@attack("S13")
def test_s13_readers_of_results_see_no_row_and_nothing_unreleased(world: World) -> None:
    assert seen_by_readers(world) == []


def open_every_door(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(access, "_refusal", lambda _audiences: None)


def forget_consent(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(quotes, "may_be_quoted", lambda decided: decided.c.edited_copy.is_not(None))


@control("S13")
@pytest.mark.parametrize(
    ("sabotage", "told"), [(open_every_door, RAW), (forget_consent, UNRELEASED)]
)
def test_s13_control_without_a_door_or_without_consent_they_do(
    world: World, monkeypatch: pytest.MonkeyPatch, sabotage: Any, told: str
) -> None:
    sabotage(monkeypatch)

    # One of them is enough to see that the round finds it.
    assert [one for one in seen_by_readers(world, (Role.FORUM,)) if one.endswith(told)]
