"""What was confirmed is kept as it was; a later survey opens it again; what nobody minds lapses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from feedback.models import ConfirmedSnapshot, Initiative, Involvement, Role, Stage, Telling
from feedback.responses import table_of
from tests.feedback import initiatives as make
from tests.feedback.asking import database_of, soup
from tests.feedback.initiatives import REGISTER, change, one_day, press
from tests.feedback.staff_pages import signed_in, store, words

__all__ = ["one_day"]

CONFIRM = {"verdict": "confirmed", "comment": "We were there."}
OPEN_AGAIN = "Open again: it no longer counts"


def confirmed(app: Flask) -> UUID:
    """An initiative that an officer proposed and the Forum confirmed, through the pages."""
    made = make.without_pulse(app)
    make.ask_if_heard(app, made, "yes", "yes", "yes", "partly")
    turn_both_keys(app, made)
    return made


def turn_both_keys(app: Flask, made: UUID) -> None:
    page = f"{REGISTER}/{made}"
    assert press(signed_in(app), page, "propose").status_code == 303
    assert press(signed_in(app, Role.FORUM), page, "answer", **CONFIRM).status_code == 303


def ask_again(app: Flask, made: UUID, *said: str, minutes: int = 1) -> None:
    """A survey that took no more after it was confirmed: the pages' clock stands earlier."""
    closed = datetime.now(UTC) - timedelta(days=1, minutes=minutes)
    make.ask_if_heard(app, made, *said, opens_at=make.PULSE_OPENS, closes_at=closed)


def test_a_later_failing_pulse_reopens_what_was_confirmed_and_says_why(app: Flask) -> None:
    made = confirmed(app)
    forum = signed_in(app, Role.FORUM)
    before = words(forum.get(REGISTER))

    ask_again(app, made, "no", "no", "no")

    register, page, home = (
        words(forum.get(path)) for path in (REGISTER, f"{REGISTER}/{made}", "/staff")
    )
    assert "1 of 3 counts so far" in before
    for said in (register, home):
        assert "0 of 3 count so far" in said
    for said in (register, page, home):
        assert "fewer than two in three felt heard. So it does not count" in said
    assert OPEN_AGAIN in register
    assert "A survey closed in which too few felt heard. It is open again." in page


def test_a_failing_pulse_is_not_drowned_by_the_many_who_were_content_before(app: Flask) -> None:
    made = make.without_pulse(app)
    for _time in range(5):
        make.ask_if_heard(app, made, *["yes"] * 4)
    turn_both_keys(app, made)

    ask_again(app, made, "no", "no", "yes")

    assert OPEN_AGAIN in words(signed_in(app).get(REGISTER))


def test_a_pulse_that_passes_later_does_not_confirm_by_itself(app: Flask) -> None:
    made = confirmed(app)
    ask_again(app, made, "no", "no", "no", minutes=2)
    ask_again(app, made, "yes", "yes", "yes", minutes=1)
    officer = signed_in(app)

    still = words(officer.get(REGISTER))
    mended = words(officer.get(f"{REGISTER}/{made}"))
    press(officer, f"{REGISTER}/{made}", "propose")
    waiting = words(officer.get(REGISTER))

    assert "0 of 3 count so far" in still
    assert mended.count("Passed") == 5
    assert "0 of 3 count so far" in waiting


@pytest.mark.parametrize("said", [("yes", "yes", "yes"), ("no", "no"), ()])
def test_a_later_pulse_that_does_not_fail_takes_nothing_back(
    app: Flask, said: tuple[str, ...]
) -> None:
    made = confirmed(app)

    ask_again(app, made, *said)

    assert "1 of 3 counts so far" in words(signed_in(app).get(REGISTER))


def test_what_was_confirmed_is_read_later_beside_today(app: Flask) -> None:
    made = confirmed(app)
    change(app, Involvement, parent_carers=5)
    change(app, Initiative, title="Renamed")

    page = soup(signed_in(app, Role.VIEWER).get(f"{REGISTER}/{made}/confirmed"))

    rows = {row.th.get_text(): [cell.get_text() for cell in row("td")] for row in page("tr")[1:]}
    assert rows["Parent carers who took part"] == ["4", "5"]
    assert rows["Title"] == [make.TITLE, "Renamed"]
    assert rows["Did those involved feel heard?"] == ["Passed", "The same"]
    assert "A Forum reviewer confirmed it." in page.get_text()
    assert "Changed since it was confirmed" in page.get_text()


