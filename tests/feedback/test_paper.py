"""The paper form: what it says can be read by eye, by machine and by a phone, in every language."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from pypdfium2 import raw

from feedback import typeset
from feedback.authored import say
from feedback.invite import paper
from feedback.language import speaking
from feedback.typeset import CannotPrintError
from forms.questions import Variant
from forms.surveys import SURVEYS
from tests.client import CheckingClient
from tests.feedback.asking import open_collection, soup
from tests.feedback.printing import PUNCTUATION, bare, by_pdfium, by_poppler, tags_under
from tests.feedback.staff_pages import signed_in, words
from translations import LANGUAGES

BASE_URL = "https://heard.example.org"
STANDARD, EASY = Variant.STANDARD, Variant.EASY
USUAL, LARGE = paper.Size.USUAL, paper.Size.LARGE
OFFERED = ("en", "bn", "es", "zh-Hans", "fr", "it", "pt", "ar", "tr", "so", "pl", "ur")
# Both extractors put lines of these languages into the order they guess, word by word.
RIGHT_TO_LEFT = ("ar", "ur")
# What the template prints as it stands; the rest of the data says how.
# In this order: the title is the first of them.
SAID = (
    *("title", "area", "occasion", "intro", "notices", "not_watched", "how_to", "questions"),
    *("about_you", "why_we_ask", "about_questions", "consent", "consent_hint", "ending"),
    *("credits", "words", "hint", "options", "privacy"),
)


@pytest.fixture
def officer(app: Flask) -> CheckingClient:
    """An officer's browser."""
    return signed_in(app)


def form(
    app: Flask,
    language: str = "en",
    variant: Variant = STANDARD,
    *,
    survey: str = "post_session",
    size: paper.Size = USUAL,
) -> paper.PaperForm:
    return paper.PaperForm(
        area=app.extensions["heard_area"],
        survey=SURVEYS[survey],
        code="ABC234",
        base_url=BASE_URL,
        language=LANGUAGES[language],
        variant=variant,
        size=size,
    )


def printed(app: Flask, wanted: paper.PaperForm, occasion: str = "Coffee morning") -> bytes:
    with app.test_request_context("/staff"):
        return paper.make(wanted, say(occasion, {}, wanted.language))


def sentences(app: Flask, wanted: paper.PaperForm) -> list[str]:
    """Every text that goes in."""
    with app.test_request_context("/staff"), speaking(wanted.language):
        data = paper.contents(wanted, say("Coffee morning", {}, wanted.language))
    return [text for text in _texts({name: data[name] for name in SAID if name in data}) if text]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif "text" in value:
        yield value["text"]
    else:
        for name in SAID:
            yield from _texts(value.get(name, ""))


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("language", ["bn", "zh-Hans", "en", "tr"])
def test_the_text_that_comes_out_is_the_text_that_went_in(
    app: Flask, tmp_path: Path, language: str, variant: Variant
) -> None:
    wanted = form(app, language, variant)

    pdf = printed(app, wanted)

    expected = sentences(app, wanted)
    assert len(expected) > 80
    for extracted in (by_pdfium(pdf), by_poppler(pdf, tmp_path, "-raw")):
        assert [text for text in expected if bare(text) not in bare(extracted)] == []


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_every_word_of_a_right_to_left_form_comes_out_whole(
    app: Flask, tmp_path: Path, language: str
) -> None:
    wanted = form(app, language)

    pdf = printed(app, wanted)

    # A word that one of the two tears apart beside Latin letters, the other leaves whole. Of a
    # word with a vowel sign both repeat the letter under the sign: docs/paper.md says so.
    extracted = bare(by_pdfium(pdf) + "|" + by_poppler(pdf, tmp_path))
    words = {word.strip(PUNCTUATION) for text in sentences(app, wanted) for word in text.split()}
    plain = [word for word in words if not any(map(unicodedata.combining, word))]
    assert len(plain) > 150
    assert [word for word in plain if bare(word) not in extracted] == []


def test_a_font_that_reads_as_nonsense_is_caught(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(typeset.FONTS, "ur", "Noto Nastaliq Urdu")
    wanted = form(app, "ur")

    extracted = bare(by_pdfium(printed(app, wanted)))

    assert bare("سیشن") not in extracted


@pytest.mark.parametrize("language", OFFERED)
def test_the_form_is_tagged_and_says_its_language(app: Flask, language: str) -> None:
    pdf = pikepdf.open(BytesIO(printed(app, form(app, language))))

    tags = [str(tag) for tag in tags_under(pdf.Root.StructTreeRoot)]
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang).split("-")[0] == language.split("-")[0]
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == 14  # Thirteen questions, and what the last five are about.
    assert tags.count("/Figure") == 1
    assert "pdfuaid:part" in bytes(pdf.Root.Metadata.read_bytes()).decode()


def test_a_languages_own_name_is_marked_with_that_language(app: Flask) -> None:
    pdf = pikepdf.open(BytesIO(printed(app, form(app))))

    things = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
    languages = {str(thing.Lang) for thing in things if "/Lang" in thing}

    assert {"ar", "bn", "ur", "zh-CN"} <= languages


