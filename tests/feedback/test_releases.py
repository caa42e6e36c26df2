"""A release is frozen once, counts every answer once, and never changes: on both databases."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError

from feedback import counts, create_app
from feedback.cli import main
from feedback.config import Config
from feedback.models import Collection, Role
from feedback.responses import RESPONSE
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.audited import entries
from tests.feedback.families import families_answer
from tests.feedback.releasing import another, checking, freeze, table
from tests.feedback.staff_pages import signed_in, words
from tests.feedback.terms import all_year
from tests.server import HEARD

OVERALL = "Overall, how was this session?"
GOOD = "Very good or Good"
AUTUMN, SPRING, SUMMER = date(2025, 10, 6), date(2026, 2, 2), date(2026, 5, 4)
AUTUMN_DUE = datetime(2026, 1, 15, tzinfo=UTC)
SPRING_DUE = datetime(2026, 4, 15, tzinfo=UTC)
WHY = "So few children live here."


@pytest.fixture
def held(config: Config, engine: Engine) -> Iterator[Flask]:
    """The app on either database."""
    yield checking(create_app(config, engine=engine))


@pytest.fixture
def forum(held: Flask) -> CheckingClient:
    """A Forum reviewer's browser."""
    return signed_in(held, Role.FORUM)


def families(app: Flask, collection: Collection, good: int, poor: int, week: date) -> None:
    families_answer(app, collection, good, {"ps_overall": "good"}, week=week)
    families_answer(app, collection, poor, {"ps_overall": "poor"}, week=week)


def rows(app: Flask, query: str) -> list[tuple[Any, ...]]:
    with database_of(app).reading.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_nothing_is_frozen_before_the_fifteenth_day_after_the_term(held: Flask) -> None:
    families(held, all_year(held), 7, 6, AUTUMN)

    early = freeze(held, now=AUTUMN_DUE - timedelta(seconds=1))
    due = freeze(held, now=AUTUMN_DUE)

    assert early == []
    assert [one.terms for one in due] == [("2025-autumn",)]
    assert freeze(held, now=AUTUMN_DUE) == []


def test_a_late_answer_is_counted_in_the_next_term_and_once_only(held: Flask) -> None:
    collection = all_year(held)
    families(held, collection, 7, 6, AUTUMN)
    [autumn] = freeze(held, now=AUTUMN_DUE)
    families(held, collection, 1, 0, AUTUMN)
    families(held, collection, 8, 5, SPRING)

    [spring] = freeze(held, now=SPRING_DUE)

    assert (autumn.responses, spring.responses) == (13, 14)
    counted = rows(held, "SELECT response_id FROM counted_response")
    assert len(counted) == len(set(counted)) == 27


def test_a_late_answer_leaves_the_release_as_it_was(held: Flask, forum: CheckingClient) -> None:
    collection = all_year(held)
    families(held, collection, 7, 6, AUTUMN)
    freeze(held, now=AUTUMN_DUE)
    before = words(forum.get("/staff/results/1"))

    families(held, collection, 5, 0, AUTUMN)
    freeze(held, now=AUTUMN_DUE)

    assert words(forum.get("/staff/results/1")) == before


def test_a_term_of_too_few_is_counted_with_the_next_one_and_says_so(
    held: Flask, forum: CheckingClient
) -> None:
    collection = all_year(held)
    families(held, collection, 2, 2, AUTUMN)
    families(held, collection, 4, 5, SPRING)

    [autumn, spring] = freeze(held, now=SPRING_DUE)
    few, both = words(forum.get("/staff/results/1")), words(forum.get("/staff/results/2"))

    assert (autumn.responses, spring.responses) == (None, 13)
    assert "they are counted with the next term" in few
    assert "4" not in few.split()
    assert "Autumn term 2025, Spring term 2026" in both
    assert "13 responses" in both
    index = words(forum.get("/staff/results"))
    assert "Fewer than 10 answers: counted with the next term" in index


