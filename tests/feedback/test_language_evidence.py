"""Language and interpreting on one page: from frozen releases only, and a child stands out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from feedback.models import Collection, Role
from tests.feedback.asking import soup
from tests.feedback.families import asked, families_answer
from tests.feedback.releasing import freeze
from tests.feedback.scraping import NUMBER, Known, Scraped, read_page
from tests.feedback.staff_pages import signed_in, words

PAGE = "/staff/languages/evidence"
AUTUMN = date(2025, 10, 6)
AGE = ["18"]
READERS = (Role.OFFICER, Role.FORUM, Role.ADVOCATE, Role.VIEWER)


def survey(app: Flask) -> Collection:
    return asked(
        app,
        survey_slug="interpreter",
        opens_at=datetime(2025, 9, 1, tzinfo=UTC),
        closes_at=datetime(2025, 12, 1, tzinfo=UTC),
    )


def answers(app: Flask, place: Collection, **numbers: int) -> None:
    """So many families say that this was who helped them; half of them use English at home."""
    for who, number in numbers.items():
        for language, part in (("en", number // 2), ("bn", number - number // 2)):
            chosen = {"in_who": who, "in_right": "yes", "home_language": language}
            families_answer(app, place, part, chosen, week=AUTUMN)


def numbers(page: Any, table: str) -> dict[str, str]:
    """What a table says of each answer in the newest release."""
    body = page.select_one(f"[id^=table-{table}-]").find_parent("table").tbody
    rows = [row.select("td") for row in body.select("tr") if row.td]
    return {label.get_text(): number.get_text() for label, number in rows}


@pytest.mark.parametrize("role", READERS)
def test_everything_here_is_what_the_release_says(app: Flask, role: Role) -> None:
    answers(app, survey(app), interpreter_in_person=9, no_one=9)
    freeze(app)

    page = soup(signed_in(app, role).get(PAGE))

    assert numbers(page, "in_who")["Everyone who answered"] == "18"
    assert numbers(page, "home_language") == {
        "English": "8",
        "Another language": "10",
        "Everyone who answered": "18",
    }
    there = soup(signed_in(app, role).get("/staff/results/1"))
    for cell in page.select("td[data-cell]"):
        [same] = there.select(f'td[data-cell="{cell["data-cell"]}"]')
        assert same.get_text() == cell.get_text()
    assert {link.get_text() for link in page.select("main ul a")} >= {"Row 2.1", "Row 2.4"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_number_says_which_cell_of_which_release_it_is(app: Flask, language: str) -> None:
    answers(app, survey(app), interpreter_phone=60, child_under_18=30, no_one=30)
    freeze(app)
    client, found = signed_in(app, Role.FORUM), Scraped()
    known, page = Known.of(app, language), soup(client.get(f"{PAGE}?lang={language}"))
    published = page.select("#published li")
    quoted = [
        *published,
        *(link.find_parent("li") for link in page.select('a[href*="/staff/plan/"]')),
    ]

    assert all(known.is_published(one) for one in quoted)
    for one in quoted:
        one.extract()
    read_page(page, known, into=found)

    assert [one for one in found.strays if NUMBER.findall(one) != AGE] == []
    assert found.contradictions() == {}
    assert "R1.in_who.child_under_18" in found.said


def test_a_number_that_says_no_cell_would_be_caught(app: Flask) -> None:
    answers(app, survey(app), interpreter_phone=60, child_under_18=30, no_one=30)
    freeze(app)
    page, found = soup(signed_in(app).get(PAGE)), Scraped()
    cell = page.select_one('td[data-cell="R1.in_who.favourable"]')
    del cell["data-cell"]

    read_page(page, Known.of(app), into=found)

    assert cell.get_text() == "60"
    assert "60" in found.strays


def test_an_answer_that_is_not_frozen_changes_nothing(app: Flask) -> None:
    place = survey(app)
    answers(app, place, interpreter_in_person=9, no_one=9)
    client = signed_in(app)
    before = words(client.get(PAGE))
    freeze(app)
    frozen = numbers(soup(client.get(PAGE)), "in_who")

    answers(app, place, no_one=20)

    assert "Nothing has been released yet." in before
    assert "Everything families say about interpreters." in before
    assert numbers(soup(client.get(PAGE)), "in_who") == frozen


def test_a_child_who_interpreted_stands_out_in_words(app: Flask) -> None:
    answers(app, survey(app), interpreter_phone=60, child_under_18=30, no_one=30)
    freeze(app)

    page = soup(signed_in(app, Role.VIEWER).get(PAGE))

    [said] = page.select(".h-warning-text")
    assert "Autumn term 2025: a child under 18 interpreted: 30." in said.get_text()
    assert "How often a child under 18 interprets" not in page.get_text()


def test_where_few_say_so_none_is_not_made_out_to_be_some(app: Flask) -> None:
    answers(app, survey(app), interpreter_phone=60, no_one=60)
    freeze(app)

    page = soup(signed_in(app, Role.VIEWER).get(PAGE))

    assert page.select(".h-warning-text") == []
    assert "That can be none." in page.get_text()


def test_where_few_answered_the_page_says_that_it_does_not_know_of_a_child(app: Flask) -> None:
    answers(app, survey(app), interpreter_phone=9, child_under_18=9)
    freeze(app)

    page = soup(signed_in(app, Role.VIEWER).get(PAGE))

    assert page.select(".h-warning-text") == []
    assert "too few people answered to say by itself whether a child interpreted" in (
        page.get_text()
    )
    assert "How often a child under 18 interprets." in page.get_text()


def test_what_the_gate_withholds_stays_withheld_in_its_words(app: Flask) -> None:
    answers(app, survey(app), interpreter_phone=9)
    freeze(app)

    page = soup(signed_in(app).get(PAGE))

    assert page.select("td[data-cell]") == []
    assert "fewer than 10 answers, so we are not showing results" in page.get_text()


def test_a_restricted_survey_has_no_part_in_it(app: Flask) -> None:
    place = asked(
        app,
        survey_slug="ap_experience",
        opens_at=datetime(2025, 9, 1, tzinfo=UTC),
        closes_at=datetime(2025, 12, 1, tzinfo=UTC),
    )
    families_answer(app, place, 20, {"ap_overall": "good", "home_language": "bn"}, week=AUTUMN)
    freeze(app)

    assert soup(signed_in(app).get(PAGE)).select("td[data-cell]") == []


def test_published_counts_stand_beside_them_with_their_source(app: Flask) -> None:
    page = soup(signed_in(app, Role.FORUM).get(PAGE))

    rows = [" ".join(row.get_text(" ").split()) for row in page.select("#published li")]
    assert any(row.startswith("19 of 8450 Residents aged 3 and over who do not") for row in rows)
    assert any(row.startswith("1826 of 8450 Residents aged 3 and over whose") for row in rows)
    assert "Proficiency in English" in page.get_text()


def test_an_administrator_does_not_read_it(app: Flask) -> None:
    assert signed_in(app, Role.ADMINISTRATOR).get(PAGE).status_code == 403
