"""Asking another machine for JSON: briefly, only so much of it, and never led elsewhere."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any

# A page of ours waits meanwhile, and so does one of few workers.
SECONDS_FOR_ONE_READ = 4
SECONDS_IN_ALL = 8
MOST_BYTES = 512 * 1024


class AwayError(Exception):
    """Nobody answered in time, or not with JSON; the message says how, and never what was asked."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Whoever asks has checked the address; nobody has checked the one it would lead to."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        """Do not follow."""


_OPENER = urllib.request.build_opener(_NoRedirects)


def fetch_json(
    url: str, *, form: str | None = None, headers: Mapping[str, str] | None = None
) -> tuple[int, dict[str, Any]]:
    """The status below 500 and the object that this address answers with, or AwayError."""
    body = form.encode() if form is not None else None
    # The caller has refused every scheme but HTTPS, and HTTP to this machine.
    request = urllib.request.Request(url, body, {"Accept": "application/json", **(headers or {})})  # noqa: S310
    try:
        status, answer = _ask(request)
        read = json.loads(answer)
    except (OSError, HTTPException, ValueError) as error:
        raise AwayError(type(error).__name__) from None
    if status >= 500 or not isinstance(read, dict):
        raise AwayError(f"status {status}")
    return status, read


def _ask(request: urllib.request.Request) -> tuple[int, bytes]:
    until = time.monotonic() + SECONDS_IN_ALL
    try:
        with _OPENER.open(request, timeout=SECONDS_FOR_ONE_READ) as response:
            return response.status, _read(response, until)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, _read(error, until)


def _read(response: Any, until: float) -> bytes:
    read = bytearray()
    while piece := response.read1(64 * 1024):
        read += piece
        if len(read) > MOST_BYTES or time.monotonic() > until:
            raise ValueError("too much, or too slow")
    return bytes(read)
