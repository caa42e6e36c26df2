"""The catalogues as they are on disk now: what translators change is read again at once.

Flask-Babel reads a catalogue once in the life of a process. Workers that began before and after a
change would then show families different words, and keep pages made of them.
"""

import os
from pathlib import Path
from typing import Any

from flask_babel import Domain, get_locale

from translations import Language, ledger


class CurrentDomain(Domain):  # type: ignore[misc]  # Flask-Babel's own types are untyped here
    """Flask-Babel's catalogues, each kept only as long as its file stays the same."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self._kept: dict[str, tuple[str, dict[Any, Any]]] = {}

    def get_translations_cache(self, ctx: object) -> dict[Any, Any]:
        """Where the catalogue of the current language is kept; empty when its file is new."""
        locale = str(get_locale())
        now = " ".join(_compiled(directory, locale) for directory in self.translation_directories)
        kept = self._kept.get(locale)
        if kept is None or kept[0] != now:
            # A new place, not an emptied one: another thread may be filling the old one yet.
            kept = self._kept[locale] = (now, {})
        return kept[1]


def state_on_disk(language: Language, directory: Path) -> str:
    """Changes whenever the compiled catalogue or the ledger of who checked it changes."""
    checked = _state(f"{directory}/{ledger.FILE}")
    return f"{_compiled(directory, language.locale)} {checked}"


def _compiled(directory: str | Path, locale: str) -> str:
    # For each string of a page: put together by hand in a fifth of the time that Path takes.
    return _state(f"{directory}/{locale}/LC_MESSAGES/messages.mo")


def _state(path: str | Path) -> str:
    try:
        found = os.stat(path)  # noqa: PTH116 -- see above
    except FileNotFoundError:
        return "none"
    return f"{found.st_mtime_ns}-{found.st_size}-{found.st_ino}"
