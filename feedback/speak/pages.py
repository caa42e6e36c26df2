"""What officers see of the recordings: which there are, and which say words of yesterday."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.language import current_languages, speaking
from feedback.recordings import wording_hash, words_of
from feedback.speak import records
from feedback.speak.records import Kept, Slot
from forms.bank import QUESTIONS
from forms.questions import Question, Variant, Wording
from forms.staff_fields import day_in_words
from forms.surveys import ABOUT_YOU, ROLE, SURVEYS
from translations import LANGUAGES, Language

VERSIONS: dict[Variant, Wording] = {
    Variant.STANDARD: _l("Standard version"),
    Variant.EASY: _l("Easy Read version"),
}


class State(StrEnum):
    """Whether families hear something, and if not, why."""

    NONE = "none"
    RECORDED = "recorded"
    OUT_OF_DATE = "out_of_date"


STATES: dict[State, tuple[Wording, str]] = {
    State.NONE: (_l("Not recorded"), "grey"),
    State.RECORDED: (_l("Recorded"), "green"),
    State.OUT_OF_DATE: (_l("Out of date"), "orange"),
}


@dataclass(frozen=True)
class SlotLine:
    """One question in one language and version."""

    question_id: str
    question: str
    state: State

    @property
    def state_words(self) -> Wording:
        """Its state in words."""
        return STATES[self.state][0]

    @property
    def colour(self) -> str:
        """The colour that goes with the words."""
        return STATES[self.state][1]


@dataclass(frozen=True)
class Count:
    """How many questions of one language and version are recorded."""

    variant: Variant
    recorded: int
    out_of_date: int
    total: int = len(QUESTIONS)


@dataclass(frozen=True)
class SlotPage:
    """One place for a recording, and all that helps to fill it."""

    slot: Slot
    line: SlotLine
    form: Language
    words: Sequence[str]
    wording_hash: str
    kept: Kept | None
    added_on: str | None

    @property
    def has_own_form(self) -> bool:
        """Whether families have a form in this language."""
        return self.form == self.slot.language

    @property
    def version(self) -> Wording:
        """Which of the two wordings it is."""
        return VERSIONS[self.slot.variant]


def counts() -> list[tuple[Language, list[Count]]]:
    """Every language, and how far each of its versions is."""
    states = _states(records.kept())
    return [(one, [_count(one, variant, states) for variant in Variant]) for one in ordered()]


def ordered() -> list[Language]:
    """The languages families are offered, as they are offered; then the others."""
    offered = current_languages().offered
    return [*offered, *(one for one in LANGUAGES.values() if one not in offered)]


def groups(language: Language, variant: Variant) -> list[tuple[str, list[SlotLine]]]:
    """Every question of a language and version, under the survey that asks it."""
    states = _states(records.kept(language, variant))

    def lines(questions: Iterable[Question]) -> list[SlotLine]:
        return [
            _line(one, variant, states.get((language.code, variant, one.id), State.NONE))
            for one in questions
        ]

    of_surveys = [(str(one.title), lines(one.questions)) for one in SURVEYS.values()]
    return [*of_surveys, (_("In every survey"), lines((ROLE, *ABOUT_YOU)))]


def slot_page(slot: Slot) -> SlotPage:
    """One place, as it is now."""
    form = current_languages().form_for(slot.language)
    found = records.in_slot(slot)
    states = _states([found] if found else [])
    with speaking(form):
        words = words_of(slot.question, slot.variant)
        fresh = wording_hash(slot.question, slot.variant)
    return SlotPage(
        slot=slot,
        line=_line(slot.question, slot.variant, next(iter(states.values()), State.NONE)),
        form=form,
        words=words,
        wording_hash=fresh,
        kept=found,
        added_on=day_in_words(found.added_at.date()) if found else None,
    )


def _line(question: Question, variant: Variant, state: State) -> SlotLine:
    return SlotLine(question.id, str(question.wording(variant)), state)


def _count(
    language: Language, variant: Variant, states: dict[tuple[str, str, str], State]
) -> Count:
    here = Counter(
        state
        for (code, version, _question), state in states.items()
        if (code, version) == (language.code, variant)
    )
    return Count(variant, here[State.RECORDED], here[State.OUT_OF_DATE])


def _states(found: Iterable[Kept]) -> dict[tuple[str, str, str], State]:
    return dict(_state_of_each(found))


def _state_of_each(found: Iterable[Kept]) -> Iterator[tuple[tuple[str, str, str], State]]:
    """What families hear of each; one of a question that is no longer asked has no place."""
    for one in found:
        question = QUESTIONS.get(one.question_id)
        language = LANGUAGES.get(one.language)
        if question is None or language is None:
            continue
        with speaking(current_languages().form_for(language)):
            is_current = wording_hash(question, Variant(one.variant)) == one.wording_hash
        state = State.RECORDED if is_current else State.OUT_OF_DATE
        yield (one.language, one.variant, one.question_id), state
