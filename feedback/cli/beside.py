"""The processes beside the server, so that no server worker loads a reader or a solver."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

READING = ("read-comments", "--watch", "5")
RELEASING = ("releases", "make", "--watch", "3600")
# Once a day would do; a machine that sleeps at that hour must not skip a day.
ERASING = ("erase-due", "--watch", "21600")
EXPORTING = ("export", "packs", "--watch", "3")
# -P: a folder named forms where the command was typed must not stand in for ours.
HEARD = (sys.executable, "-P", "-c", "from feedback.cli import main; main()")
SECONDS_BEFORE_A_NEW_START = 5
SECONDS_TO_STOP = 5


class BesideProcess:
    """A `heard` command that keeps looking, started again should it ever end by itself."""

    def __init__(self, *command: str) -> None:
        """Not started yet."""
        self._command = command
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._guard = threading.Thread(target=self._keep_running, daemon=True)

    def start(self) -> None:
        """Start it, and watch over it."""
        self._process = _begin(self._command)
        self._guard.start()

    def stop(self) -> None:
        """Stop it; a batch it is in the middle of is read again another time."""
        self._stopping.set()
        self._guard.join(SECONDS_TO_STOP)

    def _keep_running(self) -> None:
        while not self._stopping.wait(0.2):
            if self._process is not None and self._process.poll() is not None:
                if self._stopping.wait(SECONDS_BEFORE_A_NEW_START):
                    break
                self._process = _begin(self._command)
        self._end()

    def _end(self) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(SECONDS_TO_STOP - 1)
        except subprocess.TimeoutExpired:
            self._process.kill()


def keep_looking(look: Callable[[], None], *, seconds: float, beside: int | None) -> None:
    """What such a command does: look again and again, until it is told to stop or left alone."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    logging.basicConfig(format="heard: %(message)s")
    os.nice(10)  # Families' pages come first.
    while beside is None or os.getppid() == beside:
        look()
        time.sleep(seconds)


def _stop(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def _begin(wanted: tuple[str, ...]) -> subprocess.Popen[bytes]:
    # --beside: should we be killed, it notices and ends too.
    command = [*HEARD, *wanted, "--beside", str(os.getpid())]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 -- our own words
