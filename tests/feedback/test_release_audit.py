"""`heard releases audit`: what was released cannot be narrowed, and was not changed."""

from __future__ import annotations

import copy

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from feedback.results import stored
from feedback.results.auditing import problems_of, refuse_unsafe
from feedback.results.refusals import ReleaseUnsafeError
from feedback.results.stored import ReleaseBrokenError, Stored, canonical, hash_of, read
from tests.feedback.asking import database_of
from tests.feedback.families import asked, families_answer
from tests.feedback.releasing import freeze


@pytest.fixture
def made(app: Flask) -> Stored:
    """A release of 47 responses, with crossed tables and hidden counts."""
    collection = asked(app)
    for code, number in {"very_good": 30, "good": 8, "neither": 3, "poor": 6}.items():
        about = {"role": "parent_carer" if number > 5 else "young_person", "ps_included": "yes"}
        families_answer(app, collection, number, {"ps_overall": code, **about})
    [found] = [one for one in freeze(app) if one.responses]
    return found


def test_what_was_released_passes(app: Flask, made: Stored) -> None:
    assert any(one["about"] == "crossing" for one in made.content["seen"]["officer"])
    assert problems_of(made.content, app.extensions["heard_area"]) == []


def test_a_release_that_shows_one_hidden_count_is_not_made(app: Flask, made: Stored) -> None:
    content = copy.deepcopy(dict(made.content))
    tables = content["seen"]["officer"]
    hidden = [c for one in tables for c in one["cells"] if c["shown"] is None and c["high"] > 4]
    assert hidden
    hidden[0]["shown"] = hidden[0]["high"] = hidden[0]["low"]

    with pytest.raises(ReleaseUnsafeError, match="nothing of it was stored"):
        refuse_unsafe(content, app.extensions["heard_area"])


def test_a_changed_byte_is_found(made: Stored) -> None:
    content = canonical(made.content)

    assert hash_of(content) == made.hash
    assert read(made.number, content, made.hash).responses == 47
    with pytest.raises(ReleaseBrokenError, match="its hash differs"):
        read(made.number, content.replace("47", "48"), made.hash)


def test_a_release_is_hashed_once_until_a_byte_of_it_is_changed(
    made: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = canonical({**made.content, "software": "another"})
    hashed: list[str] = []

    def noticed(one: str) -> str:
        hashed.append(one)
        return hash_of(one)

    monkeypatch.setattr(stored, "hash_of", noticed)

    first, again = (read(made.number, content, hash_of(content)) for _time in range(2))
    with pytest.raises(ReleaseBrokenError):
        read(made.number, content.replace("47", "48"), hash_of(content))

    assert first is again
    assert len(hashed) == 2


def test_a_release_cannot_be_replaced_by_another(app: Flask, made: Stored) -> None:
    replace = (
        "INSERT OR REPLACE INTO results_release (id, number, survey_slug, term_ref, frozen_at, "
        "content, hash) SELECT id, number, survey_slug, term_ref, frozen_at, '{}', '' "
        "FROM results_release WHERE number = :number"
    )
    database = database_of(app)
    if database.engine.dialect.name != "sqlite":
        replace = "UPDATE results_release SET content = '{}' WHERE number = :number"

    with pytest.raises(DBAPIError, match="is frozen"), database.transaction() as connection:
        connection.execute(text(replace), {"number": made.number})
