"""A poster is read from across a room, scanned when blurred, and right in every language."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from flask_babel import lazy_gettext
from PIL import Image, ImageFilter
from pypdfium2 import raw
from werkzeug.test import TestResponse

from feedback import typeset
from feedback.authored import say
from feedback.invite import poster
from feedback.invite.poster import Sheet
from feedback.typeset import CannotPrintError
from forms.questions import Variant
from forms.staff_posters import INSERTS, SHEETS
from forms.surveys import SURVEYS
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import soup
from tests.feedback.printing import bare, by_pdfium, by_poppler, tags_under
from tests.feedback.staff_pages import signed_in, store, words
from translations import LANGUAGES

BASE_URL = "https://heard.example.gov.uk"
OPENS = "HTTPS://HEARD.EXAMPLE.GOV.UK/S/ABC234"
OFFERED = ("en", "bn", "es", "zh-Hans", "fr", "it", "pt", "ar", "tr", "so", "pl", "ur")
SIX = ("en", "bn", "ar", "zh-Hans", "tr", "so")
# Millimetres: 1/72 inch, and a capital of Noto Sans is so much of its size high.
A_POINT, CAPITAL = 25.4 / 72, 0.714
# What is said in words, as the data has it.
SAID = {
    *("voices", "title", "survey", "occasion", "why", "until", "steps", "words", "lines"),
    *("not_watched", "draft", "area", "address", "intro", "notices", "advice", "heading"),
    *("interpreter", "text", "contacts", "others"),
}
# What cards and the sheet in many languages have no room for.
NOT_ON_ALL = {"survey", "occasion", "why", "until", "not_watched"}


@pytest.fixture
def officer(app: Flask) -> CheckingClient:
    """An officer's browser."""
    return signed_in(app)


def wanted(
    app: Flask,
    sheet: Sheet = Sheet.POSTER,
    *languages: str,
    variant: Variant = Variant.STANDARD,
    survey: str = "post_session",
    is_reachable: bool = True,
) -> poster.Poster:
    area = app.extensions["heard_area"]
    ways = {"team": "SEND team", "phone": "020 7000 0000", "email": "send@example.gov.uk"}
    if is_reachable:
        area = dataclasses.replace(area, contact=dataclasses.replace(area.contact, **ways))
    return poster.Poster(
        area=area,
        survey=SURVEYS["annual_review" if sheet.is_insert else survey],
        code="ABC234",
        base_url=BASE_URL,
        closes_at=datetime(2026, 12, 18, 17, tzinfo=UTC),
        sheet=sheet,
        languages=tuple(LANGUAGES[code] for code in languages or ("en",)),
        variant=variant,
    )


def printed(app: Flask, what: poster.Poster, occasion: str = "Coffee morning") -> bytes:
    with app.test_request_context("/staff"):
        return poster.as_pdf(what, {one.code: say(occasion, {}, one) for one in what.languages})


def sentences(app: Flask, what: poster.Poster) -> list[str]:
    """Every text that goes in and is to be read."""
    with app.test_request_context("/staff"):
        said = {one.code: say("Coffee morning", {}, one) for one in what.languages}
        data = poster.contents(what, said)
    names = SAID - (NOT_ON_ALL if what.sheet in (Sheet.CARDS, Sheet.LANGUAGES) else set())
    if what.sheet.is_insert:
        # The survey's own title and reasons stand there instead.
        names -= {"title", "occasion", "why", "until"}
    return [text for text in _texts(data, names) if text]


def _texts(value: Any, names: set[str]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part, names)
    elif isinstance(value, dict):
        for name in sorted(names & value.keys()):
            yield from _texts(value[name], names)


def picture(pdf: bytes, dots_an_inch: int = 150) -> Image.Image:
    page = pypdfium2.PdfDocument(pdf)[0]
    seen: Image.Image = page.render(scale=dots_an_inch / 72).to_pil().convert("L")
    return seen


def darkest(seen: Image.Image, box: tuple[int, int, int, int]) -> int:
    return min(seen.crop(box).tobytes())


def read_all(seen: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(seen)]


def headline_size(pdf: bytes, begins: str, page: int = 0) -> float:
    """How large the letters of the headline are, in points."""
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    place, _length = text.search(begins).get_next()
    return float(raw.FPDFText_GetFontSize(text, place))


@pytest.mark.parametrize("sheet", Sheet)
def test_the_square_is_read_though_the_picture_is_blurred_and_crooked(
    app: Flask, sheet: Sheet
) -> None:
    languages = SIX if sheet is Sheet.LANGUAGES else ("en",)
    page = picture(printed(app, wanted(app, sheet, *languages)), dots_an_inch=200)

    seen = page.rotate(7, expand=True, fillcolor=255).filter(ImageFilter.GaussianBlur(2))

    assert read_all(seen) == [OPENS] * (10 if sheet is Sheet.CARDS else 1)


