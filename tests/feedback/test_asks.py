"""Who was asked what: a warning where the same people were asked too often in a term."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from feedback.models import Initiative, InitiativeKind, Involvement, Role, Stage
from feedback.plan.asks import Ask, loads
from feedback.preferences import FAMILIES
from forms.staff import LONDON
from tests.feedback.asking import soup
from tests.feedback.families import asked
from tests.feedback.initiatives import send
from tests.feedback.staff_pages import signed_in, store

AUTUMN = date(2026, 10, 5)


def ask(audience: str | None, on: date = AUTUMN) -> Ask:
    return Ask(on, None, "A session", audience)


def too_many(app: Flask, *asks: Ask) -> dict[str, int]:
    found = loads(app.extensions["heard_area"], asks)
    return {who: number for load in found for who, number in load.too_many.items()}


def test_more_than_two_asks_of_the_same_people_in_a_term_are_too_many(app: Flask) -> None:
    assert too_many(app, ask("parent_carers"), ask("parent_carers")) == {}
    assert too_many(app, *[ask("parent_carers")] * 3) == {"parent_carers": 3}
    assert too_many(app, *[ask(FAMILIES)] * 2, ask("young_people")) == {"young_people": 3}
    spring = ask("parent_carers", on=date(2026, 2, 2))
    assert too_many(app, spring, ask("parent_carers"), ask("parent_carers")) == {}


def test_who_was_at_one_session_is_not_asked_too_much_by_another(app: Flask) -> None:
    assert too_many(app, *[ask(None)] * 9) == {}


def test_the_page_lists_surveys_and_sessions_and_what_was_asked_before(app: Flask) -> None:
    opens = datetime(2026, 10, 1, tzinfo=UTC)
    for number in range(3):
        asked(
            app,
            occasion=f"Website {number}",
            survey_slug="local_offer",
            opens_at=opens,
            closes_at=datetime(2026, 11, 1, tzinfo=UTC),
        )
    now = datetime.now(UTC)
    initiative = Initiative(
        title="Play street",
        kind=InitiativeKind.CO_DESIGN,
        stage=Stage.IDEA,
        created_at=now,
        updated_at=now,
    )
    met = Involvement(
        initiative_id=initiative.id,
        happened_on=AUTUMN,
        stage=Stage.IDEA,
        rung=6,
        rung_reason="They chose.",
        parent_carers=3,
        young_people=0,
        created_at=now,
    )
    store(app, initiative, met)

    page = soup(signed_in(app, Role.FORUM).get("/staff/plan/asks"))

    said = " ".join(page.find("main").get_text(" ").split())
    assert said.count("Website") == 3
    assert initiative.title in said
    assert "asked 4 times in this term" in said
    engagement = app.extensions["heard_area"].engagement
    assert len(engagement) >= 7
    assert all(one.text in said for one in engagement)


@pytest.mark.parametrize(
    ("survey", "days_to_go", "is_warned"),
    [
        ("forum_valued", 3, True),
        ("local_offer", 20, True),
        ("local_offer", 22, False),
        ("post_session", 3, False),
    ],
)
def test_an_officer_is_warned_who_opens_sooner_than_the_forum_wants(
    app: Flask, survey: str, days_to_go: int, *, is_warned: bool
) -> None:
    send(signed_in(app, Role.FORUM), "/staff/forum/preferences", {"days_of_notice": "21"})
    officer, opens = signed_in(app), datetime.now(LONDON).date() + timedelta(days=days_to_go)
    typed = {
        "survey": survey,
        "occasion": "Next month",
        "opens_on": opens.strftime("%d/%m/%Y"),
        "closes_on": (opens + timedelta(days=7)).strftime("%d/%m/%Y"),
    }

    sent = send(officer, "/staff/collections/new", typed)

    said = officer.get(sent.location).get_data(as_text=True)
    assert "Saved." in said
    assert ("The Forum wants 21 days of notice, and this opens sooner." in said) is is_warned
