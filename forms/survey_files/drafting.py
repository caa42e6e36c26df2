"""Put a draft together from another tool's survey: within our limits, and noting what is lost."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from forms.composed import (
    MOST_OPTIONS,
    MOST_PIECES,
    MOST_TICKS,
    After,
    Composed,
    Kind,
    OwnOption,
    OwnQuestion,
    Piece,
    Words,
    limits,
    new_own_id,
)
from forms.composed.reading import is_free_slug
from forms.fields import clean_text
from forms.questions import Wording
from forms.survey_files import words
from forms.survey_files.results import FileRefusedError, Lost, Refusal, TakenIn
from translations import LANGUAGES, SOURCE

Texts = Mapping[str, str]
# Of other tools' codes for languages, those that mean one of ours.
SAME_LANGUAGE = {"zh-hans": "zh-Hans", "zh-cn": "zh-Hans", "zh": "zh-Hans"}
FILLED_IN = re.compile(r"\{[A-Za-z_][^{}\n]*\}|#recall:[^#\n]*#")
LONGEST_SHOWN = 120
# The reader of markup takes the square of what is left open, so a text is never read at length.
LONGEST_READ = 5_000
MARKUP = re.compile(r"<(?!/?(?:script|style)\b)[!/?a-z][^<>]*>", re.IGNORECASE)


@dataclass
class Drafting:
    """What was found so far."""

    pieces: list[Piece] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    # The questions of the other tool by their codes, for conditions.
    known: dict[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    has_overall: bool = False

    def lose(self, where: str, what: str, why: Wording) -> None:
        """Note something that does not come along."""
        shown = " ".join(what.split())
        self.lost.append(Lost(where, shown[:LONGEST_SHOWN], why))

    def words(self, where: str, texts: Texts, longest: int) -> Words:
        """A text in our languages: markup taken off, cut where it is too long."""
        kept = {SOURCE: ""}
        for code, typed in texts.items():
            text = without_markup(typed)
            ours = language_of(code)
            if not text:
                continue
            if ours is None:
                self.lose(where, f"{code}: {text}", words.NOT_OUR_LANGUAGE)
                continue
            kept[ours] = self._fitting(where, text, limits.longest_in(ours, longest))
        return Words(kept)

    def _fitting(self, where: str, text: str, longest: int) -> str:
        for found in FILLED_IN.finditer(text):
            self.lose(where, found[0], words.FILLED_IN)
        if len(text) <= longest:
            return text
        self.lose(where, text[longest - 40 :], words.CUT)
        return clean_text(text[: longest - 1].rpartition(" ")[0] or text[: longest - 1]) + "…"

    def ask(
        self,
        code: str,
        kind: Kind,
        texts: Texts,
        *,
        hint: Texts | None = None,
        options: Sequence[tuple[str, Texts]] = (),
        is_mandatory: bool = False,
        after: After | None = None,
    ) -> None:
        """Add one question, if there is room for it."""
        if len(self.pieces) >= MOST_PIECES:
            return self.lose(code, _any_of(texts), words.TOO_MANY_QUESTIONS)
        said = self.words(code, texts, limits.LONGEST_QUESTION)
        if not any(said.texts.values()):
            return self.lose(code, kind, words.NO_QUESTIONS)
        helped = self.words(code, hint or {}, limits.LONGEST_HINT)
        answers = self._options(code, kind, options)
        codes = {was: one.code for was, one in answers}
        question = OwnQuestion(
            new_own_id(),
            kind,
            standard=said,
            easy=Words.english(""),
            hint=helped if any(helped.texts.values()) else None,
            options=tuple(one for _was, one in answers),
        )
        self.known[code] = (question.id, codes if kind is Kind.CHOICE else {})
        may_be = kind is Kind.CHOICE and after is None
        overall = is_mandatory and self._is_overall(code, _any_of(texts), may_be=may_be)
        self.pieces.append(Piece(question, after=after, is_overall=overall))
        return None

    def _is_overall(self, code: str, shown: str, *, may_be: bool) -> bool:
        """The first that had to be answered still has to; we have one such question."""
        if self.has_overall or not may_be:
            # The question comes along, so what is lost of it is named first.
            self.lose(code, f"mandatory: {shown}", words.NOT_EVERY_ANSWER)
            return False
        self.has_overall = True
        return True

    def _options(
        self, where: str, kind: Kind, options: Sequence[tuple[str, Texts]]
    ) -> list[tuple[str, OwnOption]]:
        most = MOST_TICKS if kind is Kind.SEVERAL else MOST_OPTIONS
        for _code, texts in options[most:]:
            self.lose(where, _any_of(texts), words.TOO_MANY_ANSWERS)
        made: list[tuple[str, OwnOption]] = []
        for code, texts in options[:most]:
            said = self.words(where, texts, limits.LONGEST_OPTION)
            ours = free_code(code, {one.code for _was, one in made})
            made.append((code, OwnOption(ours, standard=said, easy=said)))
        return made

    def after(self, where: str, question: str, answer: str) -> After | None:
        """After this answer to an earlier question; None, and noted, where we cannot ask so."""
        own_id, codes = self.known.get(question, ("", {}))
        if answer in codes:
            return After(own_id, (codes[answer],))
        self.lose(where, f"{question} = {answer}", words.CONDITION)
        return None

    def finished(self, name: str, title: Texts, intro: Texts) -> TakenIn:
        """The draft, and everything that is not in it."""
        if not self.pieces:
            raise FileRefusedError(Refusal(None, "", words.NO_QUESTIONS))
        self.lose("", "", words.NO_EASY_READ)
        empty = Words.english("")
        made = Composed(
            slug_of(name or _any_of(title)),
            title=self.words("", title, limits.LONGEST_TITLE),
            easy_title=empty,
            intro=self.words("", intro, limits.LONGEST_INTRO),
            easy_intro=empty,
            pieces=tuple(self.pieces),
        )
        return TakenIn(made, tuple(self.lost))


def language_of(code: str) -> str | None:
    """Our code for another tool's language, such as en for en-GB; None where we have it not."""
    plain = code.replace("_", "-")
    if plain in LANGUAGES:
        return plain
    known = SAME_LANGUAGE.get(plain.lower())
    short = plain.partition("-")[0].lower()
    return known or (short if short in LANGUAGES else None)


