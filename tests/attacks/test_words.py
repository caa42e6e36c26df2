"""Words that something might carry out: template syntax, labels of charts, names of languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import flask
import pytest
from flask import Flask

from analysis.charts import bar_chart, drawing
from feedback import language
from feedback.cli import plural_forms, translation_checks
from feedback.review import routes as review_routes
from tests.analysis.safe import safe
from tests.attacks.register import attack, control
from tests.client import CheckingClient
from tests.feedback.asking import open_collection, send, soup
from tests.feedback.families import asked, families_write
from tests.feedback.staff_pages import browser, signed_in
from translations import LANGUAGES, Language, catalogues

SYNTAX = (
    "{{ 7*7 }}",
    "{% set x = 1 %}x",
    "{# gone #}",
    "%(x)s",
    "%s %d %n",
    "{0.__class__}",
    "{config.SECRET_KEY}",
    "${7*7}",
    "<%= 7*7 %>",
    "#{7*7}",
)
TRANSLATED = (
    "%(note)s",
    "%(num)d families",
    "%(num.__class__)s families",
    "%(num)s %(secret_key)s",
    "%(num)",
    "100% of %(num)s",
    "<b>%(num)s</b> families",
    "&lt;%(num)s",
)


def carried_out(app: Flask) -> list[str]:
    """Texts that a page did not show as they were written, and translations nobody refused."""
    return [*_not_literal(app), *_taken_by_translators()]


def _not_literal(app: Flask) -> Iterator[str]:
    for text in SYNTAX:
        collection = asked(app, occasion=text)
        families_write(app, collection, 1, text)
        page = soup(signed_in(app).get(f"/staff/collections/{collection.id}/comments"))
        shown = [quote.get_text() for quote in page.select("blockquote")]
        if shown != [text] or text not in page.main.get_text():
            yield f"{text} is shown as {shown}"


def _taken_by_translators() -> Iterator[str]:
    english = ("%(num)s family replied", "%(num)s families replied")
    catalogue = catalogues.read(catalogues.path_of(LANGUAGES["fr"]))
    forms = plural_forms.plural_forms(catalogue)
    for text in TRANSLATED:
        if not list(translation_checks.problems(english, (text,) * len(forms), forms)):
            yield f"{text} is taken for a translation"


@attack("S26")
def test_s26_nothing_that_is_written_is_carried_out(app: Flask) -> None:
    assert carried_out(app) == []


@control("S26")
def test_s26_a_page_that_is_read_as_a_template_carries_it_out(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def twice(*args: Any, **values: Any) -> str:
        return flask.render_template_string(flask.render_template(*args, **values))

    monkeypatch.setattr(review_routes, "render_template", twice)
    monkeypatch.setattr(translation_checks, "_placeholder_problems", lambda *_: [])
    app.testing = False

    try:
        found = carried_out(app)
    except Exception as error:
        found = [repr(error)]

    assert found != []


LABELS = (
    r"$\foo$",
    "$a$ $b",
    r"\frac{1}{0}",
    "x" * 10_000,
    "উত্তর " * 400,
    "نعم " * 400,
    "ለልጄ ድጋፍ",
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "a\x00b\x1b[31mc",
    "\ud800",
    "\u202egnp.exe",
    "&amp; ]]> <!--",
    "",
    "\u200d",
)
OUR_TAGS = {"svg", "title", "desc", "defs", "g", "path", "text", "tspan", "use", "clipPath", "rect"}
OUR_TAGS |= {"pattern"}


def undrawn() -> list[str]:
    """Labels of which no chart could be made, or one that is no picture, or holds more than one."""
    return [problem for label in LABELS for problem in _drawn_with(label)]


def _drawn_with(label: str) -> Iterator[str]:
    named = repr(label[:20])
    try:
        picture = bar_chart(
            safe(12, 14, labels=(label, "No")),
            title=label,
            description=label,
            language="en",
            direction="ltr",
            hidden_words=("", ""),
        )
        chart = ElementTree.fromstring(picture)  # noqa: S314 -- our own drawing
    except Exception as error:
        yield f"{named}: {error!r}"
        return
    tags = {element.tag.rpartition("}")[2] for element in chart.iter()}
    handlers = {name for element in chart.iter() for name in element.attrib if name[:2] == "on"}
    if tags - OUR_TAGS or handlers:
        yield f"{named}: {tags - OUR_TAGS} {handlers}"
    if len(picture) > 60_000:
        yield f"{named}: {len(picture)} bytes"


@attack("S27")
def test_s27_any_label_is_drawn() -> None:
    assert undrawn() == []


@control("S27")
def test_s27_without_our_settings_and_cleaning_a_label_breaks_the_chart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from analysis.charts import bars, lettering

    drawing.drawn.cache_clear()
    monkeypatch.setattr(drawing, "_settings", _matplotlibs_own)
    for module in (lettering, drawing):
        monkeypatch.setattr(module, "clean", lambda text: text)
    monkeypatch.setattr(bars, "lines_of", lambda text, width: (text,))

    found = undrawn()
    drawing.drawn.cache_clear()

    assert found != []


def _matplotlibs_own(*, salt: str) -> Any:
    from matplotlib import rc_context

    return rc_context({"svg.hashsalt": salt, "svg.fonttype": "none"})


JUNK = (
    "../../etc/passwd",
    "en\0",
    "xx",
    "en_GB.UTF-8/../..",
    "💥",
    "a" * 5000,
    "%",
    "{{7*7}}",
    "-",
    "_",
    "ar\r\nX: y",
    "<script>",
)


def not_in_english(app: Flask, client: CheckingClient) -> list[str]:
    """Requests for languages that are none which were answered in anything but English."""
    open_collection(app)
    problems: list[str] = []
    for junk in JUNK:
        for path in ("/", "/S/ABC234", "/staff/sign-in"):
            problems += _language_problems(client, path, junk)
    return problems


def _language_problems(client: CheckingClient, path: str, junk: str) -> Iterator[str]:
    try:
        answers = [client.get(path, query_string={"lang": junk})]
        if not {"\0", "\r", "💥"} & set(junk):
            answers.append(client.get(path, headers={"Accept-Language": junk}))
    except Exception as error:
        yield f"{path} {junk[:20]!r}: {error!r}"
        return
    for answer in answers:
        if answer.status_code != 200 or soup(answer).html["lang"] != "en":
            yield f"{path} {junk[:20]!r}: {answer.status_code}"


@attack("S28")
def test_s28_a_language_that_is_none_is_english(app: Flask, client: CheckingClient) -> None:
    assert not_in_english(app, client) == []


@control("S28")
def test_s28_a_language_taken_at_its_word_breaks_the_page(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at_its_word(self: language.Languages) -> Any:
        code = flask.request.args.get("lang", "en")
        return Language(code, code, code, "ltr")

    monkeypatch.setattr(language.Languages, "for_family", at_its_word)

    assert not_in_english(app, browser(app)) != []


def test_a_forms_own_language_is_checked_too(app: Flask, client: CheckingClient) -> None:
    open_collection(app)

    for junk in JUNK:
        thanks = send(client, {"ps_overall": "good", "lang": junk})
        assert (thanks.status_code, soup(thanks).html["lang"]) == (200, "en")
