"""Comments to moderate, and an officer who decides about them through the page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.test import TestResponse

from feedback.models import Collection, Comment, Judgement, Ruling, StaffMember
from feedback.readings import read_pending
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.staff_pages import store, typed_in

PATH = "/staff/comments"


def written(
    app: Flask,
    collection: Collection,
    text: str,
    *,
    kind: str = "could_improve",
    chosen: dict[str, str] | None = None,
    **special: Any,
) -> UUID:
    """A family writes this, and the readers read it; the comment's id."""
    given = factories.response(collection, **special)
    comment = factories.comment(given, text, question_id="ps_better", question_kind=kind)
    answers = factories.answers(given, {"ps_overall": "good", **(chosen or {})})
    store(app, given, *answers, comment)
    read_pending(database_of(app))
    found: Comment = comment
    return found.id


def judgement(comment: Comment, staff: StaffMember, **special: Any) -> Judgement:
    """A decision to use a comment's themes only, taken without the computer's tone."""
    usual: dict[str, Any] = {
        "comment_id": comment.id,
        "staff_id": staff.id,
        "decided_at": datetime.now(UTC),
        "saw_estimate": False,
        "tone": "positive",
        "ruling": Ruling.THEMES,
    }
    return Judgement(**usual | special)


def decide(
    client: CheckingClient, comment_id: UUID, *, query: str = "", **typed: Any
) -> TestResponse:
    """Open a comment's page, choose, and save; the tone and the ruling have usual values."""
    path = f"{PATH}/{comment_id}{query}"
    values = _on_page(client, path)
    values |= {"tone": "negative", "ruling": "themes", **typed}
    return client.post(path, data=values)


def _on_page(client: CheckingClient, path: str) -> dict[str, Any]:
    """What a browser would send if nobody chose anything: nothing is chosen beforehand."""
    page = soup(client.get(path))
    (form,) = page.select("main form[method=post]:not([action])")
    assert not form.select("input[checked]")
    values: dict[str, Any] = typed_in(form)
    for control in form.select("input[type=radio], input[type=checkbox]"):
        values.pop(str(control["name"]), None)
    for box in form.select("textarea"):
        values[str(box["name"])] = box.get_text().removeprefix("\n")
    return values


def translate(client: CheckingClient, comment_id: UUID, text: str) -> TestResponse:
    """Keep a translation through the page."""
    page = soup(client.get(f"{PATH}/{comment_id}"))
    form = next(one for one in page.select("main form") if one.get("action"))
    return client.post(str(form["action"]), data={**typed_in(form), "translation": text})
