"""An Excel workbook's one sheet: the values people see, never a formula's text."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from feedback.bring_in.cells import Cell, Record
from feedback.bring_in.refusals import ImportRefusedError

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# A workbook of 100,000 long comments unpacks to a tenth of this.
LARGEST = 1_000_000_000
AT_ONCE, LONGEST_MARK = 1_000_000, len(b"<mergeCell ")
NOT_WORKED_OUT = "#NOT WORKED OUT"


def records(path: Path, *, heading_rows: int = 1) -> Iterator[Record]:
    """Every row of the workbook's one sheet, with the number Excel shows beside it."""
    has_formulas = _looked_over(path)
    with closing(_opened(path, values=True)) as workbook:
        if len(workbook.worksheets) != 1:
            raise ImportRefusedError(
                f"{path.name} has {len(workbook.worksheets)} sheets. Save the one you mean as a "
                "file of its own."
            )
        rows = enumerate(workbook.worksheets[0].iter_rows(values_only=True), start=1)
        if not has_formulas:
            cells = ((number, [_cell(value) for value in row]) for number, row in rows)
            yield from _padded(cells, heading_rows=heading_rows)
            return
        with closing(_opened(path, values=False)) as formulas:
            written = formulas.worksheets[0].iter_rows(values_only=True)
            cells = (
                (number, [_worked_out(*pair) for pair in zip_longest(row, next(written, ()))])
                for number, row in rows
            )
            yield from _padded(cells, heading_rows=heading_rows)


def _looked_over(path: Path) -> bool:
    """Whether it has formulas; refuses what the streaming reader would silently misread."""
    has_formulas = False
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise ImportRefusedError(f"{path.name} is too large to be a list of comments.")
            for name in filter(SHEET.fullmatch, archive.namelist()):
                with archive.open(name) as sheet:
                    for piece in _pieces(sheet):
                        if b"<mergeCell " in piece:
                            raise ImportRefusedError(
                                f"{path.name} has merged cells, so it is not clear which row "
                                "their words belong to. Unmerge them and save again."
                            )
                        has_formulas = has_formulas or b"<f>" in piece or b"<f " in piece
    except zipfile.BadZipFile:
        raise ImportRefusedError(f"{path.name} is broken: Excel could not open it.") from None
    return has_formulas


def _pieces(sheet: IO[bytes]) -> Iterator[bytes]:
    """A sheet of any size, piece by piece; a mark that lies across two is whole in the later."""
    last = b""
    for piece in iter(partial(sheet.read, AT_ONCE), b""):
        yield last + piece
        last = piece[-LONGEST_MARK:]


def _opened(path: Path, *, values: bool) -> "Workbook":
    from openpyxl import load_workbook

    try:
        return load_workbook(path, read_only=True, data_only=values)
    except Exception:  # openpyxl lets every parser's own error through.
        raise ImportRefusedError(
            f"{path.name} is not a workbook that we can read. Save it again as .xlsx or as CSV."
        ) from None


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    # How a workbook may write a line break that came from Windows.
    return str(value).replace("_x000D_\n", "\n")


def _worked_out(value: Any, written: Any) -> Cell:
    # A file made by a program holds formulas whose values nobody has worked out yet.
    is_formula = written is not None and (not isinstance(written, str) or written[:1] == "=")
    return NOT_WORKED_OUT if value is None and is_formula else _cell(value)


def _padded(rows: Iterator[tuple[int, list[Cell]]], *, heading_rows: int) -> Iterator[Record]:
    """Rows as wide as the headings: Excel leaves out empty cells at the end of a row."""
    width = 0
    for count, (number, row) in enumerate(rows):
        cells = list(row)
        while cells and cells[-1] == "":
            cells.pop()
        if count < heading_rows:
            width = max(width, len(cells))
        yield number, cells + [""] * (width - len(cells))
