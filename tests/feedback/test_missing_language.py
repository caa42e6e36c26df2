"""A family says which language is missing: kept to the week, read by officers, never in public."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from urllib.parse import urljoin

import pytest
from flask import Flask
from sqlmodel import col, select
from werkzeug.test import TestResponse

from feedback.models import MissingLanguage, Role
from feedback.responses import week_of
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, soup
from tests.feedback.staff_pages import signed_in, store, words
from translations.names import NAMED

PAGE = "/missing-language"
AUTUMN, SPRING = date(2026, 9, 7), date(2026, 2, 2)

_numbers = count(1)


def wish(week: date = AUTUMN, **special: Any) -> MissingLanguage:
    """One family's wish, not yet stored."""
    return MissingLanguage(week=week, key_hash=f"wish {next(_numbers)}", **special)


def kept(app: Flask) -> list[MissingLanguage]:
    with database_of(app).session() as session:
        session.expire_on_commit = False
        return list(session.scalars(select(MissingLanguage).order_by(col(MissingLanguage.id))))


def fresh(client: CheckingClient, path: str = PAGE) -> dict[str, str]:
    """The hidden part of the form as it was shown."""
    page = client.get(path).get_data(as_text=True)
    found = re.search(r'name="nonce" value="([^"]+)"', page)
    assert found
    return {"nonce": found[1], "lang": "en"}


def tell(client: CheckingClient, path: str = PAGE, **sent: str) -> TestResponse:
    return client.post(path, data=fresh(client, path) | sent)


@pytest.mark.parametrize(
    ("sent", "code", "typed"),
    [
        ({"language": "ta"}, "ta", ""),
        ({"written": "  tamil "}, "ta", ""),
        ({"written": "தமிழ்"}, "ta", ""),
        ({"written": "BSL"}, "bfi", ""),
        ({"written": "Krio\x00\n of  Freetown"}, None, "Krio of Freetown"),
        ({"language": "ti", "written": "Bilen"}, "ti", "Bilen"),
        ({"language": "nonsense", "written": "Kurdish"}, None, "Kurdish"),
    ],
)
def test_a_wish_is_kept_with_its_week_and_nothing_else(
    app: Flask, client: CheckingClient, sent: dict[str, str], code: str | None, typed: str
) -> None:
    told = tell(client, **sent)

    [found] = kept(app)
    assert (told.status_code, told.headers["Location"]) == (303, f"{PAGE}/thanks?lang=en")
    assert (found.code, found.typed, found.is_quarantined) == (code, typed, False)
    assert found.week == week_of(datetime.now(UTC))
    assert set(MissingLanguage.model_fields) == {
        *("id", "code", "typed", "week"),
        *("key_hash", "is_quarantined"),
    }


def test_the_thanks_say_what_happens_next_in_the_familys_language(client: CheckingClient) -> None:
    english = client.get(f"{PAGE}/thanks")
    arabic = client.get(f"{PAGE}/thanks?lang=ar")

    assert "interpreter" in words(english)
    assert soup(arabic).html["dir"] == "rtl"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a language, or write its name."),
        ({"written": " \u200b "}, "Choose a language, or write its name."),
        ({"written": "a" * 61}, "This is too long. Write only the name of the language."),
        ({"written": "polski"}, "We have this language. Choose it at the top of the page."),
    ],
)
def test_a_mistake_is_named_and_what_was_typed_is_still_there(
    app: Flask, client: CheckingClient, sent: dict[str, str], sentence: str
) -> None:
    told = tell(client, **sent)

    page = soup(told)
    assert told.status_code == 400
    assert sentence in page.select_one(".h-error-summary").get_text()
    assert sent.get("written", "") in page.find(id="written")["value"]
    assert kept(app) == []


