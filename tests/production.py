"""`heard run` as in production, in a process group of its own."""

import http.client
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tests.server import HEARD, free_port

PATIENCE = 60
KEY = "0123456789abcdef0123456789abcdef"
HOST = "heard.example"


@contextmanager
def serving(
    data_dir: Path, *, command: Sequence[str | Path] = (HEARD, "run"), **special: str
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """`heard run` as in production, in a process group of its own; killed at the end."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEARD_")}
    settings = {
        "HEARD_ENVIRONMENT": "production",
        "HEARD_SECRET_KEY": KEY,
        "HEARD_BASE_URL": f"https://{HOST}",
        "HEARD_DATA_DIR": str(data_dir),
        "PORT": str(port),
    }
    with (data_dir.parent / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [*command],
            env={**kept, **settings, **special},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(port, process)
        yield port, process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server stopped"
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        with closing(line), suppress(OSError, http.client.HTTPException):
            line.request("GET", "/healthz", headers={"Host": HOST})
            if line.getresponse().status == 200:
                return
        time.sleep(0.05)
    raise AssertionError(f"no answer after {PATIENCE} seconds")
