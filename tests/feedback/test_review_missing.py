"""Who is missing is said with what is planned, and of small groups to officers only."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from feedback.config import Config
from feedback.models import Action, Role
from tests.feedback.asking import soup
from tests.feedback.audited import said
from tests.feedback.families import families_answer
from tests.feedback.releasing import released
from tests.feedback.staff_pages import send_form, signed_in, words
from tests.feedback.terms import SUMMER, asked_in
from tests.feedback.test_comparing import HALVES, OVER_11, UNDER_12, app_of, baseline

FEW = "We heard from few of this group, or from none."
NOBODY = "These numbers do not show that a group is missing."
PLAN = "Ask at the youth club.\nBring an interpreter."


def release_of(app: Flask, young: int, older: int) -> str:
    """A release to which so many families of younger and of older children answered."""
    collection = asked_in(app, SUMMER)
    for number, age in ((young, "5_11"), (older, "12_15")):
        chosen = {"ps_overall": "good", "child_age": age}
        families_answer(app, collection, number, chosen, week=SUMMER)
    return released(app)


def missing(app: Flask, address: str, role: Role = Role.FORUM) -> list[str]:
    """The groups that the page calls missing."""
    page = soup(signed_in(app, role).get(address))
    heading = page.find("h3", id="missing")
    found = heading.find_next_sibling() if heading else None
    assert found
    rows = found.select("li") or [found]
    return [" ".join(row.get_text(" ").split()) for row in rows]


def test_a_group_that_few_answered_from_is_missing(app: Flask) -> None:
    address = release_of(app, young=3, older=21)

    assert missing(app, address) == [f"How old is your child? Under 12 {FEW}"]


def test_where_everybody_was_heard_nobody_is_called_missing(app: Flask) -> None:
    address = release_of(app, young=12, older=12)

    assert NOBODY in missing(app, address)[0]


def test_a_group_that_looks_under_heard_is_missing(config: Config, tmp_path: Path) -> None:
    app = app_of(config, tmp_path, HALVES)
    address = release_of(app, young=6, older=24)

    [found] = missing(app, address)

    assert found == (
        "How old is your child? Under 12 This group looks under-heard. It is worth asking why."
    )


@pytest.mark.parametrize(("role", "is_said"), [(Role.OFFICER, True), (Role.FORUM, False)])
def test_a_group_under_ten_is_called_missing_to_officers_only(
    config: Config, tmp_path: Path, role: Role, is_said: bool
) -> None:
    small = baseline("young", 9, UNDER_12, base=100) + baseline("older", 91, OVER_11)
    app = app_of(config, tmp_path, small)
    address = release_of(app, young=2, older=28)

    assert (FEW in " ".join(missing(app, address, role))) is is_said


def test_the_range_beside_a_known_group_says_what_it_leaves_out(
    config: Config, tmp_path: Path
) -> None:
    app = app_of(config, tmp_path, HALVES)
    address = release_of(app, young=12, older=18)

    page = words(signed_in(app, Role.FORUM).get(address))

    assert (
        "By chance alone, so many answers fit a group of 24 to 58 among 100 people. There are 50."
    ) in page
    assert "People chose whether to answer; the range does not cover that." in page
    assert "30 responses" in page
    assert "30 families" not in page


def test_an_officer_writes_a_plan_and_the_forum_reads_it(app: Flask) -> None:
    address = release_of(app, young=3, older=21)
    officer = signed_in(app)

    sent = send_form(officer, f"{address}/plan", {"plan": PLAN})
    page = words(signed_in(app, Role.FORUM).get(address))

    assert sent.status_code == 303
    assert "Ask at the youth club. Bring an interpreter. Written by Officer" in page
    assert (Action.PLANNED_PARTICIPATION, "release", "R1", None) in said(app)


def test_a_new_plan_stands_over_the_old_one_and_replaces_nothing(app: Flask) -> None:
    address = release_of(app, young=3, older=21)
    officer = signed_in(app)
    for text in ("First plan.", "Second plan."):
        send_form(officer, f"{address}/plan", {"plan": text})

    page = words(officer.get(address))

    assert page.index("Second plan.") < page.index("First plan.")


def test_an_empty_plan_is_refused_at_its_box(app: Flask) -> None:
    address = release_of(app, young=3, older=21)

    answer = send_form(signed_in(app), f"{address}/plan", {"plan": " "})

    assert answer.status_code == 400
    assert "Write what you plan." in soup(answer).select_one("#plan-error").get_text()


@pytest.mark.parametrize("role", [Role.FORUM, Role.VIEWER, Role.ADVOCATE])
def test_only_officers_write_plans(app: Flask, role: Role) -> None:
    address = release_of(app, young=3, older=21)
    client = signed_in(app, role)

    assert client.get(f"{address}/plan").status_code == 403
    assert not soup(client.get(address)).select('main a[href$="/plan"]')


def test_a_plan_cannot_be_sent_from_another_site(app: Flask) -> None:
    address = release_of(app, young=3, older=21)

    answer = signed_in(app).post(f"{address}/plan", data={"plan": PLAN})

    assert answer.status_code == 400
    assert "Nobody has written a plan yet." in words(signed_in(app).get(address))
