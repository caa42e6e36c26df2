"""The Forum looks first: nothing is public before its days are over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from flask import Flask

from feedback import results
from feedback.areas import Area
from feedback.models import Role
from feedback.results import Seer, is_public
from feedback.results.stored import Stored
from tests.feedback.asking import soup
from tests.feedback.families import asked, families_answer
from tests.feedback.releasing import freeze
from tests.feedback.staff_pages import signed_in, words

OPENED, CLOSED = datetime(2025, 9, 1, tzinfo=UTC), datetime(2025, 11, 1, tzinfo=UTC)
FROZEN = datetime(2026, 1, 20, 9, tzinfo=UTC)


def frozen(app: Flask, slug: str = "post_session", *, now: datetime = FROZEN) -> Stored:
    place = asked(app, survey_slug=slug, opens_at=OPENED, closes_at=CLOSED)
    overall = {"post_session": "ps_overall", "ap_experience": "ap_overall"}[slug]
    families_answer(app, place, 12, {overall: "good"}, week=date(2025, 10, 6))
    return next(one for one in freeze(app, now=now) if one.survey == slug)


def let_look(app: Flask, days: int) -> None:
    area: Area = app.extensions["heard_area"]
    forum = replace(area.forum, days_to_look=days)
    app.extensions["heard_area"] = replace(area, forum=forum)


def public(app: Flask, number: int, day: date) -> bool:
    with app.test_request_context("/staff"):
        found = results.release(number, Seer.FORUM)
        assert found
        return is_public(found, day)


def test_a_release_is_public_once_the_forums_days_are_over_and_not_before(app: Flask) -> None:
    one = frozen(app)

    assert one.public_from == date(2026, 2, 3)
    assert not public(app, one.number, date(2026, 2, 2))
    assert public(app, one.number, date(2026, 2, 3))


def test_changing_the_days_later_moves_no_release(app: Flask) -> None:
    let_look(app, 30)
    one = frozen(app)

    for days in (1, 90):
        let_look(app, days)
        assert not public(app, one.number, date(2026, 2, 18))
        assert public(app, one.number, date(2026, 2, 19))


def test_a_release_of_an_older_heard_waits_fourteen_days(app: Flask) -> None:
    one = frozen(app)
    content = {key: value for key, value in one.content.items() if key != "public_from"}

    old = replace(one, content=content)

    assert old.public_from == date(2026, 2, 3)


def test_results_of_so_few_children_are_never_public(app: Flask) -> None:
    one = frozen(app, "ap_experience")

    with app.test_request_context("/staff"):
        [made] = [each for each in results.made() if each.number == one.number]
        assert not is_public(made, date(2099, 1, 1))
        assert results.waiting_for_the_forum([made], FROZEN.date()) == []


def test_staff_read_from_which_day_the_public_may_see_it(app: Flask) -> None:
    today = datetime.now(UTC)
    frozen(app, now=today)
    day = (today + timedelta(days=14)).strftime("%-d %B %Y")

    page = soup(signed_in(app, Role.VIEWER).get("/staff/results/1"))

    said = page.find(id="public")
    assert said
    assert said.get_text() == f"The public may see this from {day}. The Forum sees it first."


def test_the_forums_first_page_lists_what_waits_for_its_look(app: Flask) -> None:
    frozen(app, now=datetime.now(UTC) - timedelta(days=4))

    for role in (Role.FORUM, Role.ADVOCATE):
        assert "10 days left before the public may see it" in words(
            signed_in(app, role).get("/staff")
        )
    assert "before the public may" not in words(signed_in(app).get("/staff"))


def test_what_the_public_may_see_waits_for_nobody(app: Flask) -> None:
    frozen(app, now=datetime.now(UTC) - timedelta(days=15))

    assert "before the public may" not in words(signed_in(app, Role.FORUM).get("/staff"))
    assert "The public may see this since" in words(signed_in(app).get("/staff/results/1"))
