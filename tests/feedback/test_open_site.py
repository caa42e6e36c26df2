"""The open pages together: small, without scripts or cookies, and only what exists is listed."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from analysis.reading_age import STANDARD_AGE
from feedback.config import Environment
from tests.feedback.asking import soup
from tests.feedback.initiatives import complete
from tests.feedback.loops import answered, outcome, told
from tests.feedback.open_pages import one_day as one_day
from tests.feedback.open_pages import opened, read, status
from tests.feedback.staff_pages import store
from tests.feedback.test_open_progress import TERMS
from tests.feedback.test_open_progress import frozen as freeze_plan
from tests.feedback.test_open_results import quoted
from tests.feedback.test_reading_age import reading_of
from tests.feedback.test_size import bytes_sent
from translations import available

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
FIXED = (
    "/",
    "/you-said-we-did",
    "/made-together",
    "/results",
    "/results/1",
    "/quotes",
    "/action-plan",
    "/contact",
    "/all-pages",
)
MOST_BYTES = 10_000


@pytest.fixture
def furnished(app: Flask) -> Flask:
    """One or more of everything that the public may read."""
    quoted(app)
    complete(app)
    freeze_plan(app, *TERMS)
    for number in range(15):
        row = answered(theme=f"The clinic letters are hard to read, and this is theme {number}.")
        store(app, row, told(row, how="website"), outcome(row))
    return app


def listed(app: Flask) -> list[str]:
    """Every address of the sitemap, without the server."""
    answer = app.test_client().get("/sitemap.xml")
    assert answer.mimetype == "application/xml"
    base = app.config["HEARD_BASE_URL"]
    found = ElementTree.fromstring(answer.data)  # noqa: S314 -- ours
    addresses = [str(one.text) for one in found.iter(f"{SITEMAP}loc")]
    addresses += [one.attrib["href"] for one in found.iter(f"{XHTML}link")]
    assert all(one.startswith(f"{base}/") for one in addresses)
    return [one.removeprefix(base) for one in addresses]


def test_what_the_sitemap_lists_opens_and_is_nobodys_own(furnished: Flask) -> None:
    found = listed(furnished)

    english = [one for one in found if one.endswith("lang=en")]
    assert {"/?lang=en", "/results/1?lang=en", "/quotes?lang=en"} <= set(english)
    assert {status(furnished, one) for one in set(english)} == {200}
    assert {one.rpartition("=")[2] for one in found} == {one.code for one in available()}
    assert not [one for one in found if one.startswith(("/staff", "/S/", "/receipt", "/withdraw"))]


def test_an_area_that_has_published_nothing_lists_no_empty_page(app: Flask) -> None:
    pages = {one.partition("?")[0] for one in listed(app)}

    assert pages == {
        "/",
        "/you-said-we-did",
        "/made-together",
        "/privacy",
        "/accessibility",
        "/contact",
    }


def test_the_page_of_all_pages_leads_to_each_of_them(furnished: Flask) -> None:
    links = [one["href"] for one in opened(furnished, "/all-pages").select("main li a")]
    links = [one for one in links if one.startswith("/")]

    replies = [one for one in listed(furnished) if "/you-said-we-did/" in one]
    assert set(links) == {one for one in listed(furnished) if one.endswith("=en")} - set(replies)


def test_robots_are_told_what_to_leave_alone_and_where_the_sitemap_is(app: Flask) -> None:
    demonstration = app.test_client().get("/robots.txt").get_data(as_text=True)
    config = app.extensions["heard_config"]
    app.extensions["heard_config"] = replace(config, environment=Environment.PRODUCTION)
    real = app.test_client().get("/robots.txt")

    assert demonstration == "User-agent: *\nDisallow: /\n"
    assert real.mimetype == "text/plain"
    lines = real.get_data(as_text=True).splitlines()
    assert {"Disallow: /staff", "Disallow: /S/", "Disallow: /receipt"} <= set(lines)
    assert f"Sitemap: {app.config['HEARD_BASE_URL']}/sitemap.xml" in lines


def test_the_first_page_leads_on_and_each_page_to_all_others(furnished: Flask) -> None:
    first = {one["href"] for one in opened(furnished, "/?lang=ar").select("main a")}

    assert {"/you-said-we-did?lang=ar", "/results?lang=ar", "/all-pages?lang=ar"} <= first
    for path in FIXED[1:]:
        links = {one["href"] for one in opened(furnished, f"{path}?lang=ar").select("footer a")}
        assert {"/all-pages?lang=ar", "/privacy?lang=ar", "/contact?lang=ar"} <= links


def test_each_page_is_one_small_answer_in_every_language(furnished: Flask) -> None:
    plain = FlaskClient(furnished, furnished.response_class)
    sizes: dict[str, int] = {}

    for path in FIXED:
        for language in available():
            address = f"{path}?lang={language.code}"
            answer: Any = plain.get(address, headers={"Accept-Encoding": "gzip"})
            assert answer.headers["Content-Encoding"] == "gzip"
            assert "Accept-Encoding" in answer.headers["Vary"]
            html = gzip.decompress(answer.data).decode()
            assert not any(one in html for one in ("<script", "<img", "stylesheet", "<iframe"))
            assert "Set-Cookie" not in answer.headers
            sizes[address] = bytes_sent(answer)

    assert {address: size for address, size in sizes.items() if size > MOST_BYTES} == {}


def test_a_browser_that_cannot_unpack_gets_the_page_as_it_is(app: Flask) -> None:
    plain = FlaskClient(app, app.response_class)

    answer = plain.get("/contact")

    assert "Content-Encoding" not in answer.headers
    assert b"<h1>" in answer.data


def test_whom_to_ask_is_said_without_a_line_that_nobody_filled_in(app: Flask) -> None:
    assert "to be filled in" not in read(app, "/contact")
    assert "Tower Hamlets and City of London SEND" in read(app, "/contact")

    area = app.extensions["heard_area"]
    filled_in = replace(area.contact, team="SEND team", email="send@city.example")
    app.extensions["heard_area"] = replace(area, contact=filled_in)

    assert app.test_client().get("/contact").status_code == 200


def test_the_open_pages_are_easy_to_read(furnished: Flask) -> None:
    # The plan, the measure and what was answered are in others' words.
    ours = (*FIXED[2:4], "/you-said-we-did?q=zzz", "/contact", "/all-pages", "/quotes")
    reading = reading_of(*(furnished.test_client().get(path) for path in ours))

    assert reading.is_meaningful
    assert reading.age <= STANDARD_AGE, (reading.longest_sentence, reading.long_words)


def test_arabic_runs_from_the_right_and_english_in_it_says_so(furnished: Flask) -> None:
    for path in ("/made-together", "/results/1", "/action-plan"):
        page = opened(furnished, f"{path}?lang=ar")
        assert page.html["dir"] == "rtl"
        assert {one["dir"] for one in page.select('main [lang="en"]:not(.h-switch)')} <= {"ltr"}
        assert page.select('main span[lang="en"]')


def test_an_address_in_no_list_is_a_page_that_says_so(app: Flask) -> None:
    answer = app.test_client().get("/results/0")

    assert answer.status_code == 404
    assert soup(answer).h1
