"""Families' forms sent to a server by several clients at once, over connections that stay open."""

import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

LONGEST_HEAD = 65_536
PATIENCE = 30


@dataclass
class Posted:
    """What became of the forms of one batch."""

    thanked: int = 0
    refused: int = 0
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)

    @property
    def a_second(self) -> float:
        """Families thanked in a second."""
        return self.thanked / self.seconds


def post(port: int, forms: Sequence[bytes], *, clients: int) -> Posted:
    """Send every form once, from so many clients at a time; each is a whole request."""
    found, lock = Posted(), threading.Lock()
    shares = [forms[number::clients] for number in range(clients)]

    def send(share: Sequence[bytes]) -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            waits, statuses = [], []
            for form in share:
                start = time.perf_counter()
                line.sendall(form)
                statuses.append(_status(line))
                waits.append(time.perf_counter() - start)
        with lock:
            found.thanked += statuses.count(200)
            found.refused += len(statuses) - statuses.count(200)
            found.waits += waits

    threads = [threading.Thread(target=send, args=(share,)) for share in shares]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found.seconds = time.perf_counter() - start
    return found


def _status(line: socket.socket) -> int:
    """The status of one answer, whose body is read to its end."""
    said = b""
    while b"\r\n\r\n" not in said:
        said += _more(line)
    head, _gap, body = said.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    [length] = [int(one.split(b":")[1]) for one in lines if one.startswith(b"content-length:")]
    left = length - len(body)
    while left > 0:
        left -= len(_more(line))
    return int(head.split(b" ", 2)[1])


def _more(line: socket.socket) -> bytes:
    found = line.recv(LONGEST_HEAD)
    if not found:
        raise ConnectionError("the server closed the line in the middle of an answer")
    return found
