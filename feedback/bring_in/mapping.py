"""The mapping: which column of a spreadsheet answers which question; checked before any row is."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from feedback.bring_in.personal import says_who
from feedback.bring_in.refusals import ImportRefusedError
from forms.build import questions_asked
from forms.consent import CONSENT_TO_QUOTE
from forms.questions import Question, Survey, TextKind
from forms.surveys import ABOUT_YOU, ROLE
from translations import LANGUAGES, SOURCE

SHAPE = ConfigDict(extra="forbid")
# What a column may be mapped to when a cell means "no answer".
LEFT_OUT = ""


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Value:
    """Where a code comes from: a column, through `values` if given; or `always` the same."""

    column: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    always: str | None = None

    def code_for(self, cell: str) -> str | None:
        """The code a cell stands for, "" when it means no answer, None when we do not know it."""
        if not self.values:
            return cell
        known = {alike(name): code for name, code in self.values.items()}
        # An empty cell may be given a meaning of its own; otherwise nobody answered there.
        return known.get(alike(cell), None if cell else LEFT_OUT)

    def targets(self) -> Iterable[str]:
        """Every code the mapping names."""
        return [self.always] if self.always is not None else self.values.values()


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Choice(Value):
    """Where an answer comes from; the other tool may have let people give several at once."""

    separator: str | None = None  # Between several answers in one cell.
    ticks: dict[str, str] = field(default_factory=dict)  # A column for each answer, and its code.
    yes: tuple[str, ...] = ()  # What a ticked cell holds: anything, where this is left out.
    no: tuple[str, ...] = ()  # What else it holds, beside nothing, where it was not ticked.
    several: str | None = None  # What more than one answer counts as: a code, or "" for none.
    other: str | None = None  # The same for words that people typed instead of an answer.

    def code_for(self, cell: str) -> str | None:
        """The same; what nobody had foreseen counts as the mapping says."""
        code = super().code_for(cell)
        return self.other if code is None else code

    def targets(self) -> Iterable[str]:
        """Every code the mapping names."""
        more = [one for one in (self.several, self.other) if one is not None]
        return [*super().targets(), *self.ticks.values(), *more]


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Text:
    """A column of free text, the question it answers, and what kind of question it was."""

    column: str
    question: str
    kind: Value | None = None  # None: the kind of our own question.


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Day:
    """When the feedback was given: a column of dates, or one day for all."""

    column: str | None = None
    format: str = "%Y-%m-%d"
    always: date | None = None


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Consent:
    """Who said that we may quote them, and which of our numbered wordings they agreed to."""

    column: str
    yes: tuple[str, ...]
    wording: int


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Mapping:
    """How one kind of spreadsheet answers one survey."""

    choices: dict[str, Choice] = field(default_factory=dict)
    texts: tuple[Text, ...] = ()
    language: Value = field(default_factory=lambda: Value(always=SOURCE))
    date: Day | None = None
    respondent: str | None = None  # Rows with the same value here are one response.
    consent: Consent | None = None
    heading_rows: Literal[1, 2] = 1  # Two: a question, and below it the answers it has columns for.

    def columns(self) -> frozenset[str]:
        """Every column the file must have."""
        named = [
            self.language.column,
            self.date and self.date.column,
            self.respondent,
            self.consent and self.consent.column,
            *(value.column for value in self.choices.values()),
            *(column for value in self.choices.values() for column in value.ticks),
            *(text.column for text in self.texts),
            *(text.kind and text.kind.column for text in self.texts),
        ]
        return frozenset(name for name in named if name)


# The same few cells stand in every row of a long file.
@lru_cache(maxsize=1024)
def alike(cell: str) -> str:
    """A cell as it is compared: spaces, capitals and the shape of an apostrophe do not matter."""
    return " ".join(cell.casefold().replace("’", "'").split())


def read_mapping(path: Path, survey: Survey) -> Mapping:
    """The mapping in a file, fit for this survey; raises ImportRefusedError with every fault."""
    try:
        raw = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ImportRefusedError(f"{path.name} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ImportRefusedError(f"{path.name} must be saved as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ImportRefusedError(f"{path.name} is not TOML: {error}.") from None
    try:
        mapping = TypeAdapter(Mapping).validate_python(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the mapping"
        raise ImportRefusedError(f"{path.name}: {place}: {first['msg']}.") from None
    if found := list(_faults(mapping, survey)):
        raise ImportRefusedError(f"{path.name}: " + " ".join(found))
    return mapping


def _faults(mapping: Mapping, survey: Survey) -> Iterator[str]:
    asked = {question.id: question for question in questions_asked(survey)}
    if not mapping.texts and not any(survey_has(survey, each) for each in mapping.choices):
        yield "It maps no question of this survey: add [choices.…] or [[texts]]."
    if who := sorted(name for name in mapping.columns() if says_who(name)):
        named = ", ".join(f"“{name}”" for name in who)
        yield f"{named} may say who somebody is, and is never taken in: leave it out."
    for question_id, value in mapping.choices.items():
        yield from _faults_in_choice(question_id, value, asked, survey)
    for text in mapping.texts:
        yield from _faults_in_text(text, asked, survey)
    yield from _faults_in_value("language", mapping.language, LANGUAGES)
    if mapping.date and (mapping.date.column is None) is (mapping.date.always is None):
        yield "[date] needs either column or always."
    if mapping.consent and not 1 <= mapping.consent.wording <= CONSENT_TO_QUOTE.version:
        yield (
            "[consent] wording must be the number of the words these families agreed to, "
            f"from 1 to {CONSENT_TO_QUOTE.version}."
        )


def survey_has(survey: Survey, question_id: str) -> bool:
    """Whether a question is one of the survey's own, not one about the person answering."""
    return any(question.id == question_id for question in survey.questions)


