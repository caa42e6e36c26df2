"""Choose the language: what was asked for, then the browser's list, then English."""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, request, session
from flask_babel import Babel, force_locale
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

import translations
from feedback.catalogues import CurrentDomain, state_on_disk
from translations import ENGLISH, LANGUAGES, SOURCE, Language, ledger
from translations.ledger import LedgerError, Progress
from translations.matching import match

LONGEST_LIST_KEPT, MOST_LISTS_KEPT = 100, 256
# Here `lang` is the language of what staff look at, and not the one that they read pages in.
SHOW_FAMILIES_LANGUAGES = frozenset({"composed_publishing.preview"})

# A page compiled or re-rendered in a family's language sets this for as long as it renders.
_forced: ContextVar[Language | None] = ContextVar("heard_language", default=None)


def offered(area_languages: Iterable[str]) -> tuple[Language, ...]:
    """The area's languages, in its order, that have a catalogue; English always."""
    ready = {language.code for language in translations.available()}
    codes = [code for code in area_languages if code in ready]
    return tuple(LANGUAGES[code] for code in dict.fromkeys([*codes, SOURCE]))


@lru_cache(maxsize=64)
def _progress_at(language: Language, directory: Path, _state: str) -> Progress | None:
    return ledger.progress(language, directory)


@lru_cache(maxsize=64)
def _is_signed_at(language: Language, directory: Path, _state: str) -> bool:
    """Whether anybody has checked anything of it."""
    return bool(ledger.read(directory).get(language.code))


def progress_of(language: Language, directory: Path) -> Progress | None:
    """How far a language is; read again when its catalogue or the ledger is another."""
    return _progress_at(language, directory, state_on_disk(language, directory))


def _is_draft(language: Language) -> bool:
    if language.code == SOURCE:
        return False
    place = translations.DIRECTORY
    if not _is_signed_at(language, place, state_on_disk(language, place)):
        return True  # Said without counting: that takes a twentieth of a second for each language.
    found = progress_of(language, translations.DIRECTORY)
    return found is None or not found.is_checked_for_families


def _listed_in(header: str) -> list[str]:
    """What a browser asks for, most wanted first; a weight of nothing is a refusal."""
    return [tag for tag, weight in parse_accept_header(header, LanguageAccept) if weight > 0]


