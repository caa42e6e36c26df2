"""The JSON file keeps to its schema, which a program may rely on."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
from flask import Flask

from feedback.models import Role
from feedback.review.files import FORMAT
from tests.conventions.checkout import ROOT
from tests.feedback.releasing import released
from tests.feedback.staff_pages import signed_in
from tests.feedback.terms import SUMMER, term_of
from tests.feedback.test_review_files import json_of, mixed

SCHEMA = json.loads((ROOT / "feedback" / "export" / "results-schema.json").read_text("utf-8"))
VALIDATOR = jsonschema_rs.validator_for(SCHEMA, validate_formats=True)


def problems(found: dict[str, Any]) -> list[str]:
    """Where a file does not keep to the schema."""
    return [str(error) for error in VALIDATOR.iter_errors(found)]


def test_a_json_file_keeps_to_the_schema(app: Flask) -> None:
    address = mixed(app)

    found = json_of(signed_in(app, Role.OFFICER), address)

    assert problems(found) == []
    assert {line["withheld"] for line in found["lines"]} > {"", "too_few"}


def test_a_file_without_a_number_keeps_to_it_too(app: Flask) -> None:
    term_of(app, SUMMER, good=4, poor=3)
    address = released(app)

    assert problems(json_of(signed_in(app, Role.FORUM), address)) == []


WRONG = (
    ("answers", {"shown": 4}),
    ("answers", {"withheld": "too_few"}),
    ("answers", {"cell_id": ""}),
    ("responses", {"part": "families"}),
    ("responses", {"extra": 1}),
)


def test_the_schema_refuses_what_must_never_be_in_a_file(app: Flask) -> None:
    term_of(app, SUMMER, good=14, poor=15)
    found = json_of(signed_in(app, Role.FORUM), released(app))

    for part, wrong in WRONG:
        line = next(one for one in found["lines"] if one["part"] == part)
        changed = {**found, "lines": [line | wrong]}
        assert problems({**found, "lines": [line]}) == []
        assert problems(changed) != [], wrong


def test_the_schema_is_that_of_the_format_that_is_written() -> None:
    assert SCHEMA["properties"]["format"] == {"const": FORMAT}
