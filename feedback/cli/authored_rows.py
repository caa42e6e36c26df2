"""Officers' own words in a translator's spreadsheet: one row for each text, known by a reference.

The reference says whose text it is and, by a hash, which translation the sheet was written from:
words that an officer saved on a page meanwhile are never written over unseen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlmodel import Session

from feedback import authoring
from feedback.authored import State, Text
from feedback.bring_in import ImportRefusedError
from feedback.cli.composed_rows import ComposedRows, is_composed
from feedback.cli.translation_checks import words_problems
from feedback.cli.translators_sheet import SheetRow
from feedback.config import Config
from feedback.database import Database, create_engine_for
from feedback.languages import records
from feedback.languages.records import Wording
from feedback.languages.saving import seen
from feedback.models import Translation
from forms.fields import clean_text
from translations import Language, ledger
from translations.ledger import SignOff

# What a translator has to picture, in English as the whole sheet is.
PLACES = {
    "occasion": "What officers wrote: what a survey is about, on its first page",
    "title": "What officers wrote: the title of an initiative",
    "description": "What officers wrote: what an initiative is",
    "theme": "What officers wrote: what families said",
    "reason": "What officers wrote: why it was decided",
    "passed_on_to": "What officers wrote: to whom it was passed on",
    "we_did": "What officers wrote: what was done about it",
    "what_changed": "What officers wrote: what changed because of it",
    "said_in_short": "What officers wrote: what families said, in a few words above a survey",
    "changed_in_short": "What officers wrote: what changed, in a few words above a survey",
}
OUTDATED = "The English has changed since this was translated"


@dataclass(frozen=True)
class OwnText:
    """One text of one thing in the language of the sheet."""

    wording: Wording
    text: Text
    language: Language

    @property
    def english(self) -> str:
        """What it says in English today."""
        return self.wording.english(self.text)

    @property
    def row(self) -> Translation | None:
        """The translation kept, if there is one."""
        return self.wording.translations.row(self.wording.owner, self.text.field, self.language)

    @property
    def words(self) -> str:
        """The words kept; "" where there are none."""
        return self.row.text if self.row else ""

    @property
    def state(self) -> State:
        """How far it is."""
        return authoring.state_of(self.row, self.english)

    @property
    def place(self) -> str:
        """Its reference, without the hash."""
        return f"{self.wording.kind}/{self.wording.owner.id}/{self.text.field}"


@dataclass
class Changes:
    """What taking the rows in did."""

    changed: int = 0
    checked: int = 0
    back_to_draft: int = 0

    def count(self, before: StrEnum, after: StrEnum, is_changed: bool) -> None:
        """Count one text by its states before and after, and whether it says something else."""
        checked = State.CHECKED.value
        self.changed += is_changed
        self.checked += after == checked and (is_changed or before != checked)
        self.back_to_draft += before == checked and after != checked

    def __bool__(self) -> bool:
        """Whether anything is different now."""
        return bool(self.changed or self.checked or self.back_to_draft)


class OwnWords:
    """Everything officers wrote, as one language's sheet holds it."""

    def __init__(self, held: Session | None, language: Language) -> None:
        """Read it; where there is no database there is nothing."""
        self.held = held
        self.language = language
        self._by_place = {one.place: one for one in self._all(None)} if held else {}
        self._composed = ComposedRows(held, language) if held else None

    def rows(self) -> list[SheetRow]:
        """A row for each text that people may still read."""
        own = [_exported(one) for one in self._all(datetime.now(UTC))]
        return [*own, *(self._composed.exported() if self._composed else [])]

    def problems(self, row: SheetRow, *, speaker: str | None) -> Iterator[str]:
        """What is wrong with a row that came back."""
        if self._composed and is_composed(row):
            yield from self._composed.problems(row, speaker=speaker)
            return
        if row.problem:
            yield row.problem
            return
        one = self._found(row)
        if one is None or clean_text(row.english[0]) != clean_text(one.english):
            yield "we have no such words, or they have changed since; export the language again"
            return
        if row.state not in set(ledger.State):
            yield f"its state is neither {ledger.State.DRAFT} nor {ledger.State.CHECKED}"
            return
        is_signed = one.state is State.CHECKED and _words(row) == one.words
        if row.state == ledger.State.CHECKED and not speaker and not is_signed:
            yield "it is marked checked, so --speaker has to name who checked it"
        if _is_overtaken(row, one):
            if not _is_touched(row):
                return  # Not worked on: what was saved meanwhile stays.
            yield f"an officer has changed it since the export; it says “{one.words}” now"
        yield from self._text_problems(row, one)

    def take_in(self, row: SheetRow, by: SignOff, changes: Changes) -> None:
        """Keep one row that has passed its checks."""
        if self._composed and is_composed(row):
            changes.count(*self._composed.take_in(row, by=by))
            return
        one = self._found(row)
        words = _words(row)
        if one is None or self.held is None or not words or _is_overtaken(row, one):
            return
        before, was = one.state, one.words
        kept = authoring.write(
            self.held,
            one.row,
            words,
            owner=one.wording.owner,
            field=one.text.field,
            language=self.language,
        )
        if kept is None:
            return
        if row.state == ledger.State.CHECKED:
            authoring.sign(self.held, kept, one.english, by)
        elif before is State.CHECKED and words == was:
            authoring.take_back(self.held, kept)
        after = authoring.state_of(kept, one.english)
        changes.count(before, after, words != was)

    def _all(self, now: datetime | None) -> list[OwnText]:
        if self.held is None:
            return []
        return [
            OwnText(wording, text, self.language)
            for wording in records.everything(now, held=self.held)
            for text in wording.texts
        ]

    def _found(self, row: SheetRow) -> OwnText | None:
        return self._by_place.get(place_in(row))

    def _text_problems(self, row: SheetRow, one: OwnText) -> Iterator[str]:
        words = _words(row)
        if words:
            longest, is_line = one.text.longest, one.text.is_line
            yield from words_problems(one.english, words, longest=longest, is_line=is_line)
        elif one.words or row.state == ledger.State.CHECKED:
            yield "the translation is missing"


