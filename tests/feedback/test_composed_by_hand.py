"""A composed survey from paper and from a spreadsheet says the same as one answered on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from feedback import surveys
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, soup, stored
from tests.feedback.bringing_in import bring, csv_file
from tests.feedback.composing_surveys import publish
from tests.feedback.staff_pages import signed_in
from tests.feedback.test_copy_in import filled, paper
from tests.forms.composing import BRING, HELPS, of_every_kind

SLUG = "coffee_morning"
TICKED = {f"{HELPS}_nobody": "not_ticked", f"{HELPS}_friend": "ticked"}
# What stands in a spreadsheet of another tool, and what it means here.
MAPPING = f"""
[choices.ps_overall]
column = "rating"
values = {{ "1" = "very_good" }}

[choices.{HELPS}_friend]
column = "friend"
values = {{ "x" = "ticked", "" = "not_ticked" }}
"""


@pytest.fixture
def officer(app: Flask) -> CheckingClient:
    """An officer's browser, where a composed survey is published."""
    publish(app, of_every_kind())
    return signed_in(app)


def codes(app: Flask) -> dict[str, str]:
    return {one.question_id: one.code for one in stored(app)[1]}


def test_numbers_of_boxes_are_typed_one_after_another(app: Flask, officer: CheckingClient) -> None:
    asked = open_collection(app, survey_slug=SLUG)
    page = officer.get(paper(asked))

    typed = {**filled(page), "ps_overall": "2", BRING: "2", HELPS: " ٢ "}
    answer = officer.post(paper(asked), data=typed)

    assert answer.status_code == 303
    assert codes(app) == {"ps_overall": "good", BRING: "friend", **TICKED}
    assert "Type the number of every box that is ticked" in page.get_data(as_text=True)


def test_a_number_that_is_on_no_box_is_asked_about_and_nothing_is_lost(
    app: Flask, officer: CheckingClient
) -> None:
    asked = open_collection(app, survey_slug=SLUG)

    typed = {**filled(officer.get(paper(asked))), "ps_overall": "2", HELPS: "1, 7"}
    answer = officer.post(paper(asked), data=typed)

    page = soup(answer)
    assert answer.status_code == 400
    [problem] = page.select(".h-error-summary a")
    box = page.find(id=problem["href"].removeprefix("#"))
    assert (box["name"], box["value"]) == (HELPS, "1, 7")
    assert stored(app)[0] == []


def test_a_spreadsheet_answers_a_box_by_itself(
    app: Flask, officer: CheckingClient, tmp_path: Path
) -> None:
    engine = database_of(app).engine
    with engine.connect() as connection:
        survey = surveys.get(SLUG, held=connection)
    rows = csv_file(tmp_path, [("1", "x"), ("1", "")], headings=("rating", "friend"))

    report = bring(engine, rows, mapping=MAPPING, survey=survey)

    assert report.accepted == 2
    boxes = [one.code for one in stored(app)[1] if one.question_id == f"{HELPS}_friend"]
    assert sorted(boxes) == ["not_ticked", "ticked"]
