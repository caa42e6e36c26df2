"""Which edition of the program runs: another word for any other code, area or setting.

What is kept on the disk under it is found again only by the very same program. Files are told apart
by what nobody sets by hand: an installer may give them all the same day, but not the same moment of
change. Where a file was changed after this process began to load them, nobody can say what it runs.
"""

import hashlib
import os
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import flask

from feedback.areas import Area
from feedback.began import BEGAN
from feedback.config import Config
from translations import ledger

# The clock of a file system lags behind by a few thousandths of a second.
LAG = 0.1
OURS = Path(__file__).parents[1]
PACKAGES = ("analysis", "feedback", "forms", "translations")
# Python's own; and catalogues, and who checked them: a page is kept under the state of its own.
NOT_OF_THE_PROGRAM = frozenset({"__pycache__", "LC_MESSAGES", "node_modules", ledger.FILE})


class ChangedMeanwhileError(Exception):
    """A file of the program is younger than this process."""


def edition(config: Config, area: Area) -> str | None:
    """A word for this program with these settings; None where it changed as it was loaded."""
    try:
        files = _files(BEGAN - LAG)
    except ChangedMeanwhileError:
        return None
    # A setting that is secret is not told, and none of those shows on a page.
    said = f"{sys.version}\n{zlib.ZLIB_RUNTIME_VERSION}\n{config!r}\n{area!r}\n{files}"
    return hashlib.sha256(said.encode()).hexdigest()


@cache
def _files(since: float) -> str:
    libraries = Path(flask.__file__).parents[1].stat()
    places = "\n".join(line for name in PACKAGES for line in _looks_of(OURS / name, since))
    return f"{libraries.st_mtime_ns} {libraries.st_ctime_ns} {libraries.st_ino}\n{places}"


def _looks_of(folder: Path, since: float) -> Iterator[str]:
    """Each file with its size and moments; in one order."""
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.name in NOT_OF_THE_PROGRAM:
            continue
        if entry.is_dir():
            yield from _looks_of(Path(entry.path), since)
            continue
        found = entry.stat()
        if found.st_ctime > since:
            raise ChangedMeanwhileError(entry.path)
        moments = f"{found.st_mtime_ns} {found.st_ctime_ns}"
        yield f"{entry.path} {found.st_size} {moments} {found.st_ino}"
