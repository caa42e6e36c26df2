"""QR codes of a placement's address, sharp at any size and readable from a worn poster."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import segno

# A quarter of the code may be torn or dirty and it still reads; the quiet border is the standard's.
LEVEL = "q"
BORDER = 4
DOTS_A_MODULE = 24
DOTS_AN_INCH = 300


def family_address(base_url: str, code: str) -> str:
    """The address a family's phone opens, in capitals only.

    Capitals make a QR code choose its small alphabet, so the squares are larger on paper; the
    scheme and the host mean the same in capitals, and the survey's page answers to them.
    """
    return f"{base_url}/s/{code}".upper()


def svg(address: str, *, title: str, description: str) -> bytes:
    """The code as a drawing that says what it is."""
    drawing = BytesIO()
    _code(address).save(
        drawing,
        kind="svg",
        border=BORDER,
        scale=DOTS_A_MODULE / 4,
        light="#fff",
        title=title,
        desc=description,
        xmldecl=True,
    )
    return drawing.getvalue()


def png(address: str) -> bytes:
    """The code as a picture for print, at 300 dots an inch."""
    picture = BytesIO()
    _code(address).save(picture, kind="png", border=BORDER, scale=DOTS_A_MODULE, dpi=DOTS_AN_INCH)
    return picture.getvalue()


def _code(address: str) -> segno.QRCode:
    # Only officers make QR codes: a family's request must not pay for the library.
    import segno

    return segno.make(address, error=LEVEL, micro=False)
