"""The `heard` commands: plain sentences, safe to repeat, and silent about what families wrote."""

import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text

from feedback.cli import main
from feedback.cli.checking import needs_compiling
from tests.feedback.areas import LITTLE_BOROUGH
from tests.feedback.bringing_in import MAPPING, csv_file, mapping_file
from tests.server import HEARD
from tests.stand_in_provider import running_provider, settings_for
from translations import LANGUAGES

SECRET = "s" * 40


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A data folder of this test's own, and no settings of the machine it runs on."""
    for name in ("HEARD_ENVIRONMENT", "HEARD_DATABASE_URL", "HEARD_AREA", "HEARD_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HEARD_DATA_DIR", str(tmp_path / "data"))
    yield


def heard(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_an_unsafe_setting_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_ENVIRONMENT", "production")

    done = heard("check")

    assert done.exit_code == 2
    assert done.stderr.startswith("heard: HEARD_SECRET_KEY is missing")
    assert len(done.stderr.splitlines()) == 1


def test_a_broken_area_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    area = tmp_path / "area.toml"
    area.write_text("name = \n", "utf-8")
    monkeypatch.setenv("HEARD_AREA", str(area))

    done = heard("run")

    assert done.exit_code == 2
    assert "line 1: this is not TOML" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_database_that_is_not_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_DATABASE_URL", "postgresql://heard@127.0.0.1:1/heard")

    done = heard("migrate")

    assert done.exit_code == 2
    assert done.stderr.startswith("heard: The database cannot be opened: ")
    assert "Traceback" not in done.output


def test_check_says_what_is_missing_and_what_is_fine() -> None:
    before = heard("check")
    heard("migrate")
    after = heard("check")

    assert before.exit_code == 1
    assert "Database:      not up to date. Run `heard migrate`." in before.stdout
    assert "Settings:      fine (sample)" in after.stdout
    assert "Area:          fine (City of London)" in after.stdout
    assert "Database:      fine (sqlite" in after.stdout


def test_check_asks_the_provider_of_work_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    without = heard("check")
    with running_provider() as provider:
        for name, value in settings_for(provider).items():
            monkeypatch.setenv(name, value)
        there = heard("check")
        provider.keys = []
        without_keys = heard("check")
    away = heard("check")

    assert "Work accounts: none: staff sign in with passwords and links." in without.stdout
    assert "Work accounts: fine (the provider returns people to http://127.0.0.1:" in there.stdout
    assert "/staff/sign-in/work-account/answer)" in there.stdout
    assert "cannot be used now: it publishes no key that we can use." in without_keys.stdout
    assert "cannot be used now: URLError." in away.stdout
    assert without.exit_code == there.exit_code == away.exit_code


def an_area(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *slips: tuple[str, str]) -> None:
    """A small area of this test's own, with these changes."""
    text = LITTLE_BOROUGH
    for old, new in slips:
        assert old in text
        text = text.replace(old, new)
    file = tmp_path / "area.toml"
    file.write_text(text, "utf-8")
    monkeypatch.setenv("HEARD_AREA", str(file))


def test_check_lists_the_contact_lines_still_to_be_filled_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    heard("migrate")
    waiting = 'email = "to be filled in by the area"'
    an_area(monkeypatch, tmp_path, ('email = "send@little.example"', waiting))

    done = heard("check")
    an_area(monkeypatch, tmp_path, ('phone = "to be filled in by the area"', 'phone = "020"'))
    filled_in = heard("check")

    said = "Contact:       [contact] in the area's file still has to be filled in: email, phone."
    assert said in done.stdout.splitlines()
    assert "Contact:       fine" in filled_in.stdout
    assert "Sources:       fine" in done.stdout
    # It is no reason not to start.
    assert done.exit_code == filled_in.exit_code


def test_check_says_when_families_are_told_of_999_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    heard("migrate")
    table = '[safeguarding]\nphone = "020 0000 0000"\n'
    cited = 'cited = { document = "their-strategy", section = "1" }\n'
    an_area(monkeypatch, tmp_path, (table + cited, ""))

    assert "families are told of 999 only." in heard("check").stdout


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2027, 12, 31), "fine (today is in 2027-all)"),
        (date(2028, 1, 1), "no term in the area's file covers today, 2028-01-01, so the results"),
    ],
)
def test_check_warns_when_no_term_covers_today(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, today: date, said: str
) -> None:
    an_area(monkeypatch, tmp_path)
    monkeypatch.setattr("feedback.cli.checking._today", lambda: today)

    assert f"Terms:         {said}" in heard("check").stdout


