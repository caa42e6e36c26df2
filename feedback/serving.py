"""What a server's process runs: families' pages at once, and the rest when somebody asks for it.

Two apps stand side by side, made of the same parts under the same rules. The larger one, with every
page of staff and the public, is made at the first request for one of its pages; families never wait
for it, and never hear of it when it cannot be made. Decision 0050 says what this saves.
"""

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any, TypeAlias

from flask import Flask

from feedback import Parts, families_app, security, whole_app
from feedback.config import Config
from feedback.scans import keep_writing

WSGI: TypeAlias = Callable[..., Iterable[bytes]]
Environ: TypeAlias = dict[str, Any]

# How the address of each page begins that families come for, and of what such a page needs.
FAMILIES_ASK = frozenset(
    (
        *("S", "s", "tablet", "receipt", "withdraw", "missing-language"),
        *("privacy", "accessibility", "static", "favicon.ico", "healthz", "readyz"),
    )
)


class Served:
    """Both apps behind one door."""

    def __init__(self, parts: Parts) -> None:
        """Make what families need."""
        self._parts = parts
        self._for_families = families_app(parts)
        self._whole: Flask | None = None
        self._turn = Lock()

    def __call__(self, said: Environ, start_response: Any, /) -> Iterable[bytes]:
        """Answer a request by the app whose page it asks for."""
        return self._answer_to(said)(said, start_response)

    def _answer_to(self, said: Environ) -> WSGI:
        if is_for_families(said["PATH_INFO"]):
            return self._for_families
        try:
            return self._made_whole()
        except Exception as error:
            # The next who asks may find it mended.
            return self._trouble(error)

    def _made_whole(self) -> Flask:
        """The whole app; one thread makes it, and others who need it wait."""
        with self._turn:
            if self._whole is None:
                self._whole = whole_app(self._parts)
            return self._whole

    def _trouble(self, error: Exception) -> WSGI:
        """Our own page for what broke, noted in the log as Flask notes it."""
        app = self._for_families

        def answer(said: Environ, start_response: Any) -> Iterable[bytes]:
            with app.request_context(said):
                try:
                    raise error
                except Exception as caught:
                    return app.handle_exception(caught)(said, start_response)

        return security.with_headers(answer, security.expected_headers(app))


def is_for_families(path: str) -> bool:
    """Whether the families' app knows all pages whose address begins like this."""
    return path.lstrip("/").partition("/")[0] in FAMILIES_ASK


def create_served_app() -> Served:
    """What serves families: what they open is written down now and then."""
    parts = Parts.made(Config.from_environment())
    keep_writing(parts.scans)
    return Served(parts)
