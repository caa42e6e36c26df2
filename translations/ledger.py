"""Who has checked which translation: a string is a draft until a fluent speaker signs it off.

A signature is kept on a hash of the English and the translation together: when either changes,
no signature fits any more and the string is a draft again, without anybody having to say so.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import translations
from translations import Language, catalogues

FILE = "ledger.json"
# Enough never to meet by chance, short enough for thousands of lines.
HASH_LENGTH = 16

Wording = str | Iterable[str]


class LedgerError(Exception):
    """The ledger cannot be read; the message says where and why."""


class State(StrEnum):
    """How far a translation can be trusted."""

    DRAFT = "draft"
    CHECKED = "checked"


@dataclass(frozen=True)
class SignOff:
    """The fluent speaker who checked a translation, and the day it was recorded."""

    speaker: str
    on: date


@dataclass(frozen=True)
class Tally:
    """How many strings there are, how many are translated, and how many of those are checked."""

    total: int = 0
    translated: int = 0
    checked: int = 0


@dataclass(frozen=True)
class Progress:
    """How far one language is: in what families and the public read, and in everything."""

    families: Tally
    everything: Tally

    @property
    def is_checked_for_families(self) -> bool:
        """Whether no family can meet a string that nobody has checked."""
        return self.families.checked == self.families.total


# For each language's code: the key of each checked string, and who checked it.
Ledger = Mapping[str, Mapping[str, SignOff]]


def key(msgid: Wording, msgstr: Wording) -> str:
    """What a signature is kept on: it changes when the English or the translation does."""
    both = json.dumps([_forms(msgid), _forms(msgstr)], ensure_ascii=False)
    return hashlib.sha256(both.encode()).hexdigest()[:HASH_LENGTH]


def read(directory: Path | None = None) -> Ledger:
    """The ledger of a folder of translations; empty where there is none yet."""
    path = (directory or translations.DIRECTORY) / FILE
    if not path.exists():
        return {}
    try:
        kept = json.loads(path.read_text("utf-8"))
        return {code: dict(_signatures(entries)) for code, entries in kept.items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise LedgerError(f"{FILE} cannot be read: {error}") from None


def as_bytes(ledger: Ledger) -> bytes:
    """The ledger as its file holds it: sorted, one string a line, so that changes merge."""
    kept = {code: _entries(ledger[code]) for code in sorted(ledger) if ledger[code]}
    return (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode()


def sign_off(language: str, msgid: Wording, msgstr: Wording, ledger: Ledger) -> SignOff | None:
    """Who checked this translation of this English, if anybody did."""
    return ledger.get(language, {}).get(key(msgid, msgstr))


def state(language: str, msgid: Wording, msgstr: Wording, *, ledger: Ledger | None = None) -> State:
    """Whether this translation of this English has been checked."""
    kept = read() if ledger is None else ledger
    is_checked = sign_off(language, msgid, msgstr, kept) is not None
    return State.CHECKED if is_checked else State.DRAFT


def progress(language: Language, directory: Path | None = None) -> Progress | None:
    """How far a language is; None where it has no catalogue, as English has none."""
    path = catalogues.path_of(language, directory)
    if not path.exists():
        return None
    ledger = read(directory)
    families, everything = [], []
    for message in catalogues.read(path):
        if not message.id:
            continue
        strings = catalogues.strings_of(message)
        is_translated = catalogues.is_translated(message)
        is_checked = is_translated and bool(sign_off(language.code, message.id, strings, ledger))
        everything.append((is_translated, is_checked))
        if catalogues.is_for_families(message):
            families.append((is_translated, is_checked))
    return Progress(families=_tally(families), everything=_tally(everything))


def _forms(wording: Wording) -> list[str]:
    return [wording] if isinstance(wording, str) else list(wording)


def _tally(strings: list[tuple[bool, bool]]) -> Tally:
    return Tally(
        total=len(strings),
        translated=sum(is_translated for is_translated, _ in strings),
        checked=sum(is_checked for _, is_checked in strings),
    )


def _signatures(entries: Iterable[dict[str, object]]) -> Iterable[tuple[str, SignOff]]:
    for entry in entries:
        signed = SignOff(str(entry["speaker"]), date.fromisoformat(str(entry["on"])))
        strings = entry["strings"]
        if not isinstance(strings, list):
            raise TypeError("“strings” must be a list.")
        yield from ((str(one), signed) for one in strings)


def _entries(signed: Mapping[str, SignOff]) -> list[dict[str, object]]:
    """One entry for each speaker and day, so that a name is written once."""
    strings: dict[tuple[date, str], list[str]] = {}
    for one, by in sorted(signed.items()):
        strings.setdefault((by.on, by.speaker), []).append(one)
    return [
        {"speaker": speaker, "on": on.isoformat(), "strings": strings[on, speaker]}
        for on, speaker in sorted(strings)
    ]
