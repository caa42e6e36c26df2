"""The composer's pages as an officer works them: open a form, change some of it, send it."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from feedback import drafts
from forms.composed import Composed
from tests.client import CheckingClient
from tests.feedback.asking import soup
from tests.feedback.staff_pages import send_form, signed_in, words

NEW = "/staff/surveys/new"
HERE = "/staff/surveys/coffee_morning"
OWN = {"standard": "Was the room warm?", "easy": "Was it warm?"}
CHOICE = {"standard": "How did you come?", "easy": "How?", "options": "Bus\nCar"}

Filled = dict[str, str | list[str]]


def begun(app: Flask, start: str = "", title: str = "Coffee morning") -> CheckingClient:
    """An officer who has begun a survey."""
    officer = signed_in(app)
    answer = send_form(officer, NEW, {"title": title, "start": start})
    assert answer.status_code == 303
    return officer


def with_questions(app: Flask) -> CheckingClient:
    """A survey of three questions of the bank and two of its own."""
    officer = begun(app)
    change(officer, "bank", question=["ps_overall", "ps_listened", "ps_better"])
    write(officer, "scale", OWN)
    write(officer, "choice", CHOICE)
    return officer


def published(app: Flask) -> CheckingClient:
    """The same, published."""
    officer = with_questions(app)
    answer = change(officer, "publish")
    assert answer.location.endswith("/versions/1")
    return officer


def draft(app: Flask, slug: str = "coffee_morning") -> Composed:
    """What is kept now."""
    with app.test_request_context():
        found = drafts.find(slug)
        assert found
        return found.composed


def order(app: Flask) -> list[str]:
    """The ids of its questions."""
    return [piece.id for piece in draft(app).pieces]


def own_id(app: Flask, standard: str) -> str:
    """The id of the question of its own that says this."""
    return next(
        piece.id
        for piece in draft(app).pieces
        if piece.own and piece.own.standard.in_english == standard
    )


def write(officer: CheckingClient, kind: str, typed: dict[str, str]) -> None:
    """Write a question of one's own."""
    change(officer, f"questions/new/{kind}", **typed)


def change(officer: CheckingClient, path: str, **typed: str | list[str]) -> TestResponse:
    """Open a page of the survey, change these fields, and save."""
    answer = officer.post(f"{HERE}/{path}", data=opened(officer, path) | typed)
    assert answer.status_code == 303, words(answer)
    return answer


def press(officer: CheckingClient, what: str, question_id: str) -> str:
    """Press a button beside a question; where it leads."""
    answer = send_form(officer, HERE, {"do": f"{what}:{question_id}"}, action=f"{HERE}/order")
    assert answer.status_code == 303
    return str(answer.location)


def opened(officer: CheckingClient, path: str) -> Filled:
    """What the form of a page would send if nobody changed anything."""
    return filled(soup(officer.get(f"{HERE}/{path}")))


def filled(page: BeautifulSoup) -> Filled:
    """The same of a page that is open."""
    form = next(one for one in page.select("main form") if one.get("method") == "post")
    values: Filled = {}
    for control in form.select("input[name], select[name], textarea[name]"):
        name = str(control["name"])
        if control.get("type") == "checkbox":
            if control.has_attr("checked") and not control.has_attr("disabled"):
                values[name] = [*values.get(name, []), str(control["value"])]
        else:
            values[name] = _value(control)
    return values


def _value(control: Tag) -> str:
    if control.name == "textarea":
        return control.get_text().removeprefix("\n").strip("\r\n")
    if control.name == "select":
        chosen = control.select_one("option[selected]") or control.select_one("option")
        return str(chosen["value"]) if chosen else ""
    return str(control.get("value", ""))
