"""How old a reader has to be to read an English text with ease; docs/reading-level.md says how."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

# What we promise families of whole surveys and pages.
STANDARD_AGE = 9.0
EASY_READ_AGE = 7.0
# Of fewer words the figure says next to nothing: "Local Offer" alone would need a reader of 13.
FEWEST_WORDS = 100
# A word is long from this many syllables on, as in the SMOG and Gunning fog measures.
LONG = 3

# Flesch-Kincaid grade level (Kincaid and others, 1975); a child in grade 1 is six years old.
_PER_WORD_IN_A_SENTENCE = 0.39
_PER_SYLLABLE_IN_A_WORD = 11.8
_GRADE_AT_NOUGHT = -15.59
_AGE_AT_GRADE_NOUGHT = 5
_YOUNGEST = 5.0

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*|[0-9]+")
# A full stop inside a number or an abbreviation ends no sentence.
_END = re.compile(r"(?<=[.?!:;])[\"'”’)]*\s+|\n+")
_VOWELS = re.compile(r"[aeiouy]+")
# Letters that are written and not spoken: "hoped", "times", "make", "statement", "something".
_SILENT = re.compile(
    r"(?:(?<=[^aeioudt])ed|(?<=[^aeioucsgxz])es|(?<=[^aeioul])e)$|(?<=[aeiou]l)e$"
    r"|(?<=[^aeioul])e(?=(?:ful|less|ly|ment|ness|one|thing|times|where)s?$)"
)
# Vowels side by side that are spoken apart: "idea", "quiet", "various", "being", "create".
_APART = re.compile(
    r"ia(?!l$|lly$)|io(?!us|n)|(?<![cgtx])iou|(?<!p)eo|iet|ie(?=r|nc)|iu|(?<!q)ua(?=l)"
    r"|[aeouy]ing$|[dr]ea(?=s?$)|rea(?=ct)|crea(?=t(?:$|[eio]))|oe(?=[mt])"
)
# Letter names have one syllable, but for W.
_SPELT_OUT = re.compile(r"[A-Z]{2,4}s?")


@dataclass(frozen=True)
class Reading:
    """How hard a text is to read, and where a writer should look first."""

    age: float
    sentences: int
    words: int
    words_in_a_sentence: float
    syllables_in_a_word: float
    longest_sentence: str
    long_words: tuple[str, ...]

    @property
    def is_meaningful(self) -> bool:
        """Whether there were enough words for the age to mean something."""
        return self.words >= FEWEST_WORDS


def read(texts: Iterable[str]) -> Reading:
    """Measure texts that are read together, such as all the wording of one survey."""
    sentences = [each for text in texts for each in sentences_of(text)]
    by_sentence = [words_of(each) for each in sentences]
    words = list(chain.from_iterable(by_sentence))
    if not words:
        raise ValueError("There are no words to read.")
    per_sentence = len(words) / len(sentences)
    per_word = sum(map(syllables, words)) / len(words)
    return Reading(
        age=_age(per_sentence, per_word),
        sentences=len(sentences),
        words=len(words),
        words_in_a_sentence=per_sentence,
        syllables_in_a_word=per_word,
        longest_sentence=max(sentences, key=lambda each: len(words_of(each))),
        long_words=tuple(sorted({each.lower() for each in words if syllables(each) >= LONG})),
    )


def _age(words_in_a_sentence: float, syllables_in_a_word: float) -> float:
    grade = (
        _PER_WORD_IN_A_SENTENCE * words_in_a_sentence
        + _PER_SYLLABLE_IN_A_WORD * syllables_in_a_word
        + _GRADE_AT_NOUGHT
    )
    # Nobody younger reads at all, and the formula would happily say "minus two".
    return max(_YOUNGEST, _AGE_AT_GRADE_NOUGHT + grade)


def sentences_of(text: str) -> list[str]:
    """A text's sentences; a line, a colon and a semicolon end one too, and no text has none."""
    return [part.strip() for part in _END.split(text) if part and words_of(part)]


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, in order."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """How many syllables an English reader speaks, by the rules of spelling; at least one."""
    if word.isdigit():
        return len(word)
    if _SPELT_OUT.fullmatch(word):
        return len(word.rstrip("s")) + 2 * word.count("W")
    plain = re.sub(r"['’].*", "", word.lower()) or word.lower()
    spoken = _SILENT.sub("", plain) if len(plain) > 3 else plain
    return max(1, len(_VOWELS.findall(spoken)) + len(_APART.findall(spoken)))
