"""CSV as people's programs really write it: encodings, delimiters and quotation marks."""

import codecs
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import TextIOWrapper
from typing import BinaryIO

from feedback.bring_in.cells import Record, Tell
from feedback.bring_in.headings import plain
from feedback.bring_in.refusals import ImportRefusedError

DELIMITERS = (",", ";", "\t", "|")
AT_ONCE = 65_536


def records(
    content: BinaryIO, *, file: str, columns: frozenset[str], tell: Tell
) -> Iterator[Record]:
    """Every record of a CSV file with the line it begins on, never more than one in memory."""
    encoding = _encoding(content, file=file, tell=tell)
    delimiter = _delimiter(content, encoding, columns)
    with _lines(content, encoding) as lines:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            begins_on = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise ImportRefusedError(
                    f"{file} is broken at line {begins_on}: a quotation mark is not closed, or "
                    "stands where it may not. Nothing was taken in."
                ) from None
            yield begins_on, cells


def _encoding(content: BinaryIO, *, file: str, tell: Tell) -> str:
    """How it is written, once all of it could be read like that."""
    content.seek(0)
    start = content.read(2)
    is_utf_16 = start in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    likely = "utf-16" if is_utf_16 else "utf-8-sig"
    if _is_readable(content, likely, file=file):
        return likely
    if not _is_readable(content, "cp1252", file=file):
        raise ImportRefusedError(
            f"{file} is neither UTF-8, UTF-16 nor Windows-1252. Save it again as “CSV UTF-8”."
        )
    tell(f"{file} is not UTF-8; we read it as Windows-1252, as older Excel writes it.")
    return "cp1252"


def _is_readable(content: BinaryIO, encoding: str, *, file: str) -> bool:
    line = 1
    with _lines(content, encoding) as lines:
        try:
            for text in iter(partial(lines.read, AT_ONCE), ""):
                before, nul, _after = text.partition("\0")
                line += before.count("\n")
                if nul:
                    raise ImportRefusedError(
                        f"{file} holds a NUL byte in line {line}, which no CSV file has. "
                        "Save it again as “CSV UTF-8”."
                    )
        except UnicodeDecodeError:
            return False
    return True


@contextmanager
def _lines(content: BinaryIO, encoding: str) -> Iterator[TextIOWrapper]:
    """The file from its beginning, cut at line ends only: not at marks people write in comments."""
    content.seek(0)
    lines = TextIOWrapper(content, encoding)
    try:
        yield lines
    finally:
        # Or the file would be closed with it, and it is read more than once.
        lines.detach()


def _delimiter(content: BinaryIO, encoding: str, columns: frozenset[str]) -> str:
    """The one that finds most of the headings we were told of; the mapping knows best."""

    def headings_found(delimiter: str) -> int:
        with _lines(content, encoding) as lines:
            try:
                names = next(csv.reader(lines, delimiter=delimiter, strict=True), [])
            except csv.Error:
                return -1
        return len(columns & set(map(plain, names)))

    return max(DELIMITERS, key=headings_found)
