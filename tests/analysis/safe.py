"""The smallest valid tables for these tests."""

from __future__ import annotations

from analysis.disclosure import protect
from analysis.tables import Category, RawTable, SafeTable

SECRET = b"a secret of these tests only"


def raw(*counts: int, labels: tuple[str, ...] | None = None) -> RawTable:
    """Make a raw table with these counts, coded a, b, c and so on."""
    codes = "abcdefghij"[: len(counts)]
    names = labels or tuple(f"Answer {code}" for code in codes)
    categories = tuple(Category(code, name) for code, name in zip(codes, names, strict=True))
    return RawTable(id="q1", title="A question", categories=categories, counts=counts)


def safe(*counts: int, labels: tuple[str, ...] | None = None) -> SafeTable:
    """Put these counts through the gate."""
    return protect(raw(*counts, labels=labels), secret=SECRET)
