"""A quote needs consent, an edited copy and a person; it goes when the family takes it back."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from feedback.models import Collection, Role
from feedback.readings import read_pending
from feedback.respond import records
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.families import asked, families_answer
from tests.feedback.moderating import PATH, decide, translate, written
from tests.feedback.releasing import freeze
from tests.feedback.staff_pages import signed_in, words

QUOTES = f"{PATH}/quotes"
LOW = "The tables were too low."
ABOUT_A_COMMENT = (
    "comment",
    "reading",
    "noticing",
    "judgement",
    "second_opinion",
    "comment_translation",
    "translation_reading",
)


@pytest.fixture
def collection(app: Flask) -> Collection:
    """A session that families were asked about."""
    return asked(app)


@pytest.fixture
def officer(app: Flask) -> CheckingClient:
    """An officer's browser."""
    return signed_in(app)


def publish(app: Flask, officer: CheckingClient, collection: Collection, **special: Any) -> None:
    """A family agrees to be quoted, and an officer publishes what it wrote."""
    comment = written(app, collection, LOW, **{"consent_version": 1, **special})
    answer = decide(officer, comment, ruling="publish")
    assert answer.status_code == 303


@pytest.mark.parametrize("role", list(Role))
def test_officers_and_the_forum_read_quotes(
    app: Flask, officer: CheckingClient, collection: Collection, role: Role
) -> None:
    publish(app, officer, collection)

    answer = signed_in(app, role).get(QUOTES)

    may_read = role in (Role.OFFICER, Role.FORUM)
    assert answer.status_code == (200 if may_read else 403)
    assert (LOW in answer.get_data(as_text=True)) is may_read


def test_a_quote_is_the_edited_copy_and_nothing_else(
    app: Flask, officer: CheckingClient, collection: Collection
) -> None:
    comment = written(app, collection, f"Sam Jones said: {LOW}", consent_version=1)
    decide(officer, comment, ruling="publish", edited_copy=LOW, why="Clear", themes=["place"])

    page = soup(officer.get(QUOTES))

    (figure,) = page.select("figure")
    assert figure.get_text().strip() == LOW
    for telling in ("Sam", "2026", collection.occasion, "Clear", "Place, access"):
        assert telling not in page.find("main").get_text()


@pytest.mark.parametrize(("others", "is_named"), [(8, False), (9, True)])
def test_the_role_is_named_only_where_a_release_says_ten_or_more(
    app: Flask, officer: CheckingClient, collection: Collection, others: int, is_named: bool
) -> None:
    role = {"role": "parent_carer"}
    families_answer(app, collection, others, role)
    families_answer(app, collection, 8, {"role": "young_person"})
    publish(app, officer, collection, chosen=role)
    assert "Parent carer" not in words(officer.get(QUOTES)), "before the freeze nobody may know"

    freeze(app)

    assert ("Parent carer" in words(officer.get(QUOTES))) is is_named


def test_the_role_of_a_response_that_came_too_late_is_not_named(
    app: Flask, officer: CheckingClient, collection: Collection
) -> None:
    role = {"role": "parent_carer"}
    families_answer(app, collection, 20, role)
    families_answer(app, collection, 8, {"role": "young_person"})
    freeze(app)
    publish(app, officer, collection, chosen=role)

    assert "Parent carer" not in words(officer.get(QUOTES))


def test_other_roles_are_never_named(
    app: Flask, officer: CheckingClient, collection: Collection
) -> None:
    families_answer(app, collection, 20, {"role": "professional"})
    families_answer(app, collection, 20, {"role": "parent_carer"})
    publish(app, officer, collection, chosen={"role": "professional"})
    freeze(app)

    assert not soup(officer.get(QUOTES)).select("figcaption")


def test_a_quote_from_the_restricted_survey_is_for_officers_only(
    app: Flask, officer: CheckingClient
) -> None:
    publish(app, officer, asked(app, survey_slug="ap_experience"))

    assert LOW in words(officer.get(QUOTES))
    assert LOW not in words(signed_in(app, Role.FORUM).get(QUOTES))


def test_a_later_decision_takes_a_quote_back(
    app: Flask, officer: CheckingClient, collection: Collection
) -> None:
    comment = written(app, collection, LOW, consent_version=1)
    decide(officer, comment, ruling="publish")
    assert LOW in words(officer.get(QUOTES))

    decide(officer, comment, ruling="hold", why="Ask the team first.")

    assert "There are no quotes yet." in words(officer.get(QUOTES))


def test_consent_is_looked_at_each_time_and_not_only_when_deciding(
    app: Flask, officer: CheckingClient, collection: Collection
) -> None:
    publish(app, officer, collection)
    with database_of(app).transaction() as connection:
        connection.execute(text("UPDATE response SET consent_version = NULL"))

    assert LOW not in words(officer.get(QUOTES))


def test_taking_answers_back_takes_every_copy_of_the_words_along(
    app: Flask, officer: CheckingClient, collection: Collection
) -> None:
    receipt = hashlib.sha256(b"receipt").hexdigest()
    comment = written(app, collection, "كان اللقاء مفيدًا.", consent_version=1, receipt_hash=receipt)
    translate(officer, comment, LOW)
    read_pending(database_of(app))
    decide(officer, comment, ruling="publish")
    second = signed_in(app)
    page = soup(second.get(f"{PATH}/{comment}/again"))
    token = page.select_one("main input[name=csrf_token]")["value"]
    second.post(f"{PATH}/{comment}/again", data={"csrf_token": token, "tone": "negative"})
    assert all(counted(app).values()), counted(app)
    assert LOW in words(officer.get(QUOTES))

    with app.test_request_context(method="POST"):
        assert records.withdraw(receipt)

    assert not any(counted(app).values())
    assert LOW not in words(officer.get(QUOTES))
    assert officer.get(f"{PATH}/{comment}").status_code == 404


def counted(app: Flask) -> dict[str, int]:
    """How many rows hang from a comment, by table."""
    with database_of(app).reading.connect() as connection:
        return {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 -- our own names
            for table in ABOUT_A_COMMENT
        }
