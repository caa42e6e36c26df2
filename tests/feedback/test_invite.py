"""Officers open a collection, print a code that families' phones read, and close it again."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlmodel import Session, col, select

from feedback import codes
from feedback.models import (
    Collection,
    Initiative,
    InitiativeKind,
    Placement,
    PlacementKind,
    Role,
    Stage,
)
from forms.staff import PLACES
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, soup
from tests.feedback.scanning import read
from tests.feedback.staff_pages import (
    browser,
    form_on,
    send_form,
    signed_in,
    store,
    typed_in,
    words,
)

FILLED_IN = {
    "survey": "post_session",
    "occasion": "Coffee morning",
    "opens_on": "2026-06-01",
    "opens_time": "09:30",
    "closes_on": "2099-01-15",
    "closes_time": "17:00",
}


@pytest.fixture
def officer(app: Flask) -> CheckingClient:
    """An officer's browser."""
    return signed_in(app)


def collections(app: Flask) -> list[Collection]:
    with Session(database_of(app).engine, expire_on_commit=False) as session:
        return list(session.exec(select(Collection).order_by(col(Collection.occasion))))


def placements(app: Flask) -> list[Placement]:
    with Session(database_of(app).engine, expire_on_commit=False) as session:
        return list(session.exec(select(Placement).order_by(col(Placement.code))))


def test_from_opening_a_collection_to_a_family_scanning_its_code(
    app: Flask, officer: CheckingClient
) -> None:
    opened = send_form(officer, "/staff/collections/new", FILLED_IN)
    page = opened.headers["Location"]
    added = send_form(
        officer,
        page,
        {"kind": "library", "label": "Barbican library"},
        action=f"{page}/placements",
    )
    shown = soup(officer.get(page))
    picture = officer.get(str(link(shown, "PNG")["href"]))
    address = read(picture.data)
    survey = browser(app).get(address)

    assert (opened.status_code, added.status_code) == (303, 303)
    assert address == f"HTTP://127.0.0.1:8000/S/{placements(app)[0].code}"
    assert f"http://127.0.0.1:8000/S/{placements(app)[0].code}" in shown.get_text()
    assert address not in shown.get_text()
    assert "Coffee morning" in survey.get_data(as_text=True)
    assert picture.headers["Content-Disposition"].endswith('.png"')


def link(page: BeautifulSoup, text: str) -> dict[str, str]:
    found = [one for one in page.select("main a") if text in one.get_text()]
    assert len(found) == 1, found
    return {name: str(value) for name, value in found[0].attrs.items()}


def test_codes_are_never_words_and_never_misread() -> None:
    drawn = {codes.new_code() for _number in range(500)}

    assert len(drawn) == 500
    assert {len(code) for code in drawn} == {6}
    assert set("".join(drawn)) <= set(codes.ALPHABET)
    assert not set(codes.ALPHABET) & set("AEIOUY01L")
    assert set(codes.ALPHABET) <= set(string.ascii_uppercase + string.digits)


