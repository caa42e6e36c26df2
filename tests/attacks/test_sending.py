"""Sending: what nobody sees filled in, one form many times, guessed codes, steps left out."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from secrets import token_bytes
from uuid import uuid4

import pytest
from flask import Flask

from feedback import links, staff_sessions
from feedback.counts import waiting
from feedback.models import LinkPurpose, StaffMember
from feedback.respond import answering, nonce, records
from tests.attacks.register import attack, control
from tests.attacks.tools import days_from_now, unchecked
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, send, soup, stamp_on, stored
from tests.feedback.staff_pages import new_staff

ANSWERS = {"ps_overall": "good", "ps_better": "Start later"}


def counted_robots(app: Flask, client: CheckingClient) -> list[str]:
    """What went wrong where the hidden box was filled in: by a robot, or by a family's browser."""
    open_collection(app)
    usual = send(client, ANSWERS)
    filled = send(client, {**ANSWERS, "website": "https://spam.example"})
    headings = [soup(page).h1.get_text() for page in (usual, filled)]
    with database_of(app).session() as session:
        until = date(2100, 1, 1)
        counted = waiting(session, "post_session", overall="ps_overall", until=until).total
    return [
        *["it is answered otherwise"] * (headings[0] != headings[1]),
        *["it is lost"] * (len(stored(app)[0]) != 2),
        *["it is counted"] * (counted != 1),
    ]


@attack("S42")
def test_s42_a_robots_answer_is_thanked_kept_and_not_counted(
    app: Flask, client: CheckingClient
) -> None:
    assert counted_robots(app, client) == []


@control("S42")
def test_s42_without_the_hidden_box_it_is_counted(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "HONEYPOT", "a box that no page has")

    assert counted_robots(app, client) == ["it is counted"]


def sent_more_than_once(app: Flask, client: CheckingClient) -> list[str]:
    """What is stored of one form beyond one response, and whoever was not thanked for it."""
    open_collection(app)
    form = {"nonce": stamp_on(client), **ANSWERS}
    with ThreadPoolExecutor(32) as pool:
        sent = [pool.submit(unchecked(app).post, "/S/ABC234", data=form) for _press in range(32)]
    answers = [press.result() for press in sent]
    # And later: after going back, in another language, by a retry of the browser's own.
    answers += [
        client.post("/S/ABC234", data=form),
        client.post("/s/abc234", data=form),
        client.post("/S/ABC234", data={**form, "lang": "ar"}),
    ]
    receipts = {soup(answer).select_one(".h-receipt").get_text() for answer in answers}
    responses, given, comments = stored(app)
    return [
        *[f"{answer.status_code}" for answer in answers if answer.status_code != 200],
        *["another receipt"] * (len(receipts) - 1),
        *["another response"] * (len(responses) - 1),
        *["another answer"] * (len(given) - 1 + len(comments) - 1),
    ]


@attack("S44")
def test_s44_one_form_is_one_response_however_often_it_is_sent(
    app: Flask, client: CheckingClient
) -> None:
    assert sent_more_than_once(app, client) == []


@control("S44")
def test_s44_a_key_that_is_new_each_time_lets_every_press_in(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nonce.Stamp, "key_hash", property(lambda _stamp: uuid4().hex))
    new = property(lambda _stamp: b32encode(token_bytes(17)).decode()[:26])
    monkeypatch.setattr(nonce.Stamp, "receipt", new)

    assert "another response" in sent_more_than_once(app, client)


FEWEST_BITS = 128


