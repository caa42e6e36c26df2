"""Writers wait in line, and no longer than they may; no line, or a kill in it, stops nobody."""

from __future__ import annotations

import fcntl
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from feedback import database, writing_turns
from feedback.database import Database, create_engine_for
from feedback.writing_turns import NoTurnError, WritingTurns

PATIENCE, NOT_LONG = 30.0, 0.02
HOLD = """
import sys, time
from pathlib import Path
from feedback.writing_turns import WritingTurns
with WritingTurns(Path(sys.argv[1])).taken(5):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def lock_file(tmp_path: Path) -> Path:
    return tmp_path / "heard.sqlite3-turn"


def is_refused(turns: WritingTurns, seconds: float = NOT_LONG) -> bool:
    """Whether the turn does not come in time."""
    try:
        with turns.taken(seconds):
            return False
    except NoTurnError:
        return True


def test_one_writes_at_a_time_and_the_next_follows(lock_file: Path) -> None:
    ours, theirs = WritingTurns(lock_file), WritingTurns(lock_file)
    came = threading.Event()

    def come() -> None:
        with theirs.taken(PATIENCE):
            came.set()

    with ours.taken(PATIENCE):
        other = threading.Thread(target=come)
        other.start()
        assert not came.wait(NOT_LONG)
    assert came.wait(PATIENCE)
    other.join()


def test_whoever_waits_too_long_is_told_and_leaves_nothing_behind(lock_file: Path) -> None:
    ours, theirs = WritingTurns(lock_file), WritingTurns(lock_file)
    before = set(threading.enumerate())
    with ours.taken(PATIENCE):
        assert [is_refused(theirs) for _time in range(3)] == [True] * 3
        # However many gave up, one waits for whoever comes next.
        assert len(set(threading.enumerate()) - before) == 1

    assert not is_refused(theirs, PATIENCE)
    assert not is_refused(ours, PATIENCE)


def test_a_turn_that_comes_when_nobody_wants_it_any_more_goes_to_the_next(lock_file: Path) -> None:
    ours, theirs = WritingTurns(lock_file), WritingTurns(lock_file)
    with ours.taken(PATIENCE):
        assert is_refused(theirs)
    for one in threading.enumerate():
        if one.name == "writing-turn":
            one.join(PATIENCE)

    assert not is_refused(ours, PATIENCE)
    assert not is_refused(theirs, PATIENCE)


def test_threads_of_one_process_wait_no_longer_either(lock_file: Path) -> None:
    turns = WritingTurns(lock_file)

    with turns.taken(PATIENCE):
        assert is_refused(turns)
    assert not is_refused(turns)


def test_a_process_that_is_killed_gives_its_turn_back(lock_file: Path) -> None:
    turns = WritingTurns(lock_file)
    command = [sys.executable, "-c", HOLD, str(lock_file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert is_refused(turns)
        holder.send_signal(signal.SIGKILL)

        assert not is_refused(turns, PATIENCE)


def test_without_a_lock_file_the_threads_still_take_turns(tmp_path: Path) -> None:
    for turns in (WritingTurns(None), WritingTurns(tmp_path / "nowhere" / "turn")):
        with turns.taken(NOT_LONG):
            assert is_refused(turns)


def test_a_folder_that_knows_no_locks_keeps_nobody_from_writing(
    lock_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def knows_none(_descriptor: int, _how: int) -> None:
        raise OSError("No locks available")

    monkeypatch.setattr(fcntl, "flock", knows_none)

    with ExitStack() as both:
        for turns in (WritingTurns(lock_file), WritingTurns(lock_file)):
            both.enter_context(turns.taken(NOT_LONG))


def test_a_line_that_let_everybody_through_would_be_seen(
    lock_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing_turns, "_is_locked_at_once", lambda _descriptor: True)
    ours, theirs = WritingTurns(lock_file), WritingTurns(lock_file)

    with ours.taken(PATIENCE):
        assert not is_refused(theirs)


def test_a_database_whose_turn_does_not_come_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "SECONDS_TO_WAIT_FOR_A_LOCK", NOT_LONG)
    ours, theirs = (Database(create_engine_for(f"sqlite:///{tmp_path / 'x'}")) for _one in "12")

    with (
        ours.transaction(),
        pytest.raises(OperationalError, match="BEGIN IMMEDIATE"),
        theirs.transaction(),
    ):
        pass
    with theirs.transaction():
        pass
