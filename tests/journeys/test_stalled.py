"""Phones that lose their signal in the middle of a form keep nobody else out."""

from __future__ import annotations

import socket
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

from tests.server import Server

PHONES = 20
# A form of which the half is still to come.
HALF = (
    b"POST /S/ABC234 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 200\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nnonce=half"
)


@contextmanager
def stalled(server: Server) -> Iterator[None]:
    """So many phones that have sent half a form and send no more."""
    where = urlsplit(server.url)
    with ExitStack() as lines:
        for _phone in range(PHONES):
            line = lines.enter_context(socket.create_connection((where.hostname, where.port), 10))
            line.sendall(HALF)
        yield


def test_a_family_is_answered_while_twenty_phones_are_stalled(live_server: Server) -> None:
    with stalled(live_server):
        for _visit in range(PHONES):
            address = f"{live_server.url}/privacy"
            with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 -- ours
                assert answer.status == 200
