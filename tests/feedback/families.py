"""Many families at once, stored as their forms would be: only what a test says is special."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Flask
from sqlmodel import SQLModel

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
    things: list[SQLModel] = []
    for _family in range(number):
        given = factories.response(collection, week=week, **special)
        things += [given, *factories.answers(given, chosen)]
    store(app, *things)


def families_write(
    app: Flask, collection: Collection, number: int, text: str, **special: Any
) -> None:
    """This many families choose "good" and write the same comment."""
    things: list[SQLModel] = []
    for _family in range(number):
        given = factories.response(collection, **special)
        comment = factories.comment(
            given, text, question_id="ps_better", question_kind="could_improve"
        )
        things += [given, *factories.answers(given, {"ps_overall": "good"}), comment]
    store(app, *things)
