"""A document as PDF: what goes in comes out, tagged, in each language, and stays text."""

from __future__ import annotations

from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from flask import Flask

from feedback import typeset
from feedback.evidence import pdf
from feedback.evidence.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Notice,
    Paragraph,
    Phrase,
    Picture,
    Quotation,
    Row,
    Section,
    Subheading,
    Table,
    Variant,
)
from feedback.evidence.drawing import taken_apart
from feedback.typeset import CannotPrintError, MissingLettersError
from tests.feedback.printing import bare, by_pdfium, by_poppler, tags_under
from translations import LANGUAGES

SAID = {
    "en": "Families told us that the letters are hard to read.",
    "ar": "قالت العائلات إن الرسائل صعبة القراءة.",
    "bn": "পরিবারগুলো বলেছে যে চিঠিগুলো পড়া কঠিন।",
}
HOSTILE = '#panic("x") $ *bold* _em_ \\ "quoted" <label> @ref = heading // gone'
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40"><path d="M 0 0 L 9 9"/>
<text x="20" y="20" font-size="11px" text-anchor="middle" fill="#0b0c0c">{}</text></svg>"""


def said(text: str, language: str = "en") -> Phrase:
    return Phrase(text, language)


def table(*numbers: str, title: str = "How many answered") -> Table:
    rows = (Row(said(f"Question {n}"), (Cell(said(n), f"R1.q{n}.all"),)) for n in numbers)
    return Table(said(title), (said("Question"), said("How many")), tuple(rows), (said("A note"),))


def picture(words: str = "Yes 7") -> Picture:
    drawn = DRAWING.format(words).encode()
    return Picture(said("A chart"), said("Yes: 7; No: 5"), lambda: drawn)


def document(*blocks: Block, language: str = "en", title: str = "What was said") -> Document:
    one = Section("one", said("The first"), blocks)
    return Document(
        said(title),
        said("As at 1 May 2026"),
        "City of London",
        Variant.PUBLIC,
        date(2026, 5, 1),
        LANGUAGES[language],
        (one,),
    )


def made(app: Flask, wanted: Document) -> bytes:
    with app.test_request_context():
        return pdf.as_pdf(wanted)


@pytest.mark.parametrize("language", SAID)
def test_what_goes_in_comes_out_by_two_readers_in_each_language(
    app: Flask, tmp_path: Path, language: str
) -> None:
    words = said(SAID[language], language)
    blocks = (Paragraph(words), Notice(words), Bullets((words,)), Subheading(words))

    found = made(app, document(*blocks, Quotation(words, words), language=language))

    for text in (by_pdfium(found), by_poppler(found, tmp_path)):
        assert bare(text).count(bare(SAID[language])) == 6


def test_a_screen_reader_meets_titles_headings_tables_and_words_for_each_picture(
    app: Flask,
) -> None:
    blocks = (Subheading(said("A part")), table("7", "9"), picture(), picture("نعم 7"))

    opened = pikepdf.open(BytesIO(made(app, document(*blocks))))

    tags = Counter(map(str, tags_under(opened.Root.StructTreeRoot)))
    assert [tags[tag] for tag in ("/Title", "/H1", "/H2", "/Table", "/THead")] == [1] * 5
    assert (tags["/TH"], tags["/TD"], tags["/Figure"], tags["/Caption"]) == (4, 2, 2, 3)
    assert alternatives(opened) == ["Yes: 7; No: 5"] * 2
    assert str(opened.Root.Lang) == "en"
    assert str(opened.docinfo["/Title"]) == "What was said"
    assert len(opened.Root.Outlines) and opened.Root.MarkInfo.Marked


def test_a_screen_reader_says_the_header_of_each_row_and_of_each_column(app: Flask) -> None:
    opened = pikepdf.open(BytesIO(made(app, document(table("7", "9"), Paragraph(said("And."))))))

    found = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
    scopes = [scope_of(one) for one in found if one.get("/S") == "/TH"]
    assert sorted(scopes) == ["/Column", "/Column", "/Row", "/Row"]
    rows = [one for one in found if one.get("/S") == "/TR"]
    assert sorted([str(cell.S) for cell in row.K] for row in rows) == [
        ["/TH", "/TD"],
        ["/TH", "/TD"],
        ["/TH", "/TH"],
    ]


def scope_of(cell: pikepdf.Dictionary) -> str:
    said_of_it = cell.A if isinstance(cell.A, pikepdf.Array) else [cell.A]
    [scope] = [str(one.Scope) for one in said_of_it if "/Scope" in one]
    return scope


def alternatives(opened: pikepdf.Pdf) -> list[str]:
    found = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
    return [str(one.Alt) for one in found if one.get("/S") == "/Figure"]


def test_each_block_says_which_language_it_is_in(app: Flask) -> None:
    blocks = [Paragraph(said(text, language)) for language, text in SAID.items()]

    opened = pikepdf.open(BytesIO(made(app, document(*blocks))))

    content = b"".join(page.Contents.read_bytes() for page in opened.pages)
    found = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
    languages = {str(one.Lang) for one in found if "/Lang" in one}
    assert {"ar", "bn"} <= languages | {
        name for name in ("ar", "bn") if f"/Lang ({name})".encode() in content
    }


def test_a_hostile_title_stays_text_wherever_it_stands(app: Flask, tmp_path: Path) -> None:
    words = said(HOSTILE)
    cells = Table(words, (words, words), (Row(words, (Cell(words, HOSTILE),)),), (words,))
    blocks = (Paragraph(words), Subheading(words), Bullets((words,)), Notice(words), cells)

    found = made(app, document(*blocks, Quotation(words, words), title=HOSTILE))

    assert bare(by_poppler(found, tmp_path, "-raw")).count(bare(HOSTILE)) >= 12
    opened = pikepdf.open(BytesIO(found))
    assert str(opened.docinfo["/Title"]) == HOSTILE


def test_the_headings_of_a_long_table_stand_on_every_page(app: Flask) -> None:
    long = table(*(str(number) for number in range(120)))

    found = made(app, document(long))

    pages = len(pikepdf.open(BytesIO(found)).pages)
    assert pages > 2
    assert by_pdfium(found).count("How many\r\n") >= pages


def test_the_same_document_gives_the_same_bytes(app: Flask) -> None:
    wanted = document(table("7"), picture())

    first = made(app, wanted)

    assert made(app, wanted) == first
    assert b"/CreationDate" not in first


def test_a_missing_font_is_one_sentence_that_says_what_to_install(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeset, "_installed", lambda: frozenset({typeset.LATIN}))

    with pytest.raises(CannotPrintError, match="apt-get install fonts-noto"):
        made(app, document(language="bn"))


def test_a_sign_that_no_font_has_is_spelt_out(app: Flask) -> None:
    found = made(app, document(Quotation(said("Kind! \U0001fae0"), said("A parent carer"))))

    assert bare("Kind! (melting face)") in bare(by_pdfium(found))


def test_a_letter_that_no_font_has_is_never_spelt_out(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_what: object, **_how: object) -> bytes:
        raise MissingLettersError("ক")

    monkeypatch.setattr(typeset, "illustrated_pdf", refuse)

    with pytest.raises(CannotPrintError, match="letters: ক"):
        made(app, document(Paragraph(said("ক"))))


def test_a_picture_without_words_for_it_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="words that say the same"):
        Picture(said("A chart"), said(" "), lambda: b"")


def test_the_words_of_a_chart_are_set_apart_from_its_shapes() -> None:
    drawing = taken_apart(DRAWING.format("نعم 7").encode())

    [word] = drawing.words
    assert (word.text, word.x, word.anchor, word.direction) == ("نعم 7", 20, "middle", "rtl")
    assert b"text" not in drawing.shapes
    assert b"path" in drawing.shapes


def test_a_fingerprint_in_a_table_stays_on_the_page(app: Flask) -> None:
    names = ("Release", "Survey", "Term", "Frozen on", "Fingerprint (SHA-256)")
    texts = ("A longer name of a survey", "Summer term 2026", "20 August 2026", "0" * 64)
    row = Row(said("R1"), tuple(Cell(said(one)) for one in texts))
    wide = Table(said("Releases"), tuple(map(said, names)), (row,))

    page = pypdfium2.PdfDocument(made(app, document(wide)))[0]

    text = page.get_textpage()
    rights = [text.get_charbox(at)[2] for at in range(text.count_chars())]
    assert max(rights) < page.get_width() - 40
