"""Answers are taken away as they are stored by the data controller alone, once, with a reason."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pyotp
import pytest
from flask import Flask
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from feedback import second_step
from feedback.export import raw_file, raw_records
from feedback.models import Action, Collection, Comment, RawExport, Response, Role, StaffMember
from feedback.responses import table_of
from tests import factories
from tests.client import CheckingClient
from tests.conventions.checkout import ROOT
from tests.feedback.asking import database_of, soup
from tests.feedback.audited import entries
from tests.feedback.erasing import erase
from tests.feedback.families import asked
from tests.feedback.staff_pages import (
    browser,
    new_staff,
    send_form,
    sign_in,
    signed_in,
    store,
    words,
)

RAW = table_of(RawExport)
NEW = "/staff/raw-exports/new"
REASON = "The court has ordered us to hand over this file."
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
KEYS = ("key-of-a-form", "hash-of-a-receipt")


def answered(app: Flask) -> Collection:
    """A collection with one family's answer and comment, and one that was set aside."""
    collection = asked(app, occasion="Coffee morning")
    placement = factories.placement(collection, code="WALL42")
    given = factories.response(
        collection, placement_id=placement.id, key_hash=KEYS[0], receipt_hash=KEYS[1]
    )
    aside = factories.response(collection, is_quarantined=True)
    store(app, placement, given, aside)
    wrote = factories.comment(given, "=Ms Zebra helped", question_id="ps_better")
    store(app, *factories.answers(given, {"ps_overall": "good"}), wrote)
    store(app, *factories.answers(aside, {"ps_overall": "poor"}))
    return collection


def ask(
    client: CheckingClient, collection: Collection, typed: dict[str, str] | None = None
) -> TestResponse:
    usual = {"collection": str(collection.id), "reason": REASON, "is_controller": "y"}
    return send_form(client, NEW, {**usual, **(typed or {})})


def leave(client: CheckingClient, collection: Collection) -> str:
    """Ask, and return the address of the second look."""
    answer = ask(client, collection)
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def take(client: CheckingClient, address: str, password: str = factories.PASSWORD) -> TestResponse:
    return send_form(client, address, {"password": password})


def rows_of(answer: TestResponse) -> list[dict[str, str]]:
    assert answer.mimetype == "text/csv", words(answer)
    return list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"))))


def kept(app: Flask) -> list[tuple[Any, ...]]:
    """What the audit says of raw exports."""
    of_it = (Action.ASKED_FOR_RAW_EXPORT, Action.TOOK_RAW_EXPORT)
    return [
        (one["action"], one["subject_id"], one["how_many"], one["reason"])
        for one in entries(app)
        if one["action"] in of_it
    ]


def test_what_is_stored_is_taken_once_with_a_reason_and_both_steps_are_kept(app: Flask) -> None:
    collection, client = answered(app), signed_in(app, Role.ADMINISTRATOR)

    address = leave(client, collection)
    said = words(client.get(address))
    taken = take(client, address)
    again = client.get(address)

    assert "Not for statistics, not for sharing" in said
    assert "Every comment, word for word" in said
    assert {row["comment"] for row in rows_of(taken)} == {"", "'=Ms Zebra helped"}
    assert {(row["question_id"], row["code"], row["answer"]) for row in rows_of(taken)} == {
        ("ps_overall", "good", "Good"),
        ("ps_overall", "poor", "Poor"),
        ("ps_better", "", ""),
    }
    assert taken.headers["Cache-Control"] == "no-store"
    assert "NOT-FOR-SHARING" in taken.headers["Content-Disposition"]
    assert "The file was taken" in words(again)
    assert soup(again).select("main form") == []
    assert kept(app) == [
        ("asked_for_raw_export", str(collection.id), None, REASON),
        ("took_raw_export", str(collection.id), 2, REASON),
    ]


def secrets_in(content: str) -> Iterator[str]:
    """What leads from a file to a row, a key or a place, but for the number of the leave."""
    yield from (key for key in (*KEYS, "WALL42", "Library") if key in content)
    yield from set(UUID.findall(content))


def test_a_file_holds_a_warning_in_every_row_and_no_key_place_or_finer_time(app: Flask) -> None:
    collection, client = answered(app), signed_in(app, Role.ADMINISTRATOR)
    address = leave(client, collection)

    answer = take(client, address)

    rows = rows_of(answer)
    assert {row["notice"] for row in rows} == {raw_file.NOTICE}
    assert {row["week"] for row in rows} == {factories.A_MONDAY.isoformat()}
    assert sorted({row["response"] for row in rows}) == ["1", "2"]
    content = answer.data.decode()
    assert list(secrets_in(content)) == [address.rpartition("/")[2]]
    assert re.findall(r"\d\d:\d\d", content) == []


def test_a_key_in_a_file_would_be_noticed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    collection, client = answered(app), signed_in(app, Role.ADMINISTRATOR)
    monkeypatch.setattr(raw_file, "OF_A_RESPONSE", (*raw_file.OF_A_RESPONSE, "id", "key_hash"))
    monkeypatch.setattr(raw_file, "COLUMNS", (*raw_file.COLUMNS, "id", "key_hash"))

    content = take(client, leave(client, collection)).data.decode()

    assert KEYS[0] in list(secrets_in(content))
    assert len(list(secrets_in(content))) == 1 + 1 + 2


