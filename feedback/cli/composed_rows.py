"""A composed survey's own words in a translator's spreadsheet, beside what else officers wrote.

As there, the reference says which words these are and, by a hash, which translation the sheet was
written from. Words go into the draft: families read them once an officer has published it.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import select
from sqlmodel import Session, col

from feedback import checks, surveys
from feedback.cli.translation_checks import words_problems
from feedback.cli.translators_sheet import SheetRow
from feedback.compose.texts import State, Text, texts_of, with_texts
from feedback.languages.saving import seen
from feedback.models import ComposedSurvey
from forms import composed
from forms.composed import Composed
from forms.fields import clean_text
from translations import Language, ledger
from translations.ledger import SignOff

KIND = "surveys"
# What a translator has to picture, in English as the whole sheet is.
PLACES = {
    "title": "What officers wrote: the title of a survey",
    "easy_title": "What officers wrote: the title of a survey, in Easy Read",
    "intro": "What officers wrote: above the questions of a survey",
    "easy_intro": "What officers wrote: above the questions of a survey, in Easy Read",
    "standard": "What officers wrote: a question",
    "easy": "What officers wrote: a question, in Easy Read",
    "hint": "What officers wrote: the hint below a question",
    "easy_hint": "What officers wrote: the hint below a question, in Easy Read",
    "why": "What officers wrote: why a question is asked",
    "option": "What officers wrote: an answer to choose",
}


def is_composed(row: SheetRow) -> bool:
    """Whether a row holds words of a composed survey."""
    return row.reference.startswith(f"{KIND}/")


class ComposedRows:
    """The drafts' own words, as one language's sheet holds them."""

    def __init__(self, held: Session, language: Language) -> None:
        """Read them."""
        self.held = held
        self.language = language
        found = held.scalars(select(ComposedSurvey).order_by(col(ComposedSurvey.slug)))
        self._rows = {row.slug: row for row in found}

    def exported(self) -> list[SheetRow]:
        """A row for each text of a survey in use."""
        in_use = [row for row in self._rows.values() if not row.is_retired]
        return [
            _exported(row.slug, text)
            for row in in_use
            for text in texts_of(_draft(row), self.language.code)
        ]

    def problems(self, row: SheetRow, *, speaker: str | None) -> Iterator[str]:
        """What is wrong with a row that came back."""
        text = self._found(row)
        if row.problem:
            yield row.problem
        elif text is None or clean_text(row.english[0]) != clean_text(text.english):
            yield "we have no such words, or they have changed since; export the language again"
        elif row.state not in set(ledger.State):
            yield f"its state is neither {ledger.State.DRAFT} nor {ledger.State.CHECKED}"
        else:
            yield from self._text_problems(row, text, speaker=speaker)

    def _text_problems(self, row: SheetRow, text: Text, *, speaker: str | None) -> Iterator[str]:
        words, is_checked = _words(row), row.state == ledger.State.CHECKED
        is_signed = text.state is State.CHECKED and words == text.kept
        if is_checked and not speaker and not is_signed:
            yield "it is marked checked, so --speaker has to name who checked it"
        was_seen = row.reference.rpartition("/")[2]
        if seen(text.kept) not in {was_seen, seen(words)}:
            if seen(words) == was_seen and not is_checked:
                return  # Not worked on: what was saved meanwhile stays.
            yield f"an officer has changed it since the export; it says “{text.kept}” now"
        if words:
            yield from words_problems(text.english, words, longest=text.longest, is_line=True)
        elif text.kept or is_checked:
            yield "the translation is missing"

    def take_in(self, row: SheetRow, *, by: SignOff | None) -> tuple[State, State, bool]:
        """Keep one row that has passed its checks: its state before, after, and if it is new."""
        text = self._found(row)
        words = _words(row)
        if text is None:
            raise LookupError(f"{row.reference} was there when it was checked.")
        was_seen = row.reference.rpartition("/")[2]
        is_overtaken = seen(text.kept) not in {was_seen, seen(words)}
        if not words or is_overtaken:
            return text.state, text.state, False
        is_checked = row.state == ledger.State.CHECKED
        is_same = words == text.kept and text.state in {State.DRAFT, State.CHECKED}
        if is_same and is_checked is (text.state is State.CHECKED):
            return text.state, text.state, False
        if words == text.kept and text.state is State.OUTDATED and not is_checked:
            return text.state, text.state, False
        self._put(row, text, words, is_checked=is_checked)
        if is_checked and by:
            pair = (text.english, words)
            checks.sign(self.held, _slug(row), self.language.code, [pair], by)
        after = State.CHECKED if is_checked else State.DRAFT
        return text.state, after, words != text.kept

    def _put(self, row: SheetRow, text: Text, words: str, *, is_checked: bool) -> None:
        stored = self._rows[_slug(row)]
        said = text.words.with_translation(self.language.code, words, is_checked=is_checked)
        made = with_texts(_draft(stored), dict.fromkeys(text.keys, said))
        stored.draft, stored.revision = surveys.canonical(made), stored.revision + 1
        stored.changed_at, stored.changed_by = datetime.now(UTC), None
        self.held.add(stored)

    def _found(self, row: SheetRow) -> Text | None:
        stored = self._rows.get(_slug(row))
        if stored is None:
            return None
        key = row.reference.split("/")[2]
        texts = texts_of(_draft(stored), self.language.code)
        return next((text for text in texts if key in text.keys), None)


def _draft(row: ComposedSurvey) -> Composed:
    return composed.from_plain(json.loads(row.draft))


def _slug(row: SheetRow) -> str:
    parts = row.reference.split("/")
    return parts[1] if len(parts) == len(("kind", "slug", "key", "hash")) else ""


def _words(row: SheetRow) -> str:
    # One line, as the page has it.
    return " ".join(clean_text(row.strings[0]).split())


def _exported(slug: str, text: Text) -> SheetRow:
    place = PLACES[text.what]
    is_old = text.state is State.OUTDATED
    return SheetRow(
        number=0,
        english=(text.english,),
        strings=(text.kept,),
        state=ledger.State.CHECKED if text.state is State.CHECKED else ledger.State.DRAFT,
        note="",
        context=f"{place}. The English has changed since this was translated." if is_old else place,
        is_easy_read=text.what.startswith("easy"),
        reference=f"{KIND}/{slug}/{text.key}/{seen(text.kept)}",
    )
