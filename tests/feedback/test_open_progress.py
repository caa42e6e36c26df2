"""How far the area is, and how the plan goes, as anybody reads it: no note of staff."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from feedback.database import session
from feedback.models import Colour, InitiativeKind, PlanCount, PlanRating, Role, Stage, Verdict
from feedback.plan import records, series, snapshots, standing
from forms.surveys import SURVEYS
from tests.feedback.families import asked, families_answer
from tests.feedback.initiatives import complete, initiative, turn, without_pulse
from tests.feedback.open_pages import change_behind_our_back, on_day, opened, read, status
from tests.feedback.open_pages import one_day as one_day
from tests.feedback.releasing import freeze as freeze_results
from tests.feedback.staff_pages import new_staff, store

PROGRESS, PLAN = "/made-together", "/action-plan"
TERMS = ("2025-autumn", "2026-spring")
REASON = "The guides are with Kim."


def work(app: Flask, title: str) -> str:
    """What the page says of one piece of work."""
    item = opened(app, PROGRESS).find("strong", string=title).find_parent("li")
    return " ".join(item.get_text(" ").split())


def heading_over(app: Flask, title: str) -> str:
    item = opened(app, PROGRESS).find("strong", string=title)
    return str(item.find_previous("h2").get_text())


def test_the_page_says_how_many_count_which_and_how_long_is_left(app: Flask) -> None:
    complete(app)

    said = read(app, PROGRESS)

    assert "1 of 3 counts so far" in said
    assert "1337 days are left until the strategy ends on 31 December 2029." in said
    assert heading_over(app, "The Saturday club") == "These count"
    assert work(app, "The Saturday club") == "The Saturday club"


def test_what_a_work_lacks_is_said_in_plain_words(app: Flask) -> None:
    without_pulse(app, title="The walk")

    assert heading_over(app, "The walk") == "These do not count yet"
    assert work(app, "The walk") == (
        "The walk We cannot show this yet: Did those involved feel heard?"
    )


def test_a_work_that_lacks_only_the_second_key_says_who_has_to_speak(app: Flask) -> None:
    made = complete(app, title="The walk")
    turn(app, made, Role.FORUM, Verdict.DISPUTED, at=datetime(2026, 4, 1, tzinfo=UTC))

    said = work(app, "The walk")

    assert said.endswith("The Forum or young people still have to say that it counts.")
    assert "0 of 3 count so far" in read(app, PROGRESS)
    # What was said with a key is for the partnership.
    assert "We were there." not in read(app, PROGRESS)


def test_funding_never_counts_and_an_officers_own_note_stays_with_staff(app: Flask) -> None:
    note = "Kim says that it was late."
    store(
        app,
        initiative(title="A grant", kind=InitiativeKind.FUNDING),
        initiative(title="A club", not_counted_reason=note, stage=Stage.IDEA, owner="Kim's team"),
    )

    assert heading_over(app, "A grant") == "These cannot count"
    assert work(app, "A grant") == "A grant Giving money to a group is not co-design."
    assert work(app, "A club") == "A club"
    assert "Kim" not in read(app, PROGRESS)


def test_of_those_who_were_involved_there_is_no_number(app: Flask) -> None:
    complete(app)

    page = opened(app, PROGRESS).main.get_text()

    assert "Parent carers" not in page
    assert "quiet room" not in page
    assert "felt heard" not in page


def frozen(app: Flask, *terms: str) -> None:
    """Row 1.1 red, then green; with a reason, numbers of officers, and numbers from elsewhere."""
    by, now = new_staff(app, name="Kim Brown").id, datetime.now(UTC)
    area = app.extensions["heard_area"]
    with app.test_request_context("/staff", method="POST"):
        said: dict[str, Any] = {"measure_ref": "", "kind": "attendance", "source": "Web team"}
        series.add_series("1.1", [(date(2026, 2, 1), 3)], what="Few", **said, by=by, now=now)
        for term, colour in zip(TERMS, (Colour.RED, Colour.GREEN), strict=True):
            records.add_rating("1.1", term, colour, reason=REASON, by=by, now=now)
        session().add(
            PlanCount(
                action_ref="1.1",
                what="Letters",
                counted=77,
                as_at=date(2026, 2, 1),
                staff_id=by,
                written_at=now,
            )
        )
        session().flush()
        for term in (term for term in area.terms if term.ref in terms):
            found = standing.rows(area, term, records.ratings(), records.marks(), today=now.date())
            snapshots.freeze(term, found, by=by, now=now)
        session().commit()


def row(app: Flask, ref: str) -> list[str]:
    """What the page says under one row of the plan."""
    items = opened(app, PLAN).find("bdi", string=ref).find_parent("p").find_next("ul")
    return [" ".join(one.get_text(" ").split()) for one in items.select("li")]


def test_each_row_has_its_colour_of_every_frozen_term_and_no_reason(app: Flask) -> None:
    frozen(app, *TERMS)

    assert row(app, "1.1") == ["Spring term 2026 : Green", "Autumn term 2025 : Red"]
    assert row(app, "1.2") == [
        "Spring term 2026 : Not rated yet",
        "Autumn term 2025 : Not rated yet",
    ]
    page = opened(app, PLAN).main.get_text()
    for hidden in ("Kim", "guides are with", "Letters", "77", "Few", "Web team"):
        assert hidden not in page


def test_a_rating_that_is_not_frozen_is_not_public(app: Flask) -> None:
    frozen(app)
    assert "There is nothing here yet." in read(app, PLAN)
    assert "/action-plan" not in app.test_client().get("/sitemap.xml").get_data(as_text=True)


def test_a_later_rating_changes_no_colour_that_was_frozen(app: Flask) -> None:
    frozen(app, TERMS[0])
    rating: dict[str, Any] = {"action_ref": "1.1", "term_ref": TERMS[0], "colour": Colour.BLUE}
    by = new_staff(app).id
    store(app, PlanRating(**rating, reason=REASON, staff_id=by, rated_at=datetime.now(UTC)))

    assert row(app, "1.1") == ["Autumn term 2025 : Red"]


def test_what_was_changed_behind_our_back_is_left_out(app: Flask) -> None:
    frozen(app, *TERMS)
    change_behind_our_back(app, "plan_snapshot", "green", "blue")

    assert row(app, "1.1") == ["Autumn term 2025 : Red"]


def test_what_families_answered_stands_beside_a_row_once_it_is_public(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = asked(
        app,
        survey_slug="annual_review",
        opens_at=datetime(2025, 9, 1, tzinfo=UTC),
        closes_at=datetime(2025, 11, 1, tzinfo=UTC),
    )
    area = app.extensions["heard_area"]
    refs = {one.ref for one in area.actions}
    question = next(
        one
        for one in SURVEYS["annual_review"].questions
        if refs.intersection(row.ref for row in area.evidenced_by(one.id)) and one.options
    )
    ref = next(row.ref for row in area.evidenced_by(question.id) if row.ref in refs)
    good, bad = question.options[0].code, question.options[-1].code
    families_answer(app, place, 15, {question.id: good}, week=date(2025, 10, 6))
    families_answer(app, place, 15, {question.id: bad}, week=date(2025, 10, 6))
    freeze_results(app, now=datetime(2026, 4, 27, 9, tzinfo=UTC))
    frozen(app, *TERMS)
    cell = f"R1.{question.id}."

    assert not opened(app, PLAN).select(f'[data-cell^="{cell}"]')

    on_day(monkeypatch, date(2026, 5, 11))
    shown = opened(app, PLAN).select(f'[data-cell^="{cell}"]')

    assert shown
    assert "15 of 30" in " ".join(row(app, ref))
    link = shown[0].find_parent("a")["href"]
    assert link.startswith("/results/1?")
    assert status(app, link) == 200
