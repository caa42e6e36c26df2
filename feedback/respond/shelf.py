"""Families' pages on the disk: after a restart a worker reads the page that an earlier one made.

A page is found under all that it shows and the edition of the program that made it, so a file is
never looked at once either is another. Nothing of a family is in it, and no stamp. Where the folder
cannot be read or written, pages are made as if there were none.
"""

import hashlib
import logging
import os
import struct
import zlib
from collections.abc import Hashable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from feedback.areas import Area
from feedback.config import Config
from feedback.edition import edition
from feedback.respond.compiled import CompiledPage

logger = logging.getLogger(__name__)

FOLDER = "pages"
# Twelve languages and two versions of some forty occasions; 10 kB each.
MOST_FILES, MOST_BYTES = 1000, 65_536
# Of all that follows it; then the numbers of a page, its packed halves behind them.
_CHECKSUM, _BEGINNING = struct.Struct("<I"), struct.Struct("<IIIIII")


class Shelf:
    """A folder of pages, shared by all workers."""

    def __init__(self, folder: Path, edition: str, *, is_written: bool = True) -> None:
        """Pages of this edition of the program alone."""
        self._folder = folder
        self._edition = edition
        self._is_written = is_written

    def get(self, key: Hashable) -> CompiledPage | None:
        """The page that was kept under this; None where there is none, or it is damaged."""
        try:
            file = os.open(self._place(key), os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return None
        try:
            # With Python's own file a first look would take a third longer.
            found = os.read(file, MOST_BYTES)
        except OSError:
            return None
        finally:
            os.close(file)
        return _read(found)

    def put(self, key: Hashable, page: CompiledPage) -> None:
        """Keep it for the next worker that starts, whole or not at all."""
        if not self._is_written or page.size > MOST_BYTES // 2:
            return
        try:
            self._write(Path(self._place(key)), _written(page))
        except OSError as error:
            # Once is enough: pages are made and shown all the same.
            self._is_written = False
            logger.warning("Pages are not kept in %s (%s).", self._folder, type(error).__name__)

    def _place(self, key: Hashable) -> str:
        said = f"{self._edition}\n{key!r}".encode()
        return f"{self._folder}/{hashlib.sha256(said).hexdigest()}"

    def _write(self, place: Path, content: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self._folder) as apart:
            new = Path(apart) / place.name
            new.write_bytes(content)
            new.replace(place)
        # Where another worker takes out the same file at this moment, it sees to the rest.
        with suppress(FileNotFoundError):
            self._take_out_the_oldest()

    def _take_out_the_oldest(self) -> None:
        files = [one for one in os.scandir(self._folder) if one.is_file()]
        if len(files) > MOST_FILES:
            files.sort(key=lambda one: one.stat().st_mtime_ns)
        for one in files[:-MOST_FILES]:
            Path(one).unlink()


def shelf_for(config: Config, area: Area) -> Shelf | None:
    """Where this installation keeps pages; None where nobody can say which program runs."""
    named = edition(config, area)
    if named is None:
        return None
    return Shelf(config.data_dir / FOLDER, named, is_written=not config.is_read_only)


def _written(page: CompiledPage) -> bytes:
    content = page.packed_head + page.packed_tail
    numbers = (page.head_size, page.tail_size, page.head_checksum, page.tail_checksum)
    written = _BEGINNING.pack(len(page.packed_head), len(page.packed_tail), *numbers) + content
    return _CHECKSUM.pack(zlib.crc32(written)) + written


def _read(found: bytes) -> CompiledPage | None:
    begin = _CHECKSUM.size + _BEGINNING.size
    # A machine that lost its power may leave a file of the right name and half its letters.
    if (
        len(found) < begin
        or _CHECKSUM.pack(zlib.crc32(found[_CHECKSUM.size :])) != found[: _CHECKSUM.size]
    ):
        return None
    in_head, in_tail, *numbers = _BEGINNING.unpack_from(found, _CHECKSUM.size)
    middle = begin + in_head
    return CompiledPage(found[begin:middle], found[middle : middle + in_tail], *numbers)
