"""Pulls every number out of a file of any kind, and the cell of a release that stands beside it."""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pypdfium2
from bs4 import BeautifulSoup

from feedback.areas import Area
from feedback.evidence.document import (
    Block,
    Bullets,
    Document,
    Picture,
    Quotation,
    Table,
)
from feedback.results import Results
from feedback.review.files import lines
from tests.evidence.documents import xml

NUMBER = re.compile(r"[0-9]+")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CELL = re.compile(r"\[(R[0-9]+\.[^\[\]\s]+)\]")
# A number, and the cell that it says it comes from.
Pair = tuple[str, str]


def of_text(text: str) -> Counter[str]:
    """The numbers in some words."""
    return Counter(NUMBER.findall(text))


def released(found: Iterable[Results], area: Area, *, to_officer: bool) -> Mapping[str, set[str]]:
    """What each cell of these releases may be written as: its number, its range, and its base."""
    allowed: dict[str, set[str]] = {}
    for one in found:
        for line in lines(one, area=area, to_officer=to_officer):
            numbers = (line.shown, line.low, line.high)
            told = {str(number) for number in numbers if number is not None}
            allowed[line.cell_id] = told | set(NUMBER.findall(line.words))
        for table in one.tables:
            for cell in table.table.cells if table.table.withheld is None else ():
                allowed[table.table.cell_id(cell.category.code)].add(str(table.table.total))
    return allowed


def strangers(pairs: Iterable[Pair], allowed: Mapping[str, set[str]]) -> list[Pair]:
    """The numbers that no cell of a release says, or that stand beside a cell there is not."""
    return [
        (number, cell)
        for text, cell in pairs
        for number in NUMBER.findall(text)
        if number not in allowed.get(cell, set())
    ]


def in_word(content: bytes) -> list[str]:
    """The paragraphs and cells of a Word file; of a picture, what it says in words."""
    with ZipFile(BytesIO(content)) as made:
        body = xml(made.read("word/document.xml"))
    said = ["".join(text.text or "" for text in one.iter(f"{W}t")) for one in body.iter(f"{W}p")]
    drawn = [one.get("descr") or "" for one in body.iter() if one.tag.endswith("}docPr")]
    return [*said, *drawn]


def in_pdf(content: bytes) -> str:
    """The text of a PDF, page after page."""
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def in_workbook(content: bytes) -> list[list[str]]:
    """The rows of every sheet."""
    opened = openpyxl.load_workbook(BytesIO(content), read_only=False)
    return [
        ["" if cell is None else str(cell) for cell in row]
        for sheet in opened.worksheets
        for row in sheet.iter_rows(values_only=True)
    ]


def beside_in_words(said: Iterable[str]) -> Iterator[Pair]:
    """Each number of a cell of a table, with the cell of a release that follows in brackets."""
    for text in said:
        found = CELL.search(text)
        if found:
            yield text[: found.start()], found[1]


def beside_in_rows(rows: Iterable[list[str]]) -> Iterator[Pair]:
    """The same of a spreadsheet, where the cell of a release stands in the next column."""
    for row in rows:
        for number, cell in itertools.pairwise(row):
            if CELL.fullmatch(f"[{cell}]"):
                yield number, cell


def beside_in_csv(content: bytes) -> Iterator[Pair]:
    """The same of an open file."""
    for row in csv.DictReader(StringIO(content.decode("utf-8-sig"))):
        yield from _of_line(row)


def beside_in_json(content: bytes) -> Iterator[Pair]:
    """The same of a file for programs."""
    for line in json.loads(content)["lines"]:
        yield from _of_line(line)


def _of_line(line: Mapping[str, Any]) -> Iterator[Pair]:
    for name in ("shown", "low", "high", "words"):
        if line["cell_id"] and line[name] not in (None, ""):
            yield str(line[name]), line["cell_id"]


def beside_in_page(content: bytes) -> Iterator[Pair]:
    """The same of a page, whose numbers name their cells in an attribute."""
    for one in BeautifulSoup(content, "html.parser").select("[data-cell]"):
        yield one.get_text(" "), str(one["data-cell"])


def of_document(document: Document) -> Counter[str]:
    """Every number that a document says, before it is a file."""
    blocks = [block for section in document.sections for block in section.blocks]
    words = [document.title.text, document.subtitle.text, document.area]
    words += [section.title.text for section in document.sections]
    words += [text for block in blocks for text in _words(block)]
    return of_text("\n".join(words))


def _words(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield block.title.text
        yield from (one.text for one in (*block.headings, *block.notes))
        for row in block.rows:
            yield row.header.text
            yield from (text for cell in row.cells for text in (cell.words.text, cell.cell_id))
    elif isinstance(block, Bullets):
        yield from (one.text for one in block.points)
    elif isinstance(block, Picture):
        yield from (block.title.text, block.alternative.text)
    elif isinstance(block, Quotation):
        yield from (block.words.text, block.by.text)
    else:
        yield block.words.text
