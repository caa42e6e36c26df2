"""`heard audit`: whole or not, where it ends, what it says; and what other commands leave in it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import Engine, text

from feedback import chain
from feedback.audit import Action, Subject
from feedback.bring_in import Report
from feedback.chain import Entry
from feedback.cli import main
from feedback.models import Role, StaffMember
from tests.feedback.asking import database_of
from tests.feedback.audited import entries, said
from tests.feedback.bringing_in import bring, csv_file
from tests.feedback.staff_pages import new_staff

PART = "state=waiting page=1"
PASSWORD = "four quiet green umbrellas"


@pytest.fixture(autouse=True)
def data_dir(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The app's own data folder, for the commands to work on."""
    folder: Path = app.extensions["heard_config"].data_dir
    monkeypatch.setenv("HEARD_DATA_DIR", str(folder))
    monkeypatch.delenv("HEARD_DATABASE_URL", raising=False)
    return folder


@pytest.fixture
def sam(app: Flask) -> StaffMember:
    return new_staff(app, name="Sam \x1b[31mGreen\n", role=Role.OFFICER)


def heard(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=typed)


def keep(app: Flask, *kept: Entry) -> None:
    with database_of(app).transaction() as connection:
        chain.append(connection, kept)


def head() -> str:
    return heard("audit", "head").output.split()[1]


def spoil(app: Flask, statement: str) -> None:
    with database_of(app).transaction() as connection:
        for trigger in ("never_changes", "never_goes", "only_grows"):
            connection.execute(text(f"DROP TRIGGER audit_entry_{trigger}"))
        connection.execute(text(statement))


def read(sam: StaffMember, number: int) -> list[Entry]:
    who = str(sam.id)
    return [Entry(Action.READ_QUOTES, who, how_many=one) for one in range(1, number + 1)]


def test_an_empty_audit_is_whole() -> None:
    done = heard("audit", "verify")

    assert done.exit_code == 0
    assert "Entries: 0." in done.output
    assert heard("audit", "head").output == f"0 {'0' * 64}\n"


def test_a_whole_chain_says_so_and_says_what_it_cannot_know(app: Flask, sam: StaffMember) -> None:
    keep(app, *read(sam, 3))

    done = heard("audit", "verify")

    assert done.exit_code == 0
    assert f"Entries: 3. The head is {head()}." in done.output
    assert "The chain is whole" in done.output
    assert "cannot show that entries were cut off its end" in done.output


def test_a_changed_entry_ends_with_an_error(app: Flask, sam: StaffMember) -> None:
    keep(app, *read(sam, 3))
    spoil(app, "UPDATE audit_entry SET who = 'nobody' WHERE number = 2")

    done = heard("audit", "verify")

    assert done.exit_code == 1
    assert "Entry 2 was changed" in done.output
    assert "whole" not in done.output


def test_many_problems_are_counted_and_not_all_printed(app: Flask, sam: StaffMember) -> None:
    keep(app, *read(sam, 30))
    spoil(app, "UPDATE audit_entry SET who = 'nobody'")

    assert "… and 10 more." in heard("audit", "verify").output


def test_a_head_kept_before_shows_what_was_cut_off(app: Flask, sam: StaffMember) -> None:
    keep(app, *read(sam, 3))
    kept = head()
    still_there = heard("audit", "verify", "--head", kept)
    spoil(app, "DELETE FROM audit_entry WHERE number = 3")

    alone, beside = heard("audit", "verify"), heard("audit", "verify", "--head", kept)

    assert still_there.exit_code == 0
    assert "The hash given is entry 3." in still_there.output
    assert alone.exit_code == 0
    assert beside.exit_code == 1
    assert "cut off or written anew" in beside.output


def test_what_was_added_since_a_head_is_counted(app: Flask, sam: StaffMember) -> None:
    keep(app, *read(sam, 3))
    kept = head()
    keep(app, *read(sam, 2))

    done = heard("audit", "verify", "--head", f" {kept.upper()} ")

    assert done.exit_code == 0
    assert "Entries added since: 2;" in done.output