def test_a_code_that_is_taken_is_drawn_again(
    app: Flask, officer: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = factories.collection()
    store(app, asked, factories.placement(asked, code="CCCCCC"))
    drawn = iter(["CCCCCC", "CCCCCC", "DDDDDD"])
    monkeypatch.setattr(codes, "new_code", lambda: next(drawn))
    page = f"/staff/collections/{asked.id}"

    send_form(officer, page, {"kind": "clinic", "label": "Clinic"}, action=f"{page}/placements")

    assert [one.code for one in placements(app)] == ["CCCCCC", "DDDDDD"]


@pytest.mark.parametrize(
    ("day", "moment", "shown"),
    [
        ("2026-01-15", "2026-01-15T09:30", "15/01/2026"),
        ("2026-06-01", "2026-06-01T08:30", "01/06/2026"),
    ],
)
def test_times_are_typed_on_the_london_clock_and_kept_in_utc(
    app: Flask, officer: CheckingClient, day: str, moment: str, shown: str
) -> None:
    send_form(officer, "/staff/collections/new", FILLED_IN | {"opens_on": day})

    (stored,) = collections(app)
    page = officer.get(f"/staff/collections/{stored.id}")
    edit = soup(officer.get(f"/staff/collections/{stored.id}/edit"))
    assert stored.opens_at.isoformat()[:16] == moment
    assert stored.opens_at.tzinfo is UTC
    assert "09:30" in words(page)
    assert value(edit, "opens_on") == shown
    assert value(edit, "opens_time") == "09:30"


def value(page: BeautifulSoup, name: str) -> str:
    found = page.select_one(f'main [name="{name}"]')
    assert found
    if found.name == "select":
        chosen = found.select_one("option[selected]")
        return str(chosen["value"]) if chosen else ""
    return str(found.get("value", ""))


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"survey": ""}, "survey", "Choose a survey."),
        ({"survey": "no_such_survey"}, "survey", "Choose a survey."),
        ({"occasion": " \x00\n "}, "occasion", "Say what it is about"),
        ({"occasion": "x" * 201}, "occasion", "1 character too long"),
        ({"opens_on": ""}, "opens_on", "Say on which day it opens."),
        ({"opens_on": "31/02/2026"}, "opens_on", "Write the date like 31/12/2026."),
        ({"opens_on": "0026-01-01"}, "opens_on", "Check the year."),
        ({"opens_time": "25:00"}, "opens_time", "Write the time like 09:30."),
        ({"closes_on": "next week"}, "closes_on", "Write the date like 31/12/2026."),
        ({"closes_on": "2026-06-01", "closes_time": "09:30"}, "closes_on", "after the opening"),
        ({"initiative": "3b1f1a58-0000-4000-8000-000000000000"}, "initiative", "from the list"),
    ],
)
def test_a_mistake_is_named_and_everything_typed_is_still_there(
    app: Flask, officer: CheckingClient, wrong: dict[str, str], field: str, sentence: str
) -> None:
    typed = FILLED_IN | wrong

    answer = send_form(officer, "/staff/collections/new", typed)

    page = soup(answer)
    assert answer.status_code == 400
    summary = page.select_one(f'.h-error-summary a[href="#{field}"]')
    assert summary and sentence in summary.get_text()
    for name in ("opens_on", "opens_time", "closes_on", "closes_time"):
        assert value(page, name) == typed[name]
    assert value(page, "occasion") == " ".join(typed["occasion"].replace("\x00", "").split())
    assert collections(app) == []


def test_a_day_may_be_typed_as_people_write_it(app: Flask, officer: CheckingClient) -> None:
    send_form(officer, "/staff/collections/new", FILLED_IN | {"opens_on": "01/06/2026"})

    assert collections(app)[0].opens_at.date().isoformat() == "2026-06-01"


def test_the_form_warns_not_to_name_a_family(officer: CheckingClient) -> None:
    page = officer.get("/staff/collections/new")

    assert "Families see this. Do not name a family." in words(page)


def test_a_closing_in_the_past_is_saved_with_a_warning(app: Flask, officer: CheckingClient) -> None:
    answer = send_form(
        officer,
        "/staff/collections/new",
        FILLED_IN | {"opens_on": "2025-01-01", "closes_on": "2025-01-15"},
    )

    page = officer.get(answer.headers["Location"])
    assert "Its closing date has passed, so families cannot answer it." in words(page)
    assert len(collections(app)) == 1


def test_the_list_says_open_closed_or_not_yet_in_words(app: Flask, officer: CheckingClient) -> None:
    now = datetime.now(UTC)
    store(
        app,
        factories.collection(
            occasion="Last term",
            opens_at=now - timedelta(days=9),
            closes_at=now - timedelta(days=2),
        ),
        factories.collection(occasion="This week", opens_at=now - timedelta(days=1)),
        factories.collection(occasion="Next week", opens_at=now + timedelta(days=7)),
    )

    page = soup(officer.get("/staff/collections"))

    rows = [" ".join(row.get_text(" ").split()) for row in page.select("main tbody tr")]
    assert [row.partition(" After")[0] for row in rows] == ["Next week", "This week", "Last term"]
    assert ["Not open yet" in rows[0], " Open " in rows[1], "Closed" in rows[2]] == [True] * 3
    assert len(page.select('main tbody a[href^="/staff/results/collections/"]')) == 3


