"""Keeping a translation of what an officer wrote: written, still fitting, signed, taken back."""

from sqlmodel import Session

from feedback.authored import Owner, State, kept
from feedback.models import Translation
from feedback.responses import table_of
from translations import Language, ledger
from translations.ledger import SignOff


def state_of(row: Translation | None, english: str) -> State:
    """How far a text is in one language; None is no translation at all."""
    return kept(row).state_for(english) if row else State.MISSING


def write(
    held: Session,
    row: Translation | None,
    text: str,
    *,
    owner: Owner,
    field: str,
    language: Language,
) -> Translation | None:
    """Keep these words as a draft; no words delete the translation, the same words change nothing.

    Returns the row as it is now, None when there is none.
    """
    if row is not None and row.text == text:
        return row
    if not text:
        if row is not None:
            held.delete(row)
        return None
    if row is None:
        row = Translation(field=field, language=language.code, text=text, key="")
        setattr(row, f"{table_of(type(owner)).name}_id", owner.id)
    row.text = text
    fit(held, row, getattr(owner, field))
    return row


def fit(held: Session, row: Translation, english: str) -> None:
    """Somebody says that the words fit the English of today; nobody has checked them."""
    row.key = ledger.key(english, row.text)
    row.speaker = row.checked_on = None
    held.add(row)


def sign(held: Session, row: Translation, english: str, by: SignOff) -> None:
    """A fluent speaker has checked the words; a signature that fits stays with its own speaker."""
    if state_of(row, english) is State.CHECKED:
        return
    row.key = ledger.key(english, row.text)
    row.speaker, row.checked_on = by.speaker, by.on
    held.add(row)


def take_back(held: Session, row: Translation) -> None:
    """Make it a draft again."""
    row.speaker = row.checked_on = None
    held.add(row)
