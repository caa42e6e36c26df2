"""Requests as a phone sends them, to an app in this process and to a server beside it."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from feedback.respond import nonce
from tests.production import HOST, KEY

# A phone in English; a machine's name would be counted otherwise.
PHONE = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br",
    "Accept-Language": "en-GB,en;q=0.9",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "same-origin",
    "User-Agent": (
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/139.0.0.0 Mobile Safari/537.36"
    ),
}
# What a family says to the survey after a session: six choices, and a comment.
SAYS = {
    "role": "parent_carer",
    "ps_overall": "good",
    "ps_know_more": "yes",
    "ps_confident": "partly",
    "ps_included": "yes",
    "ps_understood": "no",
    "ps_listened": "yes",
    "ps_better": "Please start later, so that we can bring our son from school.",
}
LONG_ENOUGH_AGO = timedelta(minutes=5)

Environ = dict[str, Any]
Answer = tuple[str, list[tuple[str, str]], bytes]


def new_stamp() -> str:
    """A stamp of a form that was opened a while ago, as a person's was."""
    return nonce.new_stamp(KEY, now=datetime.now(UTC) - LONG_ENOUGH_AGO)


def form_with(stamp: str) -> bytes:
    """A form as it is sent."""
    hidden = {"nonce": stamp, "lang": "en", "version": "standard", "website": ""}
    return urlencode(hidden | SAYS).encode()


def get_environ(path: str) -> Environ:
    """A page asked for."""
    headers = {f"HTTP_{name.upper().replace('-', '_')}": said for name, said in PHONE.items()}
    path, _mark, query = path.partition("?")
    return {
        **headers,
        "HTTP_HOST": HOST,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "REMOTE_ADDR": "127.0.0.1",
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.errors": sys.stderr,
        "wsgi.input": BytesIO(),
        "wsgi.multiprocess": True,
        "wsgi.multithread": True,
        "wsgi.run_once": False,
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
    }


def post_environ(path: str, form: bytes) -> Environ:
    """A form sent."""
    return {
        **get_environ(path),
        "CONTENT_LENGTH": str(len(form)),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "REQUEST_METHOD": "POST",
        "wsgi.input": BytesIO(form),
    }


def ask(app: Callable[..., Iterable[bytes]], environ: Environ) -> Answer:
    """What an app answers, read to its end as a server reads it."""
    said: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _trouble: object = None) -> None:
        said[:] = status, headers

    answer = app(dict(environ), start)
    body = b"".join(answer)
    close = getattr(answer, "close", None)
    if close:
        close()
    return said[0], said[1], body


def must_be(status: str, answer: Answer) -> Answer:
    """The same answer; what is measured has to have worked."""
    if not answer[0].startswith(status):
        raise RuntimeError(f"{answer[0]} where {status} was due: {answer[2][:300]!r}")
    return answer


def posts(path: str, number: int) -> Iterator[Environ]:
    """So many families' forms, each with a stamp of its own."""
    for _one in range(number):
        yield post_environ(path, form_with(new_stamp()))


def as_sent(method: str, path: str, form: bytes = b"") -> bytes:
    """A request as its bytes on the line."""
    headers = {"Host": HOST, **PHONE}
    if method == "POST":
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        headers["Content-Length"] = str(len(form))
    lines = "".join(f"{name}: {said}\r\n" for name, said in headers.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + form
