"""Families who send one form after another, as many at a time as asked; all in one thread.

Our own, so that nothing has to be installed: a selector and bare sockets, some 0.05 ms of processor
time a request. It shares the machine with the server, as any load generator here would.
"""

import selectors
import socket
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

PATIENCE = 10.0


@dataclass
class Load:
    """What came of it."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    # The mark of every request that was answered with 200.
    acknowledged: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Requests a second that were answered with 200."""
        return len(self.acknowledged) / self.seconds

    @property
    def refused(self) -> int:
        """Answers other than 200, and connections that broke."""
        return sum(number for status, number in self.statuses.items() if status != "200")

    def slow(self, share: float) -> float:
        """The time within which this share was answered, in milliseconds."""
        ordered = sorted(self.times)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


class _Client:
    """One family: a connection, the form it sent, and what has come back so far."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.line = self._open()
        self.mark, self.sent_at, self.came = "", 0.0, b""

    def _open(self) -> socket.socket:
        line = socket.create_connection(("127.0.0.1", self._port), PATIENCE)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line

    def send(self, request: bytes, mark: str) -> None:
        """Send one request, whole."""
        self.mark, self.sent_at, self.came = mark, time.perf_counter(), b""
        self.line.sendall(request)

    def receive(self) -> str | None:
        """Read what is there; the status once the answer is whole."""
        piece = self.line.recv(65536)
        if not piece:
            return "broken"
        self.came += piece
        head, found, body = self.came.partition(b"\r\n\r\n")
        if not found:
            return None
        length = next(
            int(line.partition(b":")[2])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        )
        return head[9:12].decode() if len(body) >= length else None


def press(
    port: int, make: Callable[[], tuple[bytes, str]], *, clients: int, seconds: float
) -> Load:
    """So many clients that send as fast as they are answered; each request comes with a mark."""
    found, chosen = Load(), selectors.DefaultSelector()
    everybody = [_Client(port) for _one in range(clients)]
    for client in everybody:
        chosen.register(client.line, selectors.EVENT_READ, client)
        client.send(*make())
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        for key, _events in chosen.select(timeout=0.5):
            client = key.data
            status = client.receive()
            if status is None:
                continue
            _note(found, client, status)
            if status == "broken":
                chosen.unregister(client.line)
            else:
                client.send(*make())
    found.seconds = time.perf_counter() - start
    for client in everybody:
        client.line.close()
    return found


def _note(found: Load, client: _Client, status: str) -> None:
    found.statuses[status] += 1
    found.times.append(time.perf_counter() - client.sent_at)
    if status == "200":
        found.acknowledged.append(client.mark)
