"""Families' pages and all the others are two apps to a server, and one place to whoever comes."""

from __future__ import annotations

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from feedback import FOR_FAMILIES, Parts, families_app, serving, whole_app
from feedback.blueprints import LEADS_TO
from feedback.config import Config
from feedback.security import expected_headers
from feedback.serving import FAMILIES_ASK, Served
from tests import pages
from tests.feedback.asking import open_collection, soup, stored
from tests.feedback.test_first_look import change_collection

# What the public comes for first: its links lead to what was published.
OF_THE_WHOLE = {"respond.home", "respond.find"}


@pytest.fixture
def served(app: Flask, config: Config) -> Served:
    """What a process serves that has just started, on the database of the app."""
    return Served(Parts.made(config))


def first_letters(rule: str) -> str:
    return rule.lstrip("/").partition("/")[0]


def test_each_page_of_families_is_known_by_the_beginning_of_its_address(app: Flask) -> None:
    theirs = FOR_FAMILIES | {"health", "static"}

    for rule in app.url_map.iter_rules():
        is_theirs = rule.endpoint.partition(".")[0] in theirs and rule.endpoint not in OF_THE_WHOLE
        assert serving.is_for_families(rule.rule) == is_theirs, rule.rule
    begins = {first_letters(rule.rule) for rule in app.url_map.iter_rules()}
    assert begins > FAMILIES_ASK


def test_families_pages_lead_only_to_addresses_that_both_know(app: Flask, config: Config) -> None:
    small = families_app(Parts.made(config))
    folder = Path(app.root_path) / "templates"
    found = {*folder.glob("respond/*.html"), folder / "family_base.html", folder / "error.html"}
    found.remove(folder / "respond/home.html")
    links = re.compile(r"""url_for\(['"](\w+\.\w+)""")
    led_to = {name for one in found for name in links.findall(one.read_text("utf-8"))}

    assert "open_pages.changes" in led_to
    for name in led_to | set(LEADS_TO):
        theirs, whole = (one.url_map.iter_rules(name) for one in (small, app))
        assert [one.rule for one in theirs] == [one.rule for one in whole], name


def test_both_apps_keep_the_same_rules(app: Flask, config: Config) -> None:
    small = families_app(Parts.made(config))

    for kind in ("before_request_funcs", "after_request_funcs", "error_handler_spec"):
        ours, whole = (names_of(getattr(one, kind)[None]) for one in (small, app))
        # Only what shows frozen results can find them broken.
        assert ours == [name for name in whole if name != "release_is_broken"], kind
        assert len(ours) > 2
    assert expected_headers(small) == expected_headers(app)
    testing = {"TESTING"}
    assert {n: v for n, v in small.config.items() if n not in testing} == {
        n: v for n, v in app.config.items() if n not in testing
    }


def names_of(rules: object) -> list[str]:
    """Functions by name: each app has its own."""
    return sorted(re.findall(r"function ([\w.<>]+)", repr(rules)))


def test_a_staff_page_may_be_the_first_that_anybody_asks_for(served: Served) -> None:
    answer = Client(served).get("/staff/collections")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/staff/sign-in")
    assert Client(served).get("/staff/sign-in").status_code == 200


def test_pages_of_the_public_and_of_nobody_are_those_of_the_whole(
    served: Served, app: Flask
) -> None:
    for path in ("/", "/find?code=", "/results", "/no-such-page", "/S/ABC999", "/static/none"):
        ours, whole = Client(served).get(path), app.test_client().get(path)

        assert (ours.status_code, ours.data) == (whole.status_code, whole.data), path
        assert sorted(ours.headers) == sorted(whole.headers), path


def test_a_family_never_makes_the_whole(
    app: Flask, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_collection(app)
    monkeypatch.setattr(serving, "whole_app", None)
    client = Client(served)

    page = client.get("/S/ABC234")
    sent = {"nonce": soup(page).find("input", {"name": "nonce"})["value"], "ps_overall": "good"}
    thanks = client.post("/S/ABC234", data=sent)
    receipt = re.search(r"[A-Z2-7]{4}(?: [A-Z2-7]{2,4}){6}", thanks.get_data(as_text=True))
    assert receipt
    paths = ("/tablet/ABC234", "/tablet/ABC234/form", "/missing-language", "/privacy", "/withdraw")
    others = [client.get(path) for path in (*paths, "/accessibility", "/S/ABC999", "/healthz")]
    change_collection(app, closes_at=datetime.now(UTC) - timedelta(days=1))
    closed = client.get("/S/ABC234")
    became = client.post("/receipt", data={"receipt": receipt[0]})

    assert (page.status_code, thanks.status_code, became.status_code) == (200, 200, 200)
    assert closed.status_code == 410
    assert [one.status_code for one in others] == [*[200] * 6, 404, 200]
    assert len(stored(app)[0]) == 1


def test_what_cannot_be_made_says_so_is_logged_and_keeps_no_family_out(
    app: Flask, served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    open_collection(app)

    def broken(_parts: Parts) -> Flask:
        raise ImportError("a file is missing")

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(serving, "whole_app", broken)
        trouble = Client(served).get("/staff", headers={"Accept-Language": "fr"})
        family = Client(served).get("/S/ABC234")
    mended = Client(served).get("/staff")

    assert (trouble.status_code, family.status_code, mended.status_code) == (500, 200, 302)
    pages.check(trouble, expected_headers=expected_headers(app))
    assert soup(trouble).html["lang"] == "fr"
    assert "a file is missing" not in trouble.get_data(as_text=True)
    assert trouble.headers["Cache-Control"] == "no-store"
    assert "a file is missing" in caplog.text


def test_strangers_hosts_are_refused_by_both(served: Served) -> None:
    elsewhere = {"Host": "evil.example"}

    for path in ("/S/ABC234", "/staff", "/"):
        assert Client(served).get(path, headers=elsewhere).status_code == 400


def test_workers_that_start_together_show_the_first_families_the_same(
    app: Flask, config: Config
) -> None:
    open_collection(app)
    workers = [Served(Parts.made(config)) for _one in range(2)]
    together = Barrier(4)

    def visit(number: int) -> TestResponse:
        client = Client(workers[number % 2])
        together.wait()
        return client.get("/S/ABC234?lang=ar")

    with ThreadPoolExecutor(4) as threads:
        shown = list(threads.map(visit, range(4)))

    stamps = [soup(one).find("input", {"name": "nonce"})["value"] for one in shown]
    assert [one.status_code for one in shown] == [200] * 4
    assert len(set(stamps)) == 4
    assert (
        len(
            {
                one.get_data(as_text=True).replace(s, "")
                for one, s in zip(shown, stamps, strict=True)
            }
        )
        == 1
    )


def test_many_who_ask_for_the_whole_at_once_wait_for_one(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Flask] = []

    def whole(parts: Parts) -> Flask:
        made.append(whole_app(parts))
        return made[-1]

    monkeypatch.setattr(serving, "whole_app", whole)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda path: Client(served).get(path), ["/staff", "/"] * 2))

    assert [one.status_code for one in answers] == [302, 200, 302, 200]
    assert len(made) == 1
