"""Who checked a translation of a survey's own words is kept with the day, and told where it is."""

from __future__ import annotations

from datetime import datetime

from flask import Flask
from sqlmodel import select

from feedback.models import AuditEntry, Role
from forms.staff import LONDON
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.composing_pages import HERE, change, opened, published, with_questions, write
from tests.feedback.staff_pages import signed_in, words

ARABIC = f"{HERE}/words/ar"
BY = "Checked by"


def translate(officer: CheckingClient, *, is_checked: bool) -> None:
    """Say every text in Arabic letters."""
    typed = {
        name: f"كلمة {number}"
        for number, name in enumerate(opened(officer, "words/ar"))
        if name.startswith("t-") and not name.endswith(("-seen", "-fits"))
    }
    change(officer, "words/ar", **typed, is_checked="yes" if is_checked else [])


def said_by(officer: CheckingClient, path: str) -> list[str]:
    """Each sentence of a page that says who checked."""
    page = soup(officer.get(path)).main
    return [one.strip() for one in page.find_all(string=True) if one.strip().startswith(BY)]


def sentence(name: str) -> str:
    today = datetime.now(LONDON).date()
    return f"{BY} {name} on {today.day} {today:%B %Y}."


def test_who_checked_a_translation_and_when_is_told_wherever_its_state_is(app: Flask) -> None:
    officer = with_questions(app)
    translate(officer, is_checked=False)
    assert said_by(officer, ARABIC) == []

    change(officer, "words/ar", is_checked="yes")

    with database_of(app).session() as held:
        found = held.exec(select(AuditEntry).where(AuditEntry.action == "checked_survey_words"))
        [(what, how_many)] = [(one.subject_id, one.how_many) for one in found]
    assert (what, how_many) == ("coffee_morning ar", len(said_by(officer, ARABIC)))
    [told] = {*said_by(officer, ARABIC)}
    assert told == sentence(told.removeprefix(f"{BY} ").partition(" on ")[0])
    for path in (HERE, f"{HERE}/publish"):
        assert said_by(officer, path) == [told]
    look_back = signed_in(app, Role.ADMINISTRATOR).get("/staff/audit")
    assert "Said that the translation of a survey was checked" in words(look_back)


def test_a_check_goes_with_the_words_that_were_checked_and_stays_with_the_version(
    app: Flask,
) -> None:
    officer = published(app)
    translate(officer, is_checked=True)
    change(officer, "publish")
    every = len(said_by(officer, ARABIC))

    page = opened(officer, "words/ar")
    name = next(name for name in page if name.endswith("-standard"))
    change(officer, "words/ar", **{name: "كلمة أخرى"}, is_checked=[])
    write(officer, "scale", {"standard": "Was it loud?", "easy": "Was it loud?"})

    assert every > 3
    assert said_by(officer, ARABIC) == []
    assert len(said_by(officer, f"{HERE}/versions/2")) == 1
    assert said_by(officer, f"{HERE}/versions/1") == []


def test_another_person_is_named_only_for_what_they_checked(app: Flask) -> None:
    officer = with_questions(app)
    translate(officer, is_checked=True)
    second = signed_in(app)
    write(second, "scale", {"standard": "Was it loud?", "easy": "Was it so?"})
    missing = {
        name: "كلمة"
        for name, value in opened(second, "words/ar").items()
        if name.startswith("t-own") and not value and not name.endswith("-fits")
    }

    change(second, "words/ar", **missing, is_checked="yes")

    told = said_by(second, ARABIC)
    assert len(told) > len(missing) == 2
    with database_of(app).session() as held:
        found = held.exec(select(AuditEntry).where(AuditEntry.action == "checked_survey_words"))
        assert [one.how_many for one in found][1] == 2