def test_every_column_of_the_file_is_explained() -> None:
    explained = (ROOT / "docs" / "exports.md").read_text("utf-8")

    assert [name for name in raw_file.COLUMNS if f"`{name}`" not in explained] == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reason": ""}, "Write in a sentence why the results are not enough."),
        ({"reason": "  because  I want   "}, "Write in a sentence why"),
        ({"reason": "x" * 501}, "This is 1 character too long."),
        ({"collection": ""}, "Choose a collection."),
        ({"collection": "00000000-0000-4000-8000-000000000000"}, "Choose one of these"),
        ({"is_controller": ""}, "Ask the data controller first"),
    ],
)
def test_nobody_gets_leave_without_a_reason_and_nothing_typed_is_lost(
    app: Flask, wrong: dict[str, str], said: str
) -> None:
    collection, client = answered(app), signed_in(app, Role.ADMINISTRATOR)

    answer = ask(client, collection, wrong)

    assert answer.status_code == 400
    assert said in words(answer)
    assert wrong.get("reason", REASON).strip() in soup(answer).select("textarea")[0].get_text()
    assert kept(app) == []


def test_an_open_session_alone_takes_nothing(app: Flask) -> None:
    collection, client = answered(app), signed_in(app, Role.ADMINISTRATOR)
    address = leave(client, collection)

    refused = [take(client, address, password) for password in ("", "not the password at all")]

    assert [answer.status_code for answer in refused] == [400, 400]
    assert "This is not your password." in words(refused[1])
    assert "not the password at all" not in refused[1].get_data(as_text=True)
    assert [one[0] for one in kept(app)] == ["asked_for_raw_export"]
    for _try in range(6):
        last = take(client, address, "wrong")
    assert last.status_code == 429


def test_who_has_a_second_step_needs_a_code_of_this_moment(app: Flask) -> None:
    collection, secret = answered(app), pyotp.random_base32()
    client, person = browser(app), new_staff(app, Role.ADMINISTRATOR)
    sign_in(client, person.email)
    locked = second_step.locked(app.extensions["heard_config"], secret)
    with database_of(app).transaction() as connection:
        connection.execute(update(table_of(StaffMember)).values(totp_secret=locked))
    address = leave(client, collection)
    code = pyotp.TOTP(secret).now()

    by_password = client.post(
        address, data={**_token(client, address), "password": factories.PASSWORD}
    )
    wrong = send_form(client, address, {"code": "000000" if code != "000000" else "111111"})
    right = send_form(client, address, {"code": code})

    assert [by_password.status_code, wrong.status_code] == [400, 400]
    assert len(rows_of(right)) == 3


def _token(client: CheckingClient, address: str) -> dict[str, str]:
    return {"csrf_token": str(soup(client.get(address)).select("[name=csrf_token]")[0]["value"])}


def test_who_signs_in_elsewhere_has_to_have_done_so_a_moment_ago(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection, client = answered(app), signed_in(app, Role.ADMINISTRATOR)
    with database_of(app).transaction() as connection:
        connection.execute(update(table_of(StaffMember)).values(password_hash=""))
    address = leave(client, collection)
    monkeypatch.setattr("feedback.sign_in.once_more.FRESH", timedelta(0))

    late = client.get(address)
    posted = client.post(address, data=_token(client, "/staff/account/password"))
    monkeypatch.undo()

    assert "Sign out, sign in again" in words(late)
    assert (soup(late).select("main form"), posted.status_code) == ([], 400)
    assert len(rows_of(send_form(client, address))) == 3


def test_leave_runs_out_after_a_day(app: Flask) -> None:
    collection, client = answered(app), signed_in(app, Role.ADMINISTRATOR)
    address = leave(client, collection)
    token = _token(client, address)
    _a_day_ago(app)

    answer = client.post(address, data={**token, "password": factories.PASSWORD})

    assert answer.status_code == 400
    assert "The time is over." in words(answer)
    assert "Run out" in words(client.get("/staff/raw-exports"))


def _a_day_ago(app: Flask, hours: int = 24) -> None:
    asked_at = datetime.now(UTC) - timedelta(hours=hours)
    moved = {"asked_at": asked_at, "expires_at": asked_at + raw_records.GOOD_FOR}
    with database_of(app).transaction() as connection:
        connection.execute(update(RAW).values(**moved))


def test_two_at_the_same_moment_get_one_file(app: Flask) -> None:
    leave(signed_in(app, Role.ADMINISTRATOR), answered(app))
    now = datetime.now(UTC)

    with app.app_context():
        [one] = raw_records.everything_asked()
        taken = [raw_records.take(one, how_many=2, now=now) for _twice in range(2)]

    assert taken == [True, False]
    assert [one[0] for one in kept(app)].count("took_raw_export") == 1


def test_only_who_gave_the_reason_takes_the_file_and_everybody_who_may_sees_it(app: Flask) -> None:
    address = leave(signed_in(app, Role.ADMINISTRATOR), answered(app))
    other = signed_in(app, Role.ADMINISTRATOR)

    assert REASON in words(other.get("/staff/raw-exports"))
    assert soup(other.get("/staff/raw-exports")).select(f'a[href="{address}"]') == []
    assert other.get(address).status_code == 403


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_may_ask(app: Flask, role: Role) -> None:
    client = signed_in(app, role)

    for address in ("/staff/raw-exports", NEW):
        assert client.get(address).status_code == 403


def test_leave_that_is_over_is_erased_and_its_reason_stays_in_the_audit(app: Flask) -> None:
    leave(signed_in(app, Role.ADMINISTRATOR), answered(app))
    today = datetime.now(UTC).date()

    erase(app, today)
    assert _left(app) == 1
    _a_day_ago(app, hours=24 * 4)
    erase(app, today)

    assert _left(app) == 0
    assert kept(app)[0][3] == REASON
    # What was asked about is untouched.
    with database_of(app).reading.connect() as connection:
        for table in (Response, Comment):
            found = connection.execute(select(func.count()).select_from(table_of(table)))
            assert found.scalar_one() > 0


def _left(app: Flask) -> int:
    with database_of(app).reading.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(RAW)).scalar_one())
