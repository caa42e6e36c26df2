"""S12: an id of something else, or of somebody else's, is answered like one that never was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import MetaData, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows
from werkzeug.routing import Rule

from feedback.access import OPEN, ROLE_OF, Audience, audiences_of
from feedback.coproduce import records as register
from feedback.copy_in import records as paper
from feedback.database import session as current_session
from feedback.models import (
    Collection,
    Initiative,
    Involvement,
    Outcome,
    PaperForm,
    Reply,
    Role,
    Telling,
)
from feedback.reply import records as themes
from feedback.responses import RESPONSE, table_of
from tests.attacks.register import attack, control
from tests.attacks.routes import NOBODYS_ID, path_of
from tests.attacks.world import World, enter_as, token_for
from tests.feedback.asking import database_of

# Where the ids that a gap may hold are kept.
OWN = {
    "initiative_id": {"initiative"},
    "collection_id": {"collection"},
    "placement_id": {"placement"},
    "comment_id": {"comment"},
    "staff_id": {"staff_member"},
    # Which entry, and of which initiative or theme: see siblings().
    "entry_id": {"involvement"},
    "theme_id": {"reply"},
    "voice_id": {"commentary"},
    "telling_id": {"telling"},
    "outcome_id": {"outcome"},
    "owner_id": {"collection", "initiative", "reply", "outcome"},
}
ENTRIES: tuple[tuple[str, Any, str, Any], ...] = (
    ("entry_id", Involvement, "initiative_id", Initiative),
    ("telling_id", Telling, "theme_id", Reply),
    ("outcome_id", Outcome, "theme_id", Reply),
)
KINDS = {
    "collections": "collection",
    "initiatives": "initiative",
    "replies": "reply",
    "outcomes": "outcome",
}


def ids(app: Flask) -> Mapping[str, UUID]:
    """One id out of every table that has them."""
    tables, found = MetaData(), {}
    with database_of(app).reading.connect() as connection:
        tables.reflect(connection)
        for table in tables.sorted_tables:
            if "id" in table.c and len(table.primary_key) == 1:
                wanted = select(table.c.id).order_by(table.c.id)
                if table.name == "staff_member":
                    # Not whoever a test let in: of them another copy of the data knows nothing.
                    wanted = wanted.where(table.c.is_sample)
                first = connection.execute(wanted).scalar()
                if first is not None and len(str(first)) >= 32:
                    found[table.name] = UUID(str(first))
    return found


def let_in_by_id(world: World, part: str = "") -> list[str]:
    """Every id in every gap it does not belong into, as somebody who may open such addresses.

    With a part, only the addresses that have it.
    """
    app, known = world.app, ids(world.app)
    who = Browsers(app)
    # What is said of an id that never was: the same for every wrong one beside it.
    to_none: dict[tuple[str, str], tuple[int, str]] = {}
    through = []
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)
    rules = [rule for rule in rules if part in rule.rule]
    # All of them before the first is tried: what is let in may delete what the next would try.
    tries = {one.rule: list(swaps(world, one.rule, set(one.arguments), known)) for one in rules}
    for rule in rules:
        audiences = audiences_of(app, rule.endpoint)
        if OPEN & audiences:
            continue
        role = ROLE_OF[min(audiences, key=list(Audience).index)]
        for right, values in tries[rule.rule]:
            wrong, never = path_of(app, rule, values), path_of(app, rule, right)
            for method in sorted({"GET", "POST"} & set(rule.methods or ())):
                said = to_none.get((method, never)) or answered(who(role, rule), method, never)
                to_none[method, never] = said
                if answered(who(role, rule), method, wrong) != said:
                    through.append(f"{method} {rule.rule} with {values}")
    return through


class Browsers:
    """One browser for each role, signed in."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._kept: dict[Role, FlaskClient] = {}

    def __call__(self, role: Role, rule: Rule) -> FlaskClient:
        """The role's browser; a fresh one for handing over, which ends the session."""
        if rule.rule.endswith("/hand-over"):
            return enter_as(self._app, role)
        if role not in self._kept:
            self._kept[role] = enter_as(self._app, role)
        return self._kept[role]


