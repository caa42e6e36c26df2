"""G5: phones that stop in the middle of a request must not keep anybody else waiting."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from benchmarks.bars import Bar, Measured
from benchmarks.measuring import installation, requests, rounds
from tests.production import serving as production

ROUNDS, VISITS = 3, 40
FEW, MANY = 20, 200
PATIENCE = 15.0
PATH = f"/S/{installation.CODE}"


def _visit_ms(port: int) -> float:
    """One page on a connection of its own, as a phone that has just scanned a code."""
    asked = requests.as_sent("GET", PATH).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    start = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as line:
        line.sendall(asked)
        came = b""
        while piece := line.recv(65536):
            came += piece
    if not came.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"a visit was answered {came[:100]!r}")
    return (time.perf_counter() - start) * 1000


@contextmanager
def _stalled(port: int, *, in_headers: int = 0, in_form: int = 0) -> Iterator[None]:
    """So many phones stop in the middle of their headers, and so many in the middle of a form."""
    page = requests.as_sent("GET", PATH)
    form = requests.as_sent("POST", PATH, requests.form_with(requests.new_stamp()))
    lines = []
    for piece in [page[: len(page) // 2]] * in_headers + [form[:-50]] * in_form:
        line = socket.create_connection(("127.0.0.1", port), PATIENCE)
        line.sendall(piece)
        lines.append(line)
    try:
        # The server has to have met them.
        time.sleep(0.3)
        yield
    finally:
        for line in lines:
            line.close()


@cache
def waits() -> dict[str, list[float]]:
    """The median visit of every round: alone, beside a few stalled phones, beside many."""

    def visits(port: int, **phones: int) -> float:
        with _stalled(port, **phones):
            return rounds.middle([_visit_ms(port) for _one in range(VISITS)])

    with installation.folder() as place:
        data_dir = place / "data"
        data_dir.mkdir()
        installation.prepared(data_dir)
        with production(data_dir, HEARD_WORKERS="1") as (port, _process):
            return rounds.interleaved(
                {
                    "idle": lambda: visits(port),
                    "few": lambda: visits(port, in_headers=FEW // 2, in_form=FEW // 2),
                    "many": lambda: visits(port, in_form=MANY),
                },
                rounds=ROUNDS,
            )


def _beside(name: str) -> Measured:
    found = waits()
    words = f"{rounds.middle(found[name]):.1f} ms; idle {rounds.middle(found['idle']):.1f} ms"
    one = "`heard run` with one worker, as `make run` starts it"
    return Measured(rounds.ratio(found, name, "idle"), f"{words}; {one}")


def beside_few() -> Measured:
    """G5 with 20."""
    return _beside("few")


def beside_many() -> Measured:
    """G5 with 200."""
    return _beside("many")


BARS = (
    Bar(
        "G5",
        f"A visit while {FEW} phones are stalled, half of them in their forms",
        "× idle",
        10,
        3,
        beside_few,
    ),
    Bar(
        "G5 many",
        f"A visit while {MANY} phones are stalled in a form",
        "× idle",
        10,
        3,
        beside_many,
    ),
)
