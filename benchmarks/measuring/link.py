"""A slow line in front of a server, in a process of our own: what a phone with one bar has.

Bytes towards the phone leave one after another at the rate of the line, and arrive half a round
trip later; those from the phone take half a round trip too. Before its first byte a connection
pays the round trips that a name, TCP and TLS 1.3 take on the real network, and the server may have
only so much on its way: ten packets, and as much again for each that is acknowledged, as TCP
begins. No packet is lost, and nothing is encrypted: only the waiting is real.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

PACKET = 1460
FIRST_WINDOW = 10 * PACKET
NAME, TCP, TLS = 1, 1, 1


@dataclass(frozen=True)
class Line:
    """How fast a line is."""

    bits_a_second: int
    round_trip: float

    @property
    def set_up(self) -> float:
        """Seconds before the first byte can be sent."""
        return (NAME + TCP + TLS) * self.round_trip


ONE_BAR = Line(bits_a_second=400_000, round_trip=0.4)


class _Downwards:
    """The way to the phone: the line's own rate, and the window of one connection."""

    def __init__(self, line: Line, phone: asyncio.StreamWriter) -> None:
        self._line, self._phone = line, phone
        self._window, self._on_its_way = FIRST_WINDOW, 0
        self._free_at = 0.0
        self._may_send = asyncio.Event()

    async def send(self, piece: bytes) -> None:
        """Send a packet once there is room for it."""
        while self._on_its_way + len(piece) > self._window:
            self._may_send.clear()
            await self._may_send.wait()
        now = asyncio.get_running_loop().time()
        self._on_its_way += len(piece)
        self._free_at = max(now, self._free_at) + len(piece) * 8 / self._line.bits_a_second
        arrives = self._free_at - now + self._line.round_trip / 2
        asyncio.get_running_loop().call_later(arrives, self._arrive, piece)

    def _arrive(self, piece: bytes) -> None:
        if not self._phone.is_closing():
            self._phone.write(piece)
        back = self._line.round_trip / 2
        asyncio.get_running_loop().call_later(back, self._acknowledged, len(piece))

    def _acknowledged(self, size: int) -> None:
        self._on_its_way -= size
        self._window += size
        self._may_send.set()


async def _down(server: asyncio.StreamReader, down: _Downwards) -> None:
    while piece := await server.read(PACKET):
        await down.send(piece)


async def _up(phone: asyncio.StreamReader, server: asyncio.StreamWriter, line: Line) -> None:
    wait = line.set_up + line.round_trip / 2
    while piece := await phone.read(65536):
        await asyncio.sleep(wait)
        server.write(piece)
        wait = line.round_trip / 2
    server.close()


@contextmanager
def slow(port: int, line: Line = ONE_BAR) -> Iterator[int]:
    """A port that leads to another one over a slow line."""
    ready, opened = threading.Event(), []

    async def connected(phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        server, to_server = await asyncio.open_connection("127.0.0.1", port)
        # A phone that is still asking when all is over is no fault that anybody has to read of.
        with suppress(ConnectionError, asyncio.CancelledError):
            await asyncio.gather(
                _up(phone, to_server, line), _down(server, _Downwards(line, to_phone))
            )

    async def serve() -> None:
        over = asyncio.Event()
        server = await asyncio.start_server(connected, "127.0.0.1", 0)
        opened.extend((server.sockets[0].getsockname()[1], asyncio.get_running_loop(), over))
        ready.set()
        await over.wait()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    ready.wait()
    own_port, loop, over = opened
    try:
        yield own_port
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(5)
