"""No page of results shows an arrow, a percentage or a mean, or a quote that points to somebody."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import BytesIO
from tempfile import NamedTemporaryFile
from typing import Any

import pyreadstat
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from openpyxl import load_workbook

from feedback.models import Role
from tests.client import CheckingClient
from tests.feedback.asking import soup
from tests.feedback.families import asked, families_answer
from tests.feedback.moderating import PATH, decide, written
from tests.feedback.releasing import freeze
from tests.feedback.scraping import Known
from tests.feedback.staff_pages import signed_in

AUTUMN, SPRING = date(2025, 10, 6), date(2026, 2, 2)
LANGUAGES = ("en", "ar", "fr")
# ASCII, Arabic, small, full-width, per mille and Arabic per mille.
PERCENT = re.compile("[%\u066a\ufe6a\uff05\u2030\u0609\u060a]|per ?cent|pour cent|في المئة|بالمئة")
ARROW = re.compile(
    "[\u2190-\u21ff\u27f0-\u27ff\u2900-\u297f\u25b2-\u25c5\u2b00-\u2b11\U0001f53a-\U0001f53d]"
)
MEAN = re.compile(r"\b(average[sd]?|mean|median|moyennes?|médiane)\b|متوسط|المعدل", re.IGNORECASE)
# A sentence about comments that are not scored, and the heading above words that are explained.
NO_MEAN = re.compile("which does not mean that they are neutral|What these words mean")


def offences(words: str) -> list[str]:
    """Every percent sign, arrow and mean in some words."""
    words = NO_MEAN.sub("", " ".join(words.split()))
    return [found[0] for what in (PERCENT, ARROW, MEAN) for found in what.finditer(words)]


def everything_said(page: BeautifulSoup, known: Known) -> str:
    """All that a page says, but for what the area published before, word for word."""
    for published in [one for one in page.select("details, p") if known.is_published(one)]:
        published.extract()
    told = [str(image["alt"]) for image in page.select("img")]
    labels = [str(one["aria-label"]) for one in page.select("[aria-label]")]
    return " ".join([page.get_text(" "), *told, *labels])


def crawl(client: CheckingClient, language: str) -> dict[str, Any]:
    """Every page, picture and file that a link or a picture leads to, from the list of results."""
    waiting, found = ["/staff/results", f"{PATH}/quotes"], {}
    while waiting:
        path = waiting.pop()
        answer = found[path] = client.get(path, query_string={"lang": language})
        assert answer.status_code == 200, path
        if answer.mimetype != "text/html":
            continue
        main = soup(answer).select_one("main")
        targets = [str(one.get("href") or one.get("src")) for one in main.select("a, img")]
        waiting += {
            target.partition("?")[0]
            for target in targets
            if target.startswith("/staff/results") and target.partition("?")[0] not in found
        }
    return found


def said_by(answer: Any, known: Known) -> str:
    if answer.mimetype == "text/html":
        return everything_said(soup(answer), known)
    if answer.mimetype == "image/svg+xml":
        drawn = BeautifulSoup(answer.data, "xml").select("text, title, desc")
        return " ".join(one.get_text(" ") for one in drawn)
    if answer.mimetype.endswith("sheet"):
        book = load_workbook(BytesIO(answer.data))
        cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
        return " ".join(str(value) for value in (*book.sheetnames, *cells) if value is not None)
    if answer.mimetype.endswith("sav"):
        return said_in_spss(answer.data)
    return str(answer.get_data(as_text=True))


def said_in_spss(content: bytes) -> str:
    """Every text and label of an SPSS file."""
    with NamedTemporaryFile(suffix=".sav") as file:
        file.write(content)
        file.flush()
        frame, about = pyreadstat.read_sav(file.name)
    labels = [*about.column_labels, *about.notes, about.file_label]
    values = [one for each in about.variable_value_labels.values() for one in each.values()]
    return " ".join(map(str, [*labels, *values, *frame.to_numpy().ravel()]))


def answered(app: Flask, families: int, officer: CheckingClient) -> None:
    """So many answers in each of two terms, and one comment that may be quoted."""
    opens, closes = datetime(2025, 9, 1, tzinfo=UTC), datetime(2026, 3, 20, tzinfo=UTC)
    collection = asked(app, opens_at=opens, closes_at=closes)
    parent = {"role": "parent_carer", "support": "ehc_plan", "ethnic_group": "white"}
    for week in (AUTUMN, SPRING) if families == 26 else (AUTUMN,):
        good = families // 3
        families_answer(app, collection, good, {"ps_overall": "good", **parent}, week=week)
        rest = {"ps_overall": "poor", "child_age": "5_11"}
        families_answer(app, collection, families - good - 1, rest, week=week)
    comment = written(app, collection, "Too low.", chosen=parent, consent_version=1, week=AUTUMN)
    decide(officer, comment, ruling="publish")
    freeze(app)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.FORUM])
@pytest.mark.parametrize("families", [8, pytest.param(13, marks=pytest.mark.whole_matrix), 26, 55])
def test_no_page_shows_a_percentage_an_arrow_or_a_mean(
    app: Flask, families: int, role: Role
) -> None:
    answered(app, families, signed_in(app))
    client = signed_in(app, role)

    for language in LANGUAGES:
        known = Known.of(app, language)
        pages = crawl(client, language)

        assert "/staff/results/1" in pages
        kinds = {one.mimetype for one in pages.values()}
        assert ({"image/svg+xml", "text/csv", "application/json"} <= kinds) is (families >= 10)
        assert ("/staff/results/years/2025-26/post_session" in pages) is (families == 26)
        assert {
            path: said for path, one in pages.items() if (said := offences(said_by(one, known)))
        } == {}
        quotes = soup(pages[f"{PATH}/quotes"])
        # Of the parents a third answered and one wrote.
        assert bool(quotes.select("figcaption")) is (families == 55)
        if families == 8:
            assert not soup(pages["/staff/results/1"]).select("[data-cell], table, img, blockquote")


@pytest.mark.parametrize(
    "words",
    [
        "85%",
        "٪٨٥",
        "85 ％",
        "4 ‰",
        "85 per cent",
        "on average 3",
        "Mean: 3",
        "en moyenne",
        "↑ 4",
        "▲",
    ],
)
def test_a_percentage_an_arrow_or_a_mean_is_noticed(app: Flask, words: str) -> None:
    page = BeautifulSoup(f"<main><p>{words}</p><img alt='{words}'></main>", "lxml")

    assert len(offences(everything_said(page, Known.of(app)))) >= 2
