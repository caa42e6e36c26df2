"""Words that a composed survey has only in English say so on every page in another language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from flask import Flask
from markupsafe import escape

from feedback.models import Role
from forms.composed import After, Composed, Piece, Words
from tests import factories
from tests.another_area.crawling import answers
from tests.client import CheckingClient
from tests.feedback.composing_surveys import publish
from tests.feedback.families import families_answer
from tests.feedback.open_pages import on_day
from tests.feedback.releasing import LATER, freeze
from tests.feedback.staff_pages import browser, signed_in, store
from tests.feedback.terms import SPRING, SUMMER, all_year
from tests.forms.composing import BRING, HELPS, SAY, WARM, of_every_kind

# In every word of the survey's own, and in nothing else that anybody says.
OURS = "Quokka"
REASON = "The room is new."
EVERY = {"ps_overall": "good", WARM: "yes", BRING: "friend", f"{HELPS}_friend": "ticked"}
OTHERS = {"ps_overall": "poor", WARM: "no", BRING: "nobody", f"{HELPS}_friend": "not_ticked"}


@pytest.fixture(autouse=True)
def when_it_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day on which anybody may read what these tests freeze."""
    on_day(monkeypatch, LATER.date() + timedelta(days=60))


def only_in_english() -> Composed:
    """A survey of every kind of question, with all there may be beside each, in one language."""
    found = of_every_kind()
    pieces = tuple(_english(piece) for piece in found.pieces)
    first, *rest = pieces
    hanging = replace(rest[0], after=After("ps_overall", ("good", "poor")))
    return replace(
        found,
        title=_ours(found.title),
        easy_title=_ours(found.easy_title),
        intro=_ours(found.intro),
        easy_intro=_ours(found.easy_intro),
        pieces=(first, hanging, *rest[1:]),
        over_budget_reason=f"{OURS}: {REASON}",
    )


def _english(piece: Piece) -> Piece:
    own = piece.own
    if own is None:
        return piece
    more = {"hint": own.standard, "easy_hint": own.easy, "why": own.standard}
    texts = {"standard": own.standard, "easy": own.easy, **more}
    options = tuple(
        replace(one, standard=_ours(one.standard), easy=_ours(one.easy)) for one in own.options
    )
    said: dict[str, Any] = {name: _ours(words) for name, words in texts.items()}
    return replace(piece, question=replace(own, options=options, evidences=("1.1",), **said))


def _ours(words: Words) -> Words:
    return Words.english(f"{OURS}: {words.in_english}")


def answered(app: Flask) -> int:
    """Families of two terms answer it and write; some of that is public, and all is frozen."""
    draft = only_in_english()
    publish(app, draft)
    collection = all_year(app, survey_slug=draft.slug)
    for week in (SPRING, SUMMER):
        families_answer(app, collection, 24, EVERY, week=week)
        families_answer(app, collection, 22, OTHERS, week=week)
    given = factories.response(collection, week=SUMMER)
    comment = factories.comment(given, "A walk.", question_id=SAY, question_kind="nonspecific")
    store(app, given, comment)
    return freeze(app)[-1].number


def unmarked(page: str) -> Iterator[str]:
    """Each text of the survey's own that no element round it says is English."""
    for text in BeautifulSoup(page, "html.parser").find_all(string=True):
        is_ours = OURS in text and isinstance(text, NavigableString)
        if is_ours and not _is_title(text.parent) and _language_of(text.parent) != "en":
            yield f"{text.parent}: {text.strip()}"


def _is_title(tag: Tag | None) -> bool:
    # No mark can stand in a title, where our own words stand beside the survey's.
    return tag is not None and tag.name == "title"


def _language_of(tag: Tag | None) -> str:
    while tag is not None:
        if tag.get("lang"):
            return str(tag["lang"])
        tag = tag.parent
    return ""


def officer_in_arabic(app: Flask) -> CheckingClient:
    officer = signed_in(app, Role.OFFICER)
    officer.get("/staff?lang=ar")
    return officer


def in_arabic(found: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    """Of these answers the pages in Arabic that hold words of the survey's own."""
    for path, answer in found:
        page = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        if 'lang="ar" dir="rtl"' in page[:300] and OURS in page:
            yield path, page


def on_some_pages(app: Flask) -> list[tuple[str, str]]:
    """The pages that show most of it, each once."""
    number = answered(app)
    officer, anybody = officer_in_arabic(app), app.test_client()
    for_staff = (
        *(f"/staff/results/{number}", "/staff/results", "/staff/collections/new"),
        *("/staff/comments", "/staff/surveys/coffee_morning/preview?lang=ar", "/staff/plan/1.1"),
    )
    public = (f"/results/{number}?lang=ar", "/results?lang=ar", "/all-pages?lang=ar")
    found = [(path, officer.get(path)) for path in for_staff]
    return [*in_arabic(found), *in_arabic((path, anybody.get(path)) for path in public)]


def everywhere(app: Flask) -> list[tuple[str, str]]:
    """Every page that links lead to, three of each kind."""
    answered(app)
    starts = ["/staff", "/staff/surveys/coffee_morning/preview?lang=ar"]
    found = answers(officer_in_arabic(app), starts, most=3)
    public = answers(browser(app), ["/?lang=ar", "/results?lang=ar"], most=3)
    return [*in_arabic(found), *in_arabic(public)]


@pytest.mark.parametrize(
    "look", [on_some_pages, pytest.param(everywhere, marks=pytest.mark.whole_matrix)]
)
def test_words_that_are_only_in_english_say_so_on_pages_in_arabic(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    look: Callable[[Flask], list[tuple[str, str]]],
) -> None:
    held = look(app)

    paths = {path.partition("?")[0] for path, _page in held}
    assert {"/results", "/all-pages", "/staff/results", "/staff/comments"} <= paths
    assert not [f"{path}: {one}" for path, page in held for one in unmarked(page)]
    assert [path for path, page in held if REASON in page and path.startswith("/results/")]
    # Without the marks the same look finds them.
    monkeypatch.setattr("forms.marked.Marked.__html__", lambda words: escape(words.plain))
    [(_path, page)] = in_arabic([("/results", app.test_client().get("/results?lang=ar"))])
    assert [*unmarked(page)]
