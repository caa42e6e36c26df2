"""Surveys as data: what a question, an answer option and a whole survey are made of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from flask_babel import LazyString

# Most wording waits for the reader's language; a language's own name never changes.
Wording: TypeAlias = LazyString | str

LONGEST_ANSWER = 2_000
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
# Codes may be ages (0_4) or language tags (zh-Hans).
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
PICTURE = re.compile(r"[a-z][a-z0-9-]*")


class Variant(StrEnum):
    """The two ways every survey is worded."""

    STANDARD = "standard"
    EASY = "easy"


class Meaning(StrEnum):
    """How an option counts; NO_VIEW was answered, but says nothing good or bad."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"
    NO_VIEW = "no_view"


class TextKind(StrEnum):
    """What a free-text question asked for: "nothing" means delight to one, anger to another."""

    WHAT_GOOD = "what_good"
    COULD_IMPROVE = "could_improve"
    OPEN = "nonspecific"


# These values compare by identity: equality and hashing of the wording would read it in
# whichever language is current, so the same survey would differ from itself.
@dataclass(frozen=True, eq=False)
class Option:
    """One answer a family can choose; the code is stored and never changes."""

    code: str
    standard: Wording
    easy: Wording
    meaning: Meaning
    picture: str | None = None  # Beside the words, never instead: static/pictures/NAME.svg.

    def __post_init__(self) -> None:
        if not CODE.fullmatch(self.code):
            raise ValueError(f"{self.code!r} must be letters, digits, hyphens and underscores.")
        refuse_odd_picture(self.picture)

    def wording(self, variant: Variant) -> Wording:
        """Return the option as this reader sees it."""
        return self.easy if variant is Variant.EASY else self.standard


@dataclass(frozen=True, eq=False)
class Ticks:
    """A question answered by ticking every box that applies; each box is a question inside it."""

    id: str
    standard: Wording
    easy: Wording
    hint: Wording | None = None
    easy_hint: Wording | None = None
    why: Wording | None = None
    picture: str | None = None

    def wording(self, variant: Variant) -> Wording:
        """Return the question as this reader sees it."""
        return self.easy if variant is Variant.EASY else self.standard

    def hint_for(self, variant: Variant) -> Wording | None:
        """Return the explanation below the question, or None where it needs none."""
        return self.easy_hint if variant is Variant.EASY else self.hint


@dataclass(frozen=True)
class Condition:
    """An earlier question of the same survey, and the answers after which another one counts."""

    question_id: str
    codes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Question:
    """One question in both wordings; it has either options or a text kind."""

    id: str
    standard: Wording
    easy: Wording
    options: tuple[Option, ...] = ()
    hint: Wording | None = None
    easy_hint: Wording | None = None
    text_kind: TextKind | None = None
    required: bool = False
    evidences: tuple[str, ...] = ()
    only_for: str | None = None  # A role code; None asks everyone.
    max_length: int = LONGEST_ANSWER  # Counted in code points, for text only.
    picture: str | None = None  # Beside the words, never instead: static/pictures/NAME.svg.
    why: Wording | None = None  # Why we ask, where officers said so.
    after: Condition | None = None  # None: it comes whatever was answered before.
    ticks: Ticks | None = None  # The question whose box this is; None for one by itself.
    box: Option | None = None  # What stands beside that box.

    def __post_init__(self) -> None:
        _refuse_odd_identifier(self.id)
        refuse_odd_picture(self.picture)
        _refuse_repeats((option.code for option in self.options), place=self.id)
        if bool(self.options) is self.is_text:
            raise ValueError(f"Question {self.id} needs options or a text kind, and not both.")

    @property
    def is_text(self) -> bool:
        """Say whether families answer in their own words."""
        return self.text_kind is not None

    @property
    def has_pictured_options(self) -> bool:
        """Say whether every answer has a picture: pictures by some would favour those."""
        return bool(self.options) and all(option.picture for option in self.options)

    def wording(self, variant: Variant) -> Wording:
        """Return the question as this reader sees it."""
        return self.easy if variant is Variant.EASY else self.standard

    def hint_for(self, variant: Variant) -> Wording | None:
        """Return the explanation below the question, or None where it needs none."""
        return self.easy_hint if variant is Variant.EASY else self.hint

    def option(self, code: str) -> Option:
        """Return the option with this code, or raise KeyError."""
        for option in self.options:
            if option.code == code:
                return option
        raise KeyError(f"Question {self.id} has no option {code!r}.")


@dataclass(frozen=True, eq=False)
class Survey:
    """A numbered version of one survey; every survey has exactly one required question."""

    slug: str
    version: int
    title: Wording
    easy_title: Wording
    intro: Wording
    easy_intro: Wording
    questions: tuple[Question, ...]
    notices: tuple[Wording, ...] = ()  # Plain enough to be the same in both variants.
    credits: tuple[Wording, ...] = ()  # Attributions that a licence asks for.
    is_restricted: bool = False  # True: its results never appear on a public page.
    asks_about_you: bool = True  # False: so few are asked that more would show who they are.
    languages: frozenset[str] | None = None  # In which it is whole; None: all that are offered.
    unchecked: frozenset[str] = frozenset()  # In which nobody has checked every word of its own.
    partly_asked: frozenset[str] = frozenset()  # Questions that not every version of it asks.
    # The same questions as earlier versions of it asked them, where those asked them of others.
    once_asked: tuple[Question, ...] = ()
    # Bank questions whose answers are not added to those of other surveys.
    apart: frozenset[str] = frozenset()
    over_budget_reason: str | None = None  # Why it asks more than families answer gladly.

    def __post_init__(self) -> None:
        _refuse_odd_identifier(self.slug)
        _refuse_repeats((question.id for question in self.questions), place=self.slug)
        if sum(question.required for question in self.questions) != 1:
            raise ValueError(f"Survey {self.slug} needs exactly one required question.")

    @property
    def overall(self) -> Question:
        """Return the one question that everybody has to answer: the survey's overall verdict."""
        return next(question for question in self.questions if question.required)

    def question(self, question_id: str) -> Question:
        """Return the question with this id, or raise KeyError."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(f"Survey {self.slug} has no question {question_id!r}.")

    @property
    def is_composed(self) -> bool:
        """Whether officers put it together; the built-in ones came with the program."""
        return self.languages is not None

    def is_in(self, language: str) -> bool:
        """Whether every word of it is there in this language."""
        return self.languages is None or language in self.languages

    def title_for(self, variant: Variant) -> Wording:
        """Return the survey's name as this reader sees it."""
        return self.easy_title if variant is Variant.EASY else self.title

    def intro_for(self, variant: Variant) -> Wording:
        """Return the opening sentences as this reader sees them."""
        return self.easy_intro if variant is Variant.EASY else self.intro


def refuse_odd_picture(name: str | None) -> None:
    """Raise ValueError for a name that could lead out of the folder of pictures."""
    if name is not None and not PICTURE.fullmatch(name):
        raise ValueError(f"{name!r} must be small letters, digits and hyphens.")


def _refuse_odd_identifier(identifier: str) -> None:
    if not IDENTIFIER.fullmatch(identifier):
        raise ValueError(f"{identifier!r} must be small letters, digits and underscores.")


def _refuse_repeats(identifiers: Iterable[str], *, place: str) -> None:
    seen: set[str] = set()
    for identifier in identifiers:
        if identifier in seen:
            raise ValueError(f"{identifier!r} appears twice in {place}.")
        seen.add(identifier)
