"""S15: nobody changes anything by looking, whatever they look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from feedback.access import Audience, open_to
from feedback.database import session
from feedback.models import Role
from feedback.responses import COMMENT
from tests.attacks.register import attack, control
from tests.attacks.routes import addresses
from tests.attacks.test_ids import ids
from tests.attacks.world import World, changed, enter_as, rows

# Enough to reach every kind of page by its links as well; lists of the same thing go on and on.
MOST_LINKS = 60
EVERYBODY = (*Role, None)


def found_in(world: World) -> Mapping[str, Any]:
    """Something that is there for every gap of every address."""
    known = ids(world.app)
    places = world.places
    year, slug = places.year.rsplit("/", 2)[1:]
    return {
        "initiative_id": places.initiative,
        "collection_id": places.collection,
        "placement_id": known["placement"],
        "comment_id": places.comment,
        "staff_id": known["staff_member"],
        "owner_id": places.collection,
        "entry_id": known["involvement"],
        "theme_id": places.theme,
        "telling_id": known["telling"],
        "outcome_id": known["outcome"],
        "number UnicodeConverter": places.paper_number,
        "number IntegerConverter": places.release,
        "key": year,
        "slug": slug,
        "code": places.closed,
        "picture": "answers",
        "language_code": "bn",
        "version": "standard",
        "filename": "staff.css",
        "question_id": "role",
    }


def changed_by_looking(world: World, who: tuple[Role | None, ...] = EVERYBODY) -> list[str]:
    """The tables that are not as they were, after all of them have looked at everything."""
    before = rows(world.app)
    browsers = [enter_as(world.app, role) for role in who]
    with_them = rows(world.app)
    for client in browsers:
        for path in direct(world):
            client.get(path)
            client.head(path)
        # Its page was asked for to find the next one.
        for path in linked(client):
            client.head(path)
    after = rows(world.app)
    assert changed(before, with_them) == ["staff_member"]
    return changed(with_them, after)


def direct(world: World) -> list[str]:
    """Every address with something in its gaps."""
    known = found_in(world)
    return [one.path for one in addresses(world.app, known) if "GET" in one.methods]


def linked(client: FlaskClient) -> Iterator[str]:
    """Where the links and the forms that ask by address lead from one's first page on."""
    waiting, seen = ["/staff", "/"], set[str]()
    while waiting and len(seen) < MOST_LINKS:
        path = waiting.pop(0)
        if shape(path) in seen:
            continue
        seen.add(shape(path))
        yield path
        page = client.get(path)
        if page.mimetype == "text/html":
            soup = BeautifulSoup(page.get_data(as_text=True), "html.parser")
            waiting += [
                urljoin(path, str(link["href"]))
                for link in soup.select("a[href^='/'],a[href^='?']")
            ]


def shape(path: str) -> str:
    """Addresses that differ in an id or a language only are looked at once."""
    parts = urlsplit(path)
    words = ["*" if any(map(str.isdigit, part)) else part for part in parts.path.split("/")]
    asked = sorted(one.partition("=")[0] for one in parts.query.split("&"))
    return f"{'/'.join(words)}?{'&'.join(asked)}"


@attack("S15")
def test_s15_looking_at_everything_changes_nothing(world: World) -> None:
    assert changed_by_looking(world) == []


@control("S15")
def test_s15_control_a_page_that_tidies_up_when_it_is_looked_at_is_noticed(world: World) -> None:
    add_a_page_that_deletes(world.app)

    assert "comment" in changed_by_looking(world, (Role.ADMINISTRATOR,))


def add_a_page_that_deletes(app: Flask) -> None:
    """A view that does by GET what only a form may do."""

    @open_to(Audience.ADMINISTRATOR)
    def tidy() -> str:
        session().execute(delete(COMMENT))
        return "tidied"

    app.add_url_rule("/staff/tidy", "tidy", tidy)
