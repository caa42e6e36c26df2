"""What officers wrote and its translations, as the pages about languages open and change them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, true
from sqlmodel import Session, col

from feedback.authored import (
    TEXTS,
    Owner,
    State,
    Text,
    Translations,
    translations_of,
)
from feedback.authoring import state_of
from feedback.database import session
from feedback.models import Collection, Initiative, Outcome, Reply
from translations import Language
from translations.ledger import Tally

# The word of an address, and what it names.
KINDS: Mapping[str, type[Owner]] = {
    "collections": Collection,
    "initiatives": Initiative,
    "replies": Reply,
    "outcomes": Outcome,
}
KIND_OF = {table: kind for kind, table in KINDS.items()}


@dataclass(frozen=True)
class Wording:
    """One thing with words of its own, and every translation of them."""

    kind: str
    owner: Owner
    translations: Translations

    @property
    def texts(self) -> tuple[Text, ...]:
        """Those that say something in English; nothing else can be translated."""
        return tuple(text for text in TEXTS[type(self.owner)] if self.english(text))

    def english(self, text: Text) -> str:
        """What one of them says in English."""
        words: str = getattr(self.owner, text.field)
        return words

    def state(self, text: Text, language: Language) -> State:
        """How far one of them is in one language."""
        row = self.translations.row(self.owner, text.field, language)
        return state_of(row, self.english(text))

    def tally(self, languages: Sequence[Language]) -> Tally:
        """How many texts there are to be said in these languages, and how far they are."""
        states = [self.state(text, one) for text in self.texts for one in languages]
        return Tally(
            total=len(states),
            translated=sum(one in {State.DRAFT, State.CHECKED} for one in states),
            checked=states.count(State.CHECKED),
        )


def find(kind: str, owner_id: UUID, *, to_write: bool = False) -> Wording | None:
    """One thing with its translations; None where there is none.

    To write is to hold it: whoever saves at the same moment waits and then sees what we saved.
    """
    table: Any = KINDS[kind]
    owner = session().get(table, owner_id, with_for_update=True if to_write else None)
    if owner is None:
        return None
    return Wording(kind, owner, translations_of([owner]))


def everything(now: datetime | None, *, held: Session | None = None) -> list[Wording]:
    """All that people may still read: collections not closed yet, initiatives, replies and so on.

    None is no moment: closed collections too.
    """
    return list(_everything(held or session(), now))


def _everything(held: Session, now: datetime | None) -> Iterator[Wording]:
    wanted: dict[type[Owner], Any] = {
        Collection: select(Collection)
        .where(true() if now is None else col(Collection.closes_at) > now)
        .order_by(col(Collection.opens_at), col(Collection.occasion), col(Collection.id)),
        Initiative: select(Initiative).order_by(col(Initiative.title), col(Initiative.id)),
        Reply: select(Reply).order_by(col(Reply.raised_on), col(Reply.created_at), col(Reply.id)),
        Outcome: select(Outcome).order_by(
            col(Outcome.changed_on), col(Outcome.created_at), col(Outcome.id)
        ),
    }
    for table, rows in wanted.items():
        owners: Sequence[Owner] = held.scalars(rows).all()
        found = translations_of(owners, held=held)
        for owner in owners:
            yield Wording(KIND_OF[table], owner, found)
