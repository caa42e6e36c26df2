"""What staff read and change leaves an entry, and none holds a family's words."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from flask import Flask, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from feedback import audit, chain, create_app, staff_sessions
from feedback.access import Audience, open_to
from feedback.audit import Action
from feedback.config import Config
from feedback.models import Collection, Judgement, MissingLanguage, Role
from feedback.sign_in import records
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, send, soup
from tests.feedback.audited import entries, said
from tests.feedback.families import asked
from tests.feedback.moderating import PATH, decide, translate, written
from tests.feedback.staff_pages import (
    browser,
    form_on,
    new_staff,
    send_form,
    sign_in,
    signed_in,
    store,
    typed_in,
)

CANARY, ARABIC = "the zebra canary words", "كان كل شيء جيدا جدا هناك"


@pytest.fixture
def collection(app: Flask) -> Collection:
    """A session that families were asked about."""
    return asked(app)


@pytest.fixture
def officer(app: Flask) -> CheckingClient:
    """An officer's browser."""
    return signed_in(app)


def judgements(app: Flask) -> int:
    with database_of(app).session() as session:
        return len(session.exec(select(Judgement)).all())


def test_reading_the_queue_says_which_part_and_how_many(
    app: Flask, officer: CheckingClient, collection: Collection
) -> None:
    for number in range(27):
        written(app, collection, f"{CANARY} {number}")

    officer.get(PATH)
    first = officer.get(f"{PATH}?collection={collection.id}")
    [after] = set(re.findall(r"[?;&]after=([^\"&]+)", first.text))
    officer.get(f"{PATH}?collection={collection.id}&after={after}")
    officer.get(f"{PATH}?state=held")

    # Nothing was on the last page, so nothing was read.
    of_one = f"state=waiting collection={collection.id}"
    assert said(app) == [
        ("read_comments", "queue", "state=waiting", 25),
        ("read_comments", "queue", of_one, 25),
        ("read_comments", "queue", f"{of_one} after={after}", 2),
    ]


def test_an_entry_says_who_it_was(app: Flask, collection: Collection) -> None:
    comment = written(app, collection, CANARY)
    person = new_staff(app)
    client = browser(app)
    sign_in(client, person.email)

    client.get(f"{PATH}/{comment}")

    came, read = entries(app)
    assert (came["who"], came["action"]) == (str(person.id), "signed_in")
    assert (read["who"], read["action"]) == (str(person.id), "read_comment")


def test_each_step_with_a_comment_is_kept(
    app: Flask, officer: CheckingClient, collection: Collection
) -> None:
    comment = written(app, collection, ARABIC, consent_version=1, language="ar")
    about = ("comment", str(comment))

    translate(officer, comment, f"{CANARY} in English")
    decide(officer, comment, ruling="publish", edited_copy=CANARY)
    decide(officer, comment, why=CANARY)
    send_opinion(signed_in(app), comment)
    officer.get(f"{PATH}/quotes")

    assert said(app) == [
        ("read_comment", *about, 1),
        ("translated_comment", *about, None),
        ("read_comment", *about, 1),
        ("decided", *about, None),
        ("read_comment", *about, 1),
        ("decided_again", *about, None),
        ("read_comment", *about, 1),
        ("gave_second_opinion", *about, None),
    ]
    kept = str(entries(app))
    assert CANARY not in kept
    assert ARABIC not in kept


def send_opinion(client: CheckingClient, comment: UUID) -> None:
    """Somebody else gives the tone of a comment."""
    path = f"{PATH}/{comment}/again"
    form = form_on(soup(client.get(path)), None)
    assert client.post(path, data={**typed_in(form), "tone": "negative"}).status_code == 303


def test_quotes_are_read_one_by_one(
    app: Flask, officer: CheckingClient, collection: Collection
) -> None:
    comment = written(app, collection, CANARY, consent_version=1)
    decide(officer, comment, ruling="publish", edited_copy=CANARY)

    signed_in(app, Role.FORUM).get(f"{PATH}/quotes")

    assert said(app)[-1] == ("read_quotes", None, None, 1)


def test_a_comment_shown_again_after_a_mistake_is_read_again(
    app: Flask, officer: CheckingClient, collection: Collection
) -> None:
    """Whoever sends a form that is refused has read the comment, without ever opening its page."""
    comment = written(app, collection, CANARY)
    token = typed_in(form_on(soup(officer.get("/staff/collections/new")), None))["csrf_token"]

    refused = officer.post(f"{PATH}/{comment}", data={"csrf_token": token})

    assert refused.status_code == 400
    assert CANARY in refused.get_data(as_text=True)
    assert said(app) == [("read_comment", "comment", str(comment), 1)]


