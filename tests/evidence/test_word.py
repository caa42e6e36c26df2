"""The Word file says what the document says, to everybody, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pytest
from PIL import Image

from feedback.evidence.document import Document, Paragraph, Section
from feedback.evidence.plain import clean
from feedback.evidence.word import as_docx
from tests.evidence.documents import (
    AS_AT,
    CONTROL,
    HOSTILE,
    counts,
    document,
    hostile,
    said,
    whole,
    xml,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Word calls a file broken whose marks stand in another order than its schema's.
ORDERS = {
    "pPr": "pStyle keepNext numPr pBdr shd bidi spacing ind contextualSpacing jc rPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing kern sz szCs rtl cs lang",
    "tblPr": "tblStyle bidiVisual tblW jc tblBorders tblLook tblCaption",
    "sectPr": "headerReference footerReference pgSz pgMar cols bidi docGrid",
}


pytestmark = pytest.mark.usefixtures("speaking_app")


@cache
def written(found: Document) -> bytes:
    """The file; each document is written once."""
    return as_docx(found)


@cache
def opened(found: Document) -> Any:
    """The file as python-docx reads it."""
    return docx.Document(BytesIO(written(found)))


@cache
def parts(found: Document) -> dict[str, ElementTree.Element]:
    """Every part of the file as another reader of XML sees it."""
    with ZipFile(BytesIO(written(found))) as made:
        return {
            name: xml(made.read(name))
            for name in made.namelist()
            if name.endswith((".xml", ".rels"))
        }


def body(found: Document) -> ElementTree.Element:
    """The part with the words."""
    return parts(found)["word/document.xml"]


def words(element: ElementTree.Element) -> str:
    """The words in an element."""
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def names_of(element: ElementTree.Element) -> Sequence[str]:
    """What is inside an element, without the name of the namespace."""
    return [one.tag.removeprefix(W) for one in element]


def test_headings_are_real_headings_in_the_documents_order() -> None:
    found = opened(whole())

    headings = [
        (one.style.name, one.text)
        for one in found.paragraphs
        if one.style.name.startswith(("Title", "Heading"))
    ]

    assert headings == [
        ("Title", "Evidence"),
        ("Heading 1", "What this is"),
        ("Heading 1", "Results"),
        ("Heading 2", "Sessions"),
        ("Heading 1", "Who took part"),
        ("Heading 1", "Quotes"),
    ]


def with_sections(number: int) -> Document:
    """A document of so many sections."""
    text = (Paragraph(said("Words")),)
    return document(*(Section(f"part-{one}", said(f"Part {one}"), text) for one in range(number)))


def test_the_list_of_sections_leads_to_each() -> None:
    found = body(with_sections(9))

    links = {one.get(f"{W}anchor"): words(one) for one in found.iter(f"{W}hyperlink")}
    places = {one.get(f"{W}name") for one in found.iter(f"{W}bookmarkStart")}

    assert list(links.values()) == [f"Part {one}" for one in range(9)]
    assert set(links) == places


def test_two_pages_have_no_list_of_sections() -> None:
    assert not list(body(with_sections(6)).iter(f"{W}hyperlink"))


@pytest.mark.parametrize("language", ["en", "ar", "bn"])
def test_every_run_names_the_language_of_its_words(language: str) -> None:
    runs = [one for one in body(whole(language)).iter(f"{W}r") if words(one)]

    for run in runs:
        named = run.find(f"{W}rPr/{W}lang")
        assert named is not None, words(run)
        if re.search("[\u0600-\u06ff]", words(run)):
            assert named.get(f"{W}bidi") == "ar-SA"
            assert run.find(f"{W}rPr/{W}rtl") is not None
        elif re.search("[\u0980-\u09ff]", words(run)):
            assert named.get(f"{W}bidi") == "bn-BD"


def test_arabic_paragraphs_run_from_the_right_and_others_do_not() -> None:
    for paragraph in body(whole()).iter(f"{W}p"):
        is_arabic = bool(re.search("[\u0600-\u06ff]", words(paragraph)))
        assert (paragraph.find(f"{W}pPr/{W}bidi") is not None) == is_arabic


def test_an_arabic_document_its_tables_and_its_pages_run_from_the_right() -> None:
    found = body(whole("ar"))

    tables = list(found.iter(f"{W}tbl"))
    assert tables
    assert all(one.find(f"{W}tblPr/{W}bidiVisual") is not None for one in tables)
    assert found.find(f".//{W}sectPr/{W}bidi") is not None
    assert body(whole()).find(f".//{W}sectPr/{W}bidi") is None


def test_a_table_has_a_name_and_a_header_row_that_every_page_repeats() -> None:
    found = body(document(Section("results", said("Results"), (counts(),))))

    (table,) = found.iter(f"{W}tbl")
    caption = table.find(f"{W}tblPr/{W}tblCaption")
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
    rows = [[words(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
    assert caption is not None
    assert caption.get(f"{W}val") == "Who replied"
    assert heads == [True, False, False, False]
    assert rows[0] == ["Answer", "Number", "Out of"]
    assert rows[2] == ["Partly", "5 to 9 [R1.ps_overall.partly]", "60"]


def test_a_picture_says_in_words_what_it_shows_and_is_drawn() -> None:
    found = opened(whole())

    (shape,) = found.inline_shapes
    described = shape._inline.docPr
    blip = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
    drawn = Image.open(BytesIO(found.part.related_parts[blip].blob))
    assert described.get("descr") == "Yes: 41; Partly: 5 to 9"
    assert described.get("title") == "Who replied, drawn"
    assert len(drawn.convert("RGB").getcolors(100_000) or ()) > 2


def test_the_file_says_what_it_is_and_not_when_it_was_written() -> None:
    said_of = opened(whole()).core_properties

    assert said_of.title == "Evidence"
    assert said_of.language == "en-GB"
    assert said_of.author == "City of London"
    assert {said_of.created.date(), said_of.modified.date()} == {AS_AT}
    assert said_of.comments == ""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_same_document_is_the_same_file(language: str) -> None:
    assert as_docx(whole(language)) == written(whole(language))


def test_another_number_is_another_file() -> None:
    one, another = (
        document(Section("results", said("Results"), (Paragraph(said(text)),)))
        for text in ("41", "42")
    )

    assert as_docx(one) != as_docx(another)


def test_every_page_says_its_number_and_how_many_there_are() -> None:
    footers = [one for name, one in parts(whole()).items() if "footer" in name]

    fields = [one.get(f"{W}instr") for footer in footers for one in footer.iter(f"{W}fldSimple")]

    assert fields == ["PAGE", "NUMPAGES"]


def test_hostile_words_stay_words() -> None:
    found = parts(hostile())

    lines = [words(one) for one in found["word/document.xml"].iter(f"{W}p")]
    for text in (*HOSTILE, clean(CONTROL)):
        assert text in lines
    everything = "".join(words(one) for one in found.values())
    assert not re.search("[\x00-\x08\u202e\ufffe]", everything)
    assert not list(found["word/document.xml"].iter(f"{W}hyperlink"))
    assert not list(found["word/document.xml"].iter(f"{W}instrText"))
    outside = [
        one.get("Target")
        for name, part in found.items()
        if name.endswith(".rels")
        for one in part
        if one.get("TargetMode") == "External"
    ]
    assert outside == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_we_add_ourselves_stands_where_words_schema_wants_it(language: str) -> None:
    found = parts(whole(language))

    for name in ("word/document.xml", "word/styles.xml", "word/footer1.xml"):
        for kind, listed in ORDERS.items():
            order = listed.split()
            for element in found[name].iter(W + kind):
                known = [one for one in names_of(element) if one in order]
                assert known == sorted(known, key=order.index), (name, kind)


def test_a_wrong_order_would_be_seen() -> None:
    wrong = xml(f'<x xmlns:w="{W[1:-1]}"><w:lang/><w:rFonts/></x>')

    order = ORDERS["rPr"].split()

    assert list(names_of(wrong)) != sorted(names_of(wrong), key=order.index)
