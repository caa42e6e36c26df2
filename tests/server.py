"""The real thing: `heard` in a process of its own, serving on a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# How long nobody should have to wait for a server that neither answers nor stops: a machine on
# which much else runs may need minutes to make the sample data.
SECONDS_TO_GIVE_UP = 300
SECONDS_TO_STOP = 20
HEARD = Path(sys.executable).with_name("heard")


@dataclass(frozen=True)
class Server:
    """A running server: where it is, and what it wrote to the terminal."""

    url: str
    data_dir: Path
    log: Path

    def output(self) -> str:
        """Everything it has printed so far."""
        return self.log.read_text("utf-8")


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


@contextmanager
def running_server(data_dir: Path, *arguments: str, **settings: str) -> Iterator[Server]:
    """Serve from this data folder as long as the block lasts; `heard run` unless told otherwise."""
    data_dir.mkdir(parents=True, exist_ok=True)
    port = free_port()
    server = Server(f"http://127.0.0.1:{port}", data_dir, data_dir / "server.log")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEARD_")}
    environment = {
        **kept,
        "PORT": str(port),
        "HEARD_DATA_DIR": str(data_dir),
        "PYTHONUNBUFFERED": "1",
        **settings,
    }
    with server.log.open("wb") as log:
        process = subprocess.Popen(
            [HEARD, *(arguments or ("run",))],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            # Its workers end with it, and nothing else does.
            start_new_session=True,
        )
    try:
        _wait_until_it_answers(server, process)
        yield server
    finally:
        _stop(process)


def _wait_until_it_answers(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_GIVE_UP
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server stopped:\n{server.output()}"
        try:
            with urllib.request.urlopen(f"{server.url}/healthz", timeout=2):  # noqa: S310 -- ours
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"no answer after {SECONDS_TO_GIVE_UP} seconds:\n{server.output()}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