def _faults_in_choice(
    question_id: str, value: Choice, asked: dict[str, Question], survey: Survey
) -> Iterator[str]:
    question = asked.get(question_id)
    if question is None or question.is_text:
        yield f"{survey.slug} has no question {question_id} with answers to choose from."
        return
    if value.always is not None and question not in (ROLE, *ABOUT_YOU):
        yield f"choices.{question_id}: “always” would invent answers that nobody gave."
    yield from _faults_in_several(f"choices.{question_id}", value)
    yield from _faults_in_value(
        f"choices.{question_id}", value, {option.code for option in question.options}
    )


def _faults_in_several(place: str, value: Choice) -> Iterator[str]:
    if value.separator is not None and (not value.separator or value.column is None):
        yield f"{place} has a separator, but no column to use it in."
    if (value.yes or value.no) and not value.ticks:
        yield f"{place} has yes or no, but no ticks."
    if value.other is not None and not value.values:
        yield f"{place} has other, but no values beside it."
    if value.several is not None and not (value.ticks or value.separator):
        yield f"{place} has several, but neither a separator nor ticks."


def _faults_in_text(text: Text, asked: dict[str, Question], survey: Survey) -> Iterator[str]:
    question = asked.get(text.question)
    if question is None or not question.is_text:
        yield f"{survey.slug} has no question {text.question} answered in words."
    if text.kind:
        yield from _faults_in_value(f"the kind of {text.column}", text.kind, set(TextKind))


def _faults_in_value(place: str, value: Value, codes: Iterable[str]) -> Iterator[str]:
    ticks = value.ticks if isinstance(value, Choice) else {}
    if sum([value.column is not None, value.always is not None, bool(ticks)]) != 1:
        yield f"{place} needs either column or always{' or ticks' if ticks else ''}."
    if value.values and value.column is None:
        yield f"{place} has values, but no column to find them in."
    known = set(codes)
    unknown = sorted({code for code in value.targets() if code not in known | {LEFT_OUT}})
    if unknown:
        yield f"{place}: we have no {', '.join(unknown)}; we have {', '.join(sorted(known))}."