def swaps(
    world: World, rule: str, gaps: set[str], known: Mapping[str, UUID]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """What to ask for, and beside it the same with an id that never was."""
    right = {
        "initiative_id": known["initiative"],
        "theme_id": known["reply"],
        "collection_id": world.places.collection,
        "number UnicodeConverter": world.places.paper_number,
    }
    for gap in sorted(gaps & set(OWN)):
        for table, wrong in known.items():
            if table not in OWN[gap]:
                yield {**right, gap: NOBODYS_ID}, {**right, gap: wrong}
    if {"kind", "owner_id"} <= gaps:
        yield from kinds(known)
    yield from siblings(world, rule)


def kinds(known: Mapping[str, UUID]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """A thing under the name of another kind of thing."""
    for kind, own in KINDS.items():
        for table in set(KINDS.values()) - {own}:
            other = {"kind": kind, "owner_id": known[table]}
            yield {"kind": kind, "owner_id": NOBODYS_ID}, other


def siblings(world: World, rule: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """An entry of another initiative or theme, and a form of another collection."""
    with Session(database_of(world.app).reading) as session:
        for gap, model, parent_gap, parent in ENTRIES:
            if gap in rule:
                row = session.exec(select_rows(model)).first()
                assert row is not None
                own = getattr(row, f"{table_of(parent).name}_id")
                others = select_rows(parent.id).where(parent.id != own)
                other = {parent_gap: session.exec(others).first()}
                yield {**other, gap: NOBODYS_ID}, {**other, gap: row.id}
        if "/paper/<" in rule:
            number = session.exec(select_rows(PaperForm.number)).first()
            elsewhere = select_rows(Collection.id).where(
                Collection.id != UUID(world.places.collection)
            )
            other = {"collection_id": session.exec(elsewhere).first()}
            gap = "number UnicodeConverter"
            yield {**other, gap: "ZZZZZZZZ"}, {**other, gap: number}


def answered(client: FlaskClient, method: str, path: str) -> tuple[int, str]:
    """What is said, but for what is new on every page."""
    typed = {"csrf_token": token_for(client)} if method == "POST" else None
    answer = client.open(path, method=method, data=typed)
    page = re.sub(r'name="csrf_token"[^>]*', "", answer.get_data(as_text=True))
    return answer.status_code, page if answer.status_code == 404 else ""


@attack("S12")
def test_s12_an_id_that_does_not_belong_is_answered_like_none(world: World) -> None:
    assert let_in_by_id(world) == []


def find_an_entry_of_any_initiative(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        register, "session_in", lambda _record, id_: current_session().get(Involvement, id_)
    )


def find_an_entry_of_any_theme(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(themes, "telling_of", lambda _theme_id, id_: current_session().get(Telling, id_))


def find_a_form_of_any_collection(patch: pytest.MonkeyPatch) -> None:
    kept = paper.form_with

    def form_with(_collection_id: UUID, number: str, *, to_write: bool) -> Any:
        whose = select(RESPONSE.c.collection_id).join(
            PaperForm, col(PaperForm.response_id) == RESPONSE.c.id
        )
        with current_session().no_autoflush:
            found = current_session().execute(whose.where(col(PaperForm.number) == number)).scalar()
        return kept(found, number, to_write=to_write) if found else None

    patch.setattr(paper, "form_with", form_with)


@control("S12")
@pytest.mark.parametrize(
    ("sabotage", "part"),
    [
        (find_an_entry_of_any_initiative, "/involvement/"),
        (find_an_entry_of_any_theme, "/told/"),
        (find_a_form_of_any_collection, "/paper/"),
    ],
)
def test_s12_control_what_is_found_whoever_owns_it_is_let_in(
    world: World, monkeypatch: pytest.MonkeyPatch, sabotage: Any, part: str
) -> None:
    sabotage(monkeypatch)

    assert let_in_by_id(world, part)
