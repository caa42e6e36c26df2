"""The paragraphs for a self-evaluation: consented words, released numbers, each with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from feedback.evidence.document import Bullets, Document, Paragraph, Quotation, Subheading
from feedback.evidence.self_evaluation import MOST_QUOTES, self_evaluation
from feedback.models import Collection, CommentTheme
from feedback.results import Seer, made, release
from tests.client import CheckingClient
from tests.evidence import numbers
from tests.evidence.conftest import NOW
from tests.feedback.families import asked
from tests.feedback.loops import answered
from tests.feedback.moderating import decide, written
from tests.feedback.staff_pages import signed_in, store
from translations import ENGLISH

LATER = date(2030, 1, 1)


def blocks(found: Document, key: str) -> tuple[Any, ...]:
    """The blocks of one section."""
    return next(one.blocks for one in found.sections if one.key == key)


def quotes(found: Document) -> dict[str, list[tuple[str, str]]]:
    """Under each criterion the quotes, with whose they are and from where."""
    return {
        section.key: [
            (one.words.text, one.by.text) for one in section.blocks if isinstance(one, Quotation)
        ]
        for section in found.sections
        if any(isinstance(one, Quotation) for one in section.blocks)
    }


def points(found: Document) -> list[str]:
    """Every point of every list."""
    return [
        point.text
        for section in found.sections
        for block in section.blocks
        if isinstance(block, Bullets)
        for point in block.points
    ]


@pytest.fixture(scope="module")
def of_the_sample(sample_area: Flask) -> Iterator[Document]:
    """The paragraphs about the sample area."""
    with sample_area.test_request_context():
        yield self_evaluation(NOW.date(), ENGLISH, today=NOW.date())


def test_every_answer_ends_with_its_cell_and_says_its_number(
    of_the_sample: Document, sample_area: Flask
) -> None:
    board = [one for each in made() if (one := release(each.number, Seer.FORUM)) is not None]
    allowed = numbers.released(board, sample_area.extensions["heard_area"], to_officer=False)
    said = [
        (found[1], found[2])
        for point in points(of_the_sample)
        if (found := re.search(r"”, (.+?) answered “.*\[(R\d+\.\S+)\]$", point))
    ]

    assert len(said) > 15
    assert numbers.strangers(said, allowed) == []


def test_there_is_a_section_for_each_thing_that_inspectors_judge(of_the_sample: Document) -> None:
    assert [one.key for one in of_the_sample.sections] == [
        "how",
        "identified",
        "decisions",
        "help",
        "next_steps",
        "included",
        "leadership",
    ]


def test_what_changed_says_what_was_said_done_and_changed_and_whence(
    of_the_sample: Document,
) -> None:
    found = blocks(of_the_sample, "leadership")

    assert "What changed" in [one.words.text for one in found if isinstance(one, Subheading)]
    assert (
        "Families said: “Sample: The letters are full of short names that nobody explains.” "
        "We did: Sample: Parent carers and staff wrote the letters again together. On "
    ) in points(of_the_sample)[-1]
    assert points(of_the_sample)[-1].endswith("]")


@pytest.fixture
def collection(app: Flask) -> Collection:
    """A session that families were asked about."""
    return asked(app)


@pytest.fixture
def officer(app: Flask) -> CheckingClient:
    """An officer's browser."""
    return signed_in(app)


def quoted(app: Flask, officer: CheckingClient, collection: Collection, text: str) -> UUID:
    """Words that a family lets us quote, and that an officer published."""
    comment = written(app, collection, text, consent_version=1)
    assert decide(officer, comment, ruling="publish").status_code == 303
    return comment


def made_of(app: Flask) -> Document:
    """The paragraphs now."""
    with app.test_request_context():
        return self_evaluation(LATER, ENGLISH, today=LATER)


def test_a_quote_stands_by_its_criterion_with_its_comment(
    app: Flask, officer: CheckingClient, collection: Collection
) -> None:
    comment = quoted(app, officer, collection, "The tables were too low.")

    (said,) = quotes(made_of(app))["help"]

    assert said == (
        "The tables were too low.",
        f"Somebody who answered a survey [comment {comment.hex[:8]}]",
    )


def test_words_without_consent_or_without_a_decision_are_never_quoted(
    app: Flask, officer: CheckingClient, collection: Collection
) -> None:
    refused = written(app, collection, "I did not agree to this.")
    decide(officer, refused, ruling="themes")
    written(app, collection, "Nobody has looked at this.", consent_version=1)

    assert quotes(made_of(app)) == {}


def test_the_strongest_quotes_are_those_that_led_to_something(
    app: Flask, officer: CheckingClient, collection: Collection
) -> None:
    texts = [f"Word number {one} of the families." for one in ("one", "two", "three", "four")]
    comments = [quoted(app, officer, collection, text) for text in texts]
    theme = answered()
    store(app, theme, CommentTheme(comment_id=comments[3], reply_id=theme.id))

    found = quotes(made_of(app))["help"]

    assert len(found) == MOST_QUOTES
    assert found[0] == (
        texts[3],
        f"Somebody who answered a survey [comment {comments[3].hex[:8]}, "
        "theme “The clinic letters are hard to read.”]",
    )


def test_nothing_on_record_is_said_and_is_no_empty_frame(app: Flask) -> None:
    found = made_of(app)

    for section in found.sections[1:]:
        assert [one.words.text for one in section.blocks if isinstance(one, Paragraph)] == [
            "There is nothing to say about this yet."
        ]
