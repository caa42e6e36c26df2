"""Surveys travel between installations; three hundred broken files leave no trace in either."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from werkzeug.test import TestResponse

from feedback import drafts
from feedback.cli import main
from feedback.config import Config
from feedback.models import Action
from forms.survey_files import as_toml, take_in
from tests.client import CheckingClient
from tests.feedback.asking import soup
from tests.feedback.audited import said
from tests.feedback.initiatives import error_at, send
from tests.feedback.staff_pages import signed_in, words
from tests.forms.breaking import TRIES, broken
from tests.forms.whole_files import EXAMPLES, everything

PAGE = "/staff/survey-files"
SEEN = 'INSERT INTO "staff_session"'


def upload(client: CheckingClient, content: bytes, *, token: str | None = None) -> TestResponse:
    if token is None:
        field = soup(client.get(PAGE)).select_one("input[name=csrf_token]")
        assert field
        token = str(field["value"])
    file = (io.BytesIO(content), "survey.exe")
    return client.post(PAGE, data={"csrf_token": token, "file": file})


def taken_in(client: CheckingClient, content: bytes) -> str:
    """Look at a file, press the button, and say which survey came of it."""
    shown = upload(client, content)
    assert shown.status_code == 200, words(shown)
    form = soup(shown).select_one("main form")
    assert form
    values = {str(one["name"]): str(one["value"]) for one in form.select("input[name]")}
    answer = client.post(str(form["action"]), data=values)
    assert answer.status_code == 303, words(answer)
    return str(answer.headers["Location"]).rpartition("/")[2]


def everything_stored(app: Flask) -> tuple[list[str], dict[str, bytes]]:
    """Every row of every table, and every other file of the data folder, byte by byte.

    But for when somebody who is signed in was last seen.
    """
    config = app.extensions["heard_config"]
    with closing(sqlite3.connect(config.data_dir / "heard.sqlite3")) as held:
        rows = [row for row in held.iterdump() if not row.startswith(SEEN)]
    others = {
        str(one.relative_to(config.data_dir)): one.read_bytes()
        for one in config.data_dir.rglob("*")
        if one.is_file() and not one.name.startswith("heard.sqlite3")
    }
    return rows, others


def test_a_survey_travels_there_and_back_and_is_the_same(app: Flask) -> None:
    officer = signed_in(app)
    file = as_toml(everything()).encode()

    slug = taken_in(officer, file)

    assert slug == everything().slug
    for kind in ("toml", "json"):
        sent = officer.get(f"{PAGE}/{slug}/survey.{kind}")
        assert take_in(sent.data).composed == everything()
        assert f'filename="{slug}.{kind}"' in sent.headers["Content-Disposition"]
    assert officer.get(f"{PAGE}/{slug}/survey.toml").data == file
    assert officer.get(f"{PAGE}/{slug}/survey.exe").status_code == 404
    assert officer.get(f"{PAGE}/nothing/survey.toml").status_code == 404
    assert officer.get(f"{PAGE}/{slug}/survey.toml?version=1").status_code == 404
    assert officer.get(f"{PAGE}/{slug}/survey.toml?version=²").data == file
    left = [entry[:3] for entry in said(app) if entry[0] == Action.EXPORTED]
    assert left == [(Action.EXPORTED, "survey", slug)] * 4


def test_a_copy_has_another_name_and_other_ids(app: Flask) -> None:
    officer = signed_in(app)
    first = taken_in(officer, as_toml(everything()).encode())

    second = taken_in(officer, as_toml(everything()).encode())

    with app.test_request_context():
        one, other = drafts.find(first), drafts.find(second)
    assert one
    assert other
    assert second == f"{first}_2"
    mine = {piece.id for piece in one.composed.pieces if piece.own}
    assert mine.isdisjoint(piece.id for piece in other.composed.pieces if piece.own)


def test_nothing_is_kept_before_somebody_has_seen_what_is_lost(app: Flask) -> None:
    officer = signed_in(app)
    file = (EXAMPLES / "limesurvey.lss").read_bytes()
    before = everything_stored(app)

    shown = words(upload(officer, file))

    assert everything_stored(app) == before
    for words_said in (
        "Did people listen to you?",
        "How old are you? AGE We ask for no numbers",
        "Easy Read Such files have no Easy Read.",
    ):
        assert words_said in shown
    slug = taken_in(officer, file)
    with app.test_request_context():
        found = drafts.find(slug)
    assert found
    assert found.version is None


def test_three_hundred_broken_files_are_refused_without_a_trace(app: Flask) -> None:
    officer = signed_in(app)
    field = soup(officer.get(PAGE)).select_one("input[name=csrf_token]")
    assert field
    token = str(field["value"])
    before = everything_stored(app)
    # To parse each page takes most of the time: every tenth stands for them.
    unchecked = super(CheckingClient, officer).open
    taken = []

    for number, (what, content) in enumerate(broken(seed=2026)):
        if number % 10 == 0:
            answer = upload(officer, content, token=token)
        else:
            sent = {"csrf_token": token, "file": (io.BytesIO(content), "survey.toml")}
            answer = unchecked(PAGE, method="POST", data=sent)
        if answer.status_code != 400 or b"file-error" not in answer.data:
            taken.append(what)

    assert (TRIES, taken) == (300, [])
    assert everything_stored(app) == before


def test_what_is_wrong_is_said_with_its_line(app: Flask) -> None:
    page = upload(signed_in(app), b'{"format": 1,\n"slug": 7}')

    assert error_at(soup(page), "file") == "Error: Nothing of this file was taken in."
    assert "Line 2: This is none of the words that can stand here. slug" in words(page)
    assert "Choose a file." in error_at(soup(send(signed_in(app), PAGE)), "file")


def test_what_a_browser_changed_after_the_look_is_read_as_strictly(app: Flask) -> None:
    officer = signed_in(app)
    field = soup(officer.get(PAGE)).select_one("input[name=csrf_token]")
    assert field
    before = everything_stored(app)

    for survey in ("", "{}", '{"format": 1, "slug": "post_session"}', "[" * 5000):
        answer = officer.post(
            f"{PAGE}/take-in", data={"csrf_token": str(field["value"]), "survey": survey}
        )
        assert answer.status_code == 400

    assert everything_stored(app) == before


def test_the_command_does_the_same(
    app: Flask, config: Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HEARD_DATA_DIR", str(config.data_dir))
    file = tmp_path / "survey.toml"
    file.write_text(as_toml(everything()), encoding="utf-8")
    bad = tmp_path / "bad.json"
    bad.write_text('{"format": 1,\n"slug": 7}')
    run = CliRunner().invoke

    rehearsed = run(main, ["surveys", "import", str(EXAMPLES / "formbricks.json"), "--dry-run"])
    refused = run(main, ["surveys", "import", str(bad)])
    before = [row for row in everything_stored(app)[0] if 'INTO "composed_survey"' in row]
    kept = run(main, ["surveys", "import", str(file)])
    written = run(main, ["surveys", "export", everything().slug])
    missing = run(main, ["surveys", "export", "nothing"])

    assert "\ntaken in: What did you like?" in rehearsed.output
    assert "not taken in: nps: How likely" in rehearsed.output
    assert "not taken in: Easy Read (Such files have no Easy Read." in rehearsed.output
    assert (refused.exit_code, before) == (2, [])
    assert "line 2: slug" in refused.output
    assert kept.exit_code == 0, kept.output
    assert written.output == file.read_text(encoding="utf-8")
    assert missing.exit_code == 2
    assert [entry[:3] for entry in said(app)] == [
        (Action.CHANGED_SURVEY, "survey", everything().slug),
        (Action.EXPORTED, "survey", everything().slug),
    ]
