"""A connection that fails when a test says so: a plain relay between the browser and the server."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto

PIECE = 65_536
SECONDS_TO_WAIT = 30


class Line(Enum):
    """How good the connection is."""

    GOOD = auto()
    DEAD = auto()
    ANSWERS_LOST = auto()  # What is sent arrives; what comes back does not.


@dataclass
class Connection:
    """A way to the server; set `line` to break it."""

    server: tuple[str, int]
    listener: socket.socket = field(repr=False)
    line: Line = Line.GOOD
    posts_delivered: int = 0

    @property
    def url(self) -> str:
        """Where a browser finds the server by this way."""
        host, port = self.listener.getsockname()
        return f"http://{host}:{port}"

    def take_calls(self) -> None:
        """Relay each connection in a thread of its own, until the listener closes."""
        while True:
            try:
                browser, _address = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._relay, args=(browser,), daemon=True).start()

    def _relay(self, browser: socket.socket) -> None:
        with browser, socket.create_connection(self.server) as server, suppress(OSError):
            while self._pass_on(browser, server):
                pass

    def _pass_on(self, browser: socket.socket, server: socket.socket) -> bool:
        """Pass one piece on; False when this connection is over."""
        ready, _, _ = select.select([browser, server], [], [], SECONDS_TO_WAIT)
        if not ready or self.line is Line.DEAD:
            return False
        piece: bytes = ready[0].recv(PIECE)
        if not piece or (ready[0] is server and self.line is Line.ANSWERS_LOST):
            return False
        if ready[0] is browser:
            self.posts_delivered += piece.startswith(b"POST ")
        (server if ready[0] is browser else browser).sendall(piece)
        return True


@contextmanager
def connection_to(host: str, port: int) -> Iterator[Connection]:
    """A good connection to this server, as long as the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        connection = Connection((host, port), listener)
        threading.Thread(target=connection.take_calls, daemon=True).start()
        yield connection
