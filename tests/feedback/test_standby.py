"""A copy of the database that has fallen behind is not shown to anybody."""

import pytest
from sqlalchemy.exc import OperationalError

from feedback.standby import MOST_SECONDS_BEHIND, SECONDS_BETWEEN_LOOKS, Standby


class Pair:
    """Two databases as far as their logs reach, and the time."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.written: int | None = 100
        self.taken_in: int | None = 100
        self.looks = 0
        self.standby = Standby(self._of_first, self._of_copy, lambda: self.now)

    def _of_first(self) -> int:
        self.looks += 1
        if self.written is None:
            raise OperationalError("SELECT", {}, Exception("away"))
        return self.written

    def _of_copy(self) -> int | None:
        if self.taken_in == -1:
            raise OperationalError("SELECT", {}, Exception("away"))
        return self.taken_in

    def after(self, seconds: float) -> bool:
        """Whether the copy is shown when so much time has gone by, looked at all the while."""
        end = self.now + seconds
        while self.now < end:
            self.now = min(end, self.now + SECONDS_BETWEEN_LOOKS)
            found = self.standby.is_near()
        return found


@pytest.fixture
def pair() -> Pair:
    return Pair()


def test_a_copy_that_holds_all_is_shown_however_long_nothing_happens(pair: Pair) -> None:
    assert pair.standby.is_near()
    assert pair.after(24 * 3600)


def test_a_copy_that_is_a_few_seconds_behind_is_shown(pair: Pair) -> None:
    assert pair.standby.is_near()
    pair.written = 200

    assert pair.after(MOST_SECONDS_BEHIND)


def test_a_copy_that_takes_in_nothing_more_is_left_after_a_minute(pair: Pair) -> None:
    assert pair.standby.is_near()
    pair.written = 200

    assert not pair.after(MOST_SECONDS_BEHIND + 2 * SECONDS_BETWEEN_LOOKS)

    pair.taken_in = 200
    assert pair.after(SECONDS_BETWEEN_LOOKS)


def test_a_copy_that_was_behind_before_we_began_is_not_shown(pair: Pair) -> None:
    pair.written = 200

    assert not pair.standby.is_near()


def test_a_copy_that_was_promoted_is_shown(pair: Pair) -> None:
    pair.written, pair.taken_in = 200, None

    assert pair.standby.is_near()


def test_the_first_is_read_while_the_copy_is_away(pair: Pair) -> None:
    pair.taken_in = -1

    assert not pair.standby.is_near()


def test_while_the_first_is_away_a_copy_that_was_near_is_shown_and_a_late_one_is_not(
    pair: Pair,
) -> None:
    assert pair.standby.is_near()
    pair.written = None
    assert pair.after(600)

    late = Pair()
    late.written = 200
    assert not late.standby.is_near()
    late.written = None
    assert not late.after(600)


def test_the_two_are_asked_every_few_seconds_however_many_pages_are_opened(pair: Pair) -> None:
    for _page in range(50):
        pair.standby.is_near()

    assert pair.looks == 1
