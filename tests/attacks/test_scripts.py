"""S21: scripts in every text that is shown again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Dialog
from sqlalchemy import MetaData, update
from werkzeug.serving import make_server

from feedback.models import Role
from tests.attacks.register import attack, control
from tests.attacks.test_looking import direct
from tests.attacks.world import World, enter_as, without_triggers
from tests.feedback.asking import database_of, open_collection

# Out of an element, an attribute, a title, a box, a comment and a drawing, all in one.
SCRIPT = (
    """"'></title></textarea>--><img src=x onerror=alert(7)><svg onload=alert(7)>"""
    """<a href=javascript:alert(7)>x</a><script>alert(7)</script>{{7*7}}"""
)
ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data")
READERS = (Role.OFFICER, Role.FORUM, Role.ADMINISTRATOR)


def active(world: World, who: tuple[Role | None, ...] = (*READERS, None)) -> list[str]:
    """Every page on which something planted or asked for would run."""
    assert planted_words(world) > 8
    browsers: list[FlaskClient] = [enter_as(world.app, role) for role in who]
    return [
        f"{path}: {what}"
        for client in browsers
        for path in direct(world)
        for what in set(running(client, path))
    ]


def planted_words(world: World) -> int:
    """Put the script into every such text of every row; how many columns that are."""
    without_triggers(world.app, "judgement")
    tables, planted = MetaData(), 0
    engine = database_of(world.app).engine
    tables.reflect(engine)
    for table in tables.sorted_tables:
        for name in sorted(TYPED.get(table.name, ())):
            with engine.begin() as connection:
                connection.execute(update(table).values({name: SCRIPT}))
            planted += 1
    return planted


# Every text that somebody types and that is shown again.
TYPED = {
    "collection": {"occasion"},
    "placement": {"label"},
    "comment": {"text"},
    "initiative": {"title", "source", "not_counted_reason"},
    "involvement": {"rung_reason"},
    "reply": {"theme", "source_note", "reason", "we_did", "owner"},
    "outcome": {"what_changed"},
    "translation": {"text"},
    "judgement": {"edited_copy", "why"},
    "staff_member": {"name"},
    "recording": {"spoken_by"},
}


def running(client: FlaskClient, path: str) -> Iterator[str]:
    """What a browser would run on one page, with and without the script in its address."""
    for asked in ({}, {"lang": SCRIPT, "number": SCRIPT, "next": SCRIPT, "state": SCRIPT}):
        answer = client.get(path, query_string=asked)
        if answer.mimetype in {"text/html", "image/svg+xml"} and answer.status_code != 302:
            soup = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
            for tag in soup.find_all(True):
                yield from runs(tag.name, {name: str(value) for name, value in tag.attrs.items()})


def runs(name: str, attributes: dict[str, str]) -> Iterator[str]:
    """Whether one element would do something that is not ours."""
    if name == "script" and not attributes.get("src", "").startswith("/static/"):
        yield "a script"
    for attribute, value in attributes.items():
        if attribute.startswith("on"):
            yield f"{name} {attribute}"
        if attribute in ADDRESSES and value.strip().lower().startswith("javascript:"):
            yield f"{name} {attribute}=javascript:"


@attack("S21")
def test_s21_nothing_planted_runs_on_any_page(world: World, browser: Browser) -> None:
    assert active(world) == []
    assert seen_by_a_browser(world, browser) == []


@control("S21")
def test_s21_control_a_page_that_does_not_escape_runs_it(world: World) -> None:
    world.app.jinja_env.autoescape = False

    through = active(world, (Role.OFFICER,))

    assert {"img onerror", "a script"} <= {one.rpartition(": ")[2] for one in through}
    assert len({one.partition(":")[0] for one in through}) > 8


LISTEN = """document.addEventListener("securitypolicyviolation",
  event => console.log("REPORT " + event.violatedDirective))"""


REPORT = re.compile("REPORT.*")


def _dismiss(dialog: Dialog, found: list[str]) -> None:
    found.append("a dialog")
    dialog.dismiss()


def seen_by_a_browser(world: World, browser: Browser) -> list[str]:
    """Dialogs and reports of the policy on a few pages, in a real browser."""
    found: list[str] = []
    places = world.places
    with served(world.app) as address:
        session = enter_as(world.app, Role.OFFICER).get_cookie("heard")
        assert session
        context = browser.new_context(base_url=address)
        context.add_cookies([{"name": "heard", "value": session.value, "url": address}])
        page = context.new_page()
        page.add_init_script(LISTEN)
        page.on("dialog", lambda dialog: _dismiss(dialog, found))
        page.on("console", lambda said: found.extend(REPORT.findall(said.text)))
        for path in (
            "/staff/collections",
            f"/staff/comments/{places.comment}",
            f"/staff/initiatives/{places.initiative}",
            "/staff/comments/quotes",
            "/S/SCRIPT",
        ):
            answer = page.goto(path)
            assert answer and answer.status == 200, path
        context.close()
    return found


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The app itself on a free port of this machine."""
    open_collection(app, code="SCRIPT", occasion=SCRIPT)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
