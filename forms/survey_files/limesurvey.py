"""LimeSurvey's .lss files: the questions that we can ask, and what of the rest is lost.

Older files keep each text beside its question, newer ones (since LimeSurvey 4) in tables of
their own, whose names end in _l10ns; both have one row for each language.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from forms.composed import After, Kind
from forms.questions import Wording
from forms.survey_files import words
from forms.survey_files.documents import document
from forms.survey_files.drafting import Drafting, Texts, without_markup
from forms.survey_files.results import FileRefusedError, Refusal, TakenIn

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Row = Mapping[str, str]
MOST_ROWS, MOST_QUESTIONS = 20_000, 300
YES_NO = (("Y", {"en": "Yes"}), ("N", {"en": "No"}))
YES_UNSURE_NO = (("Y", {"en": "Yes"}), ("U", {"en": "Not sure"}), ("N", {"en": "No"}))
MORE_SAME_LESS = (("I", {"en": "More"}), ("S", {"en": "The same"}), ("D", {"en": "Less"}))
ONE_TO_FIVE = tuple((str(number), {"en": str(number)}) for number in range(1, 6))
OPEN = frozenset("STU")
ONE_OF = frozenset("L!OZ^")
SEVERAL = frozenset("MP")
# Each row of these grids is a question of its own.
ROW_BY_ROW: Mapping[str, Sequence[tuple[str, Texts]]] = {
    "F": (),
    "H": (),
    "C": YES_UNSURE_NO,
    "E": MORE_SAME_LESS,
    "A": ONE_TO_FIVE,
}
MOST_ROWS_OF_A_GRID = 6
# Headings and words around the questions; older files have them all in one table.
UNASKED = {
    "groups": ("group_name", "description"),
    "group_l10ns": ("group_name", "description"),
    "surveys_languagesettings": ("surveyls_endtext",),
}
LOST: Mapping[str, Wording] = {
    "X": words.ONLY_TEXT,
    "N": words.NUMBERS,
    "K": words.NUMBERS,
    "D": words.NUMBERS,
    "R": words.NUMBERS,
    "G": words.ABOUT_YOU,
    "I": words.ABOUT_YOU,
    "|": words.NO_FILES,
    "Q": words.GRID,
    "B": words.GRID,
    ":": words.GRID,
    ";": words.GRID,
    "1": words.GRID,
}
AFTER = re.compile(r"\(*\s*(\w+?)(?:\.NAOK)?\s*==\s*[\"'](\w+)[\"']\s*\)*")


def survey_in(content: bytes) -> TakenIn:
    """The survey in a .lss file, as far as we can ask it."""
    found = _Tables(document(content))
    if len(found.questions) > MOST_QUESTIONS:
        raise FileRefusedError(Refusal(None, "questions", words.TOO_BIG))
    drafting = Drafting()
    for question in found.questions:
        _ask(drafting, found, question)
    for table, names in UNASKED.items():
        for name in names:
            for shown in found.in_base(table, name):
                drafting.lose("", shown, words.ONLY_TEXT)
    settings = found.of_survey("surveyls_title")
    intro = found.of_survey("surveyls_welcometext")
    about = found.of_survey("surveyls_description")
    return drafting.finished("", settings, intro or about)


class _Tables:
    """The file as tables of rows.

    Each table is read through once, however many questions there are, and no row belongs to two
    questions: a file that somebody wrote to keep us busy costs no more than its length.
    """

    def __init__(self, whole: "Element") -> None:
        self.tables = {table.tag: _rows(table) for table in whole}
        base = next(iter(self.tables.get("surveys", [])), {}).get("language", "en")
        self.base = base
        self._by: dict[tuple[str, str], dict[str, list[Row]]] = {}

    @cached_property
    def questions(self) -> Sequence[Row]:
        """Every question in its order, once."""
        groups = {
            row.get("gid"): _number(row, "group_order") for row in self.tables.get("groups", ())
        }
        rows = {
            row["qid"]: row
            for row in reversed(self.tables.get("questions", ()))
            if row.get("qid") and row.get("parent_qid", "0") in ("0", "")
        }
        return sorted(
            rows.values(),
            key=lambda row: (groups.get(row.get("gid"), 0), _number(row, "question_order")),
        )

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each question is called where another is asked after it."""
        return {row["qid"]: row.get("title", "") for row in self.questions}

    def with_own(self, table: str, name: str, value: str) -> Sequence[Row]:
        """The rows of a table with this value, in their order."""
        if (table, name) not in self._by:
            found = self._by[table, name] = defaultdict(list)
            for row in self.tables.get(table, ()):
                found[row.get(name, "")].append(row)
        return self._by[table, name].get(value, ())

    def of_survey(self, name: str) -> Texts:
        """A text of the whole survey in every language in which something is written."""
        rows = self.tables.get("surveys_languagesettings", ())
        return self._texts(rows, name, "surveyls_language")

    def _texts(self, rows: Sequence[Row], name: str, language: str = "language") -> Texts:
        return {row.get(language, self.base): row[name] for row in rows if row.get(name)}

    def in_base(self, table: str, name: str) -> Iterator[str]:
        """One text of every row in the survey's own language."""
        for row in self.tables.get(table, ()):
            language = row.get("language", row.get("surveyls_language", self.base))
            if language == self.base and (said := without_markup(row.get(name, ""))):
                yield said

    def said(self, question: Row, name: str) -> Texts:
        """A text of a question or of one of its rows."""
        tables = ("question_l10ns", "subquestions", "questions")
        all_found = (
            self._texts(self.with_own(table, "qid", question["qid"]), name) for table in tables
        )
        return next((found for found in all_found if found), {})

    @cached_property
    def _rows_by_question(self) -> Mapping[str | None, Sequence[Row]]:
        rows = {
            row["qid"]: row
            for row in reversed(self.tables.get("subquestions", ()))
            if row.get("qid")
        }
        found: dict[str | None, list[Row]] = defaultdict(list)
        for row in rows.values():
            found[row.get("parent_qid")].append(row)
        return found

    def rows_of(self, question: Row) -> list[Row]:
        """The rows of a grid, or the boxes to tick, in their order."""
        found = self._rows_by_question.get(question["qid"], ())
        return sorted(found, key=lambda row: _number(row, "question_order"))

    @cached_property
    def _newer_answers(self) -> dict[str | None, dict[str, str]]:
        newer: dict[str | None, dict[str, str]] = defaultdict(dict)
        for row in self.tables.get("answer_l10ns", ()):
            newer[row.get("aid")][row.get("language", self.base)] = row.get("answer", "")
        return newer

    def answers_to(self, question: Row) -> list[tuple[str, Texts]]:
        """The answers to choose from, in their order; to be asked once."""
        found: dict[str, dict[str, str]] = {}
        rows = self.with_own("answers", "qid", question["qid"])
        for row in sorted(rows, key=lambda row: _number(row, "sortorder")):
            if row.get("scale_id", "0") not in ("0", ""):
                continue
            said = found.setdefault(row.get("code", ""), {})
            # Taken away, for no text belongs to two answers.
            said.update(self._newer_answers.pop(row.get("aid"), {}))
            if row.get("answer"):
                said[row.get("language", self.base)] = row["answer"]
        return list(found.items())


