"""One row of a spreadsheet against the mapping and the survey: a checked draft, or a refusal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from feedback.areas import Area
from feedback.bring_in.cells import Cell
from feedback.bring_in.mapping import LEFT_OUT, Choice, Mapping, Text, Value, alike, survey_has
from feedback.bring_in.refusals import ImportRefusedError, Refusal
from feedback.bring_in.sheet import Row
from forms.answers import is_for_them
from forms.build import questions_asked
from forms.fields import clean_text
from forms.questions import Survey, TextKind
from translations import LANGUAGES

# What a spreadsheet shows where it could not work something out: nobody said that.
BROKEN_FORMULAS = frozenset(
    {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#NOT WORKED OUT"}
)


# How a row is known again: these two words are part of what is hashed, so they stay.
ROW, RESPONDENT = "row", "respondent"


@dataclass(frozen=True)
class Comment:
    """What was written, the question it answers, and what kind of question that was."""

    question_id: str
    kind: str
    text: str
    language: str


@dataclass(frozen=True)
class Draft:
    """A checked row: one response, or one respondent's next words."""

    row: int
    who: tuple[str, ...]  # To know it again: the respondent, or what the mapped cells said.
    language: str
    day: date
    choices: tuple[tuple[str, str], ...]
    comments: tuple[Comment, ...]
    may_be_quoted: bool

    @property
    def week(self) -> date:
        """The Monday of that week: the only time kept with a response."""
        return self.day - timedelta(days=self.day.weekday())


class _RowRefused(Exception):  # noqa: N818 -- never leaves this module
    def __init__(self, column: str, reason: str) -> None:
        self.column, self.reason = column, reason
        super().__init__(reason)


@dataclass(frozen=True)
class Checker:
    """Checks rows for one survey, mapping and area; `today` is the day after which nothing was."""

    survey: Survey
    mapping: Mapping
    area: Area
    today: date
    on: date | None = None

    def __post_init__(self) -> None:
        """Refuse to begin when nothing says when the feedback was given."""
        if self.mapping.date is None and self.on is None:
            raise ImportRefusedError(
                "Nothing says when this feedback was given. Add [date] to the mapping, or say "
                "for example --on 2026-03-31."
            )

    def check(self, row: Row) -> Draft | Refusal:
        """The row as answers to our questions, or why it cannot be that."""
        try:
            return self._draft(row)
        except _RowRefused as refused:
            return Refusal(row.number, refused.column, refused.reason)

    def _draft(self, row: Row) -> Draft:
        language = self._language(row)
        choices = self._choices(row)
        comments = tuple(
            comment
            for text in self.mapping.texts
            if is_for_them(self.survey.question(text.question), dict(choices))
            if (comment := self._comment(row, text, language)) is not None
        )
        if not comments and not any(survey_has(self.survey, each) for each, _code in choices):
            raise _RowRefused("", "it holds no answer and no comment")
        return Draft(
            row=row.number,
            who=self._who(row),
            language=language,
            day=self._day(row),
            choices=choices,
            comments=comments,
            may_be_quoted=self._may_be_quoted(row),
        )

    def _choices(self, row: Row) -> tuple[tuple[str, str], ...]:
        found: dict[str, str] = {}
        for question_id, value in self.mapping.choices.items():
            code = _chosen(row, value)
            if code != LEFT_OUT:
                found[question_id] = code
        answered: dict[str, str] = {}
        for question in questions_asked(self.survey):
            code = found.get(question.id, LEFT_OUT)
            if code == LEFT_OUT:
                continue
            if code not in {option.code for option in question.options}:
                column = self.mapping.choices[question.id].column or ""
                raise _RowRefused(column, f"it is not an answer to {question.id}")
            # As on our own form: an answer from someone it was not for is evidence of nothing.
            if is_for_them(question, answered):
                answered[question.id] = code
        return tuple(answered.items())

    def _comment(self, row: Row, text: Text, language: str) -> Comment | None:
        question = self.survey.question(text.question)
        written = clean_text(_text(row, text.column))
        if not written:
            return None
        over = len(written) - question.max_length
        if over > 0:
            raise _RowRefused(text.column, f"it is {over} characters too long")
        kind = _code(row, text.kind) if text.kind else str(question.text_kind)
        if kind not in set(TextKind):
            raise _RowRefused((text.kind and text.kind.column) or "", "it is no kind of question")
        return Comment(text.question, kind, written, language)

    def _language(self, row: Row) -> str:
        code = _code(row, self.mapping.language)
        if code not in LANGUAGES:
            raise _RowRefused(self.mapping.language.column or "", "it is no language we know")
        return code

    def _who(self, row: Row) -> tuple[str, ...]:
        if self.mapping.respondent is None:
            return ROW, *(str(row.cells[name]).strip() for name in sorted(row.cells))
        respondent = _text(row, self.mapping.respondent)
        if not respondent:
            raise _RowRefused(self.mapping.respondent, "it is empty, so we cannot tell who it was")
        return RESPONDENT, respondent

    def _may_be_quoted(self, row: Row) -> bool:
        consent = self.mapping.consent
        if consent is None:
            return False
        return alike(_text(row, consent.column)) in set(map(alike, consent.yes))

    def _day(self, row: Row) -> date:
        column = self.mapping.date.column if self.mapping.date else None
        day = self._given_day(row)
        if day > self.today:
            raise _RowRefused(column or "", "its day is still to come")
        try:
            self.area.term_for(day - timedelta(days=day.weekday()))
        except LookupError:
            reason = "no term in the area's file covers its week"
            raise _RowRefused(column or "", reason) from None
        return day

    def _given_day(self, row: Row) -> date:
        source = self.mapping.date
        if source is None or source.column is None:
            day = self.on or (source.always if source else None)
            assert day is not None  # noqa: S101 -- __post_init__ and the mapping's check saw to it
            return day
        cell = row.cells[source.column]
        if isinstance(cell, date):
            return cell
        try:
            return datetime.strptime(cell.strip(), source.format).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            raise _RowRefused(
                source.column, f"it is not a day written as {source.format}"
            ) from None


