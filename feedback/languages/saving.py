"""Saving what was typed in many languages at once, and noticing what somebody else saved meanwhile.

Each box brings back a hash of what it showed when the page was opened. Where other words are kept
by now, whoever changed that box sees both and decides; where they changed nothing, the others'
words stay.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from feedback import authoring
from feedback.authored import State, Text
from feedback.database import session
from feedback.languages.records import Wording
from forms.staff_languages import WordsForm
from translations import Language
from translations.ledger import SignOff


@dataclass(frozen=True)
class Cell:
    """One text in one language: what is kept, and what was typed."""

    wording: Wording
    text: Text
    language: Language
    form: WordsForm

    @property
    def name(self) -> str:
        """The name of its box."""
        return f"{self.text.field}-{self.language.code}"

    @property
    def kept(self) -> str:
        """The words kept now; "" where there are none."""
        row = self.wording.translations.row(self.wording.owner, self.text.field, self.language)
        return row.text if row else ""

    @property
    def typed(self) -> str:
        """The words in the box."""
        words: str = self.form.words(self.text.field, self.language.code).data or ""
        return words

    @property
    def is_touched(self) -> bool:
        """Whether something was changed here, or is said of the words here."""
        code = self.language.code
        return (
            seen(self.typed) != self._seen
            or self.form.still_fits(self.text.field, code).data
            or self.form.is_draft(code).data
            or bool(self.form.speaker(code).data)
        )

    @property
    def is_overtaken(self) -> bool:
        """Whether other words are kept by now than those the page showed."""
        return seen(self.kept) not in {self._seen, seen(self.typed)}

    @property
    def _seen(self) -> str:
        return self.form.seen(self.text.field, self.language.code).data or ""


def seen(words: str) -> str:
    """A short hash of some words; the same for the same words."""
    return sha256(words.encode()).hexdigest()[:16]


def seen_english(wording: Wording) -> str:
    """A short hash of everything that is to be translated."""
    return seen("\0".join(f"{text.field}\0{wording.english(text)}" for text in wording.texts))


def values(wording: Wording, languages: tuple[Language, ...]) -> Mapping[str, str]:
    """What the form shows when the page is opened."""
    shown = {"english": seen_english(wording)}
    for text in wording.texts:
        for language in languages:
            row = wording.translations.row(wording.owner, text.field, language)
            words = row.text if row else ""
            name = f"{text.field}-{language.code}"
            shown |= {name: words, f"{name}-seen": seen(words)}
    return shown


def cells(form: WordsForm, wording: Wording) -> Iterator[Cell]:
    """Every box of the form."""
    for language in form.languages:
        for text in wording.texts:
            yield Cell(wording, text, language, form)


def conflicts(form: WordsForm, wording: Wording) -> list[Cell]:
    """The boxes that two people changed; each shows both texts, and the next save is meant."""
    found = []
    for cell in cells(form, wording):
        if not cell.is_overtaken:
            continue
        if cell.is_touched:
            found.append(cell)
        else:
            form.words(cell.text.field, cell.language.code).data = cell.kept
        form.seen(cell.text.field, cell.language.code).data = seen(cell.kept)
    return found


def save(form: WordsForm, wording: Wording, *, on: date) -> int:
    """Keep everything that was typed, and who has checked it; how many boxes were touched."""
    boxes = list(cells(form, wording))
    touched = sum(cell.is_touched for cell in boxes)
    for cell in boxes:
        _save(cell, on=on)
    return touched


def _save(cell: Cell, *, on: date) -> None:
    held = session()
    field, code, english = cell.text.field, cell.language.code, cell.wording.english(cell.text)
    before = cell.wording.translations.row(cell.wording.owner, field, cell.language)
    row = authoring.write(
        held, before, cell.typed, owner=cell.wording.owner, field=field, language=cell.language
    )
    if row is None:
        return
    is_old = authoring.state_of(row, english) is State.OUTDATED
    if cell.form.still_fits(field, code).data and is_old:
        authoring.fit(held, row, english)
    if cell.form.is_draft(code).data:
        authoring.take_back(held, row)
    speaker = cell.form.speaker(code).data
    if speaker:
        authoring.sign(held, row, english, SignOff(speaker, on))
