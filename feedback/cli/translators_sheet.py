"""The spreadsheet a translator works in: text cells only, so that no program runs what they say."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feedback.bring_in import ImportRefusedError, csv_file
from feedback.cli.plural_forms import PluralForm
from feedback.review.files import is_like_a_formula
from translations import Language

CONTEXT, ENGLISH, SEVERAL = "Where it is used", "English", "English, more than one"
EASY_READ, STATE, NOTE = "Easy Read", "State", "Note"
# Only officers' own words have one: two of them may say the same.
REFERENCE = "Reference"
BEFORE, AFTER = (CONTEXT, ENGLISH, SEVERAL, EASY_READ), (STATE, NOTE, REFERENCE)
TRANSLATION = re.compile(r"Translation \(([A-Za-z-]+)\)")
WIDTHS = {EASY_READ: 11, STATE: 11, REFERENCE: 11}
WIDTH = 44
# More than any catalogue unpacks to.
LARGEST = 50_000_000


@dataclass(frozen=True)
class SheetRow:
    """One string: its English, what stands for it, and how far it is."""

    number: int
    english: tuple[str, ...]
    strings: tuple[str, ...]  # One, or one for each plural form.
    state: str
    note: str
    context: str = ""
    is_easy_read: bool = False
    reference: str = ""
    problem: str = ""  # Why its cells cannot be read.


@dataclass(frozen=True)
class Sheet:
    """What a translator sent back: which language, and every row."""

    language: str
    columns: tuple[str, ...]  # The headings of the translations.
    rows: tuple[SheetRow, ...]


def headings(language: str, forms: Sequence[PluralForm]) -> list[str]:
    """The first row of the sheet."""
    return [*BEFORE, *columns(language, forms), *AFTER]


def columns(language: str, forms: Sequence[PluralForm]) -> tuple[str, ...]:
    """The headings of the translations: for plain strings, then for each plural form."""
    plain = f"Translation ({language})"
    return plain, *(f"{plain} for {form.words}" for form in forms)


def write(
    path: Path, language: Language, forms: Sequence[PluralForm], rows: Sequence[SheetRow]
) -> None:
    """Write the file, as a workbook or as CSV by its name."""
    table = [headings(language.code, forms), *(_cells(row, len(forms)) for row in rows)]
    if path.suffix.lower() == ".csv":
        kept = io.StringIO()
        csv.writer(kept).writerows([_guarded(cell) for cell in row] for row in table)
        path.write_bytes(kept.getvalue().encode("utf-8-sig"))
    else:
        _write_workbook(path, language, table)


def read(path: Path) -> Sheet:
    """The file as a translator sent it back; raises ImportRefusedError where it is no such file."""
    records = iter(_csv_records(path) if path.suffix.lower() == ".csv" else _workbook_records(path))
    first = next(records, None)
    names = [str(cell).strip() for cell in first[1]] if first else []
    language = _language(names, file=path.name)
    rows = tuple(_row(number, cells, names) for number, cells in records if any(map(str, cells)))
    if not rows:
        raise ImportRefusedError(f"{path.name} has headings, but no rows below them.")
    translated = tuple(name for name in names if TRANSLATION.match(name))
    return Sheet(language=language, columns=translated, rows=rows)


def _cells(row: SheetRow, forms: int) -> list[str]:
    has_plural = len(row.english) > 1
    plain = "" if has_plural else row.strings[0]
    plural = list(row.strings) if has_plural else [""] * forms
    several = row.english[1] if has_plural else ""
    easy = "yes" if row.is_easy_read else ""
    before = [row.context, row.english[0], several, easy]
    return [*before, plain, *plural, row.state, row.note, row.reference]


def _would_be_run(words: str) -> bool:
    """Whether a program may take words for a formula; a placeholder at their start is none."""
    return is_like_a_formula(words) and not words.startswith("%(")


def _guarded(cell: str) -> str:
    return f"'{cell}" if _would_be_run(cell.lstrip("'")) else cell


def _unguarded(cell: str) -> str:
    is_guarded = cell.startswith("'") and _would_be_run(cell.lstrip("'"))
    return cell[1:] if is_guarded else cell


def _write_workbook(path: Path, language: Language, table: list[list[str]]) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = language.code
    sheet.freeze_panes = "C2"
    right_to_left = 2 if language.direction == "rtl" else 1
    translated = range(len(BEFORE), len(table[0]) - len(AFTER))
    for down, row in enumerate(table, start=1):
        for across, text in enumerate(row):
            cell = sheet.cell(down, across + 1, text)
            if text:
                cell.data_type = "s"  # Whatever it begins with, it is words.
            order = right_to_left if across in translated and down > 1 else 1
            cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=order)
            cell.number_format = "@"
    for across, name in enumerate(table[0], start=1):
        sheet.cell(1, across).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(across)].width = WIDTHS.get(name, WIDTH)
    workbook.save(path)


def _csv_records(path: Path) -> Iterator[tuple[int, list[Any]]]:
    known = frozenset({*BEFORE, *AFTER})
    content = io.BytesIO(path.read_bytes())
    found = csv_file.records(content, file=path.name, columns=known, tell=_refuse_guess)
    # Numbered as the spreadsheet program numbers them, whatever the lines of a cell.
    for number, (_line, cells) in enumerate(found, start=1):
        yield number, [_unguarded(str(cell)) for cell in cells]


def _refuse_guess(said: str) -> None:
    # A guessed encoding may be the wrong one, and families would read the result.
    raise ImportRefusedError(f"{said} Save it again as .xlsx or “CSV UTF-8”.")


def _workbook_records(path: Path) -> Iterator[tuple[int, list[Any]]]:
    for number, row in enumerate(_opened(path).worksheets[0].iter_rows(), start=1):
        yield number, [_text(cell) for cell in row]


def _opened(path: Path) -> Any:
    import zipfile

    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > LARGEST:
            raise ImportRefusedError(f"{path.name} is too large to be a translator's file.")
        return load_workbook(path)
    except ImportRefusedError:
        raise
    except Exception:  # openpyxl lets every parser's own error through.
        raise ImportRefusedError(
            f"{path.name} is not a workbook that we can read. Save it again as .xlsx or as CSV."
        ) from None


class NotWords(str):
    """What a cell holds that is a formula, a date or a yes-or-no, and so no translation."""


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return NotWords("it holds a formula, not words")
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return NotWords("the spreadsheet program has made a date or a value of it; format it as text")


def _language(names: list[str], *, file: str) -> str:
    """Which language the headings name."""
    found = [TRANSLATION.match(name) for name in names]
    codes = {match[1] for match in found if match}
    if len(codes) != 1 or any(names.count(name) != 1 for name in {*BEFORE, *AFTER}):
        raise ImportRefusedError(
            f"{file}: its first row does not hold the headings of a sheet for translators. "
            "Start from one that `heard translations export` wrote, and leave the headings."
        )
    return codes.pop()


def _row(number: int, cells: list[Any], names: list[str]) -> SheetRow:
    padded = [*cells, *[""] * (len(names) - len(cells))]
    named = dict(zip(names, padded, strict=False))
    translated = [cell.strip() for name, cell in named.items() if TRANSLATION.match(name)]
    plain, plural = translated[0], translated[1:]
    has_plural = bool(named[SEVERAL])
    english = (named[ENGLISH], named[SEVERAL]) if has_plural else (named[ENGLISH],)
    unused = [plain] if has_plural else plural
    return SheetRow(
        number=number,
        english=english,
        strings=tuple(plural) if has_plural else (plain,),
        state=named[STATE].strip().lower(),
        note=" ".join(named[NOTE].split()),
        reference=named[REFERENCE].strip(),
        problem=_unreadable(padded, names) or _in_the_wrong_column(unused, has_plural=has_plural),
    )


def _unreadable(cells: list[Any], names: list[str]) -> str:
    if any(map(str, cells[len(names) :])):
        return "it has more cells than the headings"
    return next((str(cell) for cell in cells if isinstance(cell, NotWords)), "")


def _in_the_wrong_column(unused: list[str], *, has_plural: bool) -> str:
    if not any(unused):
        return ""
    if has_plural:
        return "it has plural forms, so its translation goes into their columns"
    return "it has no plural forms, so its translation goes into the first translation column"
