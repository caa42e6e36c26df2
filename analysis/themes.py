"""What a comment is about: several themes each, and for each the words that say so.

Ten themes are read by a small model trained on NHS comments that people had labelled; five more,
which only SEND has, by rules that nobody has measured. A theme without words to point at is not
given. A person decides; docs/reading-comments.md has the figures and where they are poor.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from analysis.theme_grams import (
    OTHER,
    grams_of,
    keyword_places,
    other_signs,
    places_of,
    weighed,
    words_of,
)
from analysis.theme_words import RULES_ONLY

FILE = Path(__file__).with_name("theme_model.json")

# A word is shown when it gave at least this share of what spoke for the theme; three at most.
_SHARE_WORTH_SHOWING = 0.12
_MOST_SHOWN = 3


class Theme(StrEnum):
    """What a comment can be about; the code is stored, the label is worded elsewhere."""

    COMMUNICATION = "communication"
    INFORMATION = "information"
    BEING_HEARD = "being_heard"
    STAFF_MANNER = "staff_manner"
    STAFF_SKILL = "staff_skill"
    WAITING = "waiting"
    PLACE = "place"
    JOINED_UP = "joined_up"
    FAMILY = "family"
    ACTIVITIES = "activities"
    EHC_PLANS = "ehc_plans"
    SCHOOL = "school"
    INTERPRETING = "interpreting"
    LOCAL_OFFER = "local_offer"
    COPRODUCTION = "coproduction"


# The names of the labels in the comments the model was trained on.
LABELS: dict[Theme, str] = {
    Theme.COMMUNICATION: "communication",
    Theme.INFORMATION: "information",
    Theme.BEING_HEARD: "being heard",
    Theme.STAFF_MANNER: "staff manner",
    Theme.STAFF_SKILL: "staff skill & numbers",
    Theme.WAITING: "waiting & appointments",
    Theme.PLACE: "place, access & comfort",
    Theme.JOINED_UP: "joined-up & transition",
    Theme.FAMILY: "family & carers",
    Theme.ACTIVITIES: "activities & food",
}


@dataclass(frozen=True)
class ThemeReading:
    """One theme of one comment, how sure the reader is, and where the words that say so stand."""

    theme: Theme
    confidence: float
    places: tuple[tuple[int, int], ...]
    is_measured: bool

    def words(self, text: str) -> tuple[str, ...]:
        """The words that matched."""
        return tuple(text[start:end] for start, end in self.places)


def reader_version() -> str:
    """The name of the model with the beginning of its file's hash, to store with a reading."""
    return f"themes-1+rules-1+{sha256(FILE.read_bytes()).hexdigest()[:12]}"


def read_themes(text: str, *, question_kind: str) -> tuple[ThemeReading, ...]:
    """The themes of an English comment, the surest first; none when nothing speaks for one."""
    found = [*_by_model(text, question_kind), *_by_rules(text)]
    return tuple(sorted(found, key=lambda reading: (-reading.confidence, reading.theme)))


def _by_rules(text: str) -> list[ThemeReading]:
    return [
        # Half sure of each: a rule that nobody has measured cannot claim more.
        ThemeReading(Theme(theme), 0.5, places[:_MOST_SHOWN], is_measured=False)
        for theme, words in RULES_ONLY.items()
        if (places := places_of(text, words))
    ]


def _by_model(text: str, question_kind: str) -> list[ThemeReading]:
    model = _model()
    words = words_of(text)
    grams = grams_of(words)
    signs = weighed(grams, model.rarity)
    signs |= other_signs(text, question_kind=question_kind, word_count=len(words))
    readings = []
    for number, theme in enumerate(LABELS):
        parts = {
            sign: value * model.weights[sign][number]
            for sign, value in signs.items()
            if sign in model.weights
        }
        margin = sum(parts.values()) - model.thresholds[number]
        if margin > 0 and (places := _shown(text, theme, parts, grams, words)):
            confidence = round(1 / (1 + math.exp(-margin)), 3)
            readings.append(ThemeReading(theme, confidence, places, is_measured=True))
    return readings


def _shown(
    text: str,
    theme: Theme,
    parts: dict[str, float],
    grams: dict[str, list[int]],
    words: list[tuple[str, int, int]],
) -> tuple[tuple[int, int], ...]:
    """The places of the few words that spoke most for the theme."""
    spoke: dict[int, float] = defaultdict(float)
    for sign, part in parts.items():
        for number in grams.get(sign, ()):
            spoke[number] += part / len(grams[sign])
    for start, end in keyword_places(text, theme):
        for number, (_, word_start, word_end) in enumerate(words):
            if word_start < end and start < word_end:
                spoke[number] += max(parts.get(f"{OTHER}{theme}", 0.0), 0.1)
    for_it = {number: part for number, part in spoke.items() if part > 0}
    total = sum(for_it.values())
    best = sorted(for_it, key=lambda number: (-for_it[number], number))[:_MOST_SHOWN]
    kept = [
        n for place, n in enumerate(best) if not place or for_it[n] > _SHARE_WORTH_SHOWING * total
    ]
    return tuple((words[number][1], words[number][2]) for number in sorted(kept))


@dataclass(frozen=True)
class _Model:
    rarity: dict[str, float]
    weights: dict[str, list[float]]
    thresholds: list[float]


@cache
def _model() -> _Model:
    """Load the model once, when the first comment is read."""
    return model_from(json.loads(FILE.read_text("utf-8")))


def model_from(written: dict[str, Any]) -> _Model:
    """The model as it is written: whole numbers, in hundredths."""
    signs = written["signs"]
    return _Model(
        rarity={sign: row[0] / 100 for sign, row in signs.items() if sign[0] != OTHER},
        weights={sign: [number / 100 for number in row[1:]] for sign, row in signs.items()},
        thresholds=[number / 100 for number in written["thresholds"]],
    )
