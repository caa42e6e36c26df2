"""Small documents with everything in them that a writer has to write."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree

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
from translations import LANGUAGES

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

AS_AT = date(2026, 12, 31)
# What a table, a script or a markup would make something else of.
HOSTILE = (
    "=1+1",
    "+44 20",
    "@SUM(A1)",
    "<b>&amp;</b>",
    "[click](https://evil.example)",
    "$$note$$",
    "{=1+1}",
    "#panic",
    "https://evil.example",
    "internal:Cover!A1",
)
CONTROL = "bell\x07 null\x00 turned\u202eround\ud800 \ufffe end"
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="200pt" height="100pt" viewBox="0 0 200 100">'
    b'<rect width="120" height="40" fill="#1a3a5c"/>'
    b'<text x="10" y="80" font-family="Noto Sans" font-size="16">Yes: 41</text></svg>'
)


def xml(part: bytes | str) -> Element:
    """A part of a file that we made a moment ago, as a reader of XML sees it."""
    return ElementTree.fromstring(part)  # noqa: S314


def said(text: str, language: str = "en") -> Phrase:
    """Some words."""
    return Phrase(text, language)


def counts(title: str = "Who replied", language: str = "en") -> Table:
    """A table of a release: a number, a range, and a number that was not shown."""
    return Table(
        title=said(title, language),
        headings=(said("Answer"), said("Number"), said("Out of")),
        rows=(
            Row(said("Yes"), (Cell(said("41"), "R1.ps_overall.yes"), Cell(said("60")))),
            Row(said("Partly"), (Cell(said("5 to 9"), "R1.ps_overall.partly"), Cell(said("60")))),
            Row(said("No"), (Cell(said("10"), "R1.ps_overall.no"), Cell(said("60")))),
        ),
        notes=(said("Counts under 5 are hidden."),),
    )


def picture() -> Picture:
    """A drawing and its words."""
    return Picture(said("Who replied, drawn"), said("Yes: 41; Partly: 5 to 9"), lambda: SVG)


def document(
    *sections: Section, language: str = "en", title: str = "Evidence", subtitle: str = "Autumn"
) -> Document:
    """A document of these sections."""
    return Document(
        title=said(title, language),
        subtitle=said(subtitle, language),
        area="City of London",
        variant=Variant.PUBLIC,
        as_at=AS_AT,
        language=LANGUAGES[language],
        sections=sections,
    )


@cache
def whole(language: str = "en") -> Document:
    """A document with one of everything, in a few languages."""
    blocks = (
        Paragraph(said("Families told us what they think.")),
        Bullets((said("One point"), said("Another point"))),
        Notice(said("Fewer than 10 answers this term.")),
        Quotation(said("استمعوا إلينا", "ar"), said("Parent carer")),
        Quotation(said("তারা আমাদের কথা শুনেছে", "bn"), said("Parent carer")),
    )
    return document(
        Section("cover", said("What this is"), blocks),
        Section("results", said("Results"), (Subheading(said("Sessions")), counts(), picture())),
        Section("who-took-part", said("Who took part"), (counts("Roles"), counts("Roles"))),
        Section("quotes", said("Quotes", "en"), (Paragraph(said("النهاية", "ar")),)),
        language=language,
        title="الأدلة" if language == "ar" else "Evidence",
    )


@cache
def hostile() -> Document:
    """A document in which every text tries to be something else."""
    rows = tuple(Row(said(one), (Cell(said(one)),)) for one in (*HOSTILE, CONTROL))
    table = Table(said(HOSTILE[0]), (said(HOSTILE[1]), said(HOSTILE[5])), rows, (said("[x]*?/"),))
    blocks: tuple[Block, ...] = (*(Paragraph(said(one)) for one in (*HOSTILE, CONTROL)), table)
    return document(
        Section("hostile", said(HOSTILE[3]), blocks), title=HOSTILE[0], subtitle=CONTROL
    )
