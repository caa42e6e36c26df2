"""CSV as people's programs really write it: encodings, delimiters and quotation marks."""

import codecs
import csv
from collections.abc import Iterator

from feedback.bring_in.cells import Record, Tell
from feedback.bring_in.headings import plain
from feedback.bring_in.refusals import ImportRefusedError

DELIMITERS = (",", ";", "\t", "|")


def records(content: bytes, *, file: str, columns: frozenset[str], tell: Tell) -> Iterator[Record]:
    """Every record of a CSV file with the line it begins on."""
    lines = _lines(_decoded(content, file=file, tell=tell))
    reader = csv.reader(lines, delimiter=_delimiter(lines, columns), strict=True)
    while True:
        begins_on = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise ImportRefusedError(
                f"{file} is broken at line {begins_on}: a quotation mark is not closed, or stands "
                "where it may not. Nothing was taken in."
            ) from None
        yield begins_on, cells


def _decoded(content: bytes, *, file: str, tell: Tell) -> str:
    text = _text(content, file=file, tell=tell)
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise ImportRefusedError(
            f"{file} holds a NUL byte in line {line}, which no CSV file has. "
            "Save it again as “CSV UTF-8”."
        )
    return text


def _text(content: bytes, *, file: str, tell: Tell) -> str:
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise ImportRefusedError(
            f"{file} is neither UTF-8, UTF-16 nor Windows-1252. Save it again as “CSV UTF-8”."
        ) from None
    tell(f"{file} is not UTF-8; we read it as Windows-1252, as older Excel writes it.")
    return text


def _lines(text: str) -> list[str]:
    # Only real line ends: splitlines() would also cut at marks that people write in comments.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [f"{line}\n" for line in lines]


def _delimiter(lines: list[str], columns: frozenset[str]) -> str:
    """The one that finds most of the headings we were told of; the mapping knows best."""

    def headings_found(delimiter: str) -> int:
        try:
            names = next(csv.reader(lines, delimiter=delimiter, strict=True), [])
        except csv.Error:
            return -1
        return len(columns & set(map(plain, names)))

    return max(DELIMITERS, key=headings_found)