def place_in(row: SheetRow) -> str:
    """Whose words and which, as a row's reference says."""
    return row.reference.rpartition("/")[0]


def _words(row: SheetRow) -> str:
    return clean_text(row.strings[0])


def _is_touched(row: SheetRow) -> bool:
    was_seen = row.reference.rpartition("/")[2]
    return seen(_words(row)) != was_seen or row.state == ledger.State.CHECKED


def _is_overtaken(row: SheetRow, one: OwnText) -> bool:
    was_seen = row.reference.rpartition("/")[2]
    return seen(one.words) not in {was_seen, seen(_words(row))}


def _exported(one: OwnText) -> SheetRow:
    place = PLACES[one.text.field]
    is_checked = one.state is State.CHECKED
    return SheetRow(
        number=0,
        english=(one.english,),
        strings=(one.words,),
        state=ledger.State.CHECKED if is_checked else ledger.State.DRAFT,
        note="",
        context=f"{place}. {OUTDATED}." if one.state is State.OUTDATED else place,
        reference=f"{one.place}/{seen(one.words)}",
    )


@contextmanager
def database_if_any() -> Iterator[Session | None]:
    """A session on the database that Heard is set to, or None where none has been made yet.

    What was changed is committed when the block ends well.
    """
    from feedback import migrations

    url = make_url(Config.from_environment().database_url)
    is_file = url.get_backend_name() == "sqlite" and url.database
    if is_file and not Path(str(url.database)).exists():
        yield None
        return
    engine = create_engine_for(url.render_as_string(hide_password=False))
    try:
        if not migrations.is_current(engine):
            raise ImportRefusedError("The database is not up to date. Run `heard migrate` first.")
        with Database(engine).session() as held:
            yield held
    finally:
        engine.dispose()
