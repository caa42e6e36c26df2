"""Every picture says what its tables say, in its words too, and each number says its cell."""

from __future__ import annotations

from bs4 import BeautifulSoup
from flask import Flask

from feedback.models import Role
from tests.client import CheckingClient
from tests.feedback.asking import soup
from tests.feedback.families import families_answer
from tests.feedback.releasing import freeze, released
from tests.feedback.staff_pages import signed_in
from tests.feedback.terms import NEXT_AUTUMN, NEXT_SPRING, SPRING, SUMMER, asked_in, term_of


def cells(page: BeautifulSoup) -> dict[str, str]:
    """Every number of a page's tables by its cell id."""
    return {
        str(cell["data-cell"]): cell.get_text(strip=True) for cell in page.select("td[data-cell]")
    }


def drawn(client: CheckingClient, url: str) -> dict[str, str]:
    """Every number of a picture by its cell id."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    found: dict[str, str] = {}
    for group in BeautifulSoup(answer.data, "xml").select("[data-cell]"):
        key, said = str(group["data-cell"]), " ".join(group.get_text(" ").split())
        found[key] = f"{found[key]} {said}" if key in found else said
    return found


def alternative(page: BeautifulSoup, name: str) -> str:
    """What the alternative text of one picture says."""
    [image] = page.select(f'img[src$="/charts/{name}.svg"]')
    return str(image["alt"])


def mixed_term(app: Flask) -> str:
    """A term with a shown question, a hidden one and a withheld one."""
    collection = asked_in(app, SUMMER)
    families_answer(app, collection, 9, {"ps_overall": "good", "ps_included": "yes"}, week=SUMMER)
    families_answer(app, collection, 8, {"ps_overall": "poor", "ps_included": "yes"}, week=SUMMER)
    families_answer(app, collection, 3, {"ps_overall": "poor", "ps_confident": "yes"}, week=SUMMER)
    return released(app)


def test_the_picture_of_all_answers_has_the_numbers_of_the_tables(app: Flask) -> None:
    address = mixed_term(app)
    client = signed_in(app, Role.FORUM)

    in_tables = cells(soup(client.get(address)))
    in_picture = drawn(client, f"{address}/charts/answers.svg")

    ref = address.rsplit("/", 1)[1]
    assert in_picture[f"R{ref}.ps_overall.favourable"] == "9"
    assert in_picture[f"R{ref}.ps_included.not_favourable"] == "fewer than 5"
    assert in_picture == {key: in_tables[key] for key in in_picture}


def test_the_alternative_text_says_every_number_and_why_others_are_withheld(app: Flask) -> None:
    address = mixed_term(app)

    said = alternative(soup(signed_in(app, Role.FORUM).get(address)), "answers")

    assert "Very good or Good: 9;" in said
    assert "fewer than 5" in said
    assert "Fewer than 10 people answered this question, so we are not showing it." in said


def test_a_question_in_the_one_picture_has_none_of_its_own(app: Flask) -> None:
    address = mixed_term(app)

    page = soup(signed_in(app, Role.FORUM).get(address))

    assert len(page.select('img[src$="/charts/answers.svg"]')) == 1
    assert not page.select('img[src$="/charts/ps_overall.svg"]')


def test_a_release_that_shows_nothing_has_no_picture(app: Flask) -> None:
    term_of(app, SUMMER, good=3, poor=2)
    address = released(app)

    answer = signed_in(app, Role.FORUM).get(f"{address}/charts/answers.svg")

    assert answer.status_code == 404


def test_two_years_are_two_dots_with_their_ranges(app: Flask) -> None:
    for week, good in ((SPRING, 12), (SUMMER, 14), (NEXT_AUTUMN, 20), (NEXT_SPRING, 25)):
        term_of(app, week, good=good, poor=15)
    freeze(app)
    client = signed_in(app, Role.FORUM)
    address = "/staff/results/years/2026-27/post_session"

    page = soup(client.get(address))
    picture = drawn(client, f"{address}/charts/years.svg")

    assert cells(page)["R1+R2.ps_overall.favourable"] == "26 of 56"
    assert picture == {
        "R1+R2.ps_overall.favourable": "26 of 56",
        "R3+R4.ps_overall.favourable": "45 of 75",
    }
    said = alternative(page, "years")
    assert "2025-26: 26 of 56 (chance alone could make it 19 to 34)" in said
    assert not set("↑↓▲▼↗↘→") & set(page.get_text())


def test_a_year_with_nothing_before_it_is_not_set_beside_one(app: Flask) -> None:
    for week in (SPRING, SUMMER):
        term_of(app, week, good=12, poor=15)
    freeze(app)
    client = signed_in(app, Role.FORUM)
    address = "/staff/results/years/2025-26/post_session"

    assert not soup(client.get(address)).select('img[src$="/charts/years.svg"]')
    assert client.get(f"{address}/charts/years.svg").status_code == 404
