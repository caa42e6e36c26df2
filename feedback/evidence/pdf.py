"""A document as a tagged PDF, set by Typst: words go in as data, so a title is never markup."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

from feedback import typeset
from feedback.evidence import document as model
from feedback.evidence.document import Cell, Document, Phrase, Table
from feedback.evidence.drawing import taken_apart
from feedback.evidence.row_headers import with_row_headers
from feedback.evidence.saying import say
from feedback.evidence.wording import CONTENTS
from feedback.language import speaking

# By the name of the file that the template reads.
Pictures: TypeAlias = dict[str, bytes]

BLACK = "#000000"
TEMPLATE = Path(__file__).with_name("document.typ")
# Arabic, Bengali and Chinese letters are taller than Latin ones.
LEADING = {"ar": 0.8, "ur": 0.8, "bn": 0.75, "zh-Hans": 0.75}
USUAL_LEADING = 0.62
# From so many sections on a reader needs to see them in one place.
SECTIONS_FOR_CONTENTS = 8
# A word that no column could hold in letters of the usual size, such as a fingerprint.
LONGEST_WORD, OF_A_HASH = 34, 64
NARROWEST, WIDEST, LINE = 6.0, 34.0, 84.0
# Letters beside those of a usual text, and the room that a column keeps free.
BOLD, SMALL, DIGIT, ROOM = 1.3, 0.62, 0.6, 2.0
# How much of its longest text a column is as wide as at least, where most of its cells are short.
FOR_THE_LONGEST = 0.35
# Signs that no font draws are spelt out, one kind after another; letters never are.
MOST_SIGNS = 12


def as_pdf(document: Document) -> bytes:
    """The document as PDF; CannotPrintError where a font, or the tool itself, is missing.

    The same document always gives the same bytes.
    """
    pictures: Pictures = {}
    with speaking(document.language):
        data = _data(document, pictures)
    for _round in range(MOST_SIGNS):
        try:
            return with_row_headers(typeset.illustrated_pdf(TEMPLATE, data, pictures=pictures))
        except typeset.MissingLettersError as missing:
            if not all(map(_is_sign, missing.letters)):
                raise
            data = _spelt_out(data, missing.letters)
    raise typeset.CannotPrintError("There are too many signs in this document that no font has.")


def _data(document: Document, pictures: Pictures) -> dict[str, Any]:
    has_contents = len(document.sections) >= SECTIONS_FOR_CONTENTS
    return {
        "title": _words(document.title),
        "subtitle": _words(document.subtitle),
        "base": _words(Phrase("", document.language.code)),
        "area": document.area,
        "author": document.area,
        "ink": document.look.band or BLACK,
        "logo": typeset.image(*document.look.logo) if document.look.logo else None,
        "contents": _words(say(CONTENTS)) if has_contents else None,
        "fonts": typeset.fonts_for(document.language.code),
        "leading": LEADING.get(document.language.code, USUAL_LEADING),
        "sections": [
            {
                "title": _words(section.title),
                "blocks": [
                    _picture(block, pictures)
                    if isinstance(block, model.Picture)
                    else BLOCKS[type(block)](block)
                    for block in section.blocks
                ],
            }
            for section in document.sections
        ],
    }


def _words(said: Phrase) -> dict[str, Any]:
    """Words with what a reader of them aloud, and the setter of the letters, must know."""
    tag, _hyphen, script = said.known_language.code.partition("-")
    # Typst knows languages and regions but no scripts: Simplified Chinese is China's.
    region = {"Hans": "CN", "Hant": "TW"}.get(script, script)
    return {
        "text": said.text,
        "language": tag,
        "region": region,
        "direction": said.known_language.direction,
        "is-long": any(len(word) > LONGEST_WORD for word in said.text.split()),
    }


def _of_words(block: Any) -> dict[str, Any]:
    return {"kind": type(block).__name__.lower(), "words": _words(block.words)}


def _bullets(block: model.Bullets) -> dict[str, Any]:
    return {"kind": "bullets", "points": [_words(one) for one in block.points]}


def _quotation(block: model.Quotation) -> dict[str, Any]:
    return {"kind": "quotation", "words": _words(block.words), "by": _words(block.by)}


def _picture(block: model.Picture, pictures: Pictures) -> dict[str, Any]:
    drawing, name = taken_apart(block.draw_svg()), f"picture-{len(pictures) + 1}.svg"
    pictures[name] = drawing.shapes
    return {
        "kind": "picture",
        "title": _words(block.title),
        "alternative": _words(block.alternative),
        "file": name,
        "width": drawing.width,
        "height": drawing.height,
        "words": [asdict(one) for one in drawing.words],
    }


def _table(block: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "title": _words(block.title),
        "widths": _widths(block),
        "headings": [_words(one) for one in block.headings],
        "rows": [
            {
                "header": _words(row.header),
                "cells": [{"words": _words(one.words), "cell": one.cell_id} for one in row.cells],
            }
            for row in block.rows
        ],
        "notes": [_words(one) for one in block.notes],
    }


BLOCKS: Mapping[type, Callable[[Any], dict[str, Any]]] = {
    model.Paragraph: _of_words,
    model.Subheading: _of_words,
    model.Notice: _of_words,
    model.Bullets: _bullets,
    model.Quotation: _quotation,
    model.Table: _table,
}


def _widths(table: Table) -> list[float]:
    """How wide each column is beside the others: by its longest word and its usual text."""
    rows = [(Cell(row.header), *row.cells) for row in table.rows]
    columns = list(zip(table.headings, *rows, strict=True))
    needs = [_need(heading.text, cells) for heading, *cells in columns]
    wishes = [
        max(need, _wish(cells)) for need, (_heading, *cells) in zip(needs, columns, strict=True)
    ]
    return _shared_out(needs, wishes)


def _shared_out(needs: Sequence[float], wishes: Sequence[float]) -> list[float]:
    """What columns wish, or what one line can give them: no word runs into the next column."""
    asked, left = sum(wishes) - sum(needs), LINE - sum(needs)
    part = min(1.0, max(0.0, left / asked)) if asked else 1.0
    return [need + (wish - need) * part for need, wish in zip(needs, wishes, strict=True)]


def _need(heading: str, cells: Sequence[Cell]) -> float:
    words = [_room_of(word) for cell in cells for word in cell.words.text.split()]
    longest = max([*words, *(len(word) * BOLD for word in heading.split())], default=0)
    small = max((len(cell.cell_id) * SMALL for cell in cells), default=0)
    return max(NARROWEST, longest + ROOM, small + ROOM)


def _wish(cells: Sequence[Cell]) -> float:
    lengths = [len(cell.words.text) for cell in cells]
    usual = max(sum(lengths) / max(1, len(lengths)), max(lengths, default=0) * FOR_THE_LONGEST)
    return min(WIDEST, usual)


def _room_of(word: str) -> float:
    """How wide a word is: one that no column could hold is set small, an address breaks."""
    return len(word) if len(word) <= LONGEST_WORD else min(len(word), OF_A_HASH) * DIGIT


def _is_sign(letter: str) -> bool:
    """Whether it is a picture or a sign, and no letter of anybody's language."""
    return unicodedata.category(letter)[0] not in "LMN"


def _spelt_out(data: Any, letters: str) -> Any:
    """The same with the names of these signs in their place: nothing of a quote is lost."""
    if isinstance(data, str):
        for one in letters:
            data = data.replace(one, f"({unicodedata.name(one, 'sign').lower()})")
        return data
    if isinstance(data, dict):
        return {name: _spelt_out(value, letters) for name, value in data.items()}
    if isinstance(data, list):
        return [_spelt_out(value, letters) for value in data]
    return data
