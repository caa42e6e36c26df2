"""The plan frozen at the end of a term stays as it was, and two terms say what moved."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from feedback.areas import Area, Term
from feedback.models import AuditEntry, Colour, MilestoneMark, PlanCount, PlanRating, Role
from feedback.plan import standing
from tests.feedback.asking import database_of, soup
from tests.feedback.families import asked, families_answer
from tests.feedback.releasing import freeze as freeze_results
from tests.feedback.staff_pages import new_staff, send_form, signed_in, store, words

REASON = "The guides are with the designer."


def ended(app: Flask) -> list[Term]:
    """The terms that are over, the newest first."""
    area: Area = app.extensions["heard_area"]
    today = datetime.now(UTC).date()
    return [one for one in standing.terms_to_rate(area, today) if one.ends < today]


def rate(app: Flask, term: Term, colours: dict[str, Colour]) -> None:
    officer = new_staff(app)
    for ref, colour in colours.items():
        row: dict[str, Any] = {
            "action_ref": ref,
            "term_ref": term.ref,
            "colour": colour,
            "reason": REASON,
        }
        store(app, PlanRating(**row, staff_id=officer.id, rated_at=datetime.now(UTC)))


def freeze(app: Flask, term: Term) -> None:
    path = f"/staff/plan/terms/{term.ref}/freeze"
    assert send_form(signed_in(app), path, {}).status_code == 303


def card(app: Flask, path: str, ref: str) -> str:
    page = soup(signed_in(app, Role.VIEWER).get(path))
    card = page.find("a", string=f"Row {ref}").find_parent("li")
    alt = " ".join(picture["alt"] for picture in card("img"))
    return " ".join(f"{alt} {card.get_text(' ')}".split())


def test_two_frozen_terms_say_what_moved_in_words(app: Flask) -> None:
    now, before = ended(app)[:2]
    rate(app, before, {"1.1": Colour.RED, "1.2": Colour.GREEN, "1.3": Colour.AMBER})
    freeze(app, before)
    rate(app, now, {"1.1": Colour.AMBER, "1.2": Colour.RED, "1.3": Colour.AMBER})
    officer = new_staff(app)
    mark: dict[str, Any] = {
        "milestone_ref": "1.1.m1",
        "reached_on": date(2026, 7, 1),
        "note": "Drafted.",
    }
    store(app, MilestoneMark(**mark, staff_id=officer.id, marked_at=datetime.now(UTC)))
    freeze(app, now)

    path = f"/staff/plan/terms/{now.ref}"

    said = words(signed_in(app, Role.FORUM).get(path))
    for sentence in (
        "1 row is rated better.",
        "1 row is rated worse.",
        "1 row is rated the same.",
        "12 rows were not rated in both terms.",
    ):
        assert sentence in said
    assert "Better: it was Red. 1 more milestone was reached." in card(app, path, "1.1")
    assert "Worse: it was Green." in card(app, path, "1.2")
    assert "Rated the same as before." in card(app, path, "1.3")
    assert "It cannot be compared" in card(app, path, "2.1")
    assert "Red" in card(app, f"/staff/plan/terms/{before.ref}", "1.1")


def test_what_is_said_later_does_not_reach_what_is_frozen(app: Flask) -> None:
    term = ended(app)[0]
    rate(app, term, {"1.1": Colour.RED})
    officer = new_staff(app)
    counted: dict[str, Any] = {
        "action_ref": "1.1",
        "what": "Guides",
        "counted": 2,
        "as_at": date(2026, 5, 1),
    }
    store(app, PlanCount(**counted, staff_id=officer.id, written_at=datetime.now(UTC)))
    freeze(app, term)

    rate(app, term, {"1.1": Colour.GREEN})
    later: dict[str, Any] = {**counted, "counted": 9, "as_at": date(2026, 6, 1)}
    store(app, PlanCount(**later, staff_id=officer.id, written_at=datetime.now(UTC)))

    path = f"/staff/plan/terms/{term.ref}"
    assert card(app, path, "1.1").startswith("Red")
    assert REASON in card(app, path, "1.1")
    assert "Guides: 2 (1 May 2026)" in card(app, path, "1.1")
    assert card(app, f"/staff/plan?term={term.ref}", "1.1").startswith("Green")


def test_an_indicator_is_shown_from_the_release_that_it_stood_in(app: Flask) -> None:
    term = ended(app)[0]
    place = asked(
        app,
        opens_at=datetime(2025, 9, 1, tzinfo=UTC),
        closes_at=datetime(2025, 12, 1, tzinfo=UTC),
    )
    for code in ("good", "poor"):
        families_answer(app, place, 6, {"ps_overall": code}, week=date(2025, 10, 6))
    freeze_results(app)
    freeze(app, term)

    with database_of(app).session() as session:
        content = session.connection().execute(text("SELECT content FROM plan_snapshot")).scalar()
    page = soup(signed_in(app).get(f"/staff/plan/terms/{term.ref}"))

    assert page.select('[data-cell="R1.ps_overall.favourable"]')
    assert '"question":"ps_overall","release":1' in str(content)


def test_a_term_is_frozen_once_by_an_officer_and_in_the_audit(app: Flask) -> None:
    term = ended(app)[0]
    path = f"/staff/plan/terms/{term.ref}/freeze"
    ask = words(signed_in(app).get(path))
    freeze(app, term)

    again = signed_in(app).get(path)

    assert "15 rows have no rating in this term." in ask
    assert again.status_code == 303
    for role in (Role.FORUM, Role.ADVOCATE, Role.VIEWER):
        assert signed_in(app, role).get(path).status_code == 403
    with database_of(app).session() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.action == "froze_plan")).one()
        assert entry.subject_id == term.ref
        assert len(entry.reason or "") == 64


def test_a_term_that_is_not_over_cannot_be_frozen(app: Flask) -> None:
    area: Area = app.extensions["heard_area"]
    today = datetime.now(UTC).date()
    running = next(term for term in area.terms if term.ends > today)

    assert signed_in(app).get(f"/staff/plan/terms/{running.ref}/freeze").status_code == 404
    assert signed_in(app).get(f"/staff/plan/terms/{running.ref}").status_code == 404


@pytest.mark.parametrize("what", ["UPDATE {} SET hash = ''", "DELETE FROM {}"])
def test_the_database_refuses_to_change_a_frozen_plan(app: Flask, what: str) -> None:
    freeze(app, ended(app)[0])

    with pytest.raises(DBAPIError, match="frozen"), database_of(app).transaction() as connection:
        connection.execute(text(what.format("plan_snapshot")))


def test_a_frozen_plan_that_was_tampered_with_says_so(app: Flask) -> None:
    term = ended(app)[0]
    rate(app, term, {"1.1": Colour.RED})
    freeze(app, term)
    with database_of(app).transaction() as connection:
        connection.execute(text("DROP TRIGGER plan_snapshot_refuses_update"))
        connection.execute(
            text("UPDATE plan_snapshot SET content = replace(content, 'red', 'green')")
        )

    said = words(signed_in(app).get(f"/staff/plan/terms/{term.ref}"))

    assert "somebody changed it in the database" in said


def test_a_rating_is_a_tile_with_its_word_for_who_sees_no_picture(app: Flask) -> None:
    rate(app, ended(app)[0], {"1.1": Colour.AMBER})
    client = signed_in(app)

    page = soup(client.get(f"/staff/plan?term={ended(app)[0].ref}"))
    picture = page.find("a", string="Row 1.1").find_parent("li").img
    tile = client.get(picture["src"])

    assert picture["alt"] == "Amber"
    assert tile.mimetype == "image/svg+xml"
    assert b"Amber" in tile.data
    assert client.get("/staff/plan/tiles/pink.svg").status_code == 404
