"""How often a family's page and a family's answers make the disk sync, counted by strace.

    python -m benchmarks.measuring.syncs DATA_DIR

answers in a process of its own; between its two kinds of request it syncs a file named after the
kind, and so says in the trace where it is.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

TIMES = 5
GETS, POSTS, OVER = "gets-begin", "posts-begin", "over"
SYNC = re.compile(r"f(?:data)?sync\(\d+<([^>]*)>\)")
ROOT = Path(__file__).resolve().parents[2]


class NoStraceError(Exception):
    """Strace is missing, or may not look at a process here."""


@dataclass(frozen=True)
class Counted:
    """Syncs of one request of each kind."""

    gets: float
    posts: float
    of: int = TIMES


def is_allowed() -> bool:
    """Whether a process may be traced here: some containers forbid it to everybody.

    Without strace nothing forbids it: whoever counts is told that it is missing.
    """
    strace = shutil.which("strace")
    if strace is None:
        return True
    command = [strace, "-f", "-qq", "-e", "trace=fsync", "-o", os.devnull, sys.executable, "-V"]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 -- strace
    return done.returncode == 0


def counted(data_dir: Path) -> Counted:
    """Syncs of one GET and of one POST, in an installation that was prepared before."""
    strace = shutil.which("strace")
    if strace is None:
        raise NoStraceError("strace is missing; `make bench` installs it")
    trace = data_dir / "trace"
    command = [strace, "-f", "-y", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(trace)]
    program = [sys.executable, "-m", __name__, str(data_dir)]
    done = subprocess.run(  # noqa: S603 -- strace, and this very file
        [*command, *program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoStraceError(f"the traced process failed: {done.stderr[-2000:]}")
    return read(trace.read_text("utf-8"))


def read(trace: str) -> Counted:
    """What a trace says, between its marks."""
    synced = [Path(path).name for path in SYNC.findall(trace)]
    gets, posts, over = (synced.index(mark) for mark in (GETS, POSTS, OVER))
    return Counted(gets=(posts - gets - 1) / TIMES, posts=(over - posts - 1) / TIMES)


def _mark(data_dir: Path, name: str) -> None:
    with (data_dir / name).open("wb") as file:
        os.fsync(file.fileno())


def _answer(data_dir: Path) -> None:
    from benchmarks.measuring import installation, requests
    from feedback import create_app
    from feedback.config import Config

    app = create_app(Config.from_environment(installation.settings(data_dir)))
    path = f"/S/{installation.CODE}"

    def get() -> None:
        requests.must_be("200", requests.ask(app, requests.get_environ(path)))

    def post() -> None:
        environ = next(requests.posts(path, 1))
        requests.must_be("200", requests.ask(app, environ))

    # The first of each opens files and makes pages.
    get()
    post()
    for name, act in ((GETS, get), (POSTS, post)):
        _mark(data_dir, name)
        for _one in range(TIMES):
            act()
    _mark(data_dir, OVER)


if __name__ == "__main__":
    _answer(Path(sys.argv[1]))
