"""The pages families read beside the surveys are as easy: a reader of nine manages."""

from __future__ import annotations

from typing import Any

from flask import Flask

from analysis.reading_age import STANDARD_AGE, Reading, read
from tests.client import CheckingClient
from tests.feedback.asking import open_collection, send, soup

# What holds words of its own; a list's items are in it, and no choice of languages.
BLOCKS = "h1, h2, h3, p, li:not(:has(.h-switch)), dt, dd, label, legend, summary, .h-hint"


def reading_of(*pages: Any) -> Reading:
    """All that the main parts of these pages say, read together."""
    texts = [block.get_text(" ") for page in pages for block in soup(page).main.select(BLOCKS)]
    return read(" ".join(text.split()) for text in texts)


def test_what_happens_to_the_answers_is_easy_to_read(client: CheckingClient) -> None:
    reading = reading_of(client.get("/privacy"))

    assert reading.is_meaningful
    assert reading.age <= STANDARD_AGE, (reading.longest_sentence, reading.long_words)


def test_the_short_pages_of_families_are_easy_to_read(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    thanks = send(client, {"role": "parent_carer", "ps_overall": "good"})
    assert "receipt" in thanks.get_data(as_text=True)

    short = [client.get(path) for path in ("/", "/find?code=", "/withdraw", "/S/NOSUCH")]
    reading = reading_of(*short, thanks)

    assert reading.is_meaningful
    assert reading.age <= STANDARD_AGE, (reading.longest_sentence, reading.long_words)
