"""Results as an SPSS file: a case for each line of numbers, with labels; no case is a person.

A hidden count is a missing value with a label, and its range stands beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from feedback.results import About, Results
from feedback.review.files import Line

HIDDEN, WITHHELD = -1, -2
# The most bytes that SPSS takes for the label of a value and of a variable, and for a text.
LONGEST_LABEL, LONGEST_TEXT = 120, 2000
# Where the header keeps the day and the time at which a file was made.
MADE_AT, MADE_UNTIL = 92, 109
FITS = "fits"
PARTS = ("responses", *(about.value for about in About), FITS)
REASONS = ("too_few", "unprotectable")
# Every variable, what it is, and how it is measured; docs/exports.md says the same.
VARIABLES: dict[str, str | None] = {
    "line": "Number of the line",
    "part": "Part of the page",
    "tab": "Table",
    "row": "Row of the table (answer or group)",
    "col": "Column of the table (crossed tables only)",
    "shown": "Count (missing where it is hidden)",
    "low": "The count is at least this",
    "high": "The count is at most this",
    "withheld": "Why the whole table is not shown",
    "cell_id": "Name of the number, the same in every file",
    "tab_code": "Code of the table (the question's id)",
    "row_code": "Code of the row",
    "col_code": "Code of the column",
    "words": "How the page says it",
    "release": "Release, or releases added up",
    "survey": "Survey",
    "terms": "Terms counted",
}
COUNTS = frozenset({"shown", "low", "high"})


@dataclass(frozen=True)
class _Coded:
    """Words as numbers, from 1, in the order in which they come, and what each stands for."""

    codes: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, pairs: Sequence[tuple[str, str]]) -> "_Coded":
        """Each code with its title once; where there is no code there is no number."""
        once = dict.fromkeys(pair for pair in pairs if pair[0])
        return cls({pair: number for number, pair in enumerate(once, start=1)})

    @property
    def labels(self) -> dict[int | float, str]:
        """The title of each, or its code where it has none."""
        return {number: _cut(title or code) for (code, title), number in self.codes.items()}

    def __call__(self, code: str, title: str) -> int | None:
        """The number; missing where there is no code."""
        return self.codes.get((code, title))


def as_sav(found: Results, about: Mapping[str, Any], said: Sequence[Line]) -> bytes:
    """The lines as cases; the same lines give the same bytes."""
    import pyreadstat

    frame, labels = _frame(about, said)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "results.sav"
        pyreadstat.write_sav(
            frame,
            path,
            file_label=_cut(f"Heard {found.ref} {found.survey.slug}", 64),
            column_labels=VARIABLES,
            variable_value_labels=labels,
            missing_ranges={"shown": [{"lo": WITHHELD, "hi": HIDDEN}]},
            variable_measure={name: "scale" if name in COUNTS else "nominal" for name in VARIABLES},
            note=[f"SHA-256 {told}" for told in about["hashes"]],
        )
        return _made_on(path.read_bytes(), found)


def _frame(
    about: Mapping[str, Any], said: Sequence[Line]
) -> tuple[Any, dict[str, dict[int | float, str]]]:
    import pandas

    tables = _Coded.of([(one.table, one.title) for one in said])
    rows = _Coded.of([(one.row, one.row_title) for one in said])
    columns = _Coded.of([(one.column, one.column_title) for one in said])
    coded = [
        {
            "tab": tables(one.table, one.title),
            "row": rows(one.row, one.row_title),
            "col": columns(one.column, one.column_title),
        }
        for one in said
    ]
    cases = [
        {"line": float(number), **_numbers(one, codes), **_texts(one, about)}
        for number, (one, codes) in enumerate(zip(said, coded, strict=True), start=1)
    ]
    labels: dict[str, dict[int | float, str]] = {
        "part": {number: part for number, part in enumerate(PARTS, start=1)},
        "tab": tables.labels,
        "row": rows.labels,
        "col": columns.labels,
        "withheld": {number: why for number, why in enumerate(REASONS, start=1)},
        "shown": {HIDDEN: "Hidden: see low and high", WITHHELD: "Table not shown: see withheld"},
    }
    return pandas.DataFrame(cases, columns=list(VARIABLES)), labels


def _numbers(one: Line, coded: Mapping[str, int | None]) -> dict[str, float]:
    found = {
        "part": PARTS.index(one.part) + 1,
        **coded,
        "shown": _shown(one),
        "low": one.low,
        "high": one.high,
        "withheld": REASONS.index(one.withheld) + 1 if one.withheld else None,
    }
    return {name: nan if value is None else float(value) for name, value in found.items()}


def _texts(one: Line, about: Mapping[str, Any]) -> dict[str, str]:
    found = {
        "cell_id": one.cell_id,
        "tab_code": one.table,
        "row_code": one.row,
        "col_code": one.column,
        "words": one.words,
        "release": str(about["release"]),
        "survey": str(about["survey"]),
        "terms": " ".join(about["terms"]),
    }
    return {name: _cut(text, LONGEST_TEXT) for name, text in found.items()}


def _shown(one: Line) -> int | None:
    if one.withheld:
        return WITHHELD
    is_hidden = one.shown is None and one.part != FITS
    return HIDDEN if is_hidden else one.shown


def _cut(text: str, longest: int = LONGEST_LABEL) -> str:
    """At most so many bytes, and never half a letter."""
    return text.encode()[:longest].decode(errors="ignore")


def _made_on(content: bytes, found: Results) -> bytes:
    """The day of the freezing in place of today's, so that the file says nothing else each time."""
    made = found.frozen_on.strftime("%d %b %y") + "00:00:00"
    return content[:MADE_AT] + made.encode() + content[MADE_UNTIL:]
