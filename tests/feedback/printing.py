"""What others get out of a PDF: its text by two extractors, and its tags."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

# Of both ways of writing; what comes in pairs is turned round in a text that runs to the left.
PUNCTUATION = ".,:?!()«»؟،۔"


def by_pdfium(pdf: bytes) -> str:
    """All its text, as PDFium reads it."""
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def by_poppler(pdf: bytes, place: Path, *options: str) -> str:
    """All its text, as Poppler reads it."""
    kept = place / "form.pdf"
    kept.write_bytes(pdf)
    command = ["pdftotext", *options, str(kept), "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def bare(text: str) -> str:
    """Text without space and without marks that are not seen: where lines break is no matter."""
    composed = unicodedata.normalize("NFC", text).replace("\ufffe", "")
    return "".join(
        letter
        for letter in composed
        if not letter.isspace() and unicodedata.category(letter) != "Cf"
    )


def tags_under(node: Any) -> Iterator[Any]:
    """The kind of every part that a screen reader meets, in its order."""
    if not isinstance(node, pikepdf.Dictionary):
        return
    if "/S" in node:
        yield node.S
    children: Any = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        yield from tags_under(child)