def test_closing_now_stops_answers_and_a_later_date_opens_it_again(
    app: Flask, officer: CheckingClient
) -> None:
    asked = factories.collection()
    placed = factories.placement(asked)
    store(app, asked, placed)
    page, family = f"/staff/collections/{asked.id}", browser(app)

    before = family.get(f"/S/{placed.code}")
    send_form(officer, page, action=f"{page}/close")
    closed = family.get(f"/S/{placed.code}")
    send_form(officer, f"{page}/edit", {"closes_on": "2099-01-01"})
    again = family.get(f"/S/{placed.code}")

    assert [before.status_code, closed.status_code, again.status_code] == [200, 410, 200]


def test_a_collection_that_is_not_open_cannot_be_closed(
    app: Flask, officer: CheckingClient
) -> None:
    later = datetime.now(UTC) + timedelta(days=1)
    asked = factories.collection(opens_at=later)
    store(app, asked)
    page = f"/staff/collections/{asked.id}"
    token = value(soup(officer.get(page)), "csrf_token")

    answer = officer.post(f"{page}/close", data={"csrf_token": token})

    assert not soup(officer.get(page)).select(f'form[action="{page}/close"]')
    assert answer.status_code == 303
    assert collections(app)[0].closes_at == asked.closes_at


@pytest.mark.parametrize("is_answered", [True, False])
def test_the_survey_cannot_change_once_families_have_answered(
    app: Flask, officer: CheckingClient, is_answered: bool
) -> None:
    asked = factories.collection(survey_slug="post_session")
    store(app, asked, *([factories.response(asked)] if is_answered else []))
    edit = f"/staff/collections/{asked.id}/edit"

    answer = send_form(officer, edit, {"survey": "local_offer", "occasion": "Renamed"})

    (stored,) = collections(app)
    if is_answered:
        assert answer.status_code == 400
        assert "Families have answered this survey" in words(answer)
        assert value(soup(answer), "occasion") == "Renamed"
        assert (stored.survey_slug, stored.occasion) == ("post_session", asked.occasion)
        renamed = send_form(officer, edit, {"occasion": "Renamed"})
        assert renamed.status_code == 303
        assert collections(app)[0].occasion == "Renamed"
    else:
        assert (stored.survey_slug, stored.occasion) == ("local_offer", "Renamed")


def initiative() -> Initiative:
    now = datetime.now(UTC)
    return Initiative(
        title="Sensory room",
        kind=InitiativeKind.CO_PRODUCTION,
        stage=Stage.IDEA,
        created_at=now,
        updated_at=now,
    )


def test_only_the_survey_about_feeling_heard_is_about_an_initiative(
    app: Flask, officer: CheckingClient
) -> None:
    known = initiative()
    store(app, known)
    typed = FILLED_IN | {"initiative": str(known.id)}

    refused = send_form(officer, "/staff/collections/new", typed)
    stored = send_form(officer, "/staff/collections/new", typed | {"survey": "feeling_heard"})

    assert refused.status_code == 400
    assert value(soup(refused), "initiative") == str(known.id)
    assert [one.initiative_id for one in collections(app)] == [known.id]
    assert "Sensory room" in words(officer.get(stored.headers["Location"]))


def test_answers_stay_with_the_initiative_they_are_about(
    app: Flask, officer: CheckingClient
) -> None:
    about, another = initiative(), initiative()
    another.title = "Quiet hour"
    store(app, about, another)
    pulse = factories.collection(survey_slug="feeling_heard", initiative_id=about.id)
    store(app, pulse)
    edit = f"/staff/collections/{pulse.id}/edit"
    opened_before = typed_in(form_on(soup(officer.get(edit)), None))
    store(app, factories.response(pulse))

    page = officer.get(edit)
    moved = officer.post(edit, data=opened_before | {"initiative": str(another.id)})
    renamed = send_form(officer, edit, {"occasion": "Renamed"})

    assert not soup(page).select("select[name=initiative]")
    assert "Sensory room Families have answered, so this cannot change." in words(page)
    assert moved.status_code == 400
    assert "For another initiative, open a new collection." in words(moved)
    assert renamed.status_code == 303
    (stored,) = collections(app)
    assert (stored.initiative_id, stored.occasion) == (about.id, "Renamed")


