"""Answer codes grouped by what they mean, so that a results page can say "answers with a view".

Both functions return a raw table of the same answers. Put one of these through the gate *instead
of* the table it came from, chosen when the page is written and never after seeing the counts:
published side by side, one can be subtracted from the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from analysis.tables import Category, RawTable


class Meaning(StrEnum):
    """What an answer says, whatever its wording. No view: answered, but with no opinion."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"
    NO_VIEW = "no_view"


def with_a_view(raw: RawTable, meanings: Mapping[str, str]) -> RawTable:
    """Leave out the answers that hold no view, such as "not sure"."""
    kept = [
        (category, count)
        for category, count in zip(raw.categories, raw.counts, strict=True)
        if _meaning(category.code, meanings) is not Meaning.NO_VIEW
    ]
    return RawTable(
        id=f"{raw.id}.with_a_view",
        title=raw.title,
        categories=tuple(category for category, _ in kept),
        counts=tuple(count for _, count in kept),
    )


def favourable(
    raw: RawTable, meanings: Mapping[str, str], *, said_yes: Category, said_otherwise: Category
) -> RawTable:
    """Count two groups among the answers with a view: the favourable ones and all others."""
    views = with_a_view(raw, meanings)
    yes = sum(
        count
        for category, count in zip(views.categories, views.counts, strict=True)
        if _meaning(category.code, meanings) is Meaning.POSITIVE
    )
    return RawTable(
        id=f"{raw.id}.favourable",
        title=raw.title,
        categories=(said_yes, said_otherwise),
        counts=(yes, views.total - yes),
    )


def _meaning(code: str, meanings: Mapping[str, str]) -> Meaning:
    """Return what a code means; a code without a meaning is an error, never "neutral"."""
    if code not in meanings:
        raise ValueError(f"No meaning was given for the answer {code!r}.")
    return Meaning(meanings[code])