def test_a_covered_square_is_not_read(app: Flask) -> None:
    page = picture(printed(app, wanted(app)))
    [found] = zxingcpp.read_barcodes(page)
    corner, opposite = found.position.top_left, found.position.bottom_right
    side = opposite.x - corner.x

    page.paste(255, (corner.x + side // 4, corner.y + side // 4, opposite.x, opposite.y))

    assert read_all(page) == []


@pytest.mark.parametrize("sheet", Sheet)
def test_nothing_stands_in_the_quiet_border_of_the_square(app: Flask, sheet: Sheet) -> None:
    page = picture(printed(app, wanted(app, sheet)), dots_an_inch=300)

    for found in zxingcpp.read_barcodes(page):
        at = found.position
        side = at.bottom_right.x - at.top_left.x
        # Four modules of 29, less a dot's worth of blur on either side.
        quiet, slip = side * 4 // 29 - 3, 3
        left, top = at.top_left.x - slip, at.top_left.y - slip
        right, bottom = at.bottom_right.x + slip, at.bottom_right.y + slip
        for border in (
            (left - quiet + slip, top - quiet + slip, right + quiet - slip, top),
            (left - quiet + slip, bottom, right + quiet - slip, bottom + quiet - slip),
            (left - quiet + slip, top, left, bottom),
            (right, top, right + quiet - slip, bottom),
        ):
            assert darkest(page, border) == 255, (sheet, border)


@pytest.mark.parametrize(
    ("sheet", "millimetres"),
    [(Sheet.POSTER, 50), (Sheet.FLYER, 30), (Sheet.CARDS, 20), (Sheet.LANGUAGES, 35)],
)
def test_the_square_is_as_large_as_its_distance_asks(
    app: Flask, sheet: Sheet, millimetres: int
) -> None:
    page = picture(printed(app, wanted(app, sheet)), dots_an_inch=254)

    at = zxingcpp.read_barcodes(page)[0].position

    assert (at.bottom_right.x - at.top_left.x) / 10 >= millimetres


@pytest.mark.parametrize(
    ("language", "begins"), [("en", "Tell us"), ("fr", "Dites"), ("so", "Noo"), ("tr", "Neyin")]
)
def test_a_posters_headline_is_read_from_two_metres(app: Flask, language: str, begins: str) -> None:
    pdf = printed(app, wanted(app, Sheet.POSTER, language), "A long occasion, " * 11)

    assert headline_size(pdf, begins) * A_POINT * CAPITAL >= 10


ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.mark.parametrize("language", ["en", "bn", "ar"])
@pytest.mark.parametrize("sheet", [Sheet.POSTER, Sheet.CARDS, Sheet.LARGE_INSERT])
def test_the_text_that_comes_out_is_the_text_that_went_in(
    app: Flask, tmp_path: Path, language: str, sheet: Sheet
) -> None:
    what = wanted(app, sheet, language)

    pdf = printed(app, what)

    expected = sentences(app, what)
    assert len(expected) >= 8
    both = bare(by_pdfium(pdf)), bare(by_poppler(pdf, tmp_path, "-raw"))
    # Lines that run the other way come out in an order that each program guesses (docs/paper.md).
    guessed = [text for text in expected if language == "ar" or ARABIC.search(text)]
    plain = {one for text in guessed for one in text.split() if one.isalpha()}
    assert len(plain) > 20 or language != "ar"
    assert [one for one in plain if bare(one) not in "|".join(both)] == []
    for extracted in both:
        said = [text for text in expected if text not in guessed]
        assert [text for text in said if bare(text) not in extracted] == []


def test_a_poster_is_tagged_and_each_block_says_its_language(app: Flask) -> None:
    pdf = pikepdf.open(BytesIO(printed(app, wanted(app, Sheet.LANGUAGES, *SIX))))

    tags = [str(tag) for tag in tags_under(pdf.Root.StructTreeRoot)]
    things = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
    languages = {str(thing.Lang) for thing in things if "/Lang" in thing}
    assert bool(pdf.Root.MarkInfo.Marked)
    assert (tags.count("/H1"), tags.count("/H2"), tags.count("/Figure")) == (1, 5, 1)
    assert {"bn", "ar", "zh-CN", "tr", "so"} <= languages
    assert str(pdf.Root.Lang) == "en"
    assert "pdfuaid:part" in bytes(pdf.Root.Metadata.read_bytes()).decode()


def test_who_listens_to_a_sheet_of_cards_hears_one_card(app: Flask) -> None:
    pdf = pikepdf.open(BytesIO(printed(app, wanted(app, Sheet.CARDS))))

    tags = [str(tag) for tag in tags_under(pdf.Root.StructTreeRoot)]

    assert (tags.count("/H1"), tags.count("/Figure")) == (1, 1)


def test_the_cards_have_marks_where_to_cut(app: Flask) -> None:
    page = picture(printed(app, wanted(app, Sheet.CARDS)), dots_an_inch=254)

    # Ten dots a millimetre; two cards of 85 millimetres side by side, in the middle of the sheet.
    across = [darkest(page, (x - 3, 50, x + 3, 60)) for x in (200, 1050, 1900)]
    down = [darkest(page, (140, y - 3, 150, y + 3)) for y in (110, 660, 2860)]
    assert max(across + down) < 150
    assert darkest(page, (600, 50, 700, 60)) == 255


@pytest.mark.parametrize("variant", Variant)
def test_an_insert_says_where_free_advice_is_and_that_an_interpreter_is_a_right(
    app: Flask, variant: Variant
) -> None:
    text = bare(by_pdfium(printed(app, wanted(app, Sheet.LARGE_INSERT, variant=variant))))

    service = app.extensions["heard_area"].sendiass
    for said in (service.name, service.website, "020 7000 0000", "SEND team"):
        assert bare(said) in text
    assert bare("You have the right to ask for an interpreter. It is free.") in text


def test_an_inserts_back_says_the_right_in_the_other_languages(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poster, "is_spoken", lambda language: True)

    pages = pypdfium2.PdfDocument(printed(app, wanted(app, Sheet.INSERT, "bn")))

    back = pages[1].get_textpage().get_text_range()
    assert len(pages) == 2
    assert all(bare(LANGUAGES[code].own_name) in bare(back) for code in ("tr", "zh-Hans", "so"))
    assert bare(LANGUAGES["bn"].own_name) not in bare(back)


@pytest.mark.parametrize("sheet", [Sheet.POSTER, Sheet.INSERT])
def test_without_a_contact_nobody_is_promised_one(app: Flask, sheet: Sheet) -> None:
    text = bare(by_pdfium(printed(app, wanted(app, sheet, is_reachable=False))))

    whom = "the person who wrote to you" if sheet.is_insert else "the staff here"
    assert bare(whom) in text
    assert bare("ask us") not in text
    assert bare("to be filled in") not in text


def test_a_language_in_which_a_word_is_missing_is_not_offered(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.test_request_context("/staff"):
        monkeypatch.setattr(poster, "WORDS", (poster.HEADLINE,))
        whole = [one.code for one in poster.languages_spoken()]
        missing = lazy_gettext("Nobody has translated this")
        monkeypatch.setattr(poster, "WORDS", (poster.HEADLINE, missing))
        some = [one.code for one in poster.languages_spoken()]

    assert sorted(whole) == sorted(OFFERED)
    assert some == ["en"]


def test_what_somebody_typed_stays_text(app: Flask) -> None:
    hostile = '#panic("x") $ *hi* @ref <label> \\ // [a](b) = ` #{1+1}'

    for sheet in (Sheet.POSTER, Sheet.FLYER):
        assert bare(hostile) in bare(by_pdfium(printed(app, wanted(app, sheet), hostile)))


def test_letters_that_no_font_has_are_refused_as_a_picture_too(app: Flask) -> None:
    said = {"en": say("Coffee 🧑 morning", {}, LANGUAGES["en"])}

    with app.test_request_context("/staff"), pytest.raises(CannotPrintError, match="🧑"):
        poster.as_png(wanted(app), said)


def test_words_that_do_not_fit_are_refused_and_not_cut_off(app: Flask) -> None:
    what = wanted(app, Sheet.FLYER, variant=Variant.EASY)

    with pytest.raises(CannotPrintError, match="do not fit"):
        printed(app, what, "A very long occasion " * 20)


@pytest.mark.whole_matrix
@pytest.mark.parametrize("language", OFFERED)
def test_every_language_fits_on_every_sheet(
    app: Flask, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poster, "is_spoken", lambda language: True)
    for sheet in Sheet:
        for variant in Variant:
            if (sheet, variant) != (Sheet.INSERT, Variant.EASY):
                # No survey's title is longer.
                what = wanted(app, sheet, language, variant=variant, survey="annual_review")
                assert printed(app, what, "Coffee morning at the library, in November")


# ------------------------------------------------------------------------------ the officer's page


def placed(app: Flask, **special: Any) -> str:
    """A place with a code; the address of its posters."""
    asked = factories.collection(**special)
    place = factories.placement(asked, code="ABC234", label='#panic("x") library')
    store(app, asked, place)
    return f"/staff/placements/{place.id}/posters"


CHOSEN = {"sheet": "poster", "languages": ["en"], "version": "standard", "file": "pdf"}


def ask(officer: CheckingClient, path: str, **special: Any) -> TestResponse:
    return officer.get(path, query_string={**CHOSEN, **special})


def test_an_officer_finds_it_beside_the_square_and_gets_a_poster(
    app: Flask, officer: CheckingClient
) -> None:
    path = placed(app)
    place_id = path.split("/")[3]
    [line] = [one for one in soup(officer.get("/staff/collections"))("a") if "Occasion" in one.text]
    collection = soup(officer.get(line["href"]))

    page = officer.get(path)
    answer = ask(officer, path)

    assert collection.select_one(f"a[href='/staff/placements/{place_id}/posters']")
    assert [one["value"] for one in soup(page).select("[name=sheet]")] == list(SHEETS)
    assert answer.mimetype == "application/pdf"
    assert "poster-ABC234-en-standard.pdf" in answer.headers["Content-Disposition"]
    assert soup(page).select_one("label bdi[lang=en]").get_text() == "English"
    assert read_all(picture(answer.data)) == ["HTTP://127.0.0.1:8000/S/ABC234"]
    # What a place is called, only officers see.
    assert "panic" not in by_pdfium(answer.data)


def test_a_picture_is_the_same_poster(app: Flask, officer: CheckingClient) -> None:
    answer = ask(officer, placed(app), file="png")

    seen = Image.open(BytesIO(answer.data))
    assert answer.mimetype == "image/png"
    assert seen.size == (2480, 3508)
    assert read_all(seen.convert("L")) == ["HTTP://127.0.0.1:8000/S/ABC234"]


def test_inserts_are_offered_where_a_decision_follows(app: Flask, officer: CheckingClient) -> None:
    after_a_review = placed(app, survey_slug="annual_review")

    page = soup(officer.get(after_a_review))

    offered = [one["value"] for one in page.select("[name=sheet]")]
    assert offered == [*SHEETS, *INSERTS] == [sheet.value for sheet in Sheet]
    assert ask(officer, after_a_review, sheet="insert").mimetype == "application/pdf"


@pytest.mark.parametrize(
    ("special", "said"),
    [
        ({"sheet": "insert"}, "Choose what you want to print."),
        ({"sheet": ""}, "Choose what you want to print."),
        ({"languages": []}, "Choose one language."),
        ({"sheet": "languages"}, "Choose two to six languages"),
        ({"languages": ["tlh"]}, "Choose one of these"),
        ({"version": "x"}, "Choose a version."),
        ({"file": "exe"}, "Choose a file."),
    ],
)
def test_a_choice_that_there_is_not_is_explained(
    app: Flask, officer: CheckingClient, special: dict[str, Any], said: str
) -> None:
    answer = ask(officer, placed(app), **special)

    assert answer.status_code == 400
    assert said in words(answer)


@pytest.mark.parametrize(
    ("special", "said"),
    [({"version": "easy"}, "Choose the insert on A4."), ({"file": "png"}, "Choose PDF.")],
)
def test_an_insert_that_cannot_be_is_explained_and_the_choice_kept(
    app: Flask, officer: CheckingClient, special: dict[str, Any], said: str
) -> None:
    answer = ask(officer, placed(app, survey_slug="annual_review"), sheet="insert", **special)

    assert answer.status_code == 400
    assert said in words(answer)
    assert soup(answer).select_one("[value=insert][checked]")


def test_a_missing_font_is_named_and_the_choice_kept(
    app: Flask, officer: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeset, "_installed", frozenset)

    answer = ask(officer, placed(app), sheet="flyer")

    assert answer.status_code == 400
    assert "Noto Sans is not installed. Run: apt-get install fonts-noto-core" in words(answer)
    assert soup(answer).select_one("[value=flyer][checked]")


def test_a_kept_link_to_a_poster_prints_none_that_nobody_can_answer_any_more(
    app: Flask, officer: CheckingClient
) -> None:
    first, last = (datetime(year, 1, 1, tzinfo=UTC) for year in (2019, 2020))

    answer = ask(officer, placed(app, opens_at=first, closes_at=last), sheet="poster")

    assert answer.status_code == 400
    assert "Set a later closing date first" in words(answer)


def test_a_closed_collection_and_a_missing_contact_are_said(
    app: Flask, officer: CheckingClient
) -> None:
    answer = officer.get(
        placed(
            app,
            closes_at=datetime(2020, 1, 1, tzinfo=UTC),
            opens_at=datetime(2019, 1, 1, tzinfo=UTC),
        )
    )

    assert "Its closing date has passed" in words(answer)
    assert "does not say yet how families reach you" in words(answer)
