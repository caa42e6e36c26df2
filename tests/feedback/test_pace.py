"""How fast forms come in: thirty at once are as usual, more are set aside, far more wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlmodel import col

from feedback import pace
from feedback.cli import reading
from feedback.database import Database
from feedback.models import MissingLanguage, Role
from feedback.respond import nonce
from tests.feedback.asking import database_of, open_collection, soup, stored
from tests.feedback.audited import said
from tests.feedback.staff_pages import send_form, signed_in, words

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def fill(engine: Engine, times: int, *, now: datetime = NOON, what: str = "a survey") -> int:
    """So many forms at this moment; how full the bucket is afterwards."""
    with engine.begin() as connection:
        return [pace.note_one(connection, what, now=now) for _one in range(times)][-1]


def test_a_bucket_fills_with_every_form_and_empties_with_time(engine: Engine) -> None:
    assert fill(engine, 30) == 30
    assert fill(engine, 1, now=NOON + timedelta(minutes=2)) == 30 - 2 * pace.PER_MINUTE + 1
    assert fill(engine, 1, now=NOON + timedelta(hours=1)) == 1
    # A clock that goes backwards empties nothing, and neither does another survey's time.
    assert fill(engine, 1, now=NOON) == 2
    assert fill(engine, 1, what="another survey") == 1


def test_thirty_families_in_ten_minutes_never_fill_it(engine: Engine) -> None:
    levels = [fill(engine, 3, now=NOON + timedelta(minutes=minute)) for minute in range(10)]

    assert max(levels) <= pace.AT_ONCE


def test_whatever_came_all_is_as_usual_half_an_hour_later(engine: Engine) -> None:
    fill(engine, pace.AT_MOST + 50)

    assert fill(engine, 1, now=NOON + timedelta(minutes=30)) == 1


def test_a_bucket_that_is_empty_by_now_is_forgotten(engine: Engine) -> None:
    fill(engine, 3)
    fill(engine, 40, what="a busy survey")

    pace.forget(Database(engine), now=NOON + timedelta(minutes=1))

    with engine.connect() as connection:
        assert connection.execute(select(pace.PACE.c.what)).all() == [("a busy survey",)]


def test_the_process_beside_forgets_them(app: Flask) -> None:
    database = database_of(app)
    fill(database.engine, 1, now=datetime.now(UTC) - timedelta(minutes=2))

    reading._look(database)

    with database.reading.connect() as connection:
        assert connection.execute(select(func.count()).select_from(pace.PACE)).scalar() == 0


def rush(app: Flask, collection: UUID, times: int = pace.AT_MOST) -> None:
    fill(database_of(app).engine, times, now=datetime.now(UTC), what=str(collection))


def send_one(app: Flask, *, minutes_ago: int, **typed: str) -> tuple[int, str]:
    """Send a form that was opened so long ago."""
    opened = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    stamp = nonce.new_stamp(str(app.config["SECRET_KEY"]), now=opened)
    form = {"nonce": stamp, "ps_overall": "good", "ps_better": "Shorter talks", **typed}
    answer = app.test_client().post("/S/ABC234", data=form)
    return answer.status_code, answer.get_data(as_text=True)


def test_in_a_rush_whoever_hurries_waits_with_every_word_and_whoever_does_not_gets_in(
    app: Flask,
) -> None:
    rush(app, open_collection(app), pace.AT_MOST + 1)

    status, page = send_one(app, minutes_ago=0)
    assert status == 503
    assert "Shorter talks" in page
    assert stored(app)[0] == []

    assert send_one(app, minutes_ago=5)[0] == 200
    assert [(one.is_quarantined, one.is_in_burst) for one in stored(app)[0]] == [(True, True)]


def test_a_retry_is_no_other_form(app: Flask) -> None:
    collection = open_collection(app)
    stamp = nonce.new_stamp(str(app.config["SECRET_KEY"]), now=datetime.now(UTC))
    client = app.test_client()

    for _press in range(5):
        client.post("/S/ABC234", data={"nonce": stamp, "ps_overall": "good"})

    assert fill(database_of(app).engine, 1, now=datetime.now(UTC), what=str(collection)) <= 2


def test_an_officer_is_told_and_lets_them_be_counted_and_that_is_kept(app: Flask) -> None:
    collection = open_collection(app)
    rush(app, collection)
    send_one(app, minutes_ago=5)
    send_one(app, minutes_ago=5, website="filled in by a machine")
    officer, page = signed_in(app), f"/staff/collections/{collection}"

    before = words(officer.get(page))
    send_form(officer, page, action=f"{page}/count-the-burst")
    after = words(officer.get(page))

    assert "1 answer was set aside, because very many came at once." in before
    assert "set aside" not in after
    assert said(app)[-1] == ("counted_burst", "collection", str(collection), 1)
    # A machine's is not let in with them.
    assert sorted(one.is_quarantined for one in stored(app)[0]) == [False, True]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_nobody_else_lets_them_be_counted(app: Flask, role: Role) -> None:
    collection = open_collection(app)

    answer = signed_in(app, role).post(f"/staff/collections/{collection}/count-the-burst")

    assert answer.status_code in {400, 403}


def test_wishes_for_a_language_are_slowed_too(app: Flask) -> None:
    rush_of_wishes = pace.AT_ONCE
    fill(database_of(app).engine, rush_of_wishes, now=datetime.now(UTC), what="missing-language")
    client, key = app.test_client(), str(app.config["SECRET_KEY"])

    def wish() -> int:
        stamp = nonce.new_stamp(key, now=datetime.now(UTC))
        form = {"nonce": stamp, "language": "other", "written": "Tigrinya"}
        return client.post("/missing-language", data=form).status_code

    assert wish() == 303
    fill(database_of(app).engine, pace.AT_MOST, now=datetime.now(UTC), what="missing-language")
    assert wish() == 503
    with database_of(app).session() as session:
        assert session.scalars(select(col(MissingLanguage.is_quarantined))).all() == [True]
    assert soup(client.get("/missing-language")).h1
