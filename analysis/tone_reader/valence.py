"""How glad or how bitter the words of a clause are, negation and emphasis counted in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.tone_reader.words import NEGATIONS, is_word, pieces_of, plain_words

_WORDS_A_NEGATION_REACHES = 4
_EMPHASIS = {
    "very": 1.3, "really": 1.3, "extremely": 1.5, "so": 1.3, "absolutely": 1.5, "totally": 1.4,
    "incredibly": 1.5, "most": 1.2, "too": 1.1, "quite": 0.9, "fairly": 0.7, "slightly": 0.5,
    "bit": 0.6, "somewhat": 0.6,
}  # fmt: skip
# "Not good" is bad, if less than bad; "not bad" is only a little good.
_NEGATED_PRAISE, _NEGATED_BLAME = -0.7, -0.5


@dataclass(frozen=True)
class Valences:
    """Our own phrases, -3 to 3, and a general list of words, in tenths of -4 to 4."""

    own: Mapping[str, float]
    general: Mapping[str, float]

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """The length of the longest phrase of our own that begins with a word."""
        longest: dict[str, int] = {}
        for phrase in self.own:
            words = phrase.split(" ")
            longest[words[0]] = max(len(words), longest.get(words[0], 0))
        return longest


@dataclass(frozen=True)
class Weight:
    """The praise and the blame in one clause, by our own list and by the general one."""

    praise: float
    blame: float
    general_praise: float
    general_blame: float


def read_valences(text: str) -> dict[str, float]:
    """Return our own list from its file: sections of entries separated by commas."""
    own: dict[str, float] = {}
    level = 0.0
    for line in text.splitlines():
        if line.startswith("["):
            level = float(line.strip("[]"))
        elif not line.startswith("#"):
            for entry in line.split(","):
                words = (piece for piece in pieces_of(plain_words(entry)) if is_word(piece))
                own.setdefault(" ".join(words), level)
    own.pop("", None)
    return {**own, "emopos": 2, "emoneg": -2, "ratehigh": 2, "ratemid": -1, "ratelow": -2}


def weigh(clause: Sequence[str], valences: Valences) -> Weight:
    """Add up a clause, the longest phrase first."""
    sums = [0.0, 0.0, 0.0, 0.0]
    place, negated_until, emphasis = 0, -1, 1.0
    while place < len(clause):
        word = clause[place]
        is_negated = place <= negated_until
        length, value = _phrase_at(clause, place, valences)
        if length:
            _add(sums, 0, value * emphasis, by=(_NEGATED_PRAISE, _NEGATED_BLAME), if_=is_negated)
        if word in valences.general:
            value = valences.general[word] / 10 * emphasis
            _add(sums, 2, value, by=(_NEGATED_PRAISE, _NEGATED_PRAISE), if_=is_negated)
        emphasis = _EMPHASIS.get(word, 1.0)
        if length <= 1 and word in NEGATIONS:
            negated_until = place + _WORDS_A_NEGATION_REACHES
        place += max(length, 1)
    return Weight(*sums)


def _phrase_at(clause: Sequence[str], place: int, valences: Valences) -> tuple[int, float]:
    longest = valences.longest.get(clause[place], 0)
    for length in range(min(longest, len(clause) - place), 0, -1):
        phrase = " ".join(clause[place : place + length])
        if phrase in valences.own:
            return length, valences.own[phrase]
    return 0, 0.0


def _add(sums: list[float], at: int, value: float, *, by: tuple[float, float], if_: bool) -> None:
    if if_:
        value *= by[0] if value > 0 else by[1]
    sums[at if value > 0 else at + 1] += value
