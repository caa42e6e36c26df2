"""A document for everybody quotes what the open page quotes, and the others what they did."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask import Flask

from feedback.evidence.document import Variant
from feedback.evidence.gathering.quoting import found_for
from feedback.evidence.scope import Scope
from feedback.moderate.quotes import Quote
from tests.feedback.test_open_results import PUBLIC, QUOTE, quoted
from translations import ENGLISH

DECIDED = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = date(2026, 5, 4)


def found(app: Flask, variant: Variant, as_at: date = TODAY) -> list[Quote]:
    with app.test_request_context("/staff"):
        return list(found_for(Scope(variant, as_at, TODAY, ENGLISH)))


def test_everybodys_document_quotes_without_a_role_and_the_boards_as_before(app: Flask) -> None:
    quoted(app)

    assert found(app, Variant.PUBLIC) == [Quote(QUOTE, "en", None)]
    assert [one.text for one in found(app, Variant.BOARD)] == [QUOTE]


def test_everybodys_document_quotes_no_answer_whose_results_are_not_public(app: Flask) -> None:
    quoted(app, others=8)

    assert found(app, Variant.PUBLIC) == []
    assert [one.text for one in found(app, Variant.BOARD)] == [QUOTE]


def test_a_document_as_at_a_day_before_the_decision_has_no_quote(app: Flask) -> None:
    quoted(app, decided_at=DECIDED)

    assert found(app, Variant.PUBLIC, PUBLIC) == []
    assert [one.text for one in found(app, Variant.PUBLIC, DECIDED.date())] == [QUOTE]
