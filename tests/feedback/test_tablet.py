"""The tablet in the room: a clean form each time, and a form it is done with stays done."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlmodel import col

from feedback.database import Database
from feedback.models import ClearedForm, Placement
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, soup, stored
from tests.feedback.staff_pages import browser, form_on, signed_in, typed_in, words

START = "/tablet/ABC234"
FORM = f"{START}/form"
ANSWERS = {"ps_overall": "good", "ps_better": "Start later"}


def clean_form(client: CheckingClient, path: str = FORM) -> dict[str, str]:
    """What a browser would send of the form as it is handed over."""
    values = typed_in(form_on(soup(client.get(path)), None))
    return {name: values[name] for name in ("nonce", "lang", "version")}


def cleared(app: Flask) -> int:
    with database_of(app).session() as session:
        found: int = session.scalar(select(func.count()).select_from(ClearedForm)) or 0
        return found


def test_a_family_answers_on_the_tablet_and_gets_its_receipt(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)

    thanks = client.post(FORM, data=clean_form(client) | ANSWERS)

    page = soup(thanks)
    assert page.h1.get_text() == "Thank you"
    assert len(page.select_one(".h-receipt").get_text().replace(" ", "")) == 26
    assert "/receipt" in words(thanks)
    assert len(stored(app)[0]) == 1
    assert thanks.headers["Cache-Control"] == "no-store"


def test_pressing_send_twice_is_one_response_and_one_receipt(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    form = clean_form(client) | ANSWERS

    receipts = [soup(client.post(FORM, data=form)).select_one(".h-receipt") for _ in range(2)]

    assert receipts[0].get_text() == receipts[1].get_text()
    assert len(stored(app)[0]) == 1


@pytest.mark.parametrize("switch", [{}, {"switch": "lang:ar"}])
def test_a_form_that_was_cleared_only_leads_to_the_start(
    app: Flask, client: CheckingClient, switch: dict[str, str]
) -> None:
    open_collection(app)
    form = clean_form(client) | ANSWERS
    client.post(FORM, data=form)

    done = client.post(f"{START}/done", data=form)
    again = client.post(FORM, data=form | switch)

    assert (done.status_code, done.headers["Location"]) == (303, START)
    assert done.headers["Clear-Site-Data"] == '"cache"'
    assert (again.status_code, again.headers["Location"]) == (303, START)
    assert len(stored(app)[0]) == 1


def test_starting_again_stores_nothing_of_what_was_typed(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    form = clean_form(client) | ANSWERS

    client.post(f"{START}/done", data=form)
    again = client.post(FORM, data=form)

    assert again.status_code == 303
    assert stored(app) == ([], [], [])


def test_the_next_family_has_a_form_of_its_own(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    first = clean_form(client)
    client.post(FORM, data=first | ANSWERS)
    client.post(f"{START}/done", data=first)

    page = client.get(FORM)
    thanks = client.post(FORM, data=clean_form(client) | ANSWERS)

    assert not soup(page).select("input[checked]")
    assert soup(page).select_one("main form")["autocomplete"] == "off"
    assert soup(thanks).h1.get_text() == "Thank you"
    assert len(stored(app)[0]) == 2


def test_clearing_what_is_no_form_of_ours_is_harmless(app: Flask, client: CheckingClient) -> None:
    open_collection(app)

    assert client.post(f"{START}/done", data={"nonce": "x"}).status_code == 303
    assert client.post(f"{START}/done").status_code == 415
    assert cleared(app) == 0


def test_the_screen_is_cleared_even_when_the_database_is_away(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_collection(app)
    form = clean_form(client)

    def away(_self: Database) -> None:
        raise OperationalError("no", None, Exception("away"))

    monkeypatch.setattr(Database, "transaction", away)
    done = client.post(f"{START}/done", data=form)

    assert done.status_code == 303


def test_cleared_forms_are_forgotten_after_some_weeks(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    with database_of(app).session() as session:
        session.add(ClearedForm(key_hash="old", week=date(2026, 1, 5)))

    client.post(f"{START}/done", data=clean_form(client))

    assert cleared(app) == 1


def test_a_closed_survey_says_so_and_leads_nowhere_else(app: Flask, client: CheckingClient) -> None:
    open_collection(app, closes_at=datetime.now(UTC) - timedelta(minutes=1))

    for path in (START, FORM):
        answer = client.get(path)
        links = [str(link["href"]) for link in soup(answer).select("main a, footer a")]

        assert answer.status_code == 410
        assert [link for link in links if not link.startswith(("?", START))] == []
    assert client.get("/tablet/NOSUCH").status_code == 404


def test_a_young_persons_link_says_to_ask_an_adult_and_keeps_saying_it(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    sentence = "Ask an adult you trust to be with you."

    opened = soup(client.get("/S/ABC234?for=young-person"))
    switched = client.post(
        "/S/ABC234?for=young-person",
        data={"version": "easy", "switch": "version:standard", **ANSWERS},
    )
    ordinary = client.get("/S/ABC234?version=easy")

    notice = next(each for each in opened.select(".h-notice") if each.get_text() == sentence)
    assert notice.find_next("legend").get_text() == "Who are you?"
    assert opened.find("input", {"name": "version"})["value"] == "easy"
    assert not opened.select("input[checked]")
    assert sentence in words(switched)
    assert sentence not in words(ordinary)


def test_a_young_person_learning_away_reads_whom_to_tell_before_the_first_question(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app, survey_slug="ap_experience")

    page = soup(client.get("/S/ABC234?for=young-person"))

    notice = page.find(string="If you do not feel safe now, tell an adult you trust.")
    assert notice.find_next("legend").get_text() == "Who are you?"


def test_handing_the_tablet_over_signs_the_officer_out(app: Flask) -> None:
    collection = open_collection(app)
    officer = signed_in(app)
    with database_of(app).session() as session:
        placed = session.scalar(select(Placement).where(col(Placement.collection_id) == collection))
        assert placed
        action = f"/staff/placements/{placed.id}/hand-over"
    form = form_on(soup(officer.get(f"/staff/collections/{collection}")), action)

    handed = officer.post(action, data=typed_in(form))

    assert (handed.status_code, handed.headers["Location"]) == (303, START)
    assert handed.headers["Clear-Site-Data"] == '"cache"'
    assert officer.get("/staff").status_code == 302
    assert browser(app).post(action).status_code == 400