def test_pressing_twice_is_one_wish(app: Flask, client: CheckingClient) -> None:
    form = fresh(client) | {"language": "uk"}

    answers = [client.post(PAGE, data=form).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert len(kept(app)) == 1


def test_a_form_without_our_stamp_keeps_nothing_and_can_be_sent_again(
    app: Flask, client: CheckingClient
) -> None:
    refused = client.post(PAGE, data={"language": "uk", "written": "x"})

    assert refused.status_code == 400
    assert soup(refused).find("option", selected=True)["value"] == "uk"
    assert kept(app) == []


def test_a_filled_hidden_box_is_thanked_and_never_listed(
    app: Flask, client: CheckingClient
) -> None:
    told = tell(client, language="uk", website="https://spam.example")

    assert told.status_code == 303
    assert kept(app)[0].is_quarantined
    assert "Українська" not in words(signed_in(app).get("/staff/languages"))


def test_a_page_from_elsewhere_cannot_tell(app: Flask, client: CheckingClient) -> None:
    form = fresh(client) | {"language": "uk"}

    refused = client.post(PAGE, data=form, headers={"Sec-Fetch-Site": "cross-site"})

    assert refused.status_code == 403
    assert kept(app) == []


def test_the_same_question_on_a_tablet_stays_on_the_tablet(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)

    told = tell(client, "/tablet/ABC234/missing-language", language="am")

    assert told.headers["Location"] == "/tablet/ABC234/missing-language/thanks?lang=en"
    assert [found.code for found in kept(app)] == ["am"]


def test_every_language_we_lack_is_offered_in_its_own_name_and_direction(
    client: CheckingClient,
) -> None:
    options = {
        option["value"]: (option.get_text(), option["dir"])
        for option in soup(client.get(PAGE)).select("option[lang]")
    }

    assert len(options) > 45
    assert options["he"] == ("עברית", "rtl")
    assert options["bfi"] == ("British Sign Language (BSL)", "ltr")
    assert options["syl"][0] == NAMED["syl"].own_name
    assert "pl" not in options


@pytest.mark.parametrize("path", ["/", "/S/ABC234", "/tablet/ABC234"])
def test_the_language_choice_leads_to_the_question(
    app: Flask, client: CheckingClient, path: str
) -> None:
    open_collection(app)

    page = soup(client.get(path))

    link = page.find("a", string="My language is missing: tell us which")
    question = client.get(urljoin(path, link["href"]), follow_redirects=True)
    assert soup(question).h1.get_text() == "Which language is missing?"


def test_a_family_who_left_a_survey_finds_the_way_back_on_every_page(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    left = soup(client.get("/s/abc234?lang=en&version=easy&for=young-person"))
    link = left.find("a", string="My language is missing: tell us which")["href"]
    as_read = "version=easy&for=young-person"
    back = {"string": "Go to the questions", "href": f"/S/ABC234?lang=en&{as_read}"}

    question = client.get(urljoin("/s/abc234", link)).headers["Location"]
    told = tell(client, question, language="am")

    page, thanks = soup(client.get(question)), soup(client.get(told.headers["Location"]))
    arabic = page.find("a", lang="ar")["href"]
    assert page.find("a", **back) and thanks.find("a", **back)
    assert soup(client.get(urljoin(question, arabic))).find(
        "a", href=f"/S/ABC234?lang=ar&{as_read}"
    )


@pytest.mark.parametrize("survey", ["", "//elsewhere.example", "A/B", "../staff"])
def test_no_link_leads_back_to_what_no_code_could_be(client: CheckingClient, survey: str) -> None:
    page = client.get(PAGE, query_string={"survey": survey})

    assert page.status_code == 200
    assert soup(page).find("a", string="Go to the questions") is None


def test_officers_see_each_language_once_a_term_without_a_number(app: Flask) -> None:
    store(app, *(wish(code="ta") for _family in range(3)), wish(code="uk"), wish(typed="Krio"))
    store(app, wish(SPRING, code="ta"))

    page = soup(signed_in(app).get("/staff/languages"))

    lists = {
        heading.get_text(): [row.get_text() for row in heading.find_next_sibling("ul").select("li")]
        for heading in page.select("h3")
    }
    assert lists == {
        "Autumn term 2026": ["தமிழ் (Tamil)", "Українська (Ukrainian)", "In a family’s words: Krio"],
        "Spring term 2026": ["தமிழ் (Tamil)"],
    }
    assert "action 2.1" in page.find("main").get_text()


@pytest.mark.parametrize("role", [Role.FORUM, Role.VIEWER])
def test_only_officers_read_a_familys_own_words(app: Flask, role: Role) -> None:
    store(app, wish(typed="Adam who lives in Lane 5"))

    seen = words(signed_in(app, role).get("/staff/languages"))

    assert "Adam" not in seen
    assert "Another language, which officers can read" in seen


def test_what_a_family_typed_is_never_markup(app: Flask) -> None:
    store(app, wish(typed="<b>Krio</b>"))

    assert "<b>Krio</b>" in words(signed_in(app).get("/staff/languages"))


def test_nobody_asked_yet_is_a_sentence(app: Flask) -> None:
    assert "No family has asked" in words(signed_in(app).get("/staff/languages"))
