"""What a composed survey is made of: pieces, each a question of the bank or one of its own."""

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from forms.composed.words import Words
from forms.questions import Meaning, Option, TextKind
from forms.scales import VERY_GOOD_TO_VERY_POOR, YES_PARTLY_NO

# No question of the bank begins so, and the rest is drawn by chance: answers are stored under it.
OWN = "own_"
OWN_ID = re.compile(r"own_[a-z0-9]{10}")
OWN_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,19}")
# The rows of tables that add several answers up are called so.
RESERVED = frozenset(
    {"favourable", "not_favourable", "in_between", "unfavourable", "others", "all_others"}
)


class Kind(StrEnum):
    """How families answer a question of a survey's own."""

    SCALE = "scale"  # One of our scales, which are translated already.
    CHOICE = "choice"  # One of the options.
    SEVERAL = "several"  # Every option that applies.
    OPEN = "open"  # In their own words.


class Scale(StrEnum):
    """The scales that a question of a survey's own may use."""

    YES_PARTLY_NO = "yes_partly_no"
    VERY_GOOD_TO_VERY_POOR = "very_good_to_very_poor"


SCALES: Mapping[Scale, tuple[Option, ...]] = MappingProxyType(
    {
        Scale.YES_PARTLY_NO: YES_PARTLY_NO,
        Scale.VERY_GOOD_TO_VERY_POOR: VERY_GOOD_TO_VERY_POOR,
    }
)


@dataclass(frozen=True)
class OwnOption:
    """One answer of a choice, or one box to tick; the code is stored and never changes."""

    code: str
    standard: Words
    easy: Words
    meaning: Meaning = Meaning.NO_VIEW
    picture: str | None = None

    def __post_init__(self) -> None:
        if not is_own_code(self.code):
            raise ValueError(f"{self.code!r} must be small letters, digits and underscores.")


@dataclass(frozen=True)
class OwnQuestion:
    """A question that officers wrote; a draft may still lack what `problems` asks for."""

    id: str
    kind: Kind
    standard: Words
    easy: Words
    hint: Words | None = None
    easy_hint: Words | None = None
    why: Words | None = None  # Why we ask: the same words in both variants.
    scale: Scale | None = None  # For SCALE only.
    options: tuple[OwnOption, ...] = ()  # For CHOICE and SEVERAL only.
    text_kind: TextKind | None = None  # For OPEN only.
    evidences: tuple[str, ...] = ()  # References of measures.
    picture: str | None = None

    def __post_init__(self) -> None:
        if not OWN_ID.fullmatch(self.id):
            raise ValueError(f"{self.id!r} cannot name a survey's own question: use new_own_id().")

    def words(self) -> Iterator[tuple[str, Words]]:
        """Every text a family reads, each with its path from the question."""
        for name in ("standard", "easy", "hint", "easy_hint", "why"):
            found: Words | None = getattr(self, name)
            if found is not None:
                yield name, found
        for number, option in enumerate(self.options):
            yield f"options.{number}.standard", option.standard
            yield f"options.{number}.easy", option.easy

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its answers; none for an open question."""
        if self.kind is Kind.SCALE:
            return tuple(option.code for option in SCALES[self.scale]) if self.scale else ()
        return tuple(option.code for option in self.options)


@dataclass(frozen=True)
class After:
    """A question asked earlier in the same survey, and the answers after which this one comes."""

    question_id: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """One question in its place: of the bank, by its id, or the survey's own."""

    question: str | OwnQuestion
    only_for: str | None = None  # A role code; None asks everyone.
    after: After | None = None
    is_overall: bool = False  # The one question that everybody has to answer.
    # Whether answers count together with those to the same unchanged question: of the version
    # before for an own question, of other surveys for one of the bank.
    pools: bool = True

    @property
    def id(self) -> str:
        """The id of its question."""
        return self.question if isinstance(self.question, str) else self.question.id

    @property
    def own(self) -> OwnQuestion | None:
        """The survey's own question; None for one of the bank."""
        return None if isinstance(self.question, str) else self.question


@dataclass(frozen=True)
class Composed:
    """A whole survey as its officers put it together; `problems` says what keeps it a draft."""

    slug: str
    title: Words
    easy_title: Words
    intro: Words
    easy_intro: Words
    pieces: tuple[Piece, ...] = ()
    over_budget_reason: str | None = None  # In English, beside the results.
    is_restricted: bool = False  # True: its results never appear on a public page.
    asks_about_you: bool = True

    def words(self) -> Iterator[tuple[str, Words]]:
        """Every text of its own that a family reads, each with its path."""
        for name in ("title", "easy_title", "intro", "easy_intro"):
            yield name, getattr(self, name)
        for number, piece in enumerate(self.pieces):
            if piece.own:
                for path, found in piece.own.words():
                    yield f"pieces.{number}.question.{path}", found

    def piece(self, question_id: str) -> Piece | None:
        """The piece with this question, or None."""
        return next((piece for piece in self.pieces if piece.id == question_id), None)


def is_own_code(word: str) -> bool:
    """Whether an answer may be stored under this word."""
    return bool(OWN_CODE.fullmatch(word)) and word not in RESERVED


def new_own_id() -> str:
    """An id for a question of a survey's own that no survey anywhere has."""
    return OWN + secrets.token_hex(5)


def with_new_ids(composed: Composed, *, but: frozenset[str] = frozenset()) -> Composed:
    """The same with other ids for its own questions, but for these: what a copy needs."""
    mine = [piece.id for piece in composed.pieces if piece.own and piece.id not in but]
    ids = {old: new_own_id() for old in mine}
    return replace(composed, pieces=tuple(_renamed(piece, ids) for piece in composed.pieces))


def _renamed(piece: Piece, ids: Mapping[str, str]) -> Piece:
    question, after = piece.question, piece.after
    if piece.own and piece.id in ids:
        question = replace(piece.own, id=ids[piece.id])
    if after:
        after = replace(after, question_id=ids.get(after.question_id, after.question_id))
    return replace(piece, question=question, after=after)
