"""A spreadsheet of comments read to its end: each row keeps its cells and gains our columns."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO

from analysis.language import read_language
from analysis.names import find_names
from analysis.safeguarding import find_safeguarding_words
from analysis.themes import read_themes
from analysis.tone import Reading, ToneStatus, read_tone
from feedback.review.files import safe_cell

NEEDED = ("text", "question_type")
FORM_LANGUAGE = "en"
LONGEST_CELL = 1_000_000
# Below this the tone is as likely as not to be corrected by a person; docs/tone-model-card.md.
LEAST_CONFIDENCE = 0.6
REFUSED_REMEMBERED = 1_000


class SheetError(Exception):
    """The spreadsheet as a whole cannot be read; the message says why."""


@dataclass
class SheetReport:
    """What became of the rows; only the first refusals are kept, so that memory stays small."""

    read: int = 0
    refused: int = 0
    refusals: list[str] = field(default_factory=list)

    def refuse(self, row: int, reason: str) -> None:
        """Count a row that could not be read."""
        self.refused += 1
        if len(self.refusals) < REFUSED_REMEMBERED:
            self.refusals.append(f"Row {row:,}: {reason}")


@dataclass(frozen=True)
class Read:
    """Everything the readers say about one comment; `language` is the one it is in."""

    text: str
    language: str
    tone: Reading


# One small function for each column that is added; another reader adds its own line here.
Column = Callable[[Read], str]


def _tone(read: Read) -> str:
    return read.tone.tone.value if read.tone.tone else ""


def _point(read: Read) -> str:
    return str(read.tone.estimate.point) if read.tone.estimate else ""


def _confidence(read: Read) -> str:
    return f"{read.tone.estimate.confidence:.3f}" if read.tone.estimate else ""


def _status(read: Read) -> str:
    return read.tone.status.value


def _language(read: Read) -> str:
    return read.language


def _flags(read: Read) -> str:
    return ";".join(flag for flag, is_raised in _FLAGS.items() if is_raised(read))


def _themes(read: Read) -> str:
    # Themes are read in English only, as the tone is.
    if read.tone.status is ToneStatus.NOT_SCORED_LANGUAGE:
        return ""
    themes = read_themes(read.text, question_kind=read.tone.question_kind)
    return ";".join(reading.theme.value for reading in themes)


def _speaks_of_harm(read: Read) -> bool:
    return bool(find_safeguarding_words(read.text))


def _may_name_someone(read: Read) -> bool:
    return bool(find_names(read.text))


def _is_unsure(read: Read) -> bool:
    return read.tone.estimate is not None and read.tone.estimate.confidence < LEAST_CONFIDENCE


def _needs_translation(read: Read) -> bool:
    return read.tone.status is ToneStatus.NOT_SCORED_LANGUAGE


_FLAGS: Mapping[str, Callable[[Read], bool]] = {
    "safeguarding": _speaks_of_harm,
    "may_identify": _may_name_someone,
    "low_confidence": _is_unsure,
    "needs_translation": _needs_translation,
}
COLUMNS: Mapping[str, Column] = {
    "tone": _tone,
    "tone5": _point,
    "confidence": _confidence,
    "status": _status,
    "language": _language,
    "themes": _themes,
    "flags": _flags,
}


def read_sheet(
    source: Path, target: Path, *, on_row: Callable[[int], None] = lambda _bytes: None
) -> SheetReport:
    """Read every comment of a CSV file into another; a bad row is reported and left without tone.

    One row is in memory at a time. `on_row` is told how many bytes of the file have been used.
    """
    report = SheetReport()
    csv.field_size_limit(LONGEST_CELL)
    with source.open("rb") as file, target.open("w", encoding="utf-8", newline="") as written:
        rows = _numbered(_lines(file, on_row))
        header = _header(next(rows, (1, [])))
        kept = [name for name in header if name not in COLUMNS]
        writer = csv.writer(written)
        writer.writerow([*kept, *COLUMNS])
        for number, row in rows:
            cells = dict(zip(header, row if isinstance(row, list) else [], strict=False))
            added = _read_row(number, row, header=header, report=report)
            # Families' own words: no spreadsheet program may run them.
            writer.writerow(map(safe_cell, [*(cells.get(name, "") for name in kept), *added]))
    return report


def _lines(file: IO[bytes], on_row: Callable[[int], None]) -> Iterator[str]:
    """Give the lines as text; bytes that are not UTF-8 become a sign that says so."""
    used = 0
    for number, line in enumerate(file):
        used += len(line)
        on_row(used)
        yield line.decode("utf-8-sig" if number == 0 else "utf-8", errors="replace")


def _numbered(lines: Iterator[str]) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Give each row with its number, as a spreadsheet counts them; a broken one is its error."""
    # A stray NUL would stop Python 3.11's reader, and nobody typed one.
    reader = csv.reader(line.replace("\0", "") for line in lines)
    number = 0
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, error


def _header(first: tuple[int, list[str] | csv.Error]) -> list[str]:
    row = first[1]
    header = [name.strip().casefold() for name in row] if isinstance(row, list) else []
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise SheetError(f"The first row must name the columns {' and '.join(NEEDED)}.")
    return header


def _read_row(
    number: int, row: list[str] | csv.Error, *, header: Sequence[str], report: SheetReport
) -> Iterable[str]:
    nothing = [""] * len(COLUMNS)
    if isinstance(row, csv.Error):
        report.refuse(number, "this row is not CSV.")
        return nothing
    if not row:
        return nothing
    if len(row) != len(header):
        report.refuse(number, f"it has {len(row)} cells, and the first row has {len(header)}.")
        return nothing
    cells = dict(zip(header, row, strict=True))
    try:
        read = _read(cells)
    except Exception as error:
        # One row must not stop a million. The error's own words may quote the comment.
        report.refuse(number, _reason(error, cells))
        return nothing
    report.read += 1
    return [column(read) for column in COLUMNS.values()]


def _read(cells: Mapping[str, str]) -> Read:
    text = cells["text"]
    form_language = cells.get("language", "").strip() or FORM_LANGUAGE
    language = read_language(text, form_language=form_language).tag
    tone = read_tone(text, question_kind=cells["question_type"].strip(), language=language)
    return Read(text=text, language=language, tone=tone)


def _reason(error: Exception, cells: Mapping[str, str]) -> str:
    kind = cells["question_type"].strip()
    if isinstance(error, ValueError) and "QuestionKind" in str(error):
        return f"“{kind[:40]}” is not a kind of question (what_good, could_improve, nonspecific)."
    return f"it could not be read ({type(error).__name__})."


def first_refusals(report: SheetReport, shown: int) -> list[str]:
    """Return the first few refusals, and how many more there are."""
    lines = list(islice(report.refusals, shown))
    if report.refused > len(lines):
        lines.append(f"… and {report.refused - len(lines):,} more.")
    return lines
