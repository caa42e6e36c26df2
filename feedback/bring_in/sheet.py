"""A spreadsheet as rows of named cells: its headings checked, every row with its number."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from feedback.bring_in import csv_file, xlsx_file
from feedback.bring_in.cells import Cell, Record, Tell
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
        return hashlib.sha256(content).hexdigest()


def read_rows(path: Path, *, columns: frozenset[str], tell: Tell) -> Iterator[Row | Refusal]:
    """Every row that is not blank; raises ImportRefusedError when the file is broken.

    `tell` is given what the person should know, such as a guessed encoding.
    """
    records = _records(path, columns=columns, tell=tell)
    heading = next(records, None)
    if heading is None:
        raise ImportRefusedError(f"{path.name} is empty.")
    names = [str(cell).strip() for cell in heading[1]]
    _refuse_wrong_headings(names, columns=columns, file=path.name)
    places = {name: names.index(name) for name in columns}
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


def _opened(path: Path) -> memoryview:
    try:
        return memoryview(path.read_bytes())
    except OSError as error:
        raise ImportRefusedError(f"{path.name} cannot be read: {error.strerror}.") from None


def _records(path: Path, *, columns: frozenset[str], tell: Tell) -> Iterator[Record]:
    with _opened(path) as content:
        if not content:
            raise ImportRefusedError(f"{path.name} is empty.")
        start = bytes(content[:4])
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
            return xlsx_file.records(path)
        return csv_file.records(bytes(content), file=path.name, columns=columns, tell=tell)


def _refuse_wrong_headings(names: list[str], *, columns: frozenset[str], file: str) -> None:
    # The file's own headings are not repeated: without a heading row they are somebody's words.
    count = Counter(names)
    missing = sorted(name for name in columns if not count[name])
    if missing:
        raise ImportRefusedError(
            f"{file} has no column {', '.join(f'“{name}”' for name in missing)} in its first row, "
            "which must hold the headings."
        )
    repeated = sorted(name for name in columns if count[name] > 1)
    if repeated:
        raise ImportRefusedError(
            f"{file} has more than one column {', '.join(f'“{name}”' for name in repeated)}. "
            "Rename all but one."
        )
