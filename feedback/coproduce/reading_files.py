"""What is inside a file of evidence: a PDF, or a picture that is drawn again from its points.

The name of a file and what a browser says of it prove nothing; only its bytes count. A picture that
is drawn again holds no place, no device and no name, and nothing that hides behind a picture.
"""

from dataclasses import dataclass
from io import BytesIO

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
ENDINGS = {PDF: "pdf", PNG: "png", JPEG: "jpg"}
# A picture of a flipchart has twelve million; more would only fill the memory.
MOST_POINTS = 20_000_000
NEAR_THE_END = 2048


class NotEvidenceError(Exception):
    """It is none of the kinds that we keep, or it is broken."""


@dataclass(frozen=True)
class Readable:
    """A file as it is kept."""

    content_type: str
    content: bytes


def read(data: bytes) -> Readable:
    """What a file holds, a picture without what a phone wrote beside it."""
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-NEAR_THE_END:]:
            raise NotEvidenceError
        return Readable(PDF, data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _drawn_again(data, PNG)
    if data.startswith(b"\xff\xd8\xff"):
        return _drawn_again(data, JPEG)
    raise NotEvidenceError


def _drawn_again(data: bytes, content_type: str) -> Readable:
    from PIL import Image, ImageOps

    kind = content_type.removeprefix("image/").upper()
    drawn = BytesIO()
    try:
        with Image.open(BytesIO(data), formats=[kind]) as found:
            if found.width * found.height > MOST_POINTS:
                raise NotEvidenceError
            upright = ImageOps.exif_transpose(found)
            points = upright.convert("RGB" if kind == "JPEG" else "RGBA")
            # Only the points go on: whatever else the file said stays behind.
            clean = Image.new(points.mode, points.size)
            clean.paste(points)
            clean.save(drawn, kind, quality=85, optimize=True)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise NotEvidenceError from None
    return Readable(content_type, drawn.getvalue())
