"""What a new area does first is worked out from what is there, and goes when it is done."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from feedback.areas import Area, Contact
from feedback.models import Role, ScanDay
from feedback.sign_in.first_steps import is_set_up
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import soup
from tests.feedback.loops import answered
from tests.feedback.staff_pages import new_staff, signed_in, store
from tests.feedback.test_plan import area_of

NAMES = (
    "The area’s file is filled in",
    "People are invited",
    "The first collection is there",
    "The first poster hangs",
    "The first results are there",
    "Families have the first reply",
)


def to_do(client: CheckingClient) -> list[str]:
    """The steps that are not done."""
    steps = soup(client.get("/staff")).select('ol[aria-labelledby="first"] li')
    return [
        name
        for one in steps
        for name in NAMES
        if name in one.get_text() and "To do" in one.get_text()
    ]


def filled_in(area: Area) -> Area:
    """The same area with everything that families are told."""
    said = {name: f"{name} of ours" for name in vars(area.contact)}
    return replace(area, contact=Contact(**said))


def test_a_new_area_has_everything_to_do(app: Flask) -> None:
    assert to_do(signed_in(app, Role.ADMINISTRATOR)) == list(NAMES)


def test_a_step_is_done_when_what_it_asks_for_is_there(app: Flask) -> None:
    officer = signed_in(app)
    collection = factories.collection()

    new_staff(app, Role.FORUM)
    assert "People are invited" not in to_do(officer)

    store(app, collection)
    assert "The first collection is there" not in to_do(officer)

    store(app, ScanDay(collection_id=collection.id, day=date(2026, 9, 7), opened=1))
    assert "The first poster hangs" not in to_do(officer)

    store(app, answered())
    assert to_do(officer) == ["The area’s file is filled in", "The first results are there"]


def test_somebody_who_may_not_sign_in_any_more_is_not_counted(app: Flask) -> None:
    officer = signed_in(app)

    new_staff(app, Role.FORUM, is_disabled=True)

    assert "People are invited" in to_do(officer)


def test_the_list_goes_when_everything_is_done(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from feedback.sign_in import first_steps

    monkeypatch.setattr(first_steps, "_has", lambda *_asked: True)
    officer = signed_in(app)
    assert to_do(officer) == ["The area’s file is filled in"]

    app.extensions["heard_area"] = filled_in(area_of(app))

    assert not soup(officer.get("/staff")).select("#first")


@pytest.mark.parametrize("role", [Role.FORUM, Role.ADVOCATE, Role.VIEWER])
def test_who_does_none_of_it_is_not_shown_it(app: Flask, role: Role) -> None:
    assert not soup(signed_in(app, role).get("/staff")).select("#first")


def test_a_step_leads_to_its_page_only_for_those_who_may_open_it(app: Flask) -> None:
    officer = soup(signed_in(app).get("/staff")).select('ol[aria-labelledby="first"] a')
    admin = soup(signed_in(app, Role.ADMINISTRATOR).get("/staff"))
    theirs = admin.select('ol[aria-labelledby="first"] a')

    assert "/staff/people" not in [one["href"] for one in officer]
    assert "/staff/collections" in [one["href"] for one in officer]
    assert [one["href"] for one in theirs] == ["/staff/people"]


def test_an_area_is_set_up_once_families_can_reach_it_and_days_have_a_term(app: Flask) -> None:
    area = filled_in(area_of(app))

    assert is_set_up(area, date(2026, 9, 7))
    assert not is_set_up(area_of(app), date(2026, 9, 7))
    assert not is_set_up(replace(area, safeguarding=None), date(2026, 9, 7))
    assert not is_set_up(area, date(2036, 9, 7))