def guessable(app: Flask, client: CheckingClient) -> list[str]:
    """Secrets that are short, come twice, or can be read in the database's files."""
    open_collection(app)
    person, found = new_staff(app), []
    with app.test_request_context():
        made: dict[str, Callable[[], str]] = {
            "the id of a session": lambda: staff_sessions.begin(person),
            "a link": lambda: _link(app, person),
            "a stamp": lambda: answering.new_stamp(),
            "a receipt": lambda: _receipt(client),
        }
        for name, make in made.items():
            secrets = [make() for _one in range(20)]
            # Each letter of base 64 is 6 bits, of base 32 it is 5.
            bits = min(len(one) for one in secrets) * (5 if name == "a receipt" else 6)
            found += [f"{name} has {bits} bits"] * (bits < FEWEST_BITS)
            found += [f"{name} comes twice"] * (len(set(secrets)) < len(secrets))
            found += [f"{name} is stored as it is" for one in secrets if _is_stored(app, one)]
    return found


def _link(app: Flask, person: StaffMember) -> str:
    with database_of(app).transaction() as connection:
        path = links.make(connection, person.id, person.email, LinkPurpose.INVITATION)
    return path.rpartition("/")[2]


def _receipt(client: CheckingClient) -> str:
    shown = soup(send(client, ANSWERS)).select_one(".h-receipt").get_text()
    return "".join(shown.split())


def _is_stored(app: Flask, secret: str) -> bool:
    folder = Path(str(database_of(app).engine.url.database)).parent
    files = [path.read_bytes() for path in folder.glob("heard.sqlite3*")]
    return any(secret.encode() in content for content in files)


@attack("S45")
def test_s45_no_secret_is_short_or_stored_as_it_is(app: Flask, client: CheckingClient) -> None:
    assert guessable(app, client) == []


@control("S45")
def test_s45_short_secrets_and_tables_that_are_bunches_of_keys_are_noticed(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staff_sessions, "_hashed", lambda session_id: session_id)
    monkeypatch.setattr(nonce, "RECEIPT_CHARACTERS", 6)
    monkeypatch.setattr(nonce, "receipt_hash", lambda receipt: f"{receipt:x>64}")

    found = guessable(app, client)

    assert {"the id of a session is stored as it is", "a receipt has 30 bits"} <= set(found)


def out_of_turn(app: Flask, client: CheckingClient) -> list[str]:
    """Answers taken where there was nothing to answer, and one refused that was begun in time."""
    open_collection(app, "EARLY2", opens_at=days_from_now(1), closes_at=days_from_now(2))
    open_collection(app, "OVER23", opens_at=days_from_now(-9), closes_at=days_from_now(-3))
    open_collection(app, "JUST23", opens_at=days_from_now(-9), closes_at=days_from_now(-0.01))
    key, found = str(app.config["SECRET_KEY"]), []
    for code, opened in (("EARLY2", 0.0), ("OVER23", 0.0), ("OVER23", -4), ("NONE23", 0.0)):
        stamp = nonce.new_stamp(key, now=days_from_now(opened))
        answer = client.post(f"/S/{code}", data={"nonce": stamp, **ANSWERS})
        if answer.status_code < 400 or not soup(answer).h1.get_text():
            found.append(f"{code} is answered {answer.status_code}")
    found += ["an answer was stored"] * len(stored(app)[0])
    stamp = nonce.new_stamp(key, now=days_from_now(-0.02))
    in_time = client.post("/S/JUST23", data={"nonce": stamp, **ANSWERS})
    found += ["a form begun in time is refused"] * (in_time.status_code != 200)
    # Thanks without an answer, a form without its first page.
    found += ["thanks for nothing"] * (client.get("/S/JUST23").status_code == 200)
    for forged in ("", "x" * 48, nonce.new_stamp("another key", now=days_from_now(0))):
        answer = client.post("/S/JUST23", data={"nonce": forged, **ANSWERS})
        found += [f"a stamp of nobody's is taken: {forged}"] * (answer.status_code == 200)
    return found


@attack("S46")
def test_s46_only_what_is_open_takes_answers_and_what_was_begun_in_time(
    app: Flask, client: CheckingClient
) -> None:
    assert out_of_turn(app, client) == []


@control("S46")
def test_s46_without_the_look_at_the_clock_they_are_stored(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records.OpenedPlacement, "still_takes", lambda *_, **__: True)

    assert "an answer was stored" in out_of_turn(app, client)
