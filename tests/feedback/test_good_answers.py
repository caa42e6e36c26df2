"""An officer says which answers to a question of one's own are good news; results count those."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from feedback import breakdowns, results
from feedback.results import Seer
from forms.composed import Composed, Piece
from forms.composed import survey as made_of
from forms.questions import Meaning
from tests.feedback.asking import soup
from tests.feedback.composing_pages import (
    CHOICE,
    HERE,
    begun,
    change,
    draft,
    own_id,
    with_questions,
)
from tests.feedback.composing_surveys import publish
from tests.feedback.families import families_answer
from tests.feedback.releasing import freeze, table
from tests.feedback.staff_pages import signed_in, words
from tests.feedback.terms import SUMMER, all_year
from tests.forms.composing import BRING, choice, composed

TRAM = {**CHOICE, "options": "Bus\nCar\nTram", "good_options": "bus\nTram"}


def meanings(app: Flask) -> list[Meaning]:
    piece = draft(app).piece(own_id(app, CHOICE["standard"]))
    assert piece
    assert piece.own
    return [one.meaning for one in piece.own.options]


def test_the_answers_an_officer_marks_are_good_news_and_the_others_are_not(app: Flask) -> None:
    officer = begun(app)
    change(officer, "questions/new/choice", **CHOICE)
    assert meanings(app) == [Meaning.NO_VIEW] * 2
    assert "No answer counts as good news" in words(officer.get(HERE))
    there = f"questions/{own_id(app, CHOICE['standard'])}"

    change(officer, there, **TRAM)

    assert meanings(app) == [Meaning.POSITIVE, Meaning.NEUTRAL, Meaning.POSITIVE]
    assert "Good news: Bus · Tram" in words(officer.get(HERE))
    page = soup(officer.get(f"{HERE}/{there}"))
    assert page.select_one("#good_options").get_text().split() == ["Bus", "Tram"]


@pytest.mark.parametrize(
    ("good", "sentence"),
    [
        ("Bike", "“Bike” is none of the answers above."),
        ("Bus\nCar", "Leave at least one answer that is not good news."),
    ],
)
def test_what_is_no_answer_and_answers_that_are_all_good_are_refused(
    app: Flask, good: str, sentence: str
) -> None:
    officer = begun(app)
    page = soup(officer.get(f"{HERE}/questions/new/choice"))
    token = page.select_one("main input[name=csrf_token]")["value"]

    typed = {**CHOICE, "good_options": good, "csrf_token": token}
    answer = officer.post(f"{HERE}/questions/new/choice", data=typed)

    assert answer.status_code == 400
    page = soup(answer)
    assert sentence in page.select_one("#good_options-error").get_text()
    assert page.select_one("#good_options").get_text().split() == good.split()


def test_other_good_answers_after_publishing_begin_the_question_afresh(app: Flask) -> None:
    officer = with_questions(app)
    change(officer, "publish")
    before = own_id(app, CHOICE["standard"])

    change(officer, f"questions/{before}", good_options="Bus")

    assert "Changed: How did you come?" in words(officer.get(f"{HERE}/publish"))
    change(officer, "publish")
    assert own_id(app, CHOICE["standard"]) != before
    assert "No answer counts as good news" in words(officer.get(f"{HERE}/versions/1"))
    assert "Good news: Bus" in words(officer.get(f"{HERE}/versions/2"))


def with_a_good_answer() -> Composed:
    asked = choice()
    nobody, friend = asked.options
    weighed = (
        replace(nobody, meaning=Meaning.NEUTRAL),
        replace(friend, meaning=Meaning.POSITIVE),
    )
    own = Piece(replace(asked, options=weighed, evidences=("P1.1",)))
    return composed(Piece("ps_overall", is_overall=True), own)


def test_results_and_the_plan_count_the_good_answers_through_the_gate(app: Flask) -> None:
    publish(app, with_a_good_answer())
    place = all_year(app, survey_slug="coffee_morning")
    for number, bring in ((26, "friend"), (20, "nobody")):
        families_answer(app, place, number, {"ps_overall": "good", BRING: bring}, week=SUMMER)
    number = next(one.number for one in freeze(app)[::-1] if one.responses is not None)
    officer = signed_in(app)

    page = soup(officer.get(f"/staff/results/{number}"))

    assert [*table(page, "Who came with you?")] == ["A friend", "Nobody", "Everyone who answered"]
    with app.test_request_context():
        shown = results.release(number, Seer.OFFICER)
        assert shown
        found = shown.table(BRING)
        assert found
        assert [cell.category.code for cell in found.table.cells] == [
            "favourable",
            "not_favourable",
        ]
    cell = f"R{number}.{BRING}.favourable"
    assert soup(officer.get("/staff/plan/P1.1")).select(f'[data-cell="{cell}"]')


def test_a_question_without_good_answers_shows_each_by_itself() -> None:
    plain = made_of(composed(), 1).question(BRING)
    weighed = made_of(with_a_good_answer(), 1).question(BRING)

    assert [row.code for row, _codes in breakdowns.of_answers(plain, 20)] == ["nobody", "friend"]
    assert next(row.code for row, _codes in breakdowns.of_answers(weighed, 20)) == breakdowns.GOOD
