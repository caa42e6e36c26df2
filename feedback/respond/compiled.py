"""A family's page as bytes: compressed once, with each visitor's stamp spliced in between.

The two halves are one deflate stream cut at a byte boundary; the stamp goes in as a stored
(uncompressed) block, and only the checksum is worked out per request.
"""

import gzip
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from feedback.respond.nonce import LENGTH

# Bytes that UTF-8 text never holds: the compressor cannot point back into the stamp's place.
_HOLE = b"\xff" * LENGTH
_WINDOW = 32768
_ZEROS = memoryview(bytes(262_144))
_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
MARK = "@@stamp@@"
# With its headers, no page of a family is larger than 10,000 bytes.
MOST_BYTES = 9_200


@dataclass(frozen=True)
class CompiledPage:
    """One page, ready to send; kept packed alone, for nearly every browser takes it so."""

    packed_head: bytes
    packed_tail: bytes
    head_size: int
    tail_size: int
    head_checksum: int
    # What the second half adds to the checksum of all that stands before it.
    tail_checksum: int

    @property
    def size(self) -> int:
        """How many bytes go to a phone, without headers."""
        return len(self.gzipped("0" * LENGTH))

    def plain(self, stamp: str) -> bytes:
        """The page for a browser that takes no compression."""
        return gzip.decompress(self.gzipped(stamp))

    def gzipped(self, stamp: str) -> bytes:
        """The page as one gzip member."""
        hole = stamp.encode()
        if len(hole) != LENGTH:
            raise ValueError("a stamp of another length would break the compressed page")
        stored = b"\x00" + struct.pack("<HH", LENGTH, LENGTH ^ 0xFFFF) + hole
        before = zlib.crc32(hole, self.head_checksum)
        checksum = _after_zeros(self.tail_size, before) ^ self.tail_checksum
        size = self.head_size + LENGTH + self.tail_size
        return b"".join(
            (
                _GZIP_HEADER,
                self.packed_head,
                stored,
                self.packed_tail,
                struct.pack("<II", checksum, size & 0xFFFFFFFF),
            )
        )


def _after_zeros(size: int, checksum: int = 0) -> int:
    """A checksum once so many zeros have followed.

    Checksums are linear: that of any other second half differs from it by the same whatever stands
    before, so the second half itself need not be at hand to find the checksum of the whole.
    """
    return zlib.crc32(_ZEROS[:size] if size <= len(_ZEROS) else bytes(size), checksum)


def compile_page(html: str) -> CompiledPage:
    """Compress a page that holds MARK exactly once, where the stamp goes."""
    head_text, found, tail_text = html.partition(MARK)
    if not found or MARK in tail_text:
        raise ValueError("a compiled page holds exactly one place for the stamp")
    head, tail = head_text.encode(), tail_text.encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    packed_head = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    # The second half may point back into the first: the reader's window still holds it.
    window = (head + _HOLE)[-_WINDOW:]
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, window)
    packed_tail = packer.compress(tail) + packer.flush(zlib.Z_FINISH)
    return CompiledPage(
        packed_head=packed_head,
        packed_tail=packed_tail,
        head_size=len(head),
        tail_size=len(tail),
        head_checksum=zlib.crc32(head),
        tail_checksum=zlib.crc32(tail) ^ _after_zeros(len(tail)),
    )


def compile_with_as_much_as_fits(render: Callable[[int], str], extras: int) -> CompiledPage:
    """The page with as many of its extras as keep it small; without any, however large it is."""
    page = compile_page(render(extras))
    while extras and page.size > MOST_BYTES:
        extras -= 1
        page = compile_page(render(extras))
    return page