def test_check_of_a_broken_area_says_what_it_could_not_check(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    an_area(monkeypatch, tmp_path, ('name = "Little Borough"', "name ="))

    done = heard("check")

    assert done.exit_code == 1
    assert "Terms:         not checked" in done.stdout
    assert "Contact:       not checked" in done.stdout


def test_a_catalogue_older_than_its_translation_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    french = LANGUAGES["fr"]
    assert not needs_compiling(french, tmp_path)

    (folder / "messages.po").touch()
    assert needs_compiling(french, tmp_path)

    (folder / "messages.mo").touch()
    assert not needs_compiling(french, tmp_path)


def test_two_migrations_at_once_both_succeed(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_DATABASE_URL", database_url)

    both = [
        subprocess.Popen([HEARD, "migrate"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for _turn in range(3)
    ]

    for process in both:
        said, _nothing = process.communicate(timeout=60)
        assert process.returncode == 0, said.decode()
        assert b"up to date" in said


SPOKEN = "Zebra crossing outside the clinic"


def imported(tmp_path: Path, *arguments: str) -> Result:
    rows = [("1", SPOKEN, "good"), (SPOKEN, "x", "good"), ("2", "z" * 2001, "good")]
    path = csv_file(tmp_path, rows)
    mapping = mapping_file(tmp_path, MAPPING)
    return heard(
        *("import-responses", path, "--survey", "post_session", "--map", mapping),
        *("--on", "2026-03-31", *arguments),
    )


def counted(tmp_path: Path, table: str) -> int:
    engine = create_engine(f"sqlite:///{tmp_path / 'data' / 'heard.sqlite3'}")
    with engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608 -- our own names


def test_an_import_reports_counts_and_never_a_comment(tmp_path: Path) -> None:
    heard("migrate")

    done = imported(tmp_path)

    assert done.exit_code == 0, done.output
    assert "Accepted:       1 rows (1 new responses, 1 new comments)" in done.stdout
    assert "row 3, column “rating”: the mapping does not know this value" in done.stdout
    assert "row 4, column “said”: it is 1 characters too long" in done.stdout
    assert "Tone estimated: 1 comments; 0 wait" in done.stdout
    assert "Zebra" not in done.output
    assert "zzz" not in done.output


def test_an_import_again_says_that_all_is_there(tmp_path: Path) -> None:
    heard("migrate")
    imported(tmp_path)

    done = imported(tmp_path)

    assert "Accepted:       0 rows" in done.stdout
    assert "Already there:  1 rows" in done.stdout
    assert counted(tmp_path, "response") == 1
    assert counted(tmp_path, "reading") == 1


def test_a_rehearsal_stores_nothing(tmp_path: Path) -> None:
    heard("migrate")

    done = imported(tmp_path, "--dry-run")

    assert done.stdout.startswith("A rehearsal: nothing was stored.")
    assert counted(tmp_path, "response") == 0


def test_reading_can_wait(tmp_path: Path) -> None:
    heard("migrate")
    imported(tmp_path, "--no-read")
    assert counted(tmp_path, "reading") == 0

    done = heard("read-comments")

    assert done.stdout == "Read 1 comments; 0 could not be read and wait.\n"
    assert counted(tmp_path, "reading") == 1


def test_an_import_before_the_tables_is_one_sentence(tmp_path: Path) -> None:
    done = imported(tmp_path)

    assert done.exit_code == 2
    assert done.stderr == "heard: The database is not up to date. Run `heard migrate` first.\n"


def test_an_import_of_nothing_but_refused_rows_fails(tmp_path: Path) -> None:
    heard("migrate")
    path = csv_file(tmp_path, [("7", "x", "good")] * 30)

    done = heard(
        *("import-responses", path, "--survey", "post_session"),
        *("--map", mapping_file(tmp_path), "--on", "2026-03-31"),
    )

    assert done.exit_code == 1
    assert "30 × column “rating”: the mapping does not know this value" in done.stdout
    assert counted(tmp_path, "collection") == 0
