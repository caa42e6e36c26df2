"""A family's first look at a survey: worked out once for each address, kept until anything changes.

Most visits ask for what another family has just been shown. What that was stands before the app,
under all that decided it: host, address, the browser's list of languages, the day. Any change in
the database empties the place it is kept in, another catalogue makes it afresh, and whether the
survey is open is asked at every visit. What is not kept, or no longer so, goes to the app as if
nothing ever were: only its answers are given again, each with a stamp of its own. Decision 0046.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from flask import Flask

from feedback import changes, security
from feedback.compression import names_gzip
from feedback.database import AWAY, EXTENSION, Database
from feedback.language import Languages
from feedback.opening import State
from feedback.respond import nonce, visits
from feedback.respond.compiled import CompiledPage
from feedback.respond.records import OpenedPlacement
from translations import Language

Environ: TypeAlias = dict[str, Any]
Asked: TypeAlias = tuple[str | int, ...]

ADDRESS = "/S/"
# Where the view leaves what it has shown.
SHOWN = "heard.first_look"
# Of an address's question and the browser's languages together; ours need a third of it.
MOST_LETTERS = 300


@dataclass(frozen=True)
class FirstLook:
    """One page that a family is shown first, and what it was made of."""

    placement: OpenedPlacement
    language: Language
    page: CompiledPage
    # The language's catalogue, and who checked it, as they were before the page was made.
    catalogue: str

    def answer(self, said: Mapping[str, Any], stamp: str) -> tuple[bytes, list[tuple[str, str]]]:
        """The page and its headers, packed for a browser that says that it takes that."""
        takes_gzip = names_gzip(said.get("HTTP_ACCEPT_ENCODING", ""))
        body = self.page.gzipped(stamp) if takes_gzip else self.page.plain(stamp)
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Content-Language", self.language.code),
            ("Cache-Control", security.FOR_GOING_BACK),
            ("Vary", "Accept-Language, Accept-Encoding"),
        ]
        return body, [*headers, ("Content-Encoding", "gzip")] if takes_gzip else headers


class FirstLooks:
    """Stands before the app, and gives what it showed before to whoever asks for the same."""

    def __init__(self, app: Flask) -> None:
        """Nothing yet."""
        self._app, self._answer = app, app.wsgi_app
        database: Database = app.extensions[EXTENSION]
        self._changes = database.changes
        self._languages: Languages = app.extensions["heard_languages"]
        self._scans = visits.scans_of(app)

    def __call__(self, said: Environ, start_response: Any, /) -> Iterable[bytes]:
        """Answer a request, here or in the app."""
        is_first_look = said["PATH_INFO"].startswith(ADDRESS) and said["REQUEST_METHOD"] == "GET"
        if not is_first_look or _is_long(said):
            return self._answer(said, start_response)
        now = datetime.now(UTC)
        try:
            # Before anything is read: what changes while it is read empties this very place.
            kept = said[changes.PLACE] = self._changes.kept_until_one()
        except AWAY:
            return self._answer(said, start_response)
        asked = _asked(said, now)
        look: FirstLook | None = kept.get(asked)
        if look is None or not self._is_still_so(look, now):
            answer = self._answer(said, start_response)
            if SHOWN in said:
                changes.keep(kept, asked, said[SHOWN])
            return answer
        visits.count_opened(self._scans, said, look.placement, look.language)
        stamp = nonce.new_stamp(str(self._app.secret_key), now=now)
        body, headers = look.answer(said, stamp)
        start_response("200 OK", headers)
        return [body]

    def _is_still_so(self, look: FirstLook, now: datetime) -> bool:
        is_open = look.placement.state(now) is State.OPEN
        return is_open and look.catalogue == self._languages.state_of(look.language)


def _is_long(said: Mapping[str, Any]) -> bool:
    """No page of ours asks with so many letters; what is kept for each would fill the memory."""
    asked = said.get("QUERY_STRING", "") + said.get("HTTP_ACCEPT_LANGUAGE", "")
    return len(asked) > MOST_LETTERS


def _asked(said: Mapping[str, Any], now: datetime) -> Asked:
    """All of a request that decides what a first look shows; the app has accepted this host."""
    languages, host = said.get("HTTP_ACCEPT_LANGUAGE", ""), said.get("HTTP_HOST", "")
    scheme = said["wsgi.url_scheme"]
    return said["PATH_INFO"], said.get("QUERY_STRING", ""), languages, host, scheme, now.toordinal()