def _code(row: Row, value: Value) -> str:
    if value.always is not None:
        return value.always
    assert value.column is not None  # noqa: S101 -- the mapping's check saw to it
    return _known(value, _text(row, value.column))


def _known(value: Value, said: str) -> str:
    code = value.code_for(said)
    if code is None:
        raise _RowRefused(value.column or "", "the mapping does not know this value")
    return code


def _chosen(row: Row, choice: Choice) -> str:
    """The one code of an answer, however many the other tool let people give."""
    codes = {code: None for code in _codes(row, choice) if code != LEFT_OUT}
    if len(codes) < 2:
        return next(iter(codes), LEFT_OUT)
    if choice.several is None:
        reason = "it holds several answers, and our question takes one"
        raise _RowRefused(choice.column or next(iter(choice.ticks)), reason)
    return choice.several


def _codes(row: Row, choice: Choice) -> Iterator[str]:
    for column, code in choice.ticks.items():
        if _is_ticked(_text(row, column), choice, column=column):
            yield code
    if choice.separator and choice.column:
        cell = _text(row, choice.column)
        parts = [part.strip() for part in cell.split(choice.separator)]
        for part in filter(None, parts):
            yield _known(choice, part)
    elif not choice.ticks:
        yield _code(row, choice)


def _is_ticked(cell: str, choice: Choice, *, column: str) -> bool:
    said = alike(cell)
    if not said or said in map(alike, choice.no):
        return False
    if choice.yes and said not in map(alike, choice.yes):
        raise _RowRefused(column, "the mapping does not know this value")
    return True


def _text(row: Row, column: str) -> str:
    cell: Cell = row.cells[column]
    text = cell.isoformat() if isinstance(cell, date) else cell.strip()
    if text in BROKEN_FORMULAS:
        raise _RowRefused(column, "its formula has no value; open the file in Excel and save it")
    return text
