"""A form sent twice is one response; with other answers, the family says whose they are."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from feedback import create_app, security
from feedback.config import Config
from feedback.database import Database
from feedback.respond import records
from tests.client import CheckingClient
from tests.feedback.asking import open_collection, soup, stamp_on, stored

ANSWERS = {"role": "parent_carer", "ps_overall": "good", "ps_better": "Shorter talks please"}
CHANGED = {**ANSWERS, "ps_overall": "poor", "ps_better": "Longer talks please"}


def receipt_on(page: Any) -> str:
    found: str = soup(page).select_one(".h-receipt").get_text()
    return found


def words_stored(app: Flask) -> list[str]:
    return sorted(comment.text for comment in stored(app)[2])


@pytest.mark.parametrize(
    "changes",
    [
        {"ps_overall": "poor"},
        {"ps_better": "Longer"},
        {"ps_better": ""},
        {"role": ""},
        {"ps_listened": "yes"},
        {"consent_to_quote": "yes"},
    ],
)
def test_other_answers_on_the_same_form_are_asked_about_and_not_stored(
    app: Flask, client: CheckingClient, changes: dict[str, str]
) -> None:
    open_collection(app)
    form = {"nonce": stamp_on(client), **ANSWERS}
    client.post("/S/ABC234", data=form)

    asked = client.post("/S/ABC234", data=form | changes)

    page = soup(asked)
    assert asked.status_code == 409
    assert page.title.get_text().startswith("Error: ")
    assert "This form was sent before" in page.select_one(".h-error-summary").get_text()
    assert page.find(id="ps_better").get_text().strip() == (form | changes)["ps_better"]
    assert [button.get_text() for button in page.select("button.h-button")] == [
        "Change the answers I sent before",
        "Send these for another person",
    ]
    assert len(stored(app)[0]) == 1
    assert words_stored(app) == ["Shorter talks please"]


def test_the_same_answers_in_another_language_or_version_are_a_retry(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    form = {"nonce": stamp_on(client), **ANSWERS}
    first = client.post("/S/ABC234", data=form)

    again = client.post("/S/ABC234", data=form | {"lang": "fr", "version": "easy"})

    assert receipt_on(again) == receipt_on(first)
    assert [response.language for response in stored(app)[0]] == ["en"]


def test_changing_what_was_sent_leaves_one_response_and_the_same_receipt(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    stamp = stamp_on(client)
    first = client.post("/S/ABC234", data={"nonce": stamp, **ANSWERS})

    change = {"nonce": stamp, **CHANGED, "change": "yes"}
    changed, pressed_twice = (client.post("/S/ABC234", data=change) for _ in range(2))

    assert receipt_on(changed) == receipt_on(pressed_twice) == receipt_on(first)
    assert len(stored(app)[0]) == 1
    assert words_stored(app) == ["Longer talks please"]
    assert ("ps_overall", "poor") in {(a.question_id, a.code) for a in stored(app)[1]}


def test_the_words_that_were_changed_are_gone_from_the_file(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    emptied: list[Database] = []
    empty = Database.empty_journal

    def counted(held: Database) -> bool:
        emptied.append(held)
        return empty(held)

    monkeypatch.setattr(Database, "empty_journal", counted)
    open_collection(app)
    stamp = stamp_on(client)
    client.post("/S/ABC234", data={"nonce": stamp, **ANSWERS})
    assert emptied == []

    client.post("/S/ABC234", data={"nonce": stamp, **CHANGED, "change": "yes"})

    assert len(emptied) == 1


def test_answers_for_another_person_are_another_response_even_when_pressed_twice(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    form = {"nonce": stamp_on(client), **ANSWERS}
    first = client.post("/S/ABC234", data=form)
    asked = soup(client.post("/S/ABC234", data=form | CHANGED))
    other = asked.find("button", {"name": "for_another"})["value"]

    sent = {**form, **CHANGED, "for_another": other}
    second, pressed_twice = (client.post("/S/ABC234", data=sent) for _ in range(2))

    assert receipt_on(second) == receipt_on(pressed_twice) != receipt_on(first)
    assert len(stored(app)[0]) == 2
    assert words_stored(app) == ["Longer talks please", "Shorter talks please"]


def test_a_stamp_from_one_survey_changes_nothing_in_another(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app, "AAA222")
    open_collection(app, "BBB222")
    form = {"nonce": stamp_on(client, "AAA222"), **ANSWERS}
    client.post("/S/AAA222", data=form)

    asked = client.post("/S/BBB222", data={**form, "change": "yes"})

    assert asked.status_code == 409
    assert words_stored(app) == ["Shorter talks please"]


def test_a_form_deleted_with_its_receipt_can_be_sent_again(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    stamp = stamp_on(client)
    receipt = receipt_on(client.post("/S/ABC234", data={"nonce": stamp, **ANSWERS}))
    client.post("/withdraw", data={"receipt": receipt})

    again = client.post("/S/ABC234", data={"nonce": stamp, **CHANGED})

    assert again.status_code == 200
    assert words_stored(app) == ["Longer talks please"]


def test_a_response_deleted_while_it_is_sent_again_asks_to_press_again(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_collection(app)
    monkeypatch.setattr(records, "store_once", lambda *_, **__: False)

    refused = client.post("/S/ABC234", data={"nonce": stamp_on(client), **ANSWERS})

    assert refused.status_code == 503
    assert soup(refused).find(id="ps_better").get_text().strip() == "Shorter talks please"


def test_a_page_is_kept_for_going_back_only_while_it_says_nothing_of_a_family(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    form = {"nonce": stamp_on(client), "switch": "lang:ar", "role": "parent_carer"}
    private = ({"ps_better": "words"}, {"ethnic_group": "asian"}, {"child_age": "0_4"})

    opened = client.get("/S/ABC234")
    switched = client.post("/S/ABC234", data=form)
    with_more = [client.post("/S/ABC234", data=form | more) for more in private]
    wrong = client.post("/S/ABC234", data={"nonce": form["nonce"]})
    thanks = client.post("/S/ABC234", data={"nonce": form["nonce"], **ANSWERS})

    assert {page.headers["Cache-Control"] for page in (opened, switched)} == {
        security.FOR_GOING_BACK
    }
    assert {page.headers["Cache-Control"] for page in (*with_more, wrong, thanks)} == {"no-store"}


def test_each_page_of_a_visit_sends_to_an_address_of_its_own(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    opened = soup(client.get("/S/ABC234?lang=fr&for=young-person"))
    first = opened.form["action"]

    again = soup(client.post(f"/S/ABC234{first}", data={"lang": "fr", "switch": "lang:ar"}))

    assert first == "?lang=fr&version=easy&sent=1&for=young-person"
    assert again.form["action"] == "?lang=ar&version=standard&sent=2&first=fr&for=young-person"


def test_on_a_tablet_nobody_elses_answers_are_sent_from_this_form(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    stamp = soup(client.get("/tablet/ABC234/form")).find("input", {"name": "nonce"})["value"]
    form = {"nonce": stamp, **ANSWERS}
    client.post("/tablet/ABC234/form", data=form)

    asked = client.post("/tablet/ABC234/form", data=form | CHANGED)

    assert asked.status_code == 409
    assert soup(asked).find("button", {"name": "change"})
    assert soup(asked).find("button", {"name": "for_another"}) is None


def test_both_databases_know_a_retry_a_change_and_another_person(
    config: Config, engine: Engine
) -> None:
    app = create_app(config, engine=engine)
    open_collection(app)
    family = app.test_client()
    page = family.get("/S/ABC234")
    form = {"nonce": soup(page).find("input", {"name": "nonce"})["value"], **ANSWERS}

    sent, retried, asked = (
        family.post("/S/ABC234", data=form | changes) for changes in ({}, {}, CHANGED)
    )
    changed = family.post("/S/ABC234", data={**form, **CHANGED, "change": "yes"})

    assert [page.status_code for page in (sent, retried, asked, changed)] == [200, 200, 409, 200]
    assert receipt_on(sent) == receipt_on(retried) == receipt_on(changed)
    assert len(stored(app)[0]) == 1
    assert words_stored(app) == ["Longer talks please"]
