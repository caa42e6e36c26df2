"""Whose turn it is to write to an SQLite file, among all threads and processes of this machine.

SQLite lets nobody queue: whoever finds it busy asks again, ever more seldom, and those who have
just come get in before those who have waited longest. Here they wait for a lock file instead, and
the kernel wakes them. Only the order hangs on this: what keeps two writers apart is still SQLite's
own lock, so where there can be no lock file (a network folder) all goes on without. Decision 0051.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class NoTurnError(Exception):
    """Others wrote for as long as anybody may wait."""


class WritingTurns:
    """The turns of one process; one that is killed gives its turn back."""

    def __init__(self, lock_file: Path | None) -> None:
        """Open nothing yet; without a lock file only the threads of this process take turns."""
        self._lock_file = lock_file
        self._among_threads = threading.Lock()
        self._given_up: _Wait | None = None

    @contextmanager
    def taken(self, seconds: float) -> Iterator[None]:
        """Hold the turn; NoTurnError when it does not come in time."""
        deadline = time.monotonic() + seconds
        if not self._among_threads.acquire(timeout=seconds):
            raise NoTurnError
        try:
            descriptor = self._among_processes(deadline)
            try:
                yield
            finally:
                if descriptor is not None:
                    os.close(descriptor)
        finally:
            self._among_threads.release()

    def _among_processes(self, deadline: float) -> int | None:
        """A descriptor that has the lock until it is closed; None where there can be none."""
        wait, self._given_up = self._given_up, None
        if wait is None or not wait.is_taken_up_again():
            descriptor = _opened(self._lock_file)
            if descriptor is None or _is_locked_at_once(descriptor):
                return descriptor
            wait = _Wait(descriptor)
        if wait.is_over_by(deadline):
            return wait.descriptor
        # Whoever comes next goes on with it: one thread of a process waits, never many.
        self._given_up = wait
        raise NoTurnError


def _opened(lock_file: Path | None) -> int | None:
    if lock_file is None:
        return None
    with suppress(OSError):
        return os.open(lock_file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    return None


def _is_locked_at_once(descriptor: int) -> bool:
    """Whether nobody has the lock, or there are no locks here: then it is as good as locked."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


class _Wait:
    """A wait for the lock, which the kernel would not end in time: in a thread that may be left."""

    def __init__(self, descriptor: int) -> None:
        """Begin to wait."""
        self.descriptor = descriptor
        self._state = threading.Lock()
        self._is_wanted, self._is_over = True, False
        self._thread = threading.Thread(target=self._stand, daemon=True, name="writing-turn")
        self._thread.start()

    def _stand(self) -> None:
        with suppress(OSError):
            fcntl.flock(self.descriptor, fcntl.LOCK_EX)
        with self._state:
            self._is_over = True
            if not self._is_wanted:
                os.close(self.descriptor)

    def is_over_by(self, deadline: float) -> bool:
        """Whether the lock is ours by then; nobody wants it any more when it is not."""
        self._thread.join(max(0.0, deadline - time.monotonic()))
        with self._state:
            self._is_wanted = self._is_over
            return self._is_over

    def is_taken_up_again(self) -> bool:
        """Want it once more; False when it came meanwhile, to nobody, and was given back."""
        with self._state:
            self._is_wanted = not self._is_over
            return self._is_wanted
