"""Many families at once, stored as their forms would be: only what a test says is special."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Flask

from feedback.models import Collection
from tests import factories
from tests.feedback.staff_pages import store


def asked(app: Flask, **special: Any) -> Collection:
    """A stored collection that is open now."""
    collection = factories.collection(**special)
    store(app, collection)
    return collection


def families_answer(
    app: Flask,
    collection: Collection,
    number: int,
    chosen: Mapping[str, str],
    *,
    week: date = factories.A_MONDAY,
    **special: Any,
) -> None:
    """This many families choose the same options."""
    for _family in range(number):
        given = factories.response(collection, week=week, **special)
        store(app, given, *factories.answers(given, chosen))


def families_write(
    app: Flask, collection: Collection, number: int, text: str, **special: Any
) -> None:
    """This many families choose "good" and write the same comment."""
    for _family in range(number):
        given = factories.response(collection, **special)
        comment = factories.comment(
            given, text, question_id="ps_better", question_kind="could_improve"
        )
        store(app, given, *factories.answers(given, {"ps_overall": "good"}), comment)
