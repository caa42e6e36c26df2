"""Asking for a pack on a page: who may, how far it is, who takes it along, and when it goes."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlmodel import select

from feedback.erase.kinds import PACK_DAYS
from feedback.evidence import bundle, making
from feedback.models import EvidencePack, PackState, Role, Ruling
from feedback.typeset import CannotPrintError
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.audited import said
from tests.feedback.initiatives import change, token
from tests.feedback.moderating import judgement
from tests.feedback.staff_pages import new_staff, send_form, signed_in, store

PACKS = "/staff/evidence"
DAY = "01/05/2026"
QUOTE = "The room was warm."


def ask(client: CheckingClient, audience: str = "board") -> str:
    """Ask for a pack, and come to its page."""
    answer = send_form(client, PACKS, {"audience": audience, "as_at": DAY, "language": "en"})
    assert answer.status_code == 303
    return answer.location


def text(client: CheckingClient, path: str) -> str:
    return " ".join(soup(client.get(path)).select_one("main").get_text(" ").split())


def id_in(page: str) -> UUID:
    return UUID(page.rpartition("/")[2])


def folder(app: Flask) -> Path:
    return Path(app.extensions["heard_config"].data_dir) / "evidence"


def rows(app: Flask) -> list[EvidencePack]:
    with database_of(app).session() as session:
        session.expire_on_commit = False
        return list(session.exec(select(EvidencePack)))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack of a few bytes: what is in a whole one is tested elsewhere."""

    def few(_scope: object, *, on_step: Any) -> bytes:
        on_step(5)
        return b"a pack"

    monkeypatch.setattr(bundle, "made", few)


def test_a_pack_is_asked_for_made_beside_and_taken_along(app: Flask) -> None:
    officer = signed_in(app)
    page = ask(officer)
    waiting = text(officer, page)

    made = making.make_waiting(app)

    assert (made, "It is being made" in waiting) == (1, True)
    link = soup(officer.get(page)).select_one("main a.h-button")
    assert link
    taken = officer.get(str(link["href"]))
    assert taken.data.startswith(b"PK")
    assert (
        "heard-e09000001-evidence-board-2026-05-01-en.zip" in taken.headers["Content-Disposition"]
    )
    [row] = rows(app)
    assert row.fingerprint == hashlib.sha256(taken.data).hexdigest()
    done = [(action, subject) for action, subject, _id, _many in said(app)]
    assert done == [("made_evidence", "evidence"), ("exported", "evidence")]


@pytest.mark.parametrize(
    ("role", "offered"),
    [(Role.OFFICER, ["public", "board", "restricted"]), (Role.FORUM, ["public", "board"])],
)
def test_officers_make_every_pack_and_the_forum_all_but_the_restricted(
    app: Flask, role: Role, offered: list[str]
) -> None:
    client = signed_in(app, role)

    choices = soup(client.get(PACKS)).select("select[name=audience] option")
    typed = {"audience": "restricted", "as_at": DAY, "language": "en"}
    sent = client.post(PACKS, data={**typed, "csrf_token": token(client, PACKS)})

    assert [one["value"] for one in choices] == ["", *offered]
    assert sent.status_code == (303 if role is Role.OFFICER else 400)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("role", [Role.FORUM, Role.VIEWER])
def test_nobody_but_officers_finds_a_restricted_pack(app: Flask, role: Role) -> None:
    officer = signed_in(app)
    restricted, board = ask(officer, "restricted"), ask(officer)
    making.make_waiting(app)
    other = signed_in(app, role)

    listed = {link["href"] for link in soup(other.get(PACKS)).select("main a")}

    for path in (restricted, f"{restricted}/file"):
        assert other.get(path).status_code == 404
    assert other.get(f"{board}/file").data == b"a pack"
    assert (restricted in listed, board in listed) == (False, True)


def test_a_viewer_reads_packs_and_makes_none(app: Flask) -> None:
    viewer = signed_in(app, Role.VIEWER)

    form = soup(viewer.get(PACKS)).select_one("main form")
    sent = viewer.post(PACKS, data={"csrf_token": token(viewer, "/staff/account/password")})

    assert form is None
    assert sent.status_code == 403
    assert rows(app) == []


@pytest.mark.parametrize(
    ("as_at", "why"),
    [
        ("31/12/9999", "Check the year."),
        ("31/13/2026", "Write the date like 31/12/2026."),
        ("", "Write the day."),
    ],
)
def test_what_is_no_day_is_refused_at_its_field(app: Flask, as_at: str, why: str) -> None:
    typed = {"audience": "board", "as_at": as_at, "language": "en"}

    answer = send_form(signed_in(app), PACKS, typed)

    page: BeautifulSoup = soup(answer)
    assert answer.status_code == 400
    [said] = page.select("#as_at-error")
    assert why in said.get_text()
    [chosen] = page.select("select[name=audience] option[selected]")
    assert chosen["value"] == "board"


