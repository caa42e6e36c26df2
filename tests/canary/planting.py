"""A word nobody else has, in every box that a family or an officer after it can type into."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from bs4 import Tag
from flask import Flask
from sqlmodel import col, select

from feedback.models import PaperForm, Response
from feedback.readings import read_pending
from forms.surveys import SURVEYS
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, soup, stored
from tests.feedback.moderating import decide, translate
from tests.feedback.staff_pages import form_on, signed_in, typed_in

STEM = "quokkazephyr"
TRAP = "website"
MODERATED = 10


@dataclass
class Planted:
    """What was typed, and how each of it can be taken back."""

    boxes: set[str] = field(default_factory=set)
    receipts: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)


def plant(app: Flask) -> Planted:
    """Fill every box of every survey in both versions, and all that comes of it."""
    found, family, officer = Planted(), app.test_client(), signed_in(app)
    assert isinstance(family, CheckingClient)
    for number, slug in enumerate(SURVEYS):
        code = f"CANARY{'ABCDEFGHJ'[number]}"
        collection = open_collection(app, code=code, survey_slug=slug)
        for version in ("standard", "easy"):
            answer(family, f"/S/{code}?version={version}", found)
        answer(family, f"/S/{code}", found, trap=STEM)
        answer(family, f"/tablet/{code}/form", found, to=f"/tablet/{code}/form")
        type_in(officer, collection)
    say_elsewhere(family)
    read_pending(database_of(app))
    moderate(app, officer)
    found.papers += papers(app)
    return found


def answer(
    family: CheckingClient, path: str, found: Planted, *, to: str | None = None, trap: str = ""
) -> None:
    """Fill in every box of the form on this page, choose the first of each answer, and send it."""
    form = form_on(soup(family.get(path)), None)
    values = typed_in(form) | first_choices(form)
    for box in form.select("textarea, input[type=text], input:not([type])"):
        name = str(box["name"])
        values[name] = trap if name == TRAP else f"{STEM} {name} wrote Samuel"
        found.boxes.add(f"{path}: {name}")
    thanks = soup(family.post(to or path.partition("?")[0], data=values))
    found.receipts.append(thanks.select_one(".h-receipt").get_text())


def first_choices(form: Tag) -> dict[str, str]:
    """What is chosen when somebody ticks the first of everything, the consent too."""
    chosen: dict[str, str] = {}
    for control in form.select("input[type=radio], input[type=checkbox]"):
        chosen.setdefault(str(control["name"]), str(control["value"]))
    return chosen


def type_in(officer: CheckingClient, collection: UUID) -> None:
    """An officer types in the same from paper."""
    path = f"/staff/collections/{collection}/paper"
    form = form_on(soup(officer.get(path)), None)
    values = first_choices(form) | typed_in(form)
    for name in [str(one["name"]) for one in form.select("input[inputmode=numeric]")]:
        values[name] = "1"
    for box in form.select("textarea"):
        values[str(box["name"])] = f"{STEM} on paper"
    assert officer.post(path, data=values).status_code == 303


def papers(app: Flask) -> list[str]:
    """The page of each form from paper."""
    with database_of(app).session() as session:
        rows = session.execute(
            select(col(PaperForm.number), col(Response.collection_id)).join(
                Response, col(Response.id) == col(PaperForm.response_id)
            )
        ).all()
    return [f"/staff/collections/{collection}/paper/{number}" for number, collection in rows]


def say_elsewhere(family: CheckingClient) -> None:
    """The boxes that are no survey: a missing language, a code, a receipt."""
    form = form_on(soup(family.get("/missing-language")), None)
    family.post("/missing-language", data=typed_in(form) | {"written": f"{STEM} language"})
    family.get(f"/find?code={STEM}")
    family.get(f"/S/{STEM}")
    family.post("/withdraw", data={"receipt": STEM})
    family.post("/receipt", data={"receipt": STEM})


def moderate(app: Flask, officer: CheckingClient) -> None:
    """An officer translates, quotes and says why, of as many comments as tell every case."""
    comments = [one for one in stored(app)[2] if STEM in one.text][:MODERATED]
    for number, one in enumerate(comments):
        page = soup(officer.get(f"/staff/comments/{one.id}"))
        if any(form.get("action") for form in page.select("main form")):
            translate(officer, one.id, f"{STEM} translated")
        may_quote = page.select_one("input[name=ruling][value=publish]") is not None
        ruling = "publish" if may_quote and number % 2 else "themes"
        typed = {"edited_copy": f"{STEM} in short"} if ruling == "publish" else {}
        decide(officer, one.id, ruling=ruling, why=f"{STEM} why", **typed)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, by name."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def holding(folder: Path, word: str = STEM) -> list[str]:
    """The files that hold the word."""
    return [name for name, kept in bytes_of(folder).items() if word.encode() in kept.lower()]


def places_in(file: Path) -> list[bytes]:
    """What stands around the word in a file: to find out what was forgotten."""
    kept = file.read_bytes()
    return [
        kept[max(one.start() - 40, 0) : one.end() + 30] for one in re.finditer(STEM.encode(), kept)
    ]
