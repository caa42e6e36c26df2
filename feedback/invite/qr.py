"""QR codes of a placement's address, sharp at any size and readable from a worn poster."""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import segno
    from PIL.ImageDraw import ImageDraw

# A quarter of the code may be torn or dirty and it still reads; the quiet border is the standard's.
LEVEL = "q"
BORDER = 4
UNITS_A_MODULE = 6
DOTS_A_MODULE = 24
DOTS_AN_INCH = 300

# Under the square, as shares of its side: the code is for typing, the address says where.
CAPTION = 0.3
CODE_SIZE, CODE_BASELINE = 0.14, 0.11
ADDRESS_SIZE, ADDRESS_BASELINE = 0.06, 0.22
WIDEST_ADDRESS = 0.92
# No letter of a usual sans serif font is wider than this, beside its size; most are narrower.
WIDTH_OF_A_LETTER = 0.6
FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"


def address_in_words(base_url: str, code: str) -> str:
    """The address as people read and type it: only the code in capitals."""
    return f"{base_url.lower()}/S/{code}"


def address_to_type(base_url: str, code: str) -> str:
    """The same, as short as it can be typed: every browser adds https:// itself."""
    return address_in_words(base_url, code).removeprefix("https://")


def address_in_code(base_url: str, code: str) -> str:
    """The address a family's phone opens, in capitals only.

    Capitals make a QR code choose its small alphabet, so the squares are larger on paper; the
    scheme and the host mean the same in capitals, and the survey's page answers to them.
    """
    return address_in_words(base_url, code).upper()


def svg(base_url: str, code: str, *, title: str, description: str) -> bytes:
    """The square as a drawing that says what it is, over its code and its address."""
    address = address_in_words(base_url, code)
    square = _code(address_in_code(base_url, code))
    side = int(square.symbol_size(border=BORDER)[0]) * UNITS_A_MODULE
    height = side * (1 + CAPTION)
    small = min(ADDRESS_SIZE, WIDEST_ADDRESS / (len(address) * WIDTH_OF_A_LETTER))
    parts = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{height:g}" '
        f'viewBox="0 0 {side} {height:g}">',
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>",
        f'<path fill="#fff" d="M0 0h{side}v{height:g}h-{side}z"/>',
        square.svg_inline(border=BORDER, scale=UNITS_A_MODULE),
        _line(code, side, baseline=CODE_BASELINE, size=CODE_SIZE, weight="bold"),
        _line(address, side, baseline=ADDRESS_BASELINE, size=small, weight="normal"),
        "</svg>\n",
    )
    return "".join(parts).encode()


def square(base_url: str, code: str) -> str:
    """The square alone as a drawing, for a page that prints the address itself."""
    kept = BytesIO()
    _code(address_in_code(base_url, code)).save(kept, kind="svg", border=BORDER, omitsize=True)
    return kept.getvalue().decode()


def _line(words: str, side: int, *, baseline: float, size: float, weight: str) -> str:
    return (
        f'<text x="{side / 2:g}" y="{side * (1 + baseline):g}" text-anchor="middle" '
        f'font-family="{FONTS}" font-size="{side * size:.2f}" font-weight="{weight}" '
        f'direction="ltr">{escape(words)}</text>'
    )


def png(base_url: str, code: str) -> bytes:
    """The same as a picture for print, at 300 dots an inch."""
    # Pillow is heavy, and only officers make pictures.
    from PIL import Image, ImageDraw

    address, square = address_in_words(base_url, code), BytesIO()
    _code(address_in_code(base_url, code)).save(
        square, kind="png", border=BORDER, scale=DOTS_A_MODULE
    )
    drawn = Image.open(square).convert("L")
    side = drawn.width
    picture = Image.new("L", (side, round(side * (1 + CAPTION))), "white")
    picture.paste(drawn)
    pen = ImageDraw.Draw(picture)
    _write(pen, code, side, baseline=CODE_BASELINE, size=CODE_SIZE)
    _write(pen, address, side, baseline=ADDRESS_BASELINE, size=ADDRESS_SIZE)
    kept = BytesIO()
    picture.save(kept, "PNG", dpi=(DOTS_AN_INCH, DOTS_AN_INCH), optimize=True)
    return kept.getvalue()


def _write(pen: ImageDraw, words: str, side: int, *, baseline: float, size: float) -> None:
    """One line under the square, no wider than the square."""
    from PIL import ImageFont

    wide = pen.textlength(words, font=ImageFont.load_default(size=side * size))
    fitting = size * min(1, side * WIDEST_ADDRESS / wide)
    font = ImageFont.load_default(size=side * fitting)
    pen.text((side / 2, side * (1 + baseline)), words, fill="black", font=font, anchor="ms")


def _code(address: str) -> segno.QRCode:
    # Only officers make QR codes: a family's request must not pay for the library.
    import segno

    return segno.make(address, error=LEVEL, micro=False)