class Languages:
    """The languages this installation offers, and the one a request is answered in."""

    def __init__(self, languages: tuple[Language, ...]) -> None:
        """Offer these, in this order."""
        self.offered = languages
        self._by_code = {one.code: one for one in languages}
        # Few lists are common, and none says who sent it.
        self._match_list = lru_cache(maxsize=MOST_LISTS_KEPT)(self._match_list_anew)
        # Worked out before the first request: no family waits for it.
        for one in languages:
            _is_draft(one)

    def is_draft(self, language: Language) -> bool:
        """Whether a family reading it may meet a string that nobody has checked."""
        try:
            return _is_draft(language)
        except LedgerError:
            # It was fine when we began: nobody can say now that this has been checked.
            return True

    def state_of(self, language: Language) -> str:
        """Changes whenever what a page says in this language may have changed."""
        return state_on_disk(language, translations.DIRECTORY)

    def form_for(self, language: Language) -> Language:
        """The language whose form has this one's recordings: its own, or the nearest there is."""
        offered = {one.code for one in self.offered}
        codes = (language.code, language.heard_beside, SOURCE)
        return LANGUAGES[next(code for code in codes if code in offered)]

    def heard_on(self, form: Language) -> tuple[Language, ...]:
        """Every language whose recordings stand on this form, its own first."""
        others = [one for one in LANGUAGES.values() if one != form and self.form_for(one) == form]
        return (form, *others)

    @property
    def progress(self) -> list[tuple[Language, Progress]]:
        """How far each offered language is; English is what they are translated from."""
        found = [(one, progress_of(one, translations.DIRECTORY)) for one in self.offered]
        return [(one, how_far) for one, how_far in found if how_far]

    def named(self, code: str | None) -> Language | None:
        """An offered language by its code, or None for anything else."""
        if not code:
            return None
        # Our own pages send a code as it is; an address that somebody typed may write it otherwise.
        return self._by_code.get(code) or match([code], self.offered)

    @property
    def for_staff_pages(self) -> tuple[Language, ...]:
        """Those in which staff pages are whole: half a page in English helps nobody."""
        return tuple(one for one in self.offered if one.code in translations.WHOLE)

    def choices(
        self, current: Language, is_in: Callable[[str], bool] = lambda _code: True
    ) -> list[tuple[str, str, str, bool]]:
        """Each language as a page offers it: code, own name, direction, and whether it is this.

        A survey that officers put together is whole in some of them only.
        """
        return [
            (one.code, one.own_name, one.direction, one.code == current.code)
            for one in self.offered
            if is_in(one.code)
        ]

    def best_of(self, wanted: Language, is_in: Callable[[str], bool]) -> Language:
        """The wanted language, or for a survey that is not whole in it the next best for a family.

        English is always among them.
        """
        if is_in(wanted.code):
            return wanted
        whole = tuple(one for one in self.offered if is_in(one.code))
        return self._in_the_browser(whole) or ENGLISH

    def for_family(self) -> Language:
        """From the address, the browser, then English; nothing is remembered about a family."""
        asked = self.named(request.args.get("lang"))
        return asked or self._in_the_browser(self.offered) or ENGLISH

    def _in_the_browser(self, offered: tuple[Language, ...]) -> Language | None:
        """The first of these that the browser's list names."""
        header = request.headers.get("Accept-Language", "")
        is_usual = len(header) <= LONGEST_LIST_KEPT and offered is self.offered
        return self._match_list(header) if is_usual else match(_listed_in(header), offered)

    def _match_list_anew(self, header: str) -> Language | None:
        return match(_listed_in(header), self.offered)

    def for_staff(self) -> Language:
        """From the address, then what this member of staff chose before, then the browser."""
        asked = match([request.args.get("lang", "")], self.for_staff_pages)
        if asked and request.endpoint not in SHOW_FAMILIES_LANGUAGES:
            session["language"] = asked.code
            return asked
        chosen = match([session.get("language", "")], self.for_staff_pages)
        return chosen or self._in_the_browser(self.for_staff_pages) or ENGLISH


def listed(languages: Iterable[Language]) -> list[tuple[str, str]]:
    """Languages for a list that staff choose from: the code first, for those who type it.

    Their English name last: who prints a form for a family need not know the family's letters.
    """
    return [
        (one.code, " – ".join(dict.fromkeys((one.code, one.own_name, one.english_name))))
        for one in languages
    ]


def current_languages() -> Languages:
    """What this app offers."""
    found: Languages = current_app.extensions["heard_languages"]
    return found


def page_language() -> Language:
    """The language of the page being made."""
    forced = _forced.get()
    if forced is not None:
        return forced
    languages = current_languages()
    is_staff = request.path.startswith("/staff")
    return languages.for_staff() if is_staff else languages.for_family()


class speaking:  # noqa: N801 -- reads as a verb where it is used: `with speaking(french):`
    """Make everything rendered inside the block speak one language."""

    def __init__(self, language: Language) -> None:
        """Remember which."""
        self.language = language

    def __enter__(self) -> None:
        """Start speaking it."""
        self.locale = force_locale(self.language.locale)
        # First what may fail: a language that stayed forced would be every later page's.
        self.locale.__enter__()
        self.token = _forced.set(self.language)

    def __exit__(self, *error: object) -> None:
        """Go back to the language of the request."""
        _forced.reset(self.token)
        self.locale.__exit__(*error)


def _for_templates(languages: Languages) -> dict[str, object]:
    """What every page says about its language, and the others it could be in."""
    current = page_language()
    return {"page_language": current, "languages": languages.choices(current)}


def init_app(app: Flask, area_languages: Iterable[str]) -> Languages:
    """Set up Flask-Babel on our own catalogues and give every template its language."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations.DIRECTORY)
    app.config["BABEL_DEFAULT_LOCALE"] = SOURCE
    languages = Languages(offered(area_languages))
    app.extensions["heard_languages"] = languages
    babel = Babel(app, locale_selector=lambda: page_language().locale)
    babel.domain_instance = CurrentDomain()
    app.context_processor(lambda: _for_templates(languages))
    return languages
