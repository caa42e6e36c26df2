"""The pages on which officers compose surveys, each as it is used and after a mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from flask import Flask
from playwright.sync_api import Page

from feedback import drafts
from feedback.database import session
from forms.composed import Composed, Piece, Words, with_new_ids
from tests import factories
from tests.accessibility.visit import Visit
from tests.feedback.staff_pages import store
from tests.forms.composing import BRING, of_every_kind, open_question, scale, words

SLUG, CODE = "tea_morning", "TEATIME"
MISTAKE = "made_by_mistake"
EMPTY, RETIRED = "nothing_asked_yet", "asked_no_more"
# The languages in which every text of it is there.
WHOLE_IN = ("en", "ar")
HERE = f"/staff/surveys/{SLUG}"
PROBLEM, SIGNED_IN = ".h-error-summary", ".h-quiet"
FILL = """for (const one of document.querySelectorAll('main form textarea, main #title')) {
  one.removeAttribute('maxlength');
  one.value = 'long '.repeat(2000);
}"""
HARD = "Don't you agree that the accommodation was great and/or warm?"


def compose_surveys(app: Flask) -> None:
    """A survey that was published and changed since, a copy, one with nothing in it, one over."""
    whole = of_every_kind(slug=SLUG)
    with app.test_request_context(method="POST"):
        drafts.add(whole, by=None)
        drafts.add(with_new_ids(replace(whole, slug=MISTAKE)), by=None)
        drafts.add(replace(whole, slug=EMPTY, pieces=()), by=None)
        drafts.add(with_new_ids(replace(whole, slug=RETIRED)), by=None)
        for one in (SLUG, RETIRED):
            drafts.publish(one, by="officer")
        drafts.retire(RETIRED, is_retired=True, by=None)
        found = drafts.find(SLUG)
        assert found
        drafts.save(_changed(found.composed), revision=found.revision, by=None)
        session().commit()
    collection = factories.collection(survey_slug=SLUG, occasion="Tea")
    store(app, collection, factories.placement(collection, code=CODE))


def _changed(whole: Composed) -> Composed:
    """More than families answer gladly, one hard wording, and one that is not written yet."""
    hard = replace(scale("own_eeeeeeeeee"), standard=words(HARD), easy=Words.english(""))
    more = replace(open_question("own_ffffffffff"), standard=words("Anything else?"))
    return replace(whole, pieces=(*whole.pieces, Piece(hard), Piece(more)))


def compose_visits(language: str) -> Iterator[Visit]:
    """Every page of the composer once, after a mistake where one can be made."""
    looked_at = {
        "our own surveys": "/staff/surveys",
        "a composed survey": HERE,
        "change a question": f"{HERE}/questions/own_eeeeeeeeee",
        "take a question away": f"{HERE}/questions/{BRING}/remove",
        "delete a draft": f"/staff/surveys/{MISTAKE}/delete",
        "publish a survey": f"{HERE}/publish",
        "a published version": f"{HERE}/versions/1",
    }
    for name, path in looked_at.items():
        yield Visit(f"{name}, {language}", language, _at(f"{path}?lang={language}"), SIGNED_IN)
    # Whole in Arabic, too.
    preview = f"/staff/surveys/{MISTAKE}/preview?lang={language}&version=easy"
    yield Visit(f"a survey as families see it, {language}", language, _at(preview), "#ps_overall")
    if language in WHOLE_IN:
        go = _left_empty(f"/S/{CODE}?lang={language}&version=easy")
        yield Visit(f"a composed survey left empty, {language}", language, go, PROBLEM)
    for name, path, field in (
        ("make a survey", "/staff/surveys/new", "#title"),
        ("write a choice", f"{HERE}/questions/new/choice", "#standard"),
        ("title and settings", f"{HERE}/about", "#title"),
        ("add nothing from the bank", f"{HERE}/bank", None),
    ):
        go = _sent(f"{path}?lang={language}", empty=field)
        yield Visit(f"{name}, with a mistake, {language}", language, go, PROBLEM)
    go = _overtaken(f"{HERE}/words/ar?lang={language}", "كلمات أخرى")
    yield Visit(f"a survey's words, saved by two, {language}", language, go, PROBLEM)


def other_compose_visits(language: str) -> Iterator[Visit]:
    """The same pages in their other states, for whoever has the time."""
    looked_at = {
        "its title and settings": f"{HERE}/about",
        "the question bank": f"{HERE}/bank",
        "nothing found in the bank": f"{HERE}/bank?words=xyzzy",
        "write a scale": f"{HERE}/questions/new/scale",
        "write an open question": f"{HERE}/questions/new/open",
        "who is asked": f"{HERE}/questions/ps_overall",
        "a survey in Arabic": f"{HERE}/words/ar",
    }
    for name, path in looked_at.items():
        joined = "&" if "?" in path else "?"
        go = _at(f"{path}{joined}lang={language}")
        yield Visit(f"{name}, {language}", language, go, SIGNED_IN)
    for name, path in {
        "a survey with no question yet": f"/staff/surveys/{EMPTY}",
        "publish nothing": f"/staff/surveys/{EMPTY}/publish",
        "a retired survey": f"/staff/surveys/{RETIRED}",
        "a version of a retired survey": f"/staff/surveys/{RETIRED}/versions/1",
    }.items():
        yield Visit(f"{name}, {language}", language, _at(f"{path}?lang={language}"), "main h1")
    for version in ("standard", "easy"):
        preview = f"/staff/surveys/{MISTAKE}/preview?lang={language}&version={version}"
        name = f"a {version} preview, {language}"
        yield Visit(name, language, _at(preview), "#ps_overall")
    for kind in ("scale", "choice", "several", "open"):
        go = _too_long(f"{HERE}/questions/new/{kind}?lang={language}")
        yield Visit(f"too much in every field of {kind}, {language}", language, go, PROBLEM)
    go = _too_long(f"{HERE}/about?lang={language}")
    yield Visit(f"too much in every setting, {language}", language, go, PROBLEM)
    go = _overtaken(f"{HERE}/questions/own_eeeeeeeeee?lang={language}", "Other words")
    yield Visit(f"a question, saved by two, {language}", language, go, PROBLEM)
    go = _overtaken(f"{HERE}/about?lang={language}", "Other words")
    yield Visit(f"a survey's title, saved by two, {language}", language, go, PROBLEM)


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


def _too_long(path: str) -> Callable[[Page], None]:
    """More in every field than it takes, as some browsers let one paste."""

    def go(page: Page) -> None:
        page.goto(path)
        page.evaluate(FILL)
        _press(page)

    return go


def _left_empty(path: str) -> Callable[[Page], None]:
    """Send the form without the one answer that it needs."""

    def go(page: Page) -> None:
        page.goto(path)
        with page.expect_navigation():
            page.locator("#send").click()

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
