"""The action plan: people rate its rows with a reason, and nothing they said is ever lost."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from feedback.areas import Area
from feedback.coproduce.records import seed_candidates
from feedback.models import Colour, PlanRating, Role
from feedback.plan import standing
from feedback.plan.indicators import questions_for
from feedback.plan.records import Marked, Rated
from tests.feedback.asking import database_of, soup
from tests.feedback.families import asked, families_answer
from tests.feedback.releasing import freeze
from tests.feedback.staff_pages import new_staff, send_form, signed_in, store

ROOT = Path(__file__).parents[2]
LEAFLETS = {"what": "Leaflets", "counted": "7", "as_at": "01/02/2026"}
REASON = "The guides are with the designer."


def area_of(app: Flask) -> Area:
    area: Area = app.extensions["heard_area"]
    return area


def rated(ref: str, term: str, colour: Colour, on: date = date(2026, 3, 1)) -> Rated:
    return Rated(ref, term, colour, REASON, "O", on)


def words(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ").split())


def test_every_row_of_the_plan_is_there_in_its_own_words(app: Flask) -> None:
    page = soup(signed_in(app, Role.VIEWER).get("/staff/plan"))

    actions = area_of(app).actions
    assert len(actions) == 15
    for action in actions:
        link = page.find("a", string=f"Row {action.ref}")
        assert link is not None, action.ref
        assert action.text in link.find_parent("li").get_text()
    assert len(page.find_all(string="Not rated yet")) == 16


def test_a_rating_has_a_person_and_a_reason_and_stays(app: Flask) -> None:
    officer = signed_in(app)
    send_form(officer, "/staff/plan/1.1/rate", {"colour": "amber", "reason": REASON})
    send_form(officer, "/staff/plan/1.1/rate", {"colour": "green", "reason": "They are back now."})

    page = soup(signed_in(app, Role.FORUM).get("/staff/plan/1.1"))

    history = page.find(id="rating").find_next("h3").find_next_siblings("section")
    assert [one.blockquote.get_text(strip=True) for one in history] == [
        "They are back now.",
        REASON,
    ]
    assert page.select_one("#rating + p img")["alt"] == "Green"
    assert page.find("a", string="Rate this row") is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"colour": "", "reason": REASON}, "Choose a colour."),
        ({"colour": "purple", "reason": REASON}, "Choose one of these"),
        ({"colour": "red", "reason": ""}, "Write why."),
        ({"colour": "red", "reason": "late"}, "Write in a sentence why"),
    ],
)
def test_a_rating_without_a_colour_or_a_reason_is_refused(
    app: Flask, typed: dict[str, str], said: str
) -> None:
    answer = send_form(signed_in(app), "/staff/plan/1.1/rate", typed)

    page = soup(answer)
    assert answer.status_code == 400
    assert said in words(page)
    assert page.find(id="reason").get_text().strip() == typed["reason"]


def test_only_officers_rate(app: Flask) -> None:
    for role in (Role.FORUM, Role.ADVOCATE, Role.VIEWER):
        assert signed_in(app, role).get("/staff/plan/1.1/rate").status_code == 403


def test_two_terms_stand_beside_each_other(app: Flask) -> None:
    terms = standing.terms_to_rate(area_of(app), datetime.now(UTC).date())
    now, before = terms[0], terms[1]
    officer = new_staff(app)
    for term, colour in ((before, Colour.RED), (now, Colour.AMBER)):
        store(
            app,
            PlanRating(
                action_ref="1.1",
                term_ref=term.ref,
                colour=colour,
                reason=REASON,
                staff_id=officer.id,
                rated_at=datetime.now(UTC),
            ),
        )
    client = signed_in(app)

    newer = soup(client.get("/staff/plan")).find("a", string="Row 1.1").find_parent("li")
    older = soup(client.get(f"/staff/plan?term={before.ref}")).find("a", string="Row 1.1")

    assert newer.img["alt"] == "Amber"
    assert "Red in the term before" in newer.get_text()
    assert older.find_parent("li").img["alt"] == "Red"


def test_a_milestone_is_late_until_somebody_says_that_it_was_reached(app: Flask) -> None:
    client, step = signed_in(app), "1.1.m1"  # By the end of July 2026.
    assert "Late" in words(
        soup(client.get("/staff/plan/1.1")).find(id="milestones").find_next("ul")
    )

    typed = {"reached_on": "15/07/2026", "note": "Both guides are drafted."}
    send_form(client, f"/staff/plan/1.1/milestones/{step}", typed)
    card = soup(client.get("/staff/plan/1.1")).find(id="milestones").find_next("li")
    send_form(client, f"/staff/plan/1.1/milestones/{step}", {"reached_on": "", "note": ""})
    again = soup(client.get("/staff/plan/1.1")).find(id="milestones").find_next("li")

    assert "Reached on 15 July 2026" in card.get_text()
    assert "Both guides are drafted." in card.get_text()
    assert again.strong.get_text() == "Late"


def test_a_day_to_come_is_refused_and_what_was_typed_stays(app: Flask) -> None:
    typed = {"reached_on": "31/12/2099", "note": "Soon."}

    answer = send_form(signed_in(app), "/staff/plan/1.1/milestones/1.1.m1", typed)

    page = soup(answer)
    assert answer.status_code == 400
    assert "still to come" in words(page)
    assert page.find(id="reached_on")["value"] == "31/12/2099"
    assert page.find(id="note").get_text().strip() == "Soon."


def test_a_part_larger_than_the_whole_is_refused(app: Flask) -> None:
    typed = {"what": "Letters", "counted": "9", "out_of": "7", "as_at": "01/09/2026"}

    refused = send_form(signed_in(app), "/staff/plan/1.2/counts/new", typed)
    taken = send_form(signed_in(app), "/staff/plan/1.2/counts/new", {**typed, "counted": "6"})

    assert refused.status_code == 400
    assert "a part cannot be larger" in words(soup(refused))
    assert soup(refused).find(id="counted")["value"] == "9"
    assert taken.status_code == 303
    page = words(soup(signed_in(app, Role.FORUM).get("/staff/plan/1.2")))
    assert "Letters : 6 of 7" in page
    assert "Counted up to 1 September 2026" in page


@pytest.mark.parametrize("path", ["/staff/plan/9.9", "/staff/plan/1.1/milestones/9.m9"])
def test_a_row_that_is_not_in_the_plan_is_not_found(app: Flask, path: str) -> None:
    assert signed_in(app).get(path).status_code == 404
    assert signed_in(app).get("/staff/plan?term=never").status_code == 404


def test_evidence_shows_what_the_newest_release_says(app: Flask) -> None:
    officer = signed_in(app)
    before = words(soup(officer.get("/staff/plan/3.4")))
    place = asked(
        app,
        opens_at=datetime(2025, 9, 1, tzinfo=UTC),
        closes_at=datetime(2025, 12, 1, tzinfo=UTC),
    )
    for code in ("good", "poor"):
        families_answer(app, place, 6, {"ps_overall": code}, week=date(2025, 10, 6))
    freeze(app)

    page = soup(officer.get("/staff/plan/3.4"))
    results = soup(officer.get("/staff/results/1"))

    assert "Nothing has been released yet." in before
    [said] = page.select('[data-cell="R1.ps_overall.favourable"]')
    [there] = results.select('td[data-cell="R1.ps_overall.favourable"]')
    assert said.get_text().startswith(there.get_text())
    assert "Families answer this in their own words." in words(page)


def test_a_rating_beside_evidence_that_says_otherwise_is_asked_about_and_not_changed(
    app: Flask,
) -> None:
    area, today = area_of(app), date(2026, 11, 28)
    term = area.term_for(date(2026, 10, 1))
    action = area.action("1.1")
    reached = {
        one.ref: Marked(one.ref, date(2026, 7, 1), "", "O", today) for one in action.milestones
    }

    def row(colour: Colour, marks: dict[str, Marked]) -> standing.Row:
        ratings = [rated("1.1", term.ref, colour)]
        return standing.row(action, area, term, ratings, marks, today=today)

    assert row(Colour.GREEN, {}).seems_better_than_it_is
    assert not row(Colour.GREEN, reached).seems_better_than_it_is
    assert row(Colour.RED, reached).seems_worse_than_it_is
    assert not row(Colour.RED, {}).seems_worse_than_it_is
    assert row(Colour.GREEN, {}).now == rated("1.1", term.ref, Colour.GREEN)


def test_a_measure_shows_what_families_answered_and_which_initiatives_serve_it(app: Flask) -> None:
    officer = signed_in(app)
    about = {"title": "The Saturday club", "kind": "co_design", "stage": "idea"}
    about |= {"audience": "families", "measure_refs": "P1.4"}
    send_form(officer, "/staff/initiatives/new", about)
    send_form(officer, "/staff/plan/P1.4/counts/new", LEAFLETS)

    listed = soup(officer.get("/staff/plan"))
    page = soup(signed_in(app, Role.VIEWER).get("/staff/plan/P1.4"))

    measure = area_of(app).measure("P1.4")
    assert page.h1.get_text() == "Measure P1.4"
    assert measure.text in page.get_text()
    assert page.find("a", string="The Saturday club")
    assert "Overall, how good is the help and advice" in words(page)
    assert "Leaflets: 7" in page.get_text()
    for one in area_of(app).measures:
        assert listed.find("a", string=one.text)["href"] == f"/staff/plan/{one.ref}"


def test_six_measures_have_nothing_until_an_officer_adds_it(app: Flask) -> None:
    with database_of(app).session() as session:
        seed_candidates(session, area_of(app), datetime.now(UTC))
        session.commit()

    page = soup(signed_in(app).get("/staff/plan"))

    lines = page.find(string="The strategy's measures of success").find_next("ul")("li")
    without = [one.a.get_text() for one in lines if "No evidence here yet" in one.get_text()]
    refs = {one.ref for one in area_of(app).measures if one.text in without}
    assert len(lines) == 20
    assert refs == {"P1.2", "P2.1", "P2.3", "P3.1", "P3.3", "P5.2"}


def test_the_document_says_how_much_of_the_plan_has_a_question(app: Flask) -> None:
    area = area_of(app)
    with app.app_context():
        rows = [one.ref for one in area.actions if questions_for(one)]
        measures = [one.ref for one in area.measures if questions_for(one)]

    said = " ".join((ROOT / "docs/action-plan.md").read_text("utf-8").split())

    assert f"Of the City's {len(area.actions)} rows, {len(rows)} have a question" in said
    assert f"Of the strategy's {len(area.measures)} measures, {len(measures)} have one" in said
