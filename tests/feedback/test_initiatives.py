"""The register counts what families shaped, on evidence, and only when two people say so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session

from feedback.areas import Area, load_area
from feedback.coproduce.records import seed_candidates
from feedback.models import (
    Answer,
    Collection,
    Confirmation,
    Initiative,
    InitiativeKind,
    Involvement,
    Reply,
    Response,
    Role,
    Stage,
    Telling,
    Verdict,
)
from feedback.responses import table_of
from tests.client import CheckingClient
from tests.feedback import initiatives as make
from tests.feedback.asking import database_of, open_collection, soup
from tests.feedback.asking import send as answer_survey
from tests.feedback.initiatives import REGISTER, THEMES, change, links, one_day, press
from tests.feedback.staff_pages import browser, send_form, signed_in, words

__all__ = ["one_day"]

INITIATIVE, SESSION, REPLY, TELLING = (
    table_of(one).c for one in (Initiative, Involvement, Reply, Telling)
)


def area_of(app: Flask) -> Area:
    found: Area = app.extensions["heard_area"]
    return found


def seed(app: Flask) -> int:
    with database_of(app).session() as session:
        return seed_candidates(session, area_of(app), make.NOW)


def row_of(client: CheckingClient, title: str) -> str:
    for row in soup(client.get(REGISTER)).select("main li:has(h3)"):
        if title in row.get_text():
            return " ".join(row.get_text(" ").split())
    raise AssertionError(f"{title} is not in the register")


def test_what_counts_comes_before_what_could_and_what_cannot(app: Flask) -> None:
    seed(app)
    make.complete(app)

    page = soup(signed_in(app).get(REGISTER))
    headed = [
        (heading.get_text(), len(heading.find_next_sibling("ul").select("h3")))
        for heading in page.select("main h2")
        if "initiative" in heading.get_text()
    ]

    assert headed == [
        ("1 initiative counts", 1),
        ("6 initiatives could count, but do not yet", 6),
        ("4 initiatives are not counted", 4),
    ]
    assert make.TITLE in page.select_one("main h3").get_text()
    assert "Nothing is missing." in row_of(signed_in(app), make.TITLE)


def test_nothing_from_the_peer_review_counts_by_itself(app: Flask) -> None:
    seed(app)
    officer = signed_in(app)

    said = words(officer.get(REGISTER))

    assert "0 of 3 count so far" in said
    assert "deliver at least three co-designed services and/or activities" in said
    assert "1400 days are left until the strategy ends on 31 December 2029." in said
    assert "work together with residents to influence and shape the design" in said
    assert "The partnership has not agreed these words yet." in said
    assert "Candidate: nothing is recorded yet" in row_of(officer, "St Paul’s Gyratory")
    assert "Stage not recorded yet" in row_of(officer, "St Paul’s Gyratory")
    for title in ("Golden Lane", "SEND strategy", "Carers' Strategy", "libraries"):
        assert "Not counted" in row_of(officer, title)
    assert "Funding by itself is not co-production." in row_of(officer, "Golden Lane")
    assert "The peer review calls this limited" in row_of(officer, "SEND strategy")


def test_what_never_counts_is_listed_last(app: Flask) -> None:
    seed(app)
    make.complete(app)

    page = soup(signed_in(app).get(REGISTER))
    listed = [card.get_text() for card in page.select("main li:has(h3)")]

    assert make.TITLE in listed[0]
    assert ["Not counted" in row for row in listed] == [False] * 7 + [True] * 4


def test_seeding_again_adds_nothing_and_overwrites_nothing(app: Flask) -> None:
    first = seed(app)
    change(app, Initiative, INITIATIVE.area_key == "st-pauls-play", title="Our words")

    again = seed(app)

    assert (first, again) == (len(area_of(app).initiatives), 0)
    assert "Candidate" in row_of(signed_in(app), "Our words")


def test_candidates_are_seeded_once_on_either_database(engine: Engine) -> None:
    area = load_area("city_of_london")

    with Session(engine) as session:
        added = [seed_candidates(session, area, make.NOW) for _ in range(2)]

    assert added == [len(area.initiatives), 0]


def test_a_journey_from_idea_to_one_of_three(app: Flask) -> None:
    officer, forum = signed_in(app), signed_in(app, Role.FORUM)
    page = record_everything(officer)
    now = datetime.now(UTC)
    pulse = open_collection(
        app,
        survey_slug="feeling_heard",
        initiative_id=id_in(page),
        opens_at=make.PULSE_OPENS,
        closes_at=now + timedelta(days=1),
    )
    for said in ("yes", "yes", "partly"):
        assert answer_survey(browser(app), {"fh_heard": said}).status_code == 200
    # While it is open, nobody is told what an answer more changes.
    assert words(officer.get(page)).count("Passed") == 4
    close = f"/staff/collections/{pulse}/close"
    assert send_form(officer, f"/staff/collections/{pulse}", action=close).status_code == 303
    # Nor for a day more, in which a form that was begun in time may still come in.
    assert words(officer.get(page)).count("Passed") == 4
    change(app, Collection, closes_at=now - timedelta(hours=25))
    assert words(officer.get(page)).count("Passed") == 5

    press(officer, page, "propose")
    proposed = words(forum.get(REGISTER))
    answered = press(forum, page, "answer", verdict="confirmed", comment="We chose the room.")

    assert answered.status_code == 303
    assert "0 of 3 count so far" in proposed
    assert "1 of 3 counts so far" in words(forum.get(REGISTER))
    assert "Confirmed: it counts" in row_of(forum, make.TITLE)
    assert "A Forum reviewer confirmed it. We chose the room." in words(officer.get(page))


def record_everything(officer: CheckingClient) -> str:
    """Type in everything an officer has to record; returns the address of its page."""
    about = {"title": make.TITLE, "kind": "co_design", "stage": "idea", "audience": "families"}
    page = make.send(officer, f"{REGISTER}/new", about).headers["Location"]
    together = {"rung": "6", "rung_reason": "They chose the hours.", "parent_carers": "4"}
    for day, stage in (("2025-06-02", "idea"), ("2025-07-04", "designed")):
        typed = {"happened_on": day, "stage": stage, **together}
        assert make.send(officer, f"{page}/involvement/new", typed).status_code == 303
    for raised, day in (("2025-07-04", "2025-07-21"), ("2025-09-22", "2025-10-20")):
        record_theme(officer, page, raised=raised, told=day)
    live = {"stage": "live", "options_fixed_on": "2025-09-01", "delivered_on": "2025-10-06"}
    assert make.send(officer, f"{page}/edit", live).status_code == 303
    return page


def record_theme(officer: CheckingClient, page: str, *, raised: str, told: str) -> None:
    """Type in a theme of an initiative, the reply, and when families were told."""
    said = {"theme": "A quiet room", "raised_on": raised, "source": "session"}
    new = f"{THEMES}/new?initiative={page.rpartition('/')[2]}"
    theme = make.send(officer, new, {**said, "audience": "families"}).headers["Location"]
    done = {"decision": "done", "we_did": "Done.", "replied_on": told}
    how: make.Typed = {"told_on": told, "how": ["letter"], "is_in_their_format": "yes"}
    assert make.send(officer, f"{theme}/reply", done).status_code == 303
    assert make.send(officer, f"{theme}/told/new", how).status_code == 303


def id_in(page: str) -> UUID:
    return UUID(page.rsplit("/", 1)[1])


def late_session(app: Flask) -> None:
    change(app, Involvement, SESSION.happened_on < make.NOW.date(), happened_on=date(2025, 9, 2))


def told_late(app: Flask) -> None:
    # 30 working days after 4 July 2025 is 15 August.
    change(app, Telling, TELLING.told_on == date(2025, 7, 21), told_on=date(2025, 8, 18))


REMOVED: dict[str, Callable[[Flask], None]] = {
    "delivered": lambda app: change(app, Initiative, delivered_on=None),
    "the stage": lambda app: change(app, Initiative, stage=Stage.DELIVERING),
    "the right years": lambda app: change(
        app, Initiative, delivered_on=date(2030, 1, 1), stage=Stage.DELIVERING
    ),
    "the day it was fixed": lambda app: change(app, Initiative, options_fixed_on=None),
    "the kind of work": lambda app: change(app, Initiative, kind=InitiativeKind.FUNDING),
    "no objection": lambda app: change(app, Initiative, not_counted_reason="The area says no."),
    "the session": lambda app: change(app, Involvement),
    "a design session": lambda app: change(app, Involvement, stage=Stage.SCOPED),
    "the rung": lambda app: change(app, Involvement, rung=5),
    "the reason for the rung": lambda app: change(app, Involvement, rung_reason=" "),
    "two people at the start": lambda app: change(app, Involvement, parent_carers=1),
    "an early session": late_session,
    "every theme": lambda app: change(app, Reply),
    "a decision": lambda app: change(app, Reply, REPLY.theme == "Snacks", decision=None),
    "telling": lambda app: change(app, Telling, TELLING.told_on == make.LAST_TOLD),
    "telling in time": told_late,
    "their languages and formats": lambda app: change(app, Telling, is_in_their_format=False),
    "feedback before delivery": lambda app: change(app, Reply, REPLY.theme == "A quiet room"),
    "feedback after delivery": lambda app: change(app, Reply, REPLY.theme == "Snacks"),
    "the responses": lambda app: change(app, Response),
    "feeling heard": lambda app: change(app, Answer, code="no"),
    "the link to the survey": lambda app: change(app, Collection, initiative_id=None),
    "asking after telling": lambda app: change(
        app, Collection, opens_at=datetime(2025, 7, 7, tzinfo=UTC)
    ),
    "the second key": lambda app: change(
        app, Confirmation, table_of(Confirmation).c.verdict == Verdict.CONFIRMED
    ),
}


@pytest.mark.parametrize("piece", REMOVED)
def test_without_any_one_piece_of_evidence_it_does_not_count(app: Flask, piece: str) -> None:
    make.complete(app)
    forum = signed_in(app, Role.FORUM)
    before = words(forum.get(REGISTER))

    REMOVED[piece](app)

    assert "1 of 3 counts so far" in before
    assert "0 of 3 count so far" in words(forum.get(REGISTER))


def test_what_was_confirmed_says_when_it_no_longer_counts(app: Flask) -> None:
    made = make.complete(app)
    officer = signed_in(app)
    page = f"{REGISTER}/{made}"
    theme = next(link for link in links(officer, page) if link.startswith(f"{THEMES}/"))

    make.send(officer, f"{theme}/delete")

    said = words(officer.get(page))
    assert "This was confirmed on 2 February 2026. It does not count now" in said
    assert "Open again: it no longer counts" in row_of(officer, make.TITLE)
    assert "a test no longer passes: families told what was done." in row_of(officer, make.TITLE)


def test_too_few_of_those_involved_are_not_enough(app: Flask) -> None:
    made = make.without_pulse(app)
    make.ask_if_heard(app, made, "yes", "yes", "not_sure")

    said = words(signed_in(app).get(f"{REGISTER}/{made}"))

    assert "Too few of those involved have answered." in said
    assert said.count("Passed") == 4


def test_new_voices_of_every_session_are_different_people(app: Flask) -> None:
    made = make.without_pulse(app)
    make.ask_if_heard(app, made, "yes", "yes", "yes")
    page, officer = f"{REGISTER}/{made}", signed_in(app)
    before = words(officer.get(page))
    newcomers = {"parent_carers": "4", "new_voices": "4", "rung": "6", "rung_reason": "They led."}
    for day in ("2025-06-02", "2025-06-03"):
        typed = {"happened_on": day, "stage": "scoped", **newcomers}
        make.send(officer, f"{page}/involvement/new", typed)

    after = words(officer.get(page))

    assert before.count("Passed") == 5
    assert "Too few of those involved have answered." in after


def test_a_plan_whose_day_has_passed_is_not_delivered(app: Flask) -> None:
    made = make.without_pulse(app, stage=Stage.DELIVERING)

    said = words(signed_in(app).get(f"{REGISTER}/{made}"))

    assert "It is not recorded as live" in said


def test_funding_never_counts_even_with_everything(app: Flask) -> None:
    made = make.complete(app, kind=InitiativeKind.FUNDING)
    officer = signed_in(app)

    said = words(officer.get(f"{REGISTER}/{made}"))

    assert said.count("Passed") == 5
    assert "Giving money to a group is not co-design." in said
    assert "0 of 3 count so far" in words(officer.get(REGISTER))
    assert press(officer, f"{REGISTER}/{made}", "propose").status_code == 400


def test_two_people_can_be_heard_by_a_witnessed_statement(app: Flask) -> None:
    made = make.without_pulse(app)
    change(app, Involvement, parent_carers=2)
    page, officer = f"{REGISTER}/{made}", signed_in(app)
    before = words(officer.get(page)).count("Passed")
    session = next(link for link in links(officer, page) if link.endswith("edit") and "inv" in link)

    typed = {"is_witnessed_statement": "yes", "note": "The Forum took it down."}
    make.send(officer, session, typed)

    said = words(officer.get(page))
    assert (before, said.count("Passed")) == (4, 5)
    assert "advocate took down stands in for the survey" in said
