"""Opus in Ogg: pages one after another, each with its own checksum (RFC 3533, RFC 7845)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from feedback.speak.formats.refusal import NotSoundError

CONTENT_TYPE = "audio/ogg"
_HEADER = struct.Struct("<4sBBqIIIB")
_CHECKSUM_AT = 22
_FIRST = 0x02
# No vendor, no comments; whatever follows is padding, as its first byte is nought.
_NO_TAGS = b"OpusTags" + bytes(8)


def _table() -> tuple[int, ...]:
    values = []
    for byte in range(256):
        value = byte << 24
        for _bit in range(8):
            value = ((value << 1) ^ 0x04C11DB7) if value & 0x80000000 else value << 1
        values.append(value & 0xFFFFFFFF)
    return tuple(values)


_TABLE = _table()


@dataclass(frozen=True)
class _Page:
    start: int
    body: int
    end: int
    is_first: bool
    stream: int
    ends_a_packet: bool


def looks_like(data: bytes) -> bool:
    """Whether it begins as every Ogg file does."""
    return data.startswith(b"OggS")


def cleaned(data: bytes) -> bytes:
    """The file with its comments emptied; every page keeps its place and its length."""
    pages = list(_pages(data))
    if len(pages) < 3 or not data.startswith(b"OpusHead", pages[0].body):
        raise NotSoundError
    tags = pages[1]
    if not data.startswith(b"OpusTags", tags.body) or tags.end - tags.body < len(_NO_TAGS):
        raise NotSoundError
    # One stream only: another could hold a film or a text.
    if len({page.stream for page in pages}) > 1 or sum(page.is_first for page in pages) > 1:
        raise NotSoundError
    kept = bytearray(data)
    for page in _pages_of_tags(pages):
        kept[page.body : page.end] = bytes(page.end - page.body)
    kept[tags.body : tags.body + len(_NO_TAGS)] = _NO_TAGS
    for page in _pages_of_tags(pages):
        _seal(kept, page)
    return bytes(kept)


def _pages(data: bytes) -> Iterator[_Page]:
    at = 0
    while at < len(data):
        page = _page(data, at)
        yield page
        at = page.end


def _page(data: bytes, at: int) -> _Page:
    try:
        capture, version, flags, _position, stream, _number, checksum, segments = (
            _HEADER.unpack_from(data, at)
        )
    except struct.error:
        raise NotSoundError from None
    lengths = data[at + _HEADER.size : at + _HEADER.size + segments]
    body = at + _HEADER.size + segments
    end = body + sum(lengths)
    if capture != b"OggS" or version or not lengths or end > len(data):
        raise NotSoundError
    if _checksum(data[at:end]) != checksum:
        raise NotSoundError
    return _Page(at, body, end, bool(flags & _FIRST), stream, lengths[-1] < 255)


def _pages_of_tags(pages: list[_Page]) -> Iterator[_Page]:
    """The comments begin on the second page, and sound begins on a page of its own."""
    for page in pages[1:]:
        yield page
        if page.ends_a_packet:
            return


def _checksum(page: bytes | bytearray) -> int:
    value = 0
    blank = range(_CHECKSUM_AT, _CHECKSUM_AT + 4)
    for place, byte in enumerate(page):
        known = 0 if place in blank else byte
        value = ((value << 8) & 0xFFFFFFFF) ^ _TABLE[(value >> 24) ^ known]
    return value


def _seal(data: bytearray, page: _Page) -> None:
    checksum = _checksum(data[page.start : page.end])
    struct.pack_into("<I", data, page.start + _CHECKSUM_AT, checksum)
