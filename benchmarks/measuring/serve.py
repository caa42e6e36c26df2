"""Another app under the very server that serves ours: python -m benchmarks.measuring.serve TARGET.

PORT and WORKERS say where and how many. What TARGET's module imports is imported before the
workers begin, as `heard run` does with ours.
"""

import http.client
import importlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tests.production import HOST
from tests.server import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


@contextmanager
def serving(
    target: str, path: str, *, workers: int, **settings: str
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The app that TARGET makes, on a free port, once it answers at a path."""
    port = free_port()
    special = {"PORT": str(port), "WORKERS": str(workers), **settings}
    process = subprocess.Popen(  # noqa: S603 -- this very file
        [sys.executable, "-m", __name__, target],
        cwd=ROOT,
        env={**os.environ, **special},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(port, path, process)
        yield port, process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def visit(port: int, path: str) -> int:
    """Ask once; the status."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with closing(line):
        line.request("GET", path, headers={"Host": HOST})
        answer = line.getresponse()
        answer.read()
        return answer.status


def _wait(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            if visit(port, path) == 200:
                return
        time.sleep(0.05)
    raise RuntimeError(f"{path} was not answered")


def main() -> None:
    """Serve until told to stop."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    from feedback.cli.running import threads_of_each

    target, workers = sys.argv[1], int(os.environ["WORKERS"])
    importlib.import_module(target.partition(":")[0])
    Server(
        target,
        factory=True,
        address="127.0.0.1",
        port=int(os.environ["PORT"]),
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads_of_each(workers),
        log_level=LogLevels.warning,
        log_access=False,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    main()
