"""An order of cells that nobody without the secret can foresee."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence

from analysis.gate.shape import Cell


def secret_order(
    cells: Sequence[Cell], counts: Mapping[Cell, int], secret: bytes
) -> dict[Cell, float]:
    """A place from 0 to 1 for each cell that nobody without the secret can foresee."""
    content = json.dumps([[cell, counts[cell]] for cell in cells])
    key = hmac.digest(secret, content.encode(), hashlib.sha256)
    return {
        cell: int.from_bytes(hmac.digest(key, json.dumps(cell).encode(), "sha256")[:6], "big")
        / 2**48
        for cell in cells
    }
