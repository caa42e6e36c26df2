"""The committee paper says what the public may read, on two pages, and asks for what is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pypdfium2
import pytest
from flask import Flask

from feedback.evidence.committee import MOST_REPLIES, committee_paper
from feedback.evidence.document import Bullets, Document, Notice, Paragraph, Table, Variant
from feedback.evidence.pdf import as_pdf
from feedback.results import Seer, made, release
from tests.evidence import numbers
from tests.evidence.conftest import NOW
from translations import ENGLISH

# The Forum has seen the summer's results by then, and anybody may.
LATER = date(2026, 12, 20)


@pytest.fixture(scope="module", autouse=True)
def in_the_area(sample_area: Flask) -> Iterator[None]:
    """Everything here only reads."""
    with sample_area.test_request_context():
        yield


@pytest.fixture(scope="module")
def paper(in_the_area: None) -> Document:
    """The paper of a day on which there are public results."""
    return committee_paper(LATER, ENGLISH, today=LATER)


def table(paper: Document, key: str) -> Table:
    """The table of one section."""
    (found,) = (one for one in section(paper, key) if isinstance(one, Table))
    return found


def section(paper: Document, key: str) -> tuple[object, ...]:
    """The blocks of one section."""
    return next(one.blocks for one in paper.sections if one.key == key)


def points(paper: Document, key: str) -> list[str]:
    """The points of one section's list."""
    (found,) = (one for one in section(paper, key) if isinstance(one, Bullets))
    return [one.text for one in found.points]


def test_it_says_how_many_of_the_target_count(paper: Document) -> None:
    said = [one.words.text for one in section(paper, "tracker") if isinstance(one, Paragraph)]

    assert "0 of 3 count so far" in said


def test_it_has_the_main_answer_of_each_survey_as_it_was_released(
    paper: Document, sample_area: Flask
) -> None:
    found = table(paper, "results")

    public = [one for each in made() if (one := release(each.number, Seer.PUBLIC)) is not None]
    allowed = numbers.released(public, sample_area.extensions["heard_area"], to_officer=False)
    said = [(row.cells[2].words.text, row.cells[2].cell_id) for row in found.rows]
    assert numbers.strangers(said, allowed) == []
    assert {row.cells[2].cell_id.split(".")[1] for row in found.rows} == {
        "fv_valued",
        "lo_overall",
        "ar_heard",
        "ps_overall",
    }


def test_before_the_public_may_see_results_there_is_no_number_of_them() -> None:
    early = committee_paper(NOW.date(), ENGLISH, today=NOW.date())

    assert early.variant is Variant.PUBLIC
    assert not [one for one in section(early, "results") if isinstance(one, Table)]
    assert "The public may not see the newest results yet." in [
        one.words.text for one in section(early, "results") if isinstance(one, Paragraph)
    ]
    assert any("The public may see this from" in one for one in points(early, "missing"))
    assert not [
        cell for one in early.tables for row in one.rows for cell in row.cells if cell.cell_id
    ]


def test_it_counts_the_ratings_and_names_the_rows_without_one(paper: Document) -> None:
    rated = {row.header.text: row.cells[0].words.text for row in table(paper, "plan").rows}

    assert rated == {"Blue": "0", "Red": "0", "Amber": "1", "Green": "2", "Not rated yet": "12"}
    assert any("not rated yet: 2.1, 2.2" in one for one in points(paper, "missing"))


def test_what_changed_stands_first_among_the_few_replies(paper: Document) -> None:
    rows = table(paper, "loop").rows

    assert 1 < len(rows) <= MOST_REPLIES
    assert rows[0].cells[2].words.text == "Sample: Every letter says each name in full."


def test_what_others_were_asked_does_not_read_as_done(paper: Document) -> None:
    decided = {
        row.cells[1].words.text: row.cells[0].words.text for row in table(paper, "loop").rows
    }

    assert decided["Sample: the youth service"] == "We passed it on to those who can"


def test_a_reply_that_only_those_involved_were_told_is_not_in_it(paper: Document) -> None:
    said = [cell.words.text for row in table(paper, "loop").rows for cell in row.cells]

    assert "Sample: From next term on, so that every session does it alike." not in said


def test_it_asks_for_what_is_open_and_for_nothing_else(paper: Document) -> None:
    assert points(paper, "decisions") == [
        "To note what families told us, and what was done.",
        "To agree what to do about the rows of the plan that are red or amber: 1.1.",
        "To agree what is designed with families next, and who leads it.",
        "To ask each lead by when the late replies will be given.",
    ]


def test_it_has_two_pages(paper: Document) -> None:
    assert len(pypdfium2.PdfDocument(as_pdf(paper))) == 2


def test_it_says_whose_answers_these_are(paper: Document) -> None:
    said = [one.words.text for one in section(paper, "missing") if isinstance(one, Notice)]

    assert said == ["These are the answers of those who chose to answer, not of all families."]