def test_the_square_on_the_page_opens_the_survey(app: Flask) -> None:
    page = pypdfium2.PdfDocument(printed(app, form(app, "bn")))[0]

    found = zxingcpp.read_barcodes(page.render(scale=2).to_pil().convert("L"))

    assert [code.text for code in found] == ["HTTPS://HEARD.EXAMPLE.ORG/S/ABC234"]
    assert "https://heard.example.org/S/ABC234" in page.get_textpage().get_text_range()


@pytest.mark.parametrize(
    ("variant", "size", "points"), [(STANDARD, LARGE, 18), (EASY, LARGE, 18), (EASY, USUAL, 14)]
)
def test_letters_are_as_large_as_promised(
    app: Flask, variant: Variant, size: paper.Size, points: int
) -> None:
    page = pypdfium2.PdfDocument(printed(app, form(app, variant=variant, size=size)))[0]
    text = page.get_textpage()
    place, _length = text.search("Who " if variant is STANDARD else "Who are").get_next()

    assert raw.FPDFText_GetFontSize(text, place) >= points
    place, _length = text.search("Please answer this question").get_next() or (place, 0)
    assert raw.FPDFText_GetFontSize(text, place) >= points


def test_what_somebody_typed_stays_text(app: Flask) -> None:
    hostile = '#panic("x") $ *hi* @ref <label> \\ // [a](b) = ` #{1+1}'

    text = by_pdfium(printed(app, form(app), hostile))

    assert bare(hostile) in bare(text)


def test_easy_read_carries_its_pictures_and_the_standard_form_none(app: Flask) -> None:
    easy, standard = printed(app, form(app, variant=EASY)), printed(app, form(app))

    # The red of the cross beside "No", which nothing else on the form has.
    assert _has_colour(easy)
    assert not _has_colour(standard)


def _has_colour(pdf: bytes) -> bool:
    pages = [page.render(scale=0.5).to_pil().convert("HSV") for page in pypdfium2.PdfDocument(pdf)]
    return any(page.getextrema()[1][1] > 100 for page in pages)


def test_a_missing_font_is_named_and_no_box_is_printed(
    app: Flask, officer: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeset, "_installed", lambda: frozenset({"Noto Sans"}))
    asked = open_collection(app)
    address = f"/staff/collections/{asked}/paper.pdf?code=ABC234&version=standard&size=usual"

    answer = officer.get(f"{address}&written_in=zh-Hans", follow_redirects=True)

    assert "Noto Sans CJK SC is not installed" in words(answer)
    assert "apt-get install fonts-noto-cjk" in words(answer)


def test_a_machine_without_typst_says_what_to_install(
    app: Flask, officer: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = open_collection(app)
    monkeypatch.setitem(sys.modules, "typst", None)
    typeset._installed.cache_clear()

    answer = officer.get(
        f"/staff/collections/{asked}/paper.pdf?code=ABC234&written_in=en&version=easy&size=usual",
        follow_redirects=True,
    )

    assert answer.status_code == 200
    # Heard itself is on no package index: whatever bears its name there is not ours.
    assert "Run: pip install typst" in words(answer)


def test_letters_that_no_font_has_are_refused_and_shown(app: Flask) -> None:
    with pytest.raises(CannotPrintError, match="🧑"):
        printed(app, form(app), "Coffee 🧑 morning")


def test_an_officer_chooses_a_form_on_the_collections_page_and_gets_it(
    app: Flask, officer: CheckingClient
) -> None:
    asked = open_collection(app)
    page = soup(officer.get(f"/staff/collections/{asked}"))
    choices = page.select_one("form[action$='paper.pdf']")

    answer = officer.get(
        choices["action"],
        query_string={"code": "ABC234", "written_in": "bn", "version": "easy", "size": "large"},
    )

    assert choices.find("option", value="bn").get_text() == "bn – বাংলা – Bengali"
    assert choices.find("option", value="en").get_text() == "en – English"
    assert [one["name"] for one in choices("select")] == ["code", "written_in", "version", "size"]
    assert answer.mimetype == "application/pdf"
    assert "form-ABC234-bn-easy-large.pdf" in answer.headers["Content-Disposition"]
    assert "ABC234 · post_session 1 · bn · easy" in by_pdfium(answer.data)


@pytest.mark.parametrize(
    "special", [{"code": "NOSUCH"}, {"written_in": "tlh"}, {"version": "x"}, {"size": "huge"}]
)
def test_a_form_that_there_is_not_is_not_found(
    app: Flask, officer: CheckingClient, special: dict[str, str]
) -> None:
    asked = open_collection(app)
    usual = {"code": "ABC234", "written_in": "en", "version": "easy", "size": "usual"}

    answer = officer.get(f"/staff/collections/{asked}/paper.pdf", query_string=usual | special)

    assert answer.status_code == 404


@pytest.mark.parametrize("survey", SURVEYS)
def test_every_survey_prints_in_both_versions_and_sizes(app: Flask, survey: str) -> None:
    for variant, size in ((STANDARD, USUAL), (EASY, LARGE)):
        wanted = form(app, variant=variant, size=size, survey=survey)
        assert bare(sentences(app, wanted)[0]) in bare(by_pdfium(printed(app, wanted)))


@pytest.mark.whole_matrix
@pytest.mark.parametrize("language", OFFERED)
@pytest.mark.parametrize("survey", SURVEYS)
def test_every_form_there_is_can_be_printed(app: Flask, survey: str, language: str) -> None:
    for variant in Variant:
        for size in paper.Size:
            assert printed(app, form(app, language, variant, survey=survey, size=size))