def test_a_chain_written_anew_shows_only_beside_a_head(app: Flask, sam: StaffMember) -> None:
    keep(app, *read(sam, 2))
    kept = head()
    spoil(app, "DELETE FROM audit_entry")
    keep(app, *read(sam, 1))

    assert heard("audit", "verify").exit_code == 0
    assert heard("audit", "verify", "--head", kept).exit_code == 1


def test_entries_are_listed_one_a_line_whatever_a_name_holds(app: Flask, sam: StaffMember) -> None:
    keep(
        app,
        Entry(Action.READ_COMMENTS, str(sam.id), Subject.QUEUE, PART, how_many=25),
    )

    (line,) = heard("audit", "list").output.splitlines()

    number, _when, *rest = line.split("  ")
    assert (number, rest) == (
        "1",
        ["Sam [31mGreen", "read_comments", "queue state=waiting page=1", "× 25"],
    )


def test_the_list_can_be_of_one_person_or_from_a_day_on(app: Flask, sam: StaffMember) -> None:
    keep(app, *read(sam, 1), Entry(Action.EXPORTED, chain.COMMAND_LINE))

    of_sam = heard("audit", "list", "--staff", sam.email.upper()).output
    later = heard("audit", "list", "--since", "2999-01-01").output
    earlier = heard("audit", "list", "--since", "2020-01-01").output

    assert "read_quotes" in of_sam
    assert "exported" not in of_sam
    assert later == ""
    assert len(earlier.splitlines()) == 2


def test_an_address_that_is_nobodys_is_refused() -> None:
    done = heard("audit", "list", "--staff", "nobody@example.org")

    assert done.exit_code == 2
    assert "Nobody here has this email address." in done.output


def test_a_database_without_the_tables_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_DATA_DIR", str(tmp_path / "elsewhere"))

    done = heard("audit", "verify")

    assert done.exit_code == 2
    assert "Run `heard migrate` first." in done.output


def test_a_new_account_is_kept_without_its_address(app: Flask) -> None:
    arguments = ("add-staff", "kim@example.org", "--name", "Kim", "--role", "forum")

    assert heard(*arguments, typed=f"{PASSWORD}\n" * 2).exit_code == 0

    (entry,) = entries(app)
    assert (entry["who"], entry["action"]) == ("command line", "added_staff")
    assert (entry["subject"], entry["reason"]) == ("staff", "role: forum")
    assert "kim@" not in str(entry)


def test_an_import_is_kept_and_a_rehearsal_is_not(app: Flask, tmp_path: Path) -> None:
    engine = database_of(app).engine
    path = csv_file(tmp_path)

    bring(engine, path, is_rehearsal=True)
    taken: Report = bring(engine, path)
    bring(engine, path)

    ((action, subject, _id, how_many),) = said(app)
    assert (action, subject, how_many) == ("imported", "collection", taken.accepted)


def test_a_changed_rule_of_releases_is_kept_with_its_reason(app: Flask) -> None:
    why = "The panel asked for more caution."

    refused = heard("releases", "rules", "--base", "12")
    changed = heard("releases", "rules", "--base", "12", "--reason", why)

    assert refused.exit_code == 2
    assert changed.exit_code == 0, changed.output
    ((action, subject, which, _how_many),) = said(app)
    assert (action, subject, which) == ("changed_setting", "setting", "release rules")
    assert entries(app)[0]["reason"] == why


def test_a_translators_sheet_is_kept_as_an_export(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "fr.csv"

    assert heard("translations", "export", "fr", str(path)).exit_code == 0

    with path.open(encoding="utf-8-sig", newline="") as file:
        written = sum(1 for _row in csv.reader(file)) - 1
    assert said(app) == [("exported", "language", "fr", written)]


def test_the_commands_work_on_either_database(
    engine: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_DATABASE_URL", database_url)
    with engine.begin() as connection:
        chain.append(connection, [Entry(Action.EXPORTED, chain.COMMAND_LINE, how_many=1)])

    whole, listed = heard("audit", "verify", "--head", head()), heard("audit", "list")

    assert whole.exit_code == 0, whole.output
    assert "Entries: 1. The head is" in whole.output
    assert "exported  × 1" in listed.output
