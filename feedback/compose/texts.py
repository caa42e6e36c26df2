"""A survey's own texts as they are translated: each English once, whatever says it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forms.composed import Composed, OwnOption, OwnQuestion, Piece, Words, limits
from forms.questions import Wording
from forms.staff_fields import day_in_words
from translations import ledger
from translations.ledger import SignOff

LABELS: Mapping[str, Wording] = {
    "title": _l("Title"),
    "easy_title": _l("Title in Easy Read"),
    "intro": _l("First sentences"),
    "easy_intro": _l("First sentences in Easy Read"),
    "standard": _l("The question"),
    "easy": _l("The question in Easy Read"),
    "hint": _l("Hint below the question"),
    "easy_hint": _l("Hint in Easy Read"),
    "why": _l("Why we ask"),
    "option": _l("An answer"),
}
LONGEST: Mapping[str, int] = {
    "title": limits.LONGEST_TITLE,
    "easy_title": limits.LONGEST_TITLE,
    "intro": limits.LONGEST_INTRO,
    "easy_intro": limits.LONGEST_INTRO,
    "standard": limits.LONGEST_QUESTION,
    "easy": limits.LONGEST_QUESTION,
    "hint": limits.LONGEST_HINT,
    "easy_hint": limits.LONGEST_HINT,
    "why": limits.LONGEST_WHY,
    "option": limits.LONGEST_OPTION,
}
ABOVE = ("title", "easy_title", "intro", "easy_intro")
OF_A_QUESTION = ("standard", "easy", "hint", "easy_hint", "why")


class State(StrEnum):
    """How far one text is in one language."""

    MISSING = "missing"
    OUTDATED = "outdated"
    DRAFT = "draft"
    CHECKED = "checked"


@dataclass(frozen=True)
class Text:
    """One English text, everything in the survey that says it, and its translation."""

    # By ids and codes, not by place: somebody may move questions meanwhile.
    keys: tuple[str, ...]
    what: str
    words: Words
    language: str

    @property
    def key(self) -> str:
        """What it is known by."""
        return self.keys[0]

    @property
    def english(self) -> str:
        """What it says in English."""
        return self.words.in_english

    @property
    def kept(self) -> str:
        """The translation kept, even of other English; "" where there is none."""
        return self.words.texts.get(self.language, "")

    @property
    def state(self) -> State:
        """How far the translation is."""
        if not self.kept:
            return State.MISSING
        if self.language in self.words.stale:
            return State.OUTDATED
        return State.CHECKED if self.language in self.words.checked else State.DRAFT

    def signed(self, checked: Mapping[str, SignOff]) -> SignOff | None:
        """Who checked the translation as it stands; None where nobody did, or no name was kept."""
        if self.state is not State.CHECKED:
            return None
        return checked.get(ledger.key(self.english, self.kept))

    @property
    def longest(self) -> int:
        """How long a translation may be."""
        return limits.longest_in(self.language, LONGEST[self.what])


def texts_of(found: Composed, language: str) -> list[Text]:
    """Every text to be translated; what says the same in both languages stands there once."""
    groups: dict[tuple[object, ...], Text] = {}
    for key, what, words in keyed(found):
        text = Text((key,), what, words, language)
        same = (text.english, text.kept, text.state)
        before = groups.get(same)
        groups[same] = replace(before, keys=(*before.keys, key)) if before else text
    return [text for text in groups.values() if text.english]


def keyed(found: Composed) -> Iterator[tuple[str, str, Words]]:
    """Every text of its own with its key, and what it is."""
    for name in ABOVE:
        yield name, name, getattr(found, name)
    for piece in found.pieces:
        if piece.own:
            yield from _keyed_own(piece.own)


def _keyed_own(own: OwnQuestion) -> Iterator[tuple[str, str, Words]]:
    for name in OF_A_QUESTION:
        words = getattr(own, name)
        if words is not None:
            yield f"{own.id}-{name}", name, words
    for option in own.options:
        yield f"{own.id}-answer-{option.code}-standard", "option", option.standard
        yield f"{own.id}-answer-{option.code}-easy", "option", option.easy


def with_texts(found: Composed, changed: Mapping[str, Words]) -> Composed:
    """The same with these words in the places of these keys."""
    above: dict[str, Any] = {name: changed[name] for name in ABOVE if name in changed}
    pieces = tuple(_piece_with(piece, changed) for piece in found.pieces)
    return replace(found, pieces=pieces, **above)


def _piece_with(piece: Piece, changed: Mapping[str, Words]) -> Piece:
    own = piece.own
    if own is None:
        return piece
    named: dict[str, Any] = {
        name: changed[f"{own.id}-{name}"] for name in OF_A_QUESTION if f"{own.id}-{name}" in changed
    }
    options = tuple(_option_with(own, option, changed) for option in own.options)
    return replace(piece, question=replace(own, options=options, **named))


def _option_with(own: OwnQuestion, option: OwnOption, changed: Mapping[str, Words]) -> OwnOption:
    key = f"{own.id}-answer-{option.code}"
    return replace(
        option,
        standard=changed.get(f"{key}-standard", option.standard),
        easy=changed.get(f"{key}-easy", option.easy),
    )


def sentences_of(found: Iterable[SignOff]) -> list[str]:
    """Who checked and when, each once, the latest first."""
    each = sorted(set(found), key=lambda one: (one.on, one.speaker), reverse=True)
    return [sentence_of(one) for one in each]


def sentence_of(one: SignOff) -> str:
    """Who checked a translation and when, in a sentence."""
    day = day_in_words(one.on)
    return str(_("Checked by %(speaker)s on %(day)s.", speaker=one.speaker, day=day))