def test_a_page_whose_entry_cannot_be_kept_is_not_sent(
    app: Flask,
    officer: CheckingClient,
    collection: Collection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    comment = written(app, collection, CANARY)
    app.testing = False
    monkeypatch.setattr(chain, "append", refuse)

    answer = officer.get(f"{PATH}/{comment}")

    assert answer.status_code == 503
    assert CANARY not in answer.get_data(as_text=True)


def refuse(*_arguments: object) -> None:
    raise OperationalError("INSERT", {}, Exception("database is locked"))


def test_a_change_and_its_entry_stand_or_fall_together(
    app: Flask,
    officer: CheckingClient,
    collection: Collection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    comment = written(app, collection, CANARY)
    officer.get(f"{PATH}/{comment}")
    form = form_on(soup(officer.get(f"{PATH}/{comment}")), None)
    app.testing = False
    monkeypatch.setattr(chain, "append", refuse)

    typed = {**typed_in(form), "tone": "negative", "ruling": "themes"}
    with pytest.raises(AssertionError, match=r"lost \['Judgement'\]"):
        officer.post(f"{PATH}/{comment}", data=typed)

    assert judgements(app) == 0


def test_what_is_refused_leaves_no_entry_of_a_change(
    app: Flask, officer: CheckingClient, collection: Collection
) -> None:
    comment = written(app, collection, CANARY)

    decide(officer, comment, ruling="no such ruling")

    assert [action for action, *_rest in said(app)] == ["read_comment", "read_comment"]


def test_a_page_that_is_only_looked_at_cannot_say_that_it_changed_something(app: Flask) -> None:
    @open_to(Audience.OFFICER)
    def looks() -> ResponseReturnValue:
        audit.record(Action.CHANGED_SETTING)
        return ""

    app.add_url_rule("/staff/looks", view_func=looks)

    with pytest.raises(RuntimeError, match="changes nothing"):
        signed_in(app).get("/staff/looks")


def test_families_leave_no_entry(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    sent = send(client, {"ps_overall": "good", "ps_better": CANARY})
    receipt = soup(sent).select_one("[class*=receipt]").get_text()

    client.post("/withdraw", data={"receipt": receipt})

    assert entries(app) == []


def test_what_families_wrote_of_a_language_is_read_by_officers_only(app: Flask) -> None:
    wish = MissingLanguage(typed="Twi, please", week=factories.A_MONDAY, key_hash="k")
    store(app, wish)

    for role in (Role.OFFICER, Role.FORUM):
        signed_in(app, role).get("/staff/languages")

    assert said(app) == [("read_wishes", None, None, 1)]


def test_coming_and_going_is_kept(app: Flask) -> None:
    person = new_staff(app)
    client = browser(app)

    sign_in(client, person.email)
    home = soup(client.get("/staff"))
    token = str(home.select_one("header input[name=csrf_token]")["value"])
    client.post("/staff/sign-out", data={"csrf_token": token})

    assert [(one["who"], one["action"]) for one in entries(app)] == [
        (str(person.id), "signed_in"),
        (str(person.id), "signed_out"),
    ]


def test_a_session_that_ran_out_is_kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(app)
    monkeypatch.setattr(staff_sessions, "IDLE", staff_sessions.IDLE * -1)

    client.get("/staff")

    assert entries(app)[-1]["action"] == "session_ran_out"


def test_a_wrong_password_names_whose_account_it_was(app: Flask) -> None:
    person = new_staff(app)

    sign_in(browser(app), person.email, "not the password")

    (entry,) = entries(app)
    assert (entry["who"], entry["action"]) == ("not signed in", "sign_in_failed")
    assert (entry["subject"], entry["subject_id"]) == ("staff", str(person.id))


def test_an_address_that_is_nobodys_is_not_kept(app: Flask) -> None:
    sign_in(browser(app), "my-password-typed-here@example.org", "x")

    (entry,) = entries(app)
    assert (entry["action"], entry["subject"], entry["subject_id"]) == (
        "sign_in_failed",
        None,
        None,
    )
    assert "my-password" not in str(entry)


def test_too_many_tries_are_kept(app: Flask) -> None:
    person = new_staff(app)

    for _try in range(records.PASSWORDS.tries + 1):
        sign_in(browser(app), person.email, "not the password")

    assert entries(app)[-1]["action"] == "sign_in_throttled"
    assert entries(app)[-1]["subject_id"] == str(person.id)


def test_strangers_cannot_fill_the_audit(app: Flask) -> None:
    person = new_staff(app)
    for number in range(records.REFUSALS_KEPT_IN_A_WINDOW + 5):
        with app.app_context():
            records.note_failed(f"nobody{number}@example.org")

    sign_in(browser(app), person.email)

    kept = [one["action"] for one in entries(app)]
    assert kept.count("sign_in_failed") == records.REFUSALS_KEPT_IN_A_WINDOW
    assert kept[-1] == "signed_in"


def test_a_collection_is_followed_from_opening_to_closing(
    app: Flask, officer: CheckingClient
) -> None:
    made = send_form(
        officer, "/staff/collections/new", {"survey": "post_session", "occasion": "Picnic"}
    )
    path = made.headers["Location"]
    asked_id = path.rpartition("/")[2]
    send_form(officer, f"{path}/edit", {"opens_on": "2026-01-01", "occasion": "A picnic"})
    placed = {"kind": "library", "label": "Library"}
    send_form(officer, path, placed, action=f"{path}/placements")
    send_form(officer, path, action=f"{path}/close")

    assert [(action, subject) for action, subject, *_rest in said(app)] == [
        ("opened_collection", "collection"),
        ("changed_collection", "collection"),
        ("added_placement", "placement"),
        ("closed_collection", "collection"),
    ]
    assert said(app)[0][2] == asked_id
    assert "icnic" not in str(entries(app))


@pytest.fixture
def app_on(config: Config, engine: Engine) -> Flask:
    """The app on each kind of database."""
    app = create_app(config, engine=engine)
    app.testing = True
    app.test_client_class = CheckingClient
    return app


def test_reads_and_changes_make_one_chain_on_either_database(app_on: Flask) -> None:
    collection = asked(app_on)
    comment = written(app_on, collection, CANARY)
    officer = signed_in(app_on)

    officer.get(PATH)
    decide(officer, comment)

    with database_of(app_on).reading.connect() as connection:
        assert list(chain.problems(connection)) == []
    assert [one["number"] for one in entries(app_on)] == [1, 2, 3, 4]


def test_the_client_refuses_a_change_without_an_entry(app: Flask) -> None:
    @open_to(Audience.OFFICER)
    def changes() -> ResponseReturnValue:
        return ""

    app.add_url_rule("/staff/changes", methods=["POST"], view_func=changes)
    officer = signed_in(app)
    app.config["WTF_CSRF_ENABLED"] = False

    with pytest.raises(AssertionError, match="without an entry in the audit"):
        officer.post("/staff/changes")


def test_no_page_shows_a_familys_words_without_an_entry(
    app: Flask, officer: CheckingClient, collection: Collection
) -> None:
    given = factories.response(collection, consent_version=1)
    comment = factories.comment(given, CANARY, question_id="ps_better")
    wish = MissingLanguage(typed=CANARY, week=factories.A_MONDAY, key_hash="k")
    store(app, given, *factories.answers(given, {"ps_overall": "good"}), comment, wish)
    decide(officer, comment.id, ruling="publish", edited_copy=CANARY)
    known: dict[str, Any] = {"comment_id": comment.id, "collection_id": collection.id}

    with app.test_request_context():
        pages = {
            rule.endpoint: url_for(rule.endpoint, **{name: known[name] for name in rule.arguments})
            for rule in app.url_map.iter_rules()
            if rule.rule.startswith("/staff")
            and "GET" in (rule.methods or ())
            and rule.arguments <= set(known)
        }
    client = signed_in(app)
    shown, silent = set(), set()
    for endpoint, path in pages.items():
        for state in ("", "?state=decided", "?state=again"):
            before = len(entries(app))
            if CANARY in client.get(f"{path}{state}").get_data(as_text=True):
                shown.add(endpoint)
                if len(entries(app)) == before:
                    silent.add(endpoint)

    assert silent == set()
    assert shown >= {
        "languages.progress",
        "moderate.comment",
        "moderate.comments",
        "moderate.quotes",
        "moderate.second_opinion",
        "review.comments",
    }
