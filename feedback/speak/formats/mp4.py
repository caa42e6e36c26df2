"""AAC in M4A, as phones record: boxes in boxes (ISO 14496-12). Only those that make sound stay."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from feedback.speak.formats.refusal import NotSoundError

CONTENT_TYPE = "audio/mp4"

# What may stand where. Anything else is emptied in its place, so that no offset changes: a phone
# writes there who recorded, with which device, and where.
KEPT: dict[bytes, frozenset[bytes]] = {
    b"": frozenset({b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"sidx", b"mfra"}),
    b"moov": frozenset({b"mvhd", b"trak", b"mvex", b"iods"}),
    b"trak": frozenset({b"tkhd", b"edts", b"mdia"}),
    b"mdia": frozenset({b"mdhd", b"hdlr", b"minf"}),
    b"minf": frozenset({b"smhd", b"dinf", b"stbl"}),
    b"stbl": frozenset(
        {b"stsd", b"stts", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"sgpd", b"sbgp", b"ctts"}
    ),
}
# These say when it was recorded: to the second.
DATED = frozenset({b"mvhd", b"tkhd", b"mdhd"})


@dataclass(frozen=True)
class _Box:
    kind: bytes
    parent: bytes
    start: int
    body: int
    end: int


def looks_like(data: bytes) -> bool:
    """Whether it begins with the box that says which family of formats it is of."""
    return data[4:8] == b"ftyp"


def cleaned(data: bytes) -> bytes:
    """The file with every box emptied that is not needed to play it."""
    boxes = list(_boxes(data, b"", 0, len(data)))
    _refuse_other_than_one_sound(data, boxes)
    kept = bytearray(data)
    for box in boxes:
        if box.kind not in KEPT[box.parent]:
            kept[box.start + 4 : box.start + 8] = b"free"
            kept[box.body : box.end] = bytes(box.end - box.body)
        elif box.kind in DATED and box.end - box.body >= 20:
            width = 16 if kept[box.body] else 8
            kept[box.body + 4 : box.body + 4 + width] = bytes(width)
    return bytes(kept)


def _boxes(data: bytes, parent: bytes, start: int, end: int) -> Iterator[_Box]:
    """Every box, and those inside the ones we look into."""
    at = start
    while at < end:
        box = _box(data, parent, at, end)
        yield box
        if box.kind in KEPT and box.kind in KEPT[parent]:
            yield from _boxes(data, box.kind, box.body, box.end)
        at = box.end


def _box(data: bytes, parent: bytes, at: int, limit: int) -> _Box:
    if at + 8 > limit:
        raise NotSoundError
    length, kind = struct.unpack_from(">I4s", data, at)
    body = at + 8
    if length == 1 and at + 16 <= limit:
        [length] = struct.unpack_from(">Q", data, at + 8)
        body = at + 16
    elif length == 0:
        length = limit - at
    if at + length > limit or at + length < body:
        raise NotSoundError
    return _Box(kind, parent, at, body, at + length)


def _refuse_other_than_one_sound(data: bytes, boxes: list[_Box]) -> None:
    """One track, which is sound, coded as AAC: no film, no subtitles, no map of a walk."""
    found = {kind: [box for box in boxes if box.kind == kind] for kind in _NEEDED}
    if any(len(found[kind]) != 1 for kind in _NEEDED if kind != b"mdat") or not found[b"mdat"]:
        raise NotSoundError
    handler, described = found[b"hdlr"][0], found[b"stsd"][0]
    if data[handler.body + 8 : handler.body + 12] != b"soun":
        raise NotSoundError
    if data[described.body + 12 : described.body + 16] != b"mp4a":
        raise NotSoundError


_NEEDED = (b"moov", b"trak", b"hdlr", b"stsd", b"mdat")
