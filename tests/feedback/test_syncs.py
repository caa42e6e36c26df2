"""A family is thanked when its answers are on the disk: one sync for each, and none to look."""

from __future__ import annotations

import pytest

from benchmarks.measuring import installation, syncs
from feedback import create_app
from feedback.config import Config
from tests.feedback.asking import open_collection

# Two syncs of the database for the first kind of request, and none for the second.
TRACE = """
7 fsync(3</d/gets-begin>) = 0
7 fdatasync(5</d/heard.sqlite3-wal>) = 0
9 fdatasync(5</d/heard.sqlite3-wal>) = 0
7 fsync(3</d/posts-begin>) = 0
7 fsync(3</d/over>) = 0
"""


@pytest.mark.skipif(not syncs.is_allowed(), reason="no process may be traced on this machine")
def test_a_familys_answers_are_synced_once_and_its_page_never(config: Config) -> None:
    open_collection(create_app(config), installation.CODE)

    found = syncs.counted(config.data_dir)

    assert (found.gets, found.posts) == (0, 1)


def test_a_sync_too_many_would_be_counted() -> None:
    found = syncs.read(TRACE)

    assert (found.gets, found.posts) == (2 / syncs.TIMES, 0)