def slug_of(title: str) -> str:
    """A name for addresses that is like the title."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9]+", "_", ascii_only.lower()).strip("_")[:30].strip("_")
    made = plain if re.match(r"[a-z]", plain) else f"survey_{plain}".strip("_")
    return made if is_free_slug(made) else f"{made}_2"


def renamed(composed: Composed, taken: Iterable[str]) -> Composed:
    """The same under a name that no other survey has."""
    used, number, slug = set(taken), 1, composed.slug
    while slug in used or not is_free_slug(slug):
        number += 1
        slug = f"{composed.slug[: limits.LONGEST_SLUG - 4]}_{number}"
    return replace(composed, slug=slug)


def free_code(code: str, used: set[str]) -> str:
    """A code for an answer that no other answer of the question has."""
    plain = re.sub(r"[^a-z0-9_]+", "_", code.lower()).strip("_")[:14] or "answer"
    made, number = plain, 1
    while made in used:
        number += 1
        made = f"{plain}_{number}"
    return made


def _any_of(texts: Texts) -> str:
    """The text in English, or else in whichever language comes first."""
    found = texts.get(SOURCE) or next(iter(texts.values()), "")
    return without_markup(found)


class _Reader(HTMLParser):
    """The words of a page without its markup, and nothing of scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.unseen += tag in {"script", "style"}
        self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in {"script", "style"}))
        self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(data)


def without_markup(text: str) -> str:
    """The words alone, on one line: what was bold in another tool is plain here."""
    if len(text) > LONGEST_READ:
        # A picture may stand in the text, in letters: what follows it is still read.
        text = MARKUP.sub(" ", text)[:LONGEST_READ]
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return " ".join(clean_text("".join(reader.parts)).split())