def _rows(table: "Element") -> list[Row]:
    found = table.findall("rows/row")
    if len(found) > MOST_ROWS:
        raise FileRefusedError(Refusal(None, table.tag[:40], words.TOO_BIG))
    return [{cell.tag: cell.text or "" for cell in row} for row in found]


def _number(row: Row, name: str) -> int:
    text = row.get(name, "")
    is_number = text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) if is_number else 0


def _ask(drafting: Drafting, found: _Tables, question: Row) -> None:
    code, kind = question.get("title", question["qid"]), question.get("type", "")
    texts, hint = found.said(question, "question"), found.said(question, "help")
    shown = without_markup(next(iter(texts.values()), code))
    if kind in ROW_BY_ROW:
        return _row_by_row(drafting, found, question)
    asked = _kind_of(kind)
    if asked is None:
        return drafting.lose(code, shown, LOST.get(kind, words.NO_SUCH_KIND))
    options = _options(found, question, kind)
    # The question comes along, so what is lost of it is named first.
    if question.get("other") == "Y":
        drafting.lose(code, f"other: {shown}", words.OTHER_BOX)
    if kind in "OP":
        drafting.lose(code, f"comment: {shown}", words.OTHER_BOX)
    options_to_ask: dict[str, Any] = {"hint": hint, "options": options}
    must = question.get("mandatory") in ("Y", "S")
    after = _after(drafting, found, question)
    return drafting.ask(code, asked, texts, is_mandatory=must, after=after, **options_to_ask)


def _kind_of(kind: str) -> Kind | None:
    if kind in OPEN:
        return Kind.OPEN
    if kind in ONE_OF or kind in ("Y", "5"):
        return Kind.CHOICE
    return Kind.SEVERAL if kind in SEVERAL else None


def _options(found: _Tables, question: Row, kind: str) -> Sequence[tuple[str, Texts]]:
    if kind == "Y":
        return YES_NO
    if kind == "5":
        return ONE_TO_FIVE
    if kind in SEVERAL:
        rows = found.rows_of(question)
        return [(row.get("title", ""), found.said(row, "question")) for row in rows]
    return found.answers_to(question) if kind in ONE_OF else ()


def _row_by_row(drafting: Drafting, found: _Tables, question: Row) -> None:
    code, rows = question.get("title", question["qid"]), found.rows_of(question)
    texts = found.said(question, "question")
    options = ROW_BY_ROW[question["type"]] or found.answers_to(question)
    if not rows or len(rows) > MOST_ROWS_OF_A_GRID:
        return drafting.lose(code, next(iter(texts.values()), code), words.GRID)
    after = _after(drafting, found, question)
    for row in rows:
        name = f"{code}_{row.get('title', '')}"
        said = found.said(row, "question")
        drafting.ask(name, Kind.CHOICE, said, hint=texts, options=options, after=after)
    return None


def _after(drafting: Drafting, found: _Tables, question: Row) -> After | None:
    code = question.get("title", question["qid"])
    # What an older file asks it after.
    older = found.with_own("conditions", "qid", question["qid"])
    if len(older) == 1 and older[0].get("method", "").strip() == "==":
        asked = found.names.get(older[0].get("cqid", ""), "")
        return drafting.after(code, asked, older[0].get("value", ""))
    rule = question.get("relevance", "").strip()
    if older or rule not in ("", "1"):
        simple = AFTER.fullmatch(rule)
        if simple and not older:
            return drafting.after(code, simple[1], simple[2])
        drafting.lose(code, rule or f"{len(older)} × ==", words.CONDITION)
    return None