def test_a_collection_nobody_has_answered_may_move_to_another_initiative(
    app: Flask, officer: CheckingClient
) -> None:
    about, another = initiative(), initiative()
    store(app, about, another)
    pulse = factories.collection(survey_slug="feeling_heard", initiative_id=about.id)
    store(app, pulse)

    moved = send_form(
        officer, f"/staff/collections/{pulse.id}/edit", {"initiative": str(another.id)}
    )

    assert moved.status_code == 303
    assert [one.initiative_id for one in collections(app)] == [another.id]


def test_an_initiatives_page_leads_to_its_own_survey(app: Flask, officer: CheckingClient) -> None:
    about = initiative()
    store(app, about)
    page = soup(officer.get(f"/staff/initiatives/{about.id}"))
    step, link = page.select('main a[href*="collections/new"]')

    assert step["href"] == link["href"]
    form = soup(officer.get(str(link["href"])))
    strange = officer.get("/staff/collections/new?initiative=nothing")
    opened = send_form(officer, str(link["href"]), {"occasion": "At the opening"})

    assert value(form, "initiative") == str(about.id)
    assert value(form, "survey") == "feeling_heard"
    assert (strange.status_code, value(soup(strange), "initiative")) == (200, "")
    assert opened.status_code == 303
    assert [one.initiative_id for one in collections(app)] == [about.id]


def test_a_place_is_added_where_the_places_are_and_before_what_needs_one(
    app: Flask, officer: CheckingClient
) -> None:
    asked = open_collection(app)

    page = soup(officer.get(f"/staff/collections/{asked}"))

    parts = [part.get_text() for part in page.select("main h2")]
    assert parts == ["Where families find the code", "Add a place", "Forms on paper"]


def test_a_placement_needs_a_kind_and_a_name(app: Flask, officer: CheckingClient) -> None:
    asked = factories.collection()
    store(app, asked)
    page = f"/staff/collections/{asked.id}"

    answer = send_form(
        officer, page, {"kind": "", "label": "Barbican"}, action=f"{page}/placements"
    )

    assert answer.status_code == 400
    assert soup(answer).select_one('.h-error-summary a[href="#kind"]')
    assert value(soup(answer), "label") == "Barbican"
    assert placements(app) == []


def test_every_kind_of_place_has_words() -> None:
    assert set(PLACES) == {kind.value for kind in PlacementKind}


def test_what_officers_type_is_never_markup(app: Flask, officer: CheckingClient) -> None:
    send_form(officer, "/staff/collections/new", FILLED_IN | {"occasion": "<b>Bold</b>"})

    for path in ("/staff/collections", f"/staff/collections/{collections(app)[0].id}"):
        page = officer.get(path)
        assert not soup(page).select("main b")
        assert "<b>Bold</b>" in words(page)


OFFICERS_ONLY = [
    "/staff/collections",
    "/staff/collections/new",
    "/staff/collections/{asked}",
    "/staff/collections/{asked}/edit",
    "/staff/placements/{placed}/qr.svg",
    "/staff/placements/{placed}/qr.png",
]


@pytest.mark.parametrize("path", OFFICERS_ONLY)
@pytest.mark.parametrize("role", list(Role))
def test_collections_are_for_officers(app: Flask, role: Role, path: str) -> None:
    asked = factories.collection()
    placed = factories.placement(asked)
    store(app, asked, placed)

    answer = signed_in(app, role).get(path.format(asked=asked.id, placed=placed.id))

    assert answer.status_code == (200 if role is Role.OFFICER else 403)


@pytest.mark.parametrize("path", OFFICERS_ONLY[2:])
def test_what_does_not_exist_is_not_found(officer: CheckingClient, path: str) -> None:
    nobody = UUID("3b1f1a58-0000-4000-8000-000000000000")

    assert officer.get(path.format(asked=nobody, placed=nobody)).status_code == 404


@pytest.mark.parametrize("path", OFFICERS_ONLY[:4])
def test_collection_pages_run_from_right_to_left_in_arabic(
    app: Flask, officer: CheckingClient, path: str
) -> None:
    asked = factories.collection()
    placed = factories.placement(asked)
    store(app, asked, placed)

    page = officer.get(f"{path.format(asked=asked.id)}?lang=ar")

    assert page.status_code == 200
    assert (soup(page).html["lang"], soup(page).html["dir"]) == ("ar", "rtl")
