"""Typst: words go in as data and a tagged PDF comes out, or a plain sentence why it does not.

Only officers make documents, and Typst is an extra: nothing a family asks for imports this.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

# Typst checks what it can of this standard itself, and refuses a letter that no font can draw.
STANDARD = "ua-1"

LATIN = "Noto Sans"
# Languages whose letters the first font lacks, and the font for each.
FONTS = {
    "ar": "Noto Naskh Arabic",
    "bn": "Noto Sans Bengali",
    "syl": "Noto Sans Syloti Nagri",
    # Readers of Urdu like Nastaliq better, but a PDF set in it reads aloud and copies as nonsense.
    "ur": "Noto Naskh Arabic",
    "zh-Hans": "Noto Sans CJK SC",
}
# How Typst says that it would have to print an empty box.
MISSING_LETTERS = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
# How our templates say that their words need more pages than there are.
TOO_MUCH = "too much for the page"
CHINESE = "fonts-noto-cjk"
OTHERS = "fonts-noto-core"

_DOTS_AN_INCH = 200
_DRAWING = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", alt: "drawing")
"""


class CannotPrintError(Exception):
    """The document cannot be made here; the message says what to do, in the operator's words."""


class MissingLettersError(CannotPrintError):
    """No font here has some letters of the document."""

    def __init__(self, letters: str) -> None:
        """Keep the letters."""
        self.letters = letters
        super().__init__(f"No font on this machine has these letters: {letters}")


def fonts_for(language: str) -> tuple[str, ...]:
    """The fonts of a document in this language, its own first; CannotPrintError if it has none."""
    own = FONTS.get(language, LATIN)
    installed = _installed()
    for family in (own, LATIN):
        if family not in installed:
            package = CHINESE if "CJK" in family else OTHERS
            raise CannotPrintError(
                f"The font {family} is not installed. Run: apt-get install {package}"
            )
    others = [family for family in FONTS.values() if family != own and family in installed]
    # Digits and Latin letters look the same on every form; only Chinese brings its own.
    first = (own, LATIN) if language == "zh-Hans" else (LATIN, own)
    return tuple(dict.fromkeys((*first, *others)))


def tagged_pdf(template: Path, data: Mapping[str, Any]) -> bytes:
    """The template filled with this, as a tagged PDF; the template reads it as one JSON value."""
    return _set(template, data, pdf_standards=[STANDARD])


def illustrated_pdf(
    template: Path, data: Mapping[str, Any], *, pictures: Mapping[str, bytes]
) -> bytes:
    """The same with pictures by their file names."""
    # Typst reads no file outside the folder of its template, and so nothing else of this machine.
    with TemporaryDirectory() as folder:
        place = Path(folder, template.name)
        place.write_bytes(template.read_bytes())
        for name, content in pictures.items():
            Path(folder, name).write_bytes(content)
        return _set(place, data, pdf_standards=[STANDARD], root=folder)


def image(kind: str, content: bytes) -> dict[str, Any]:
    """An image as a template takes it: a drawing as its words, dots as numbers."""
    return {"kind": kind, "content": content.decode() if kind == "svg" else list(content)}


def picture(template: Path, data: Mapping[str, Any], *, dots_an_inch: int) -> bytes:
    """The same as a PNG, where the template makes one page."""
    # Only while it writes a PDF does Typst refuse a letter that no font can draw.
    tagged_pdf(template, data)
    return _set(template, data, format="png", ppi=dots_an_inch)


def _set(template: Path, data: Mapping[str, Any], **how: Any) -> bytes:
    typst = _typst()
    said = {"form": json.dumps(data, ensure_ascii=False)}
    try:
        made: bytes = typst.compile(str(template), sys_inputs=said, **how)
    except typst.TypstError as error:
        letters = MISSING_LETTERS.search(str(error))
        if letters:
            raise MissingLettersError(letters[1]) from None
        if TOO_MUCH in str(error):
            raise CannotPrintError(
                "The words do not fit. Choose a larger sheet, or a shorter name."
            ) from None
        raise
    return made


def drawing_as_png(svg: bytes) -> tuple[bytes, float]:
    """A drawing as dots, for files that take no SVG, and how many points wide it is."""
    made: bytes = _typst().compile(
        _DRAWING,
        format="png",
        ppi=_DOTS_AN_INCH,
        font_paths=_fonts(),
        sys_inputs={"svg": svg.decode()},
    )
    # A PNG says its width right after its name.
    return made, int.from_bytes(made[16:20], "big") * 72 / _DOTS_AN_INCH


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    return frozenset(_fonts().families())


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """The fonts of this machine: looking for them takes longer than drawing."""
    return _typst().Fonts(include_embedded_fonts=False)


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise CannotPrintError(
            "Typst, which sets documents, is not installed. Run: pip install typst"
        ) from None
    return typst