def test_a_few_who_answered_by_themselves_are_never_told_from_what_follows(
    held: Flask, forum: CheckingClient
) -> None:
    collection = all_year(held)
    families(held, collection, 4, 5, AUTUMN)
    families(held, collection, 0, 0, SPRING)
    families(held, collection, 6, 6, SUMMER)

    made = freeze(held)

    assert [one.responses for one in made] == [None, None, 21]
    assert made[-1].terms == ("2025-autumn", "2026-spring", "2026-summer")


@pytest.mark.parametrize("frozen", ["results_release", "gate_setting"])
@pytest.mark.parametrize("change", ["UPDATE {} SET number = number + 7", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_was_frozen(
    held: Flask, frozen: str, change: str
) -> None:
    families(held, all_year(held), 7, 6, AUTUMN)
    freeze(held, now=AUTUMN_DUE)
    set_rules(held, "--base", "12", "--reason", WHY)
    before = rows(held, f"SELECT * FROM {frozen}")  # noqa: S608 -- our own names

    with (
        pytest.raises(DBAPIError, match="frozen"),
        database_of(held).transaction() as connection,
    ):
        connection.execute(text(change.format(frozen)))

    assert len(before) == 1
    assert rows(held, f"SELECT * FROM {frozen}") == before  # noqa: S608 -- our own names


def break_a_release(app: Flask) -> None:
    """Change one digit of a release, as only who owns the database could."""
    guard = {
        "sqlite": "results_release_refuses_update",
        "postgresql": "results_release_is_frozen ON results_release",
    }
    with database_of(app).transaction() as connection:
        connection.execute(text(f"DROP TRIGGER {guard[connection.dialect.name]}"))
        [was] = connection.execute(text("SELECT content FROM results_release")).scalars()
        changed = was.replace('"responses":13', '"responses":14')
        assert changed != was
        change = text("UPDATE results_release SET content = :changed")
        connection.execute(change, {"changed": changed})


def test_a_changed_release_is_a_sentence_and_shows_no_number(
    held: Flask, forum: CheckingClient
) -> None:
    collection = all_year(held)
    families(held, collection, 7, 6, AUTUMN)
    freeze(held, now=AUTUMN_DUE)
    assert "13 responses" in words(forum.get("/staff/results/1"))

    break_a_release(held)

    for path in (
        "/staff/results",
        "/staff/results/1",
        "/staff/results/1/charts/ps_overall.svg",
        f"/staff/results/collections/{collection.id}",
        "/staff/comments/quotes",
        # Last, for the chosen language is kept.
        "/staff/results/1?lang=ar",
    ):
        page = forum.get(path)
        assert page.status_code == 503
        assert "Traceback" not in page.get_data(as_text=True)
        assert not soup(page).select("table, [data-cell]")
        if "lang" not in path:
            assert "A stored release is not what was frozen" in words(page)
    assert forum.get("/staff").status_code == 200


def test_a_changed_release_stops_the_commands_in_a_sentence(held: Flask) -> None:
    families(held, all_year(held), 7, 6, AUTUMN)
    freeze(held, now=AUTUMN_DUE)
    break_a_release(held)

    for arguments in (("list",), ("audit",), ("make",)):
        done = run(held, *arguments)
        assert done.exit_code != 0
        assert "Release 1 is not what was frozen" in done.output
        assert "Traceback" not in done.output


def environment(app: Flask) -> dict[str, str]:
    config, engine = app.extensions["heard_config"], database_of(app).engine
    return {
        "HEARD_DATA_DIR": str(config.data_dir),
        "HEARD_DATABASE_URL": engine.url.render_as_string(hide_password=False),
    }


def run(app: Flask, *arguments: str) -> Result:
    """`heard releases …`, on the app's own data."""
    return CliRunner(env=environment(app)).invoke(main, ["releases", *arguments])


def set_rules(app: Flask, *arguments: str) -> Result:
    return run(app, "rules", *arguments)


def test_two_processes_at_once_make_one_release(held: Flask) -> None:
    collection = all_year(held)
    families(held, collection, 7, 6, AUTUMN)
    families(held, collection, 8, 6, SPRING)
    command = [str(HEARD), "releases", "make"]

    both = [
        subprocess.Popen(
            command, env={**os.environ, **environment(held)}, stdout=subprocess.PIPE, text=True
        )
        for _process in range(2)
    ]
    printed = [process.communicate(timeout=120)[0] for process in both]

    assert [process.returncode for process in both] == [0, 0]
    made = rows(held, "SELECT number, term_ref FROM results_release ORDER BY number")
    assert [term for _number, term in made] == ["2025-autumn", "2026-spring", "2026-summer"]
    assert [number for number, _term in made] == [1, 2, 3]
    assert "".join(printed).count("R1  post_session") == 1


def test_an_answer_taken_back_while_freezing_is_not_counted(
    held: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    families(held, all_year(held), 7, 6, AUTUMN)
    count_as_ever = counts.waiting

    def taken_back(*arguments: Any, **named: Any) -> Any:
        found = count_as_ever(*arguments, **named)
        if found.total == 13:
            one = RESPONSE.c.id.in_(select(RESPONSE.c.id).limit(1))
            with database_of(held).transaction() as connection:
                connection.execute(RESPONSE.delete().where(one))
        return found

    monkeypatch.setattr(counts, "waiting", taken_back)
    [made] = freeze(held, now=AUTUMN_DUE)

    assert made.responses == 12
    assert rows(held, "SELECT count(*) FROM counted_response") == [(12,)]


def test_an_answer_taken_back_later_leaves_the_release_as_it_was(
    held: Flask, forum: CheckingClient
) -> None:
    families(held, all_year(held), 7, 6, AUTUMN)
    freeze(held, now=AUTUMN_DUE)
    before = words(forum.get("/staff/results/1"))

    with database_of(held).transaction() as connection:
        connection.execute(text("DELETE FROM response"))

    assert words(forum.get("/staff/results/1")) == before
    assert rows(held, "SELECT count(*) FROM counted_response") == [(0,)]


def test_a_year_is_the_sum_and_says_no_more_than_its_releases(
    held: Flask, forum: CheckingClient
) -> None:
    collection = all_year(held)
    families(held, collection, 12, 8, AUTUMN)
    families(held, collection, 9, 2, SPRING)
    freeze(held, now=SPRING_DUE)

    parts = [table(soup(forum.get(f"/staff/results/{number}")), OVERALL) for number in (1, 2)]
    answer = forum.get("/staff/results/years/2025-26/post_session")
    year = table(soup(answer), OVERALL)

    assert [part[GOOD] for part in parts] == ["12", "7 or more"]
    # 21 would give away that 9 of the second were good, and so that 2 were not.
    assert year[GOOD] == "19 to 23"
    assert year["Everyone who answered"] == "31"
    assert "31 responses" in words(answer)
    assert "Releases R1+R2 added up" in words(answer)


def test_a_year_of_one_release_is_that_release(held: Flask, forum: CheckingClient) -> None:
    collection = all_year(held)
    families(held, collection, 12, 8, AUTUMN)
    families(held, collection, 4, 2, SPRING)
    freeze(held, now=SPRING_DUE)

    assert forum.get("/staff/results/years/2025-26/post_session").status_code == 404
    assert not soup(forum.get("/staff/results")).select("a[href*='/years/']")


def test_the_same_answers_secret_and_day_give_the_same_bytes(
    app: Flask, tmp_path: Path, migrated_sqlite: Path
) -> None:
    hashes = []
    for name in ("one", "two"):
        again = another(app, tmp_path / name, migrated_sqlite)
        collection = all_year(again)
        families(again, collection, 9, 4, AUTUMN)
        families(again, collection, 11, 7, SPRING)
        hashes.append([one.hash for one in freeze(again)])

    assert hashes[0] == hashes[1]


def test_rules_are_raised_with_a_reason_and_hold_for_the_next_release(
    held: Flask, forum: CheckingClient
) -> None:
    collection = all_year(held)
    families(held, collection, 7, 6, AUTUMN)
    families(held, collection, 20, 7, SPRING)
    freeze(held, now=AUTUMN_DUE)

    done = set_rules(held, "--base", "20", "--threshold", "8", "--reason", WHY)
    freeze(held, now=SPRING_DUE)

    assert done.exit_code == 0, done.output
    assert done.output == f"Base 20, threshold 8.\nWhy: {WHY}\n"
    assert set_rules(held).output == done.output
    assert table(soup(forum.get("/staff/results/1")), OVERALL)[GOOD] == "7"
    spring = table(soup(forum.get("/staff/results/2")), OVERALL)
    assert "fewer than 8" in spring.values()


def test_a_page_names_the_base_it_was_made_by(held: Flask, forum: CheckingClient) -> None:
    families(held, all_year(held), 7, 6, AUTUMN)
    set_rules(held, "--base", "15", "--reason", WHY)
    freeze(held, now=AUTUMN_DUE)

    page, index = words(forum.get("/staff/results/1")), words(forum.get("/staff/results"))

    assert "We have had fewer than 15 answers, so we are not showing results." in page
    assert "Fewer than 15 answers: counted with the next term" in index
    assert "We show them from 15 answers on." in index


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--base", "9", "--reason", WHY), "The base is at least 10 and the threshold at least 5."),
        (("--threshold", "4", "--reason", WHY), "The base is at least 10"),
        (("--base", "12"), "Say why, in a sentence: the reason is kept for good."),
        (("--base", "12", "--reason", "because"), "Say why, in a sentence"),
    ],
)
def test_rules_below_the_floor_or_without_a_reason_are_refused_in_a_sentence(
    held: Flask, arguments: tuple[str, ...], sentence: str
) -> None:
    done = set_rules(held, *arguments)

    assert done.exit_code != 0
    assert sentence in done.output
    assert set_rules(held).output == "Base 10, threshold 5.\n"
    assert entries(held) == []


def test_rules_are_lowered_again_only_before_the_first_release(held: Flask) -> None:
    families(held, all_year(held), 12, 12, AUTUMN)
    set_rules(held, "--base", "20", "--threshold", "9", "--reason", WHY)
    lowered = set_rules(held, "--base", "15", "--reason", "Twenty was too many.")
    freeze(held, now=AUTUMN_DUE)

    for arguments in (("--base", "14"), ("--threshold", "8")):
        done = set_rules(held, *arguments, "--reason", "Too little is shown.")
        assert done.exit_code != 0
        assert "after a release these can only be raised" in done.output
    assert lowered.exit_code == 0
    assert set_rules(held).output.startswith("Base 15, threshold 9.")


def test_a_changed_rule_and_a_release_are_in_the_audit(held: Flask) -> None:
    families(held, all_year(held), 7, 6, AUTUMN)
    set_rules(held, "--base", "12", "--reason", WHY)

    freeze(held, now=AUTUMN_DUE)

    kept = [(one["action"], one["who"], one["subject_id"], one["reason"]) for one in entries(held)]
    assert kept == [
        ("changed_setting", "command line", "release rules", WHY),
        ("released_results", "command line", "R1", None),
    ]


def test_commands_make_and_list_releases(held: Flask) -> None:
    families(held, all_year(held), 7, 6, AUTUMN)
    families(held, all_year(held, survey_slug="interpreter"), 0, 0, AUTUMN)

    nothing = run(held, "list").output
    rehearsed = run(held, "make", "--dry-run").output
    made = run(held, "make").output
    listed = run(held, "list").output

    assert nothing == "Nothing has been frozen yet.\n"
    assert "post_session, Autumn term 2025: due since 2026-01-15" in rehearsed
    assert "post_session  2025-autumn  13 responses" in made
    assert "interpreter  2025-autumn  fewer answers than the base" in made
    assert sorted(listed.splitlines()) == sorted(made.splitlines())
    assert run(held, "make").output == ""
    assert run(held, "make", "--dry-run").output == "Nothing is due.\n"
