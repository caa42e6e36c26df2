"""A spreadsheet as rows of named cells: its headings checked, every row with its number."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BufferedReader
from itertools import islice
from pathlib import Path

from feedback.bring_in import csv_file, xlsx_file
from feedback.bring_in.cells import Cell, Record, Tell
from feedback.bring_in.headings import names_in, plain, top
from feedback.bring_in.personal import says_who
from feedback.bring_in.refusals import ImportRefusedError, Refusal

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Row:
    """One row below the headings: the cells we were asked for, by heading."""

    number: int
    cells: dict[str, Cell]


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, to know it again."""
    with _opened(path) as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def read_rows(
    path: Path, *, columns: frozenset[str], heading_rows: int = 1, tell: Tell
) -> Iterator[Row | Refusal]:
    """Every row that is not blank; raises ImportRefusedError when the file is broken.

    `tell` is given what the person should know, such as a guessed encoding.
    """
    records = _records(path, columns=columns, heading_rows=heading_rows, tell=tell)
    headings = [cells for _number, cells in islice(records, heading_rows)]
    if len(headings) < heading_rows:
        raise ImportRefusedError(f"{path.name} has no row of headings, or not both of them.")
    names = names_in(headings)
    wanted = {plain(name): name for name in columns}
    _refuse_wrong_headings(names, columns=frozenset(wanted), rows=heading_rows, file=path.name)
    _say_what_is_never_read(names, file=path.name, tell=tell)
    places = {called: names.index(name) for name, called in wanted.items()}
    found_one = False
    for number, cells in records:
        if not any(cell if isinstance(cell, date) else cell.strip() for cell in cells):
            continue
        found_one = True
        if len(cells) != len(names):
            reason = f"it has {len(cells)} cells, and the headings have {len(names)}"
            yield Refusal(number, "", reason)
            continue
        yield Row(number, {name: cells[place] for name, place in places.items()})
    if not found_one:
        raise ImportRefusedError(f"{path.name} has headings, but no rows below them.")


def _opened(path: Path) -> BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise ImportRefusedError(f"{path.name} cannot be read: {error.strerror}.") from None


def _records(
    path: Path, *, columns: frozenset[str], heading_rows: int, tell: Tell
) -> Iterator[Record]:
    with _opened(path) as content:
        start = content.read(4)
        if not start:
            raise ImportRefusedError(f"{path.name} is empty.")
        if start == OLE:
            raise ImportRefusedError(
                f"{path.name} is an old Excel file, or has a password. Save it as .xlsx without "
                "a password, or as CSV."
            )
        is_workbook = path.suffix.lower() == ".xlsx"
        if is_workbook is not (start == ZIP):
            really = "a workbook" if start == ZIP else "not a workbook"
            raise ImportRefusedError(f"{path.name} is {really} inside. Rename it, or save again.")
        if is_workbook:
            yield from xlsx_file.records(path, heading_rows=heading_rows)
            return
        called = map(plain, columns)
        first_row = frozenset(map(top, called) if heading_rows > 1 else called)
        yield from csv_file.records(content, file=path.name, columns=first_row, tell=tell)


def _say_what_is_never_read(names: Sequence[str], *, file: str, tell: Tell) -> None:
    # These headings may be repeated: they are the tools' own, and nobody's words.
    found = list(dict.fromkeys(name for name in names if says_who(name)))
    if found:
        named = ", ".join(f"“{name}”" for name in found)
        tell(
            f"{file} may say who somebody is in {named}. None of it was read; delete the file when "
            "you are done."
        )


def _refuse_wrong_headings(
    names: list[str], *, columns: frozenset[str], rows: int, file: str
) -> None:
    # The file's own headings are not repeated: without a heading row they are somebody's words.
    count = Counter(names)
    missing = sorted(name for name in columns if not count[name])
    if missing:
        raise ImportRefusedError(
            f"{file} has no column {', '.join(f'“{name}”' for name in missing)} in its first "
            f"{'row, which' if rows == 1 else 'two rows, which'} must hold the headings."
        )
    repeated = sorted(name for name in columns if count[name] > 1)
    if repeated:
        raise ImportRefusedError(
            f"{file} has more than one column {', '.join(f'“{name}”' for name in repeated)}. "
            "Rename all but one."
        )