def test_a_pack_may_be_asked_for_as_at_a_day_to_come_as_by_command(app: Flask) -> None:
    typed = {"audience": "board", "as_at": "31/12/2090", "language": "en"}

    answer = send_form(signed_in(app), PACKS, typed)

    assert answer.status_code == 303
    assert [one.as_at.isoformat() for one in rows(app)] == ["2090-12-31"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device", "/srv/pack.zip"), "No space left on device"),
        (CannotPrintError("No font"), "No font"),
    ],
)
def test_a_pack_that_fails_says_why_and_leaves_nothing(
    app: Flask, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def fail(_scope: object, **_how: object) -> bytes:
        raise error

    monkeypatch.setattr(bundle, "made", fail)
    officer = signed_in(app)
    page = ask(officer)

    making.make_waiting(app)

    assert "could not be made" in text(officer, page)
    assert said in text(officer, page)
    assert "/srv" not in text(officer, page)
    assert list(folder(app).glob("*")) == []
    assert officer.get(f"{page}/file").status_code == 303


def test_an_error_with_a_familys_words_in_it_is_never_shown(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_scope: object, **_how: object) -> bytes:
        raise ValueError(QUOTE)

    monkeypatch.setattr(bundle, "made", fail)
    officer = signed_in(app)
    page = ask(officer)

    making.make_waiting(app)

    assert QUOTE not in text(officer, page)
    assert "ValueError" in text(officer, page)


@pytest.mark.usefixtures("quick")
def test_a_pack_whose_maker_was_killed_is_made_again_and_given_up_after_two(app: Flask) -> None:
    officer = signed_in(app)
    once, twice = ask(officer), ask(officer)
    killed = {"state": PackState.MAKING, "step": 2}
    for page, tries in ((once, 1), (twice, 2)):
        place = EvidencePack.id == id_in(page)
        change(app, EvidencePack, place, **killed, tries=tries)

    making.make_waiting(app)

    assert "Download the pack" in text(officer, once)
    assert "stopped twice" in text(officer, twice)


@pytest.mark.usefixtures("quick")
def test_a_pack_is_not_handed_out_once_somebody_quoted_in_it_took_their_words_back(
    app: Flask,
) -> None:
    place, person = factories.collection(), new_staff(app)
    given = factories.response(place, consent_version=1)
    comment = factories.comment(given, QUOTE, question_id="ps_better")
    published: dict[str, Any] = {"ruling": Ruling.PUBLISH, "copy_language": "en"}
    at = datetime(2026, 4, 1, tzinfo=UTC)
    decided = judgement(comment, person, edited_copy=QUOTE, decided_at=at, **published)
    store(app, place, given, comment, decided)
    officer = signed_in(app)
    page = ask(officer)
    making.make_waiting(app)
    before = officer.get(f"{page}/file")

    store(app, judgement(comment, person, ruling=Ruling.HOLD, saw_estimate=True))

    assert before.data == b"a pack"
    assert officer.get(f"{page}/file").status_code == 303
    assert "taken their words back" in text(officer, page)
    assert (making.forget_withdrawn(app), making.forget_withdrawn(app)) == (1, 0)
    assert list(folder(app).iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_a_pack_goes_after_its_days_with_its_file_and_no_other(app: Flask) -> None:
    officer = signed_in(app)
    old, new = ask(officer), ask(officer)
    making.make_waiting(app)
    stray = folder(app) / "left-behind.zip"
    stray.write_bytes(b"of no row")
    before = datetime.now(UTC) - timedelta(days=PACK_DAYS, minutes=1)
    place = EvidencePack.id == id_in(old)
    change(app, EvidencePack, place, asked_at=before)

    assert making.forget_old(app) == 1

    assert [one.stem for one in folder(app).iterdir()] == [new.rpartition("/")[2]]
    assert officer.get(old).status_code == 404
    assert making.forget_old(app) == 0


def test_what_a_crash_left_of_a_file_goes_and_what_is_being_written_stays(app: Flask) -> None:
    folder(app).mkdir(parents=True, exist_ok=True)
    left, writing = (folder(app) / f".{name}.part" for name in ("left", "writing"))
    for one in (left, writing):
        one.write_bytes(b"half")
    os.utime(left, (0, 0))

    making.forget_old(app)

    assert (left.exists(), writing.exists()) == (False, True)


def test_the_day_of_a_pack_is_kept_as_it_was_asked_for(app: Flask) -> None:
    ask(signed_in(app))

    [row] = rows(app)

    assert (row.as_at, row.variant, row.state) == (date(2026, 5, 1), "board", PackState.WAITING)
