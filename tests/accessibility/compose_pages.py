"""The pages on which officers compose surveys, each as it is used and after a mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from flask import Flask
from playwright.sync_api import Page

from feedback import drafts
from feedback.database import session
from forms.composed import Composed, Piece, Words
from tests.accessibility.visit import Visit
from tests.forms.composing import BRING, of_every_kind, open_question, scale, words

SLUG = "tea_morning"
HERE = f"/staff/surveys/{SLUG}"
PROBLEM, SIGNED_IN = ".h-error-summary", ".h-quiet"
HARD = "Don't you agree that the accommodation was great and/or warm?"


def compose_surveys(app: Flask) -> None:
    """A survey that was published and changed since, and a copy that lacks much and is over."""
    whole = of_every_kind(slug=SLUG)
    with app.test_request_context(method="POST"):
        drafts.add(whole, by=None)
        drafts.publish(SLUG, by="officer")
        found = drafts.find(SLUG)
        assert found
        drafts.save(_changed(found.composed), revision=found.revision, by=None)
        session().commit()


def _changed(whole: Composed) -> Composed:
    """More than families answer gladly, one hard wording, and one that is not written yet."""
    hard = replace(scale("own_eeeeeeeeee"), standard=words(HARD), easy=Words.english(""))
    more = replace(open_question("own_ffffffffff"), standard=words("Anything else?"))
    return replace(whole, pieces=(*whole.pieces, Piece(hard), Piece(more)))


def compose_visits(language: str) -> Iterator[Visit]:
    """Every page of the composer."""
    asked = f"?lang={language}"
    looked_at = {
        "our own surveys": "/staff/surveys",
        "a composed survey": HERE,
        "its title and settings": f"{HERE}/about",
        "the question bank": f"{HERE}/bank",
        "nothing found in the bank": f"{HERE}/bank?words=xyzzy&lang={language}",
        "write a scale": f"{HERE}/questions/new/scale",
        "change a question": f"{HERE}/questions/own_eeeeeeeeee",
        "who is asked": f"{HERE}/questions/ps_overall",
        "take a question away": f"{HERE}/questions/{BRING}/remove",
        "publish a survey": f"{HERE}/publish",
        "a published version": f"{HERE}/versions/1",
        "a survey in Arabic": f"{HERE}/words/ar",
    }
    for name, path in looked_at.items():
        go = _at(path if "?" in path else path + asked)
        yield Visit(f"{name}, {language}", language, go, SIGNED_IN)
    preview = f"{HERE}/preview{asked}&version=easy"
    yield Visit(f"a survey as families see it, {language}", language, _at(preview), "#ps_overall")
    for name, path, field in (
        ("make a survey", "/staff/surveys/new", "#title"),
        ("write a choice", f"{HERE}/questions/new/choice", "#standard"),
        ("title and settings", f"{HERE}/about", "#title"),
        ("add nothing from the bank", f"{HERE}/bank", None),
    ):
        go = _sent(path + asked, empty=field)
        yield Visit(f"{name}, with a mistake, {language}", language, go, PROBLEM)
    for name, path in (("a survey's title", "about"), ("a survey's words", "words/ar")):
        typed = "Other words" if path == "about" else "كلمات أخرى"
        go = _overtaken(f"{HERE}/{path}{asked}", typed)
        yield Visit(f"{name}, saved by two, {language}", language, go, PROBLEM)


def _at(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)

    return go


def _sent(path: str, *, empty: str | None) -> Callable[[Page], None]:
    """Leave out what is needed, and press the button."""

    def go(page: Page) -> None:
        page.goto(path)
        if empty:
            page.locator(empty).fill("")
        _press(page)

    return go


def _overtaken(path: str, typed: str) -> Callable[[Page], None]:
    """Save what the page did not show: as somebody does whose page is an hour old."""

    def go(page: Page) -> None:
        page.goto(path)
        page.locator("main form input[name$=seen]").first.evaluate("box => { box.value = 'old'; }")
        page.locator("main form textarea, main form #title").first.fill(typed)
        _press(page)

    return go


def _press(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form[method=post] button").last.click()
