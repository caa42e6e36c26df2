"""What was kept long enough goes, whole and in time; what was frozen stays as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, select, text

from feedback import create_app
from feedback.bring_in import ImportRefusedError
from feedback.config import Config
from feedback.counts import pulse, pulse_answers
from feedback.erase import EraseRefusedError, erasing
from feedback.erase.report import write
from feedback.models import (
    Action,
    ClearedForm,
    Judgement,
    MissingLanguage,
    PaperForm,
    StaffSession,
    Throttle,
)
from feedback.results.auditing import problems_of
from feedback.results.shown import stored_releases
from feedback.results.stored import broken_links
from tests import factories
from tests.client import CheckingClient
from tests.feedback import initiatives as make
from tests.feedback.asking import database_of, open_collection, send, soup, stored
from tests.feedback.audited import entries
from tests.feedback.bringing_in import bring, csv_file
from tests.feedback.erasing import (
    COMMENTS_DUE,
    QUOTES_DUE,
    RESPONSES_DUE,
    TERM_IS_DUE,
    WEEK,
    WORDS,
    counted,
    erase,
    rehearse,
    twelve_families,
)
from tests.feedback.families import asked, families_answer, families_write
from tests.feedback.moderating import decide, translate, written
from tests.feedback.releasing import freeze
from tests.feedback.staff_pages import new_staff, signed_in, store
from tests.feedback.terms import asked_in

ONE_DAY = timedelta(days=1)


@pytest.fixture
def either(engine: Engine, config: Config) -> Iterator[Flask]:
    """The app on each kind of database."""
    app = create_app(config, engine=engine)
    app.testing = True
    app.test_client_class = CheckingClient
    yield app


def rows(app: Flask, table: str) -> int:
    """How many rows a table holds."""
    with database_of(app).reading.connect() as connection:
        number: int = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 -- our own names
        return number


def main_of(client: CheckingClient, address: str) -> str:
    """What a page or a file says."""
    answer = client.get(address)
    assert answer.status_code == 200
    main = soup(answer).find("main")
    return str(main or answer.get_data(as_text=True))


def test_comments_go_on_their_day_and_not_before(either: Flask) -> None:
    twelve_families(either)

    early = erase(either, COMMENTS_DUE - ONE_DAY)
    on_the_day = erase(either, COMMENTS_DUE)

    assert counted(early) == {}
    assert counted(on_the_day) == {"comments": 12}
    responses, answers, comments = stored(either)
    assert (len(responses), len(answers), comments) == (12, 12, [])
    assert rows(either, "reading") == 0


def test_whole_responses_go_on_their_day(either: Flask) -> None:
    twelve_families(either)

    report = erase(either, RESPONSES_DUE)

    assert counted(report) == {"responses": 12}
    assert stored(either) == ([], [], [])
    assert rows(either, "counted_response") == 0


def test_a_rehearsal_says_the_same_and_changes_nothing(either: Flask) -> None:
    twelve_families(either)
    before = (len(stored(either)[2]), len(entries(either)))

    rehearsal = rehearse(either, COMMENTS_DUE)

    assert (len(stored(either)[2]), len(entries(either))) == before
    assert counted(rehearsal) == counted(erase(either, COMMENTS_DUE)) == {"comments": 12}
    assert rehearsal.went[1].oldest == WEEK


def test_a_second_run_finds_nothing_and_notes_nothing(either: Flask) -> None:
    twelve_families(either)
    erase(either, RESPONSES_DUE)
    before = entries(either)

    again = erase(either, RESPONSES_DUE)

    assert not again.is_something
    assert entries(either) == before


def test_nothing_goes_before_its_term_is_released(either: Flask) -> None:
    twelve_families(either, is_released=False)

    waiting = erase(either, RESPONSES_DUE)
    freeze(either, now=TERM_IS_DUE)
    released = erase(either, RESPONSES_DUE)

    assert counted(waiting) == {}
    assert any("waiting for the release of their term" in line for line in waiting.lines())
    assert counted(released) == {"responses": 12}


def test_too_few_for_any_release_do_not_wait_for_ever(either: Flask) -> None:
    families_write(either, asked_in(either, WEEK), 3, WORDS, week=WEEK)
    freeze(either, now=TERM_IS_DUE)
    assert rows(either, "counted_response") == 0

    report = erase(either, RESPONSES_DUE)

    assert counted(report) == {"responses": None}
    assert stored(either)[0] == []


def test_what_a_machine_sent_waits_for_no_release(either: Flask) -> None:
    families_write(either, asked_in(either, WEEK), 12, WORDS, week=WEEK, is_quarantined=True)

    assert counted(erase(either, RESPONSES_DUE)) == {"responses": 12}


def test_few_families_are_never_counted_aloud(app: Flask) -> None:
    families_write(app, asked_in(app, WEEK), 3, WORDS, week=WEEK)
    freeze(app, now=TERM_IS_DUE)

    report = erase(app, COMMENTS_DUE)

    said = " ".join([*report.lines(), json.dumps(report.as_data()), report.in_short])
    assert "fewer than 10" in said
    assert " 3 " not in said
    assert entries(app)[-1]["how_many"] is None
    assert "comments fewer than 10 until" in str(entries(app)[-1]["reason"])


def test_frozen_results_stay_exactly_as_they_were(app: Flask) -> None:
    collection = twelve_families(app)
    addresses = ["/staff/results/1", "/staff/results/1/results.csv", "/staff/results"]
    before = [main_of(signed_in(app), address) for address in addresses]

    erase(app, RESPONSES_DUE)

    # Sessions are over by then, too.
    officer = signed_in(app)
    assert [main_of(officer, address) for address in addresses] == before
    with database_of(app).session() as session:
        found = stored_releases(session)
    area = app.extensions["heard_area"]
    assert [problem for one in found for problem in problems_of(one.content, area)] == []
    assert list(broken_links(found)) == []
    page = officer.get(f"/staff/results/collections/{collection.id}")
    assert "fewer than 10 answers" not in page.get_data(as_text=True)
    assert freeze(app, now=TERM_IS_DUE) == []


def quoted(app: Flask) -> tuple[CheckingClient, str]:
    """An approved quote from a comment that says more; the browser, and the id of the comment."""
    officer, collection = signed_in(app), asked_in(app, WEEK)
    families_answer(app, collection, 12, {"ps_overall": "good"}, week=WEEK)
    comment = written(
        app, collection, "كان رائعا جدا Sam", language="ar", week=WEEK, consent_version=1
    )
    translate(officer, comment, "It was quite wonderful, Sam")
    decide(officer, comment, ruling="publish", edited_copy="Sam was here", why="Sam agrees")
    decide(
        officer,
        comment,
        query="?again=1",
        ruling="publish",
        edited_copy="The crossing was quiet",
        why="Sam is left out",
    )
    freeze(app, now=TERM_IS_DUE)
    return officer, str(comment)


def test_an_approved_quote_outlives_all_it_was_made_from(app: Flask) -> None:
    officer = quoted(app)[0]
    officer.get("/staff/comments/quotes")  # It also says that the decision was saved, once.
    before = main_of(officer, "/staff/comments/quotes")

    report = erase(app, COMMENTS_DUE)

    assert counted(report) == {"quotes": None}
    kept = stored(app)[2]
    assert [one.text for one in kept] == ["The crossing was quiet"]
    with database_of(app).session() as session:
        decision = session.execute(select(Judgement)).scalar_one()
        assert (decision.edited_copy, decision.why) == ("The crossing was quiet", None)
        assert decision.saw_estimate
    for table in ("comment_translation", "noticing", "reading", "second_opinion"):
        assert rows(app, table) == 0
    assert main_of(signed_in(app), "/staff/comments/quotes") == before
    assert b"Sam" not in b"".join(
        path.read_bytes() for path in app.extensions["heard_config"].data_dir.glob("heard.sqlite3*")
    )
    assert not erase(app, COMMENTS_DUE).is_something


def test_the_page_of_a_quote_cut_down_still_opens(app: Flask) -> None:
    quoted(app)
    erase(app, COMMENTS_DUE)
    (kept,) = stored(app)[2]

    page = signed_in(app).get(f"/staff/comments/{kept.id}")

    assert page.status_code == 200
    assert "The crossing was quiet" in page.get_data(as_text=True)


def test_a_quote_goes_when_its_own_time_is_over(app: Flask) -> None:
    quoted(app)

    report = erase(app, QUOTES_DUE)

    assert counted(report)["comments"] is None
    assert "quiet" not in main_of(signed_in(app), "/staff/comments/quotes")


def test_a_quote_nobody_stands_by_goes_with_the_other_comments(app: Flask) -> None:
    officer, comment = quoted(app)
    decide(officer, comment, query="?again=1", ruling="themes", why="Withdrawn by us")  # type: ignore[arg-type]  # an id in words

    assert counted(erase(app, COMMENTS_DUE)) == {"comments": None}


def test_a_verdict_on_an_initiative_does_not_turn_because_time_passes(either: Flask) -> None:
    made = make.without_pulse(either)
    opens = datetime(2025, 10, 6, 9, tzinfo=UTC)
    collection = make.ask_if_heard(
        either, made, *["yes"] * 9, *["partly"] * 3, opens_at=opens, closes_at=opens + ONE_DAY
    )
    with database_of(either).transaction() as connection:
        connection.execute(text("UPDATE response SET week = '2025-10-06'"))
    freeze(either, now=TERM_IS_DUE)
    now = datetime(2028, 11, 1, tzinfo=UTC)

    def verdict() -> object:
        with database_of(either).session() as session:
            return pulse(pulse_answers(session, [made])[made], since=opens.date(), now=now)

    before = verdict()
    for batch in (RESPONSES_DUE, RESPONSES_DUE + ONE_DAY):
        erase(either, batch)

    assert stored(either)[0] == []
    assert verdict() == before
    assert rows(either, "kept_pulse") == 2
    assert collection


def test_what_else_families_and_staff_leave_goes_in_its_time(either: Flask) -> None:
    person, collection = new_staff(either), asked(either)
    given = factories.response(collection)
    week, long_ago = factories.A_MONDAY, datetime(2026, 9, 1, tzinfo=UTC)
    store(
        either,
        given,
        PaperForm(number="ABCDEFGH", response_id=given.id),
        MissingLanguage(code="ta", week=week, key_hash="1"),
        ClearedForm(key_hash="2", week=week),
        StaffSession(id_hash="3", staff_id=person.id, created_at=long_ago, last_seen_at=long_ago),
        Throttle(key_hash="4", window_start=long_ago, tries=1),
        Throttle(key_hash="4", window_start=datetime(2027, 9, 7, tzinfo=UTC), tries=2),
    )

    report = erase(either, date(2027, 9, 7))

    assert counted(report) == {
        "paper": None,
        "wishes": None,
        "cleared": None,
        "sessions": 1,
        "tries": 1,
    }
    assert rows(either, "throttle") == 1
    assert rows(either, "response") == 1, "its term is not released"


def test_many_go_in_small_batches(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    twelve_families(app)
    monkeypatch.setattr(erasing, "BATCH", 5)

    assert counted(erase(app, COMMENTS_DUE)) == {"comments": 12}
    assert stored(app)[2] == []


def test_the_audit_notes_counts_and_nothing_else(either: Flask) -> None:
    twelve_families(either)

    report = erase(either, COMMENTS_DUE)

    last = entries(either)[-1]
    assert (last["action"], last["who"]) == (Action.ERASED, "command line")
    assert last["reason"] == "comments 12 until 2025-10-06"
    assert report.audit.entry_hash == last["entry_hash"]


def test_nothing_is_erased_where_it_would_only_seem_to_go(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    twelve_families(app)
    with database_of(app).engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA secure_delete=OFF")

    with pytest.raises(EraseRefusedError, match="secure_delete is 0"):
        erase(app, COMMENTS_DUE)
    assert len(stored(app)[2]) == 12


def test_each_report_is_kept_and_none_written_over(app: Flask, tmp_path: Path) -> None:
    twelve_families(app)
    report = erase(app, COMMENTS_DUE)

    first, second = write(report, tmp_path / "erased"), write(report, tmp_path / "erased")

    assert (first.name, second.name) == ("2026-10-06.json", "2026-10-06-2.json")
    data = json.loads(first.read_text())
    assert data["erased"] == [
        {
            "kind": "comments",
            "how_many": 12,
            "days_kept": 365,
            "until": "2025-10-06",
            "oldest": "2025-10-06",
        }
    ]
    assert (data["releases_kept"], data["newest_release"]) == (1, "R1")
    assert data["backups_gone_by"] == "2026-11-10"
    people = first.with_suffix(".txt").read_text()
    assert "the last copy is gone by 2026-11-10" in people
    assert "overwrote what it deleted" in people


def test_postgresql_is_not_said_to_overwrite(postgres_url: str, config: Config) -> None:
    from feedback import migrations
    from feedback.database import create_engine_for

    engine = create_engine_for(postgres_url)
    migrations.upgrade(engine)
    app = create_app(config, engine=engine)
    twelve_families(app)

    report = erase(app, COMMENTS_DUE)
    engine.dispose()

    assert "it does not overwrite" in report.sure_of


def test_a_reader_in_the_way_is_said(app: Flask) -> None:
    twelve_families(app)
    reader = database_of(app).reading.connect()
    reader.execute(text("SELECT count(*) FROM comment")).scalar_one()

    report = erase(app, COMMENTS_DUE)
    reader.close()

    assert "somebody was reading" in report.sure_of


def test_an_import_cannot_bring_back_what_was_erased(
    either: Flask, engine: Engine, tmp_path: Path
) -> None:
    bring(engine, csv_file(tmp_path))
    freeze(either, now=datetime(2026, 5, 1, tzinfo=UTC))
    bring(engine, csv_file(tmp_path))

    erase(either, date(2027, 4, 15))

    assert stored(either)[2] == []
    for name in ("again.csv", "comments.csv"):
        with pytest.raises(ImportRefusedError, match="could bring them back"):
            bring(engine, csv_file(tmp_path, name=name))
    assert stored(either)[2] == []


def test_a_family_may_still_take_back_what_is_left(app: Flask, client: CheckingClient) -> None:
    open_collection(app, opens_at=datetime(2025, 10, 1, tzinfo=UTC))
    thanks = send(client, {"ps_overall": "good", "ps_better": WORDS})
    found = soup(thanks).select_one("[class*=receipt]")
    assert found is not None
    with database_of(app).transaction() as connection:
        connection.execute(text("UPDATE response SET week = '2025-10-06'"))
    freeze(app, now=TERM_IS_DUE)
    erase(app, COMMENTS_DUE)
    assert (len(stored(app)[0]), stored(app)[2]) == (1, [])

    client.post("/withdraw", data={"receipt": found.get_text()})

    assert stored(app) == ([], [], [])