def test_each_confirmation_has_a_snapshot_of_its_own(app: Flask) -> None:
    made = confirmed(app)
    ask_again(app, made, "no", "no", "no", minutes=2)
    ask_again(app, made, "yes", "yes", "yes", minutes=1)
    officer = signed_in(app)
    # Whoever answers does so after the survey took no more.
    assert "Propose that this counts" in words(officer.get(f"{REGISTER}/{made}"))

    turn_both_keys(app, made)

    page = soup(officer.get(f"{REGISTER}/{made}/confirmed"))
    assert len(page.select("main h2")) == 2


def test_before_anything_is_confirmed_there_is_no_such_page(app: Flask) -> None:
    made = make.without_pulse(app)

    assert signed_in(app).get(f"{REGISTER}/{made}/confirmed").status_code == 404


@pytest.mark.parametrize("what", ["UPDATE confirmed_snapshot SET content = '{}'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_was_confirmed(app: Flask, what: str) -> None:
    confirmed(app)

    with pytest.raises(DBAPIError, match="frozen"), database_of(app).transaction() as connection:
        connection.execute(text(what.format("confirmed_snapshot")))


def test_a_snapshot_that_somebody_tampered_with_says_so(app: Flask) -> None:
    made = confirmed(app)
    with database_of(app).transaction() as connection:
        connection.execute(text("DROP TRIGGER confirmed_snapshot_refuses_update"))
        connection.execute(
            text("UPDATE confirmed_snapshot SET content = replace(content, 'met', 'not_met')")
        )

    said = words(signed_in(app).get(f"{REGISTER}/{made}/confirmed"))

    assert "somebody changed it in the database" in said


def test_a_snapshot_has_no_person_and_no_count_of_answers(app: Flask) -> None:
    confirmed(app)

    with database_of(app).session() as session:
        content = session.exec(select(ConfirmedSnapshot.content)).one()

    assert '"pulse":"met"' in content
    assert '"confirmed_by":"forum"' in content
    for said in ("staff_id", "@", '"yes"', "respondents"):
        assert said not in content


def left_alone(app: Flask, days: int) -> UUID:
    """Something half recorded, and last touched so many days before today."""
    then = make.NOW - timedelta(days=days)
    made = make.initiative(
        stage=Stage.DESIGNED, delivered_on=None, created_at=then, updated_at=then
    )
    store(app, made, make.session(made, created_at=then))
    return made.id


@pytest.mark.parametrize(
    ("days", "status"), [(365, "Gathering evidence"), (366, "Lapsed: nobody is working on it now")]
)
def test_what_has_nothing_new_for_a_year_lapses(app: Flask, days: int, status: str) -> None:
    left_alone(app, days)

    assert status in words(signed_in(app).get(REGISTER))


def test_something_new_takes_up_what_has_lapsed(app: Flask) -> None:
    made = left_alone(app, 500)
    officer = signed_in(app)
    before = words(officer.get(f"{REGISTER}/{made}"))

    make.send(officer, f"{REGISTER}/{made}/edit", {"owner": "Early help"})

    assert "Nothing new has been recorded since 18 October 2024" in before
    assert "Gathering evidence" in words(officer.get(REGISTER))


def test_what_was_stopped_before_delivery_lapses_at_once(app: Flask) -> None:
    store(app, make.initiative(stage=Stage.STOPPED, delivered_on=None, options_fixed_on=None))

    said = words(signed_in(app).get(REGISTER))

    assert "Lapsed: nobody is working on it now" in said
    assert "It was stopped before families could use it." in said


def test_what_counted_and_is_proposed_again_is_still_open_again_if_a_test_fails(
    app: Flask,
) -> None:
    made = confirmed(app)
    officer = signed_in(app)
    make.send(officer, f"{REGISTER}/{made}/edit", {"title": "Another club"})
    press(officer, f"{REGISTER}/{made}", "propose")

    change(app, Telling, table_of(Telling).c.told_on == make.LAST_TOLD)

    assert OPEN_AGAIN in words(officer.get(REGISTER))


def test_the_home_page_counts_for_those_who_read_the_register_alone(app: Flask) -> None:
    confirmed(app)

    home = words(signed_in(app, Role.ADVOCATE).get("/staff"))

    assert "1 of 3 counts so far" in home
    assert "We aim for at least one." in home
    assert "days are left until the strategy ends" in home
    assert "of 3" not in words(signed_in(app, Role.ADMINISTRATOR).get("/staff"))
