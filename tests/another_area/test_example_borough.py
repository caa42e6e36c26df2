"""Another area goes the whole way, and nothing on it is the City of London's."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup, Tag

from feedback.areas import load_area
from tests.another_area.conftest import FILE
from tests.another_area.crawling import OUR_AREAS_OWN, crawl, left_over, of_the_city, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from feedback.models import Role
    from tests.client import CheckingClient

PUBLIC = ("/", "/all-pages", "/sitemap.xml", "/robots.txt", "/api/v1", "/api/v1/openapi.json")
ROLES = ("officer", "forum", "advocate", "viewer", "administrator")
WHOLE = pytest.mark.whole_matrix


def role(name: str) -> Role:
    """The role of that name."""
    from feedback.models import Role

    return Role(name)


def staff(app: Flask, name: str) -> CheckingClient:
    """A browser in which somebody with this role has signed in."""
    from tests.feedback.staff_pages import signed_in

    return signed_in(app, role(name))


def anybody(app: Flask) -> CheckingClient:
    """A browser in which nobody has."""
    from tests.feedback.staff_pages import browser

    return browser(app)


def clean(app: Flask, found: list[tuple[str, str]]) -> None:
    """Fail with each address on which something of the City stands."""
    area = app.extensions["heard_area"]
    stained = {path: words for path, said in found if (words := left_over(said, area))}
    assert stained == {}


def test_the_area_differs_from_the_city_in_all_that_an_area_may_choose() -> None:
    theirs, ours = load_area(str(FILE)), load_area("city_of_london")

    assert theirs.target and ours.target and (theirs.target.target, ours.target.target) == (5, 3)
    assert not {one.ref for one in theirs.measures} & {one.ref for one in ours.measures}
    assert not {one.ref for one in theirs.actions} & {one.ref for one in ours.actions}
    assert not {one.ref for one in theirs.terms} & {one.ref for one in ours.terms}
    assert sum(one.year == "2026-27" for one in theirs.terms) == 6
    assert theirs.languages != ours.languages
    assert theirs.look.logo and not ours.look.logo
    assert "made up" in FILE.read_text("utf-8").splitlines()[0]


def test_a_family_answers_in_a_language_of_the_area_and_is_thanked(borough: Flask) -> None:
    from tests.feedback.asking import send

    client = anybody(borough)
    page = BeautifulSoup(client.get("/s/GARDEN?lang=pl").data, "html.parser")

    thanked = send(client, {"ps_overall": "good"}, code="GARDEN")

    assert page.html and page.html["lang"] == "pl"
    assert thanked.status_code == 200
    assert "Example Borough" in thanked.get_data(as_text=True)
    # Bengali is the City's second language, and this area does not offer it.
    assert not page.select('[hreflang="bn"]')


def test_one_that_passes_the_three_tests_counts_towards_five(borough: Flask) -> None:
    from tests.feedback.initiatives import complete

    complete(borough)

    public = anybody(borough).get("/made-together").get_data(as_text=True)
    register = staff(borough, "forum").get("/staff/initiatives").get_data(as_text=True)
    told = anybody(borough).get("/api/v1/made-together").get_data(as_text=True)

    for page in (public, register):
        assert "1 of 5 counts so far" in page
        assert "at least five services are designed" in page
    assert "1 of 5 counts so far" in told


def test_a_row_of_the_plan_shows_the_questions_that_the_file_names_for_it(borough: Flask) -> None:
    from forms.bank import QUESTIONS

    said = staff(borough, "forum").get("/staff/plan/A1").get_data(as_text=True)

    assert escape(str(QUESTIONS["ar_understood"].standard), quote=False) in said
    assert escape(str(QUESTIONS["ps_confident"].standard), quote=False) not in said


@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_open_page_says_anything_of_the_city(borough: Flask, language: str) -> None:
    starts = [f"{path}?lang={language}" for path in PUBLIC]
    found = list(crawl(anybody(borough), starts, most=3))

    assert len(found) > 25
    clean(borough, found)


def test_pages_with_the_logo_are_as_small_as_those_without(borough: Flask) -> None:
    from tests.feedback.test_size import bytes_sent

    client = anybody(borough)
    for code in borough.extensions["heard_area"].languages:
        for path in ("/", "/made-together", "/all-pages", "/S/GARDEN"):
            answer = client.get(f"{path}?lang={code}", headers={"Accept-Encoding": "gzip"})
            assert bytes_sent(answer) <= 10_000, (path, code)


def test_no_page_of_an_officer_says_anything_of_the_city(borough: Flask) -> None:
    found = list(crawl(staff(borough, "officer"), ["/staff"], most=1))

    assert len(found) > 60
    clean(borough, found)


@WHOLE
@pytest.mark.parametrize("name", ROLES)
def test_no_page_of_any_role_says_anything_of_the_city(borough: Flask, name: str) -> None:
    found = list(crawl(staff(borough, name), ["/staff"], most=3, with_files=True))

    assert len(found) > 8
    clean(borough, found)


def printed(client: CheckingClient) -> Iterator[tuple[str, str]]:
    """Each sheet, form, paper and pack that an officer may ask for, and what it says."""
    from tests.feedback.initiatives import filled_in

    page, form, collection = _open_collection(client)
    yield "form", _asked(client, f"{collection}/paper.pdf?{urlencode(filled_in(form), True)}")
    posters = next(str(one["href"]) for one in page.select("a[href$='/posters']"))
    form = _form_on(client, posters)
    for sheet in ("poster", "flyer", "cards"):
        wanted = {**filled_in(form), "sheet": sheet, "file": "pdf", "language": "en"}
        yield sheet, _asked(client, f"{posters}?{urlencode(wanted, True)}")
    form = _form_on(client, "/staff/evidence/papers")
    offered = form.select("[name=paper] option, input[name=paper]")
    for paper in [str(one["value"]) for one in offered if one.get("value")]:
        asked = {**filled_in(form), "paper": paper}
        yield paper, _asked(client, f"/staff/evidence/papers?{urlencode(asked, True)}")


def _form_on(client: CheckingClient, path: str) -> Tag:
    form = BeautifulSoup(client.get(path).data, "html.parser").select_one("main form")
    assert form, path
    return form


def _open_collection(client: CheckingClient) -> tuple[BeautifulSoup, Tag, str]:
    """The page of one that is open, its form for paper, and its address."""
    page = BeautifulSoup(client.get("/staff/collections").data, "html.parser")
    for one in page.select("th a"):
        found = BeautifulSoup(client.get(str(one["href"])).data, "html.parser")
        if form := found.select_one("form[action$='paper.pdf']"):
            return found, form, str(one["href"])
    raise AssertionError("no collection is open")


def _asked(client: CheckingClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer.mimetype != "text/html", path
    return read(answer.data, answer.mimetype or "")


@WHOLE
def test_nothing_that_is_printed_says_anything_of_the_city(borough: Flask) -> None:
    found = list(printed(staff(borough, "officer")))

    assert len(found) >= 5
    assert all("Example Borough" in said for _name, said in found)
    clean(borough, found)


@WHOLE
@pytest.mark.parametrize("variant", ["public", "board"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_file_of_a_pack_says_anything_of_the_city(
    borough: Flask, variant: str, language: str
) -> None:
    from feedback.evidence.document import Variant
    from feedback.evidence.scope import Scope
    from tests.feedback.evidence import files, packed
    from translations import LANGUAGES

    today = date.today()  # noqa: DTZ011 -- the day of the pages
    pack = packed(borough, Scope(Variant(variant), today, today, LANGUAGES[language]))
    found = [(name, f"{name} {read(content, '')}") for name, content in files(pack).items()]

    assert {name.rpartition(".")[2] for name, _said in found} >= {"pdf", "docx", "xlsx", "json"}
    clean(borough, found)


def test_the_crawl_sees_the_city_where_it_is(borough: Flask) -> None:
    area = borough.extensions["heard_area"]

    assert len(of_the_city()) > 200
    for planted in (*OUR_AREAS_OWN, *sorted(of_the_city())[:40]):
        page = f"<!doctype html><p>So: <b>{escape(planted[:9])}</b>{escape(planted[9:])}</p>"
        assert left_over(read(page.encode(), "text/html"), area), planted
    assert left_over("Example Borough: 1 of 5 counts so far", area) == []
