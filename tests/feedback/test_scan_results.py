"""What may be told of scans: nothing while they come in, and nothing small when they are frozen."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, delete, func, text, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from analysis.gate.asked import Released, ReleasedTable, Shown
from analysis.gate.shape import count
from feedback.areas import Area, load_area
from feedback.database import Database
from feedback.erase import erase_due
from feedback.models import Placement, PlacementKind, Role
from feedback.results import scan_making
from feedback.results.refusals import ReleaseUnsafeError
from feedback.results.rules import gate_secret
from feedback.results.scan_due import FROZEN, scans_due
from feedback.results.scans import broken_scans
from feedback.scans import COUNT, DAY, Scans, Stage
from tests import factories
from tests.feedback.asking import database_of, open_collection, soup
from tests.feedback.counting_scans import opened, scans_of
from tests.feedback.releasing import LATER, table
from tests.feedback.staff_pages import signed_in

# A Wednesday of a term that is long over, and the days on which the survey was open.
WEDNESDAY = datetime(2026, 3, 4, 12, tzinfo=UTC)
OPEN = {"opens_at": WEDNESDAY - timedelta(days=2), "closes_at": WEDNESDAY + timedelta(days=9)}
LIBRARY, CLINIC = "ABC234", "CLN234"


def placed(app: Flask, **special: Any) -> tuple[UUID, Mapping[str, UUID]]:
    """A collection in a library and a clinic; the placements by their codes."""
    asked = open_collection(app, LIBRARY, **{**OPEN, **special})
    clinic = Placement(
        collection_id=asked,
        code=CLINIC,
        kind=PlacementKind.CLINIC,
        label="=Clinic & waiting room",
        created_at=WEDNESDAY,
    )
    with database_of(app).session() as session:
        session.add(clinic)
        session.flush()
        codes = session.execute(Placement.__table__.select()).all()  # type: ignore[attr-defined]  # ours
    return asked, {row.code: row.id for row in codes}


def scanned(
    app: Flask,
    asked: UUID,
    place: UUID,
    numbers: tuple[int, int, int],
    *,
    language: str = "en",
    day: int = 0,
) -> None:
    """So many openings, beginnings and sendings, from one place on one day, written down."""
    of: dict[str, Any] = {"placement_id": place, "collection_id": asked, "language": language}
    moment = WEDNESDAY + timedelta(days=day)
    for stage, number in zip(Stage, numbers, strict=True):
        for _one in range(number):
            scans_of(app).count(stage, **of, now=moment)
    scans_of(app).write()


def frozen(app: Flask, *, now: datetime = LATER) -> list[str]:
    """Freeze the scans that are due."""
    area: Area = app.extensions["heard_area"]
    secret = gate_secret(app.extensions["heard_config"])
    return scan_making.make_due_scans(database_of(app), area, secret=secret, now=now)


def page_of(app: Flask, asked: UUID, role: Role = Role.OFFICER) -> Any:
    """The page of scans as somebody sees it."""
    return soup(signed_in(app, role=role).get(f"/staff/collections/{asked}/scans")).main


def many(app: Flask) -> UUID:
    """A collection that a hundred and sixty visits came to."""
    asked, places = placed(app)
    scanned(app, asked, places[LIBRARY], (70, 50, 40))
    scanned(app, asked, places[LIBRARY], (30, 16, 3), language="bn", day=1)
    scanned(app, asked, places[CLINIC], (57, 40, 30), day=1)
    scanned(app, asked, places[CLINIC], (3, 1, 1), language="so", day=2)
    return asked


def test_while_a_term_goes_on_only_a_band_is_told(app: Flask) -> None:
    now = datetime.now(UTC)
    asked, places = placed(app, opens_at=now - timedelta(1), closes_at=now + timedelta(1))
    day = (now - WEDNESDAY).days
    said = []
    for number in (9, 1, 40):
        scanned(app, asked, places[LIBRARY], (number, number, number), day=day)
        said.append(page_of(app, asked).get_text(" "))

    assert "Opened fewer than 10 times." in said[0]
    assert "Opened 10 times or more." in said[1]
    assert said[1] == said[2]
    assert frozen(app, now=now) == []


def test_the_three_stages_are_told_after_the_term(app: Flask) -> None:
    asked = many(app)

    assert frozen(app) == ["S1"]

    page = page_of(app, asked)
    assert "Opened 160 times." in page.get_text(" ")
    assert table(page, "How far they came") == {
        "Opened the survey": "160",
        "Answered something and pressed a button": "107",
        "Sent their answers": "74",
    }
    picture = page.select_one("figure img")
    assert picture["alt"].startswith("Opened the survey: 160; Answered something")
    drawn = signed_in(app).get(picture["src"])
    assert drawn.mimetype == "image/svg+xml"
    assert b"S1.reached.sent" in drawn.data


def test_no_number_below_ten_is_told_and_none_can_be_worked_out(app: Flask) -> None:
    asked = many(app)
    frozen(app)

    lines = file_of(app, asked)
    small = [line for line in lines if line["shown"] and 0 <= int(line["shown"]) < 10]
    somali = [line for line in lines if line["row"] == "so" and line["stage"] == "opened"]

    assert small == []
    # Whoever adds up the others still finds every number from nothing to nine.
    assert somali
    assert all((line["low"], line["high"]) == ("0", "9") for line in somali)
    english = next(line for line in lines if line["row"] == "en" and line["stage"] == "opened")
    assert (english["shown"] == "") or somali[0]["words"] == "fewer than 10"


def test_a_day_is_busy_or_not_and_never_a_number(app: Flask) -> None:
    asked = many(app)
    frozen(app)

    page = page_of(app, asked)

    assert table(page, "Busy days") == {"4 March 2026": "10 or more", "5 March 2026": "10 or more"}
    assert "On every other day, fewer." in page.get_text(" ")
    lines = [line for line in file_of(app, asked) if line["table"] == "day"]
    assert len(lines) == 12  # Each day on which it was open: one left out would tell of nobody.
    assert {line["shown"] for line in lines} == {""}


def test_days_are_not_told_where_a_small_one_could_be_worked_out(app: Flask) -> None:
    asked, places = placed(app, closes_at=WEDNESDAY + timedelta(hours=2))
    scanned(app, asked, places[LIBRARY], (11, 9, 5))
    scanned(app, asked, places[LIBRARY], (1, 1, 1), day=-1)

    frozen(app)

    # Of twelve, at least ten on the busy day: so none of the others had nine.
    said = page_of(app, asked).get_text(" ")
    assert "Opened 12 times." in said
    assert "On which day: with these numbers, somebody could work out a small one." in said
    assert [one for one in file_of(app, asked) if one["table"] == "day"] == []


def test_a_collection_that_few_came_to_tells_nothing_but_that(app: Flask) -> None:
    asked, places = placed(app)
    scanned(app, asked, places[LIBRARY], (9, 9, 9))

    frozen(app)

    said = page_of(app, asked).get_text(" ")
    assert "Opened fewer than 10 times, so we show nothing more." in said
    assert file_of(app, asked) == []


def test_a_collection_nobody_came_to_is_told_like_one_that_few_came_to(app: Flask) -> None:
    busy, places = placed(app)
    nobody = open_collection(app, "QQQ234", **OPEN)
    scanned(app, busy, places[LIBRARY], (9, 9, 9))

    frozen(app)

    ends = [re.sub(r"S\d+", "S", page_of(app, one).get_text(" ")) for one in (busy, nobody)]
    assert ends[0] == ends[1]


def test_what_was_counted_goes_with_the_freezing_and_what_is_frozen_stays(engine: Engine) -> None:
    database = Database(engine)
    asked = factories.collection(**OPEN)
    place = factories.placement(asked)
    with database.session() as session:
        session.add(asked)
        session.flush()
        session.add(place)
        session.flush()
        ids = {"placement_id": place.id, "collection_id": asked.id}
    scans = Scans(database)
    for _one in range(12):
        scans.count(*Stage, **ids, language="en", now=WEDNESDAY)
    scans.count(Stage.OPENED, **ids, language="en", now=LATER)
    scans.write()

    area = load_area("city_of_london")
    made = scan_making.make_due_scans(database, area, secret=b"x" * 32, now=LATER)
    again = scan_making.make_due_scans(database, area, secret=b"x" * 32, now=LATER)

    assert (made, again) == (["S1"], [])
    with Session(engine) as session:
        left = session.execute(COUNT.select()).all(), session.execute(DAY.select()).all()
        assert [row.week for row in left[0]] == [date(2029, 5, 28)]
        assert [row.day for row in left[1]] == [LATER.date()]
        assert scans_due(session, area, today=LATER.date()) == []
    for change in (update(FROZEN).values(content="{}"), delete(FROZEN)):
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.execute(change)


def test_what_no_term_of_the_area_covers_goes_after_a_year(app: Flask) -> None:
    asked, places = placed(app)
    scanned(app, asked, places[LIBRARY], (3, 2, 1))
    area: Area = app.extensions["heard_area"]

    erase_due(database_of(app), area, today=WEDNESDAY.date() + timedelta(days=300))
    assert has_counts(app)
    erase_due(database_of(app), area, today=WEDNESDAY.date() + timedelta(days=370))

    assert not has_counts(app)


def test_a_release_that_the_attacker_gets_through_is_not_kept(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, places = placed(app)
    scanned(app, asked, places[LIBRARY], (30, 20, 15))
    scanned(app, asked, places[CLINIC], (4, 4, 4))

    def careless(ask: Any, people: Any, rules: Any, *_rest: Any) -> Released:
        """A gate that shows every number."""
        tables = []
        for one in ask.tables:
            cells = ask.shape.cells_of(one)
            numbers = [count(people, [name for name, _code in cell])[cell] for cell in cells]
            shown = tuple(Shown(c, n, n, n) for c, n in zip(cells, numbers, strict=True))
            tables.append(ReleasedTable(one, shown))
        return {"staff": tuple(tables)}

    monkeypatch.setattr(scan_making, "release", careless)

    with pytest.raises(ReleaseUnsafeError, match="4 is shown"):
        frozen(app)


def test_scans_that_somebody_changed_are_not_shown(app: Flask) -> None:
    asked, places = placed(app)
    scanned(app, asked, places[LIBRARY], (30, 20, 15))
    frozen(app)
    with database_of(app).session() as session:
        assert broken_scans(session) == []
        session.execute(text("DROP TRIGGER scan_release_refuses_update"))
        session.execute(
            update(FROZEN).values(
                content=func.replace(FROZEN.c.content, '"opened":30', '"opened":3')
            )
        )
        assert "S1 are not what was frozen" in broken_scans(session)[0]

    answer = signed_in(app).get(f"/staff/collections/{asked}/scans")

    assert answer.status_code == 503
    assert "We cannot show these results" in answer.get_data(as_text=True)


def test_the_forum_sees_what_officers_see_and_nobody_else_sees_any(app: Flask) -> None:
    asked = many(app)
    frozen(app)

    officers, forums = (page_of(app, asked, role) for role in (Role.OFFICER, Role.FORUM))
    assert [one.get_text() for one in officers.select("[data-cell]")] == [
        one.get_text() for one in forums.select("[data-cell]")
    ]
    for role in (Role.VIEWER, Role.ADVOCATE, Role.ADMINISTRATOR):
        client = signed_in(app, role=role)
        for end in ("", "/1/chart.svg", "/1/scans.csv"):
            assert client.get(f"/staff/collections/{asked}/scans{end}").status_code == 403


def test_the_restricted_surveys_scans_are_for_officers(app: Flask) -> None:
    asked, _places = placed(app, survey_slug="ap_experience")

    assert (
        signed_in(app, role=Role.FORUM).get(f"/staff/collections/{asked}/scans").status_code == 403
    )
    assert signed_in(app).get(f"/staff/collections/{asked}/scans").status_code == 200


def test_the_file_has_no_formula_and_says_what_the_page_says(app: Flask) -> None:
    asked = many(app)
    frozen(app)

    lines, page = file_of(app, asked), page_of(app, asked)

    said = {one["cell_id"]: one["words"] for one in lines}
    for cell in page.select("[data-cell]"):
        assert said[cell["data-cell"]] in cell.get_text(strip=True)
    labels = {one["row_title"] for one in lines if one["row"] == CLINIC}
    assert labels == {"'=Clinic & waiting room"}


def test_an_officers_own_look_is_not_a_scan(app: Flask) -> None:
    asked = open_collection(app)
    officer = signed_in(app)

    page = soup(officer.get(f"/staff/collections/{asked}"))
    links = [one["href"] for one in page.select("a[href*='/S/']")]
    for link in links:
        opened(officer, link)

    assert len(links) == 2
    scans_of(app).write()
    assert not has_counts(app)
    opened(officer)
    scans_of(app).write()
    assert has_counts(app)


def has_counts(app: Flask) -> bool:
    """Whether anything was counted."""
    with database_of(app).session() as session:
        return session.execute(COUNT.select()).first() is not None


def file_of(app: Flask, asked: UUID) -> list[dict[str, str]]:
    """The file of the newest frozen scans."""
    answer = signed_in(app).get(f"/staff/collections/{asked}/scans/1/scans.csv")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))


def test_the_plans_row_about_scans_is_fed_by_itself(app: Flask) -> None:
    asked = many(app)
    restricted, places = placed_apart(app)
    scanned(app, restricted, places, (30, 30, 30))

    before = soup(signed_in(app).get("/staff/plan/3.5")).main.get_text(" ")
    frozen(app)
    rows = {
        role: soup(signed_in(app, role=role).get("/staff/plan/3.5")).main
        for role in (Role.OFFICER, Role.FORUM, Role.VIEWER)
    }
    other = soup(signed_in(app).get("/staff/plan/3.4")).main.get_text(" ")

    assert "Scans of our codes" in before
    assert "Scans of our codes" not in other
    numbers = {
        role: [one.get_text() for one in row.select("[data-cell^=S]")] for role, row in rows.items()
    }
    assert numbers[Role.FORUM] == numbers[Role.VIEWER] == ["160"]
    assert sorted(numbers[Role.OFFICER]) == ["160", "30"]
    assert rows[Role.FORUM].select(f"a[href='/staff/collections/{asked}/scans']")
    assert not rows[Role.VIEWER].select("a[href*='/scans']")


def placed_apart(app: Flask) -> tuple[UUID, UUID]:
    """A collection whose scans are for officers, and its one placement."""
    asked = factories.collection(survey_slug="ap_experience", **OPEN)
    place = factories.placement(asked)
    with database_of(app).session() as session:
        session.add(asked)
        session.flush()
        session.add(place)
        session.flush()
        return asked.id, place.id
