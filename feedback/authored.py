"""What officers write, in many languages: English first, each translation a draft until signed.

English stays in its own column; a translation is kept beside a hash of both. When either changes
the hash fits no more: the translation is a draft again, and families read English until somebody
has looked, because an old translation may name last month's day or place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

from markupsafe import Markup, escape
from sqlalchemy import or_, select
from sqlmodel import Session, col

from feedback.database import session
from feedback.models import Collection, Initiative, Outcome, Reply, Translation
from feedback.responses import table_of
from translations import ENGLISH, Language, ledger

Owner: TypeAlias = Collection | Initiative | Reply | Outcome

# Half as long again as the English may be: other languages need the room.
LONGEST_LINE, LONGEST_TEXT = 300, 7500
# Above the questions of every survey, where each letter costs a family's phone.
LONGEST_IN_SHORT = 140
TRANSLATION = table_of(Translation)
OWNER_COLUMNS: Mapping[type[Owner], Any] = {
    Collection: col(Translation.collection_id),
    Initiative: col(Translation.initiative_id),
    Reply: col(Translation.reply_id),
    Outcome: col(Translation.outcome_id),
}


@dataclass(frozen=True)
class Text:
    """One text that an officer writes and other people read."""

    field: str
    longest: int
    is_line: bool = False


# What a family or the public may read of each; internal notes are in English only.
TEXTS: Mapping[type[Owner], tuple[Text, ...]] = {
    Collection: (Text("occasion", LONGEST_LINE, is_line=True),),
    Initiative: (
        Text("title", LONGEST_LINE, is_line=True),
        Text("description", LONGEST_TEXT),
    ),
    Reply: (
        Text("theme", LONGEST_TEXT),
        Text("reason", LONGEST_TEXT),
        Text("passed_on_to", LONGEST_LINE, is_line=True),
        Text("we_did", LONGEST_TEXT),
    ),
    Outcome: (
        Text("what_changed", LONGEST_TEXT),
        Text("said_in_short", LONGEST_IN_SHORT, is_line=True),
        Text("changed_in_short", LONGEST_IN_SHORT, is_line=True),
    ),
}


class State(StrEnum):
    """How far one text is in one language."""

    MISSING = "missing"
    OUTDATED = "outdated"  # Made for other English; families read English meanwhile.
    DRAFT = "draft"
    CHECKED = "checked"


@dataclass(frozen=True)
class Kept:
    """One stored translation."""

    text: str
    key: str
    speaker: str | None = None

    def state_for(self, english: str) -> State:
        """How far it is, now that the English says this."""
        if self.key != ledger.key(english, self.text):
            return State.OUTDATED
        return State.CHECKED if self.speaker else State.DRAFT


@dataclass(frozen=True)
class Said:
    """What an officer wrote, in the best language there is for whoever reads the page."""

    text: str
    language: Language
    page: Language
    is_draft: bool = False

    def __str__(self) -> str:
        """The bare words, where no markup can go: a title, an attribute, a file."""
        return self.text

    def __bool__(self) -> bool:
        """Whether there are any words."""
        return bool(self.text)

    def __html__(self) -> str:
        """The words apart from what stands round them, and in their own language if it differs."""
        if self.language == self.page:
            return Markup("<bdi>{}</bdi>").format(self.text)
        words = Markup('<bdi lang="{}" dir="{}">{}</bdi>')
        return words.format(self.language.code, self.language.direction, self.text)


def say(english: str, kept: Mapping[str, Kept], language: Language) -> Said:
    """The words in this language where a translation of this very English is kept; else English."""
    found = kept.get(language.code)
    state = found.state_for(english) if found else State.MISSING
    if found is None or state in {State.MISSING, State.OUTDATED}:
        return Said(english, ENGLISH, page=language)
    return Said(found.text, language, page=language, is_draft=state is State.DRAFT)


class Translations:
    """Every translation of some rows, read in one go."""

    def __init__(self, found: Iterable[Translation]) -> None:
        """Sort them by whose they are and what of it."""
        self._rows: dict[tuple[UUID, str], dict[str, Translation]] = {}
        for row in found:
            owner = row.collection_id or row.initiative_id or row.reply_id or row.outcome_id
            if owner is not None:
                self._rows.setdefault((owner, row.field), {})[row.language] = row

    def row(self, owner: Owner, field: str, language: Language) -> Translation | None:
        """The stored row itself; None where nobody has translated it."""
        return self._rows.get((owner.id, field), {}).get(language.code)

    def said(self, owner: Owner, field: str, language: Language) -> Said:
        """One text of one row as a page in this language shows it."""
        rows = self._rows.get((owner.id, field), {})
        return say(getattr(owner, field), {code: kept(row) for code, row in rows.items()}, language)


def kept(row: Translation) -> Kept:
    """A stored row as the value that decides."""
    return Kept(text=row.text, key=row.key, speaker=row.speaker)


def translations_of(owners: Iterable[Owner], *, held: Session | None = None) -> Translations:
    """Every translation of these rows, of whatever tables; a command brings its own session."""
    ids: dict[type[Owner], list[UUID]] = {}
    for owner in owners:
        ids.setdefault(type(owner), []).append(owner.id)
    theirs = [OWNER_COLUMNS[table].in_(found) for table, found in ids.items()]
    if not theirs:
        return Translations([])
    wanted = select(Translation).where(or_(*theirs)).order_by(col(Translation.id))
    return Translations((held or session()).scalars(wanted))


def occasion_in(language: Language, collection: Collection) -> Said:
    """What a collection is about, in this language or else in English: for paper and posters."""
    return translations_of([collection]).said(collection, "occasion", language)


def sentence(wording: str, **words: object) -> Markup:
    """A sentence of ours, not filled in yet, with officers' words marked as theirs inside it."""
    return Markup(escape(wording)) % words  # noqa: S704 -- escaped, and so is what goes in
