"""Scan a QR code as a family's phone does."""

from __future__ import annotations

from io import BytesIO

import zxingcpp
from PIL import Image


def read(png: bytes) -> str:
    """What a phone reads."""
    found = zxingcpp.read_barcodes(Image.open(BytesIO(png)).convert("L"))
    assert len(found) == 1
    return found[0].text
