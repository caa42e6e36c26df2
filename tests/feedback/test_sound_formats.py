"""A file is sound by its bytes alone, and nothing but the sound reaches a family."""

from __future__ import annotations

import io
import struct
import wave

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.speak.formats import NotSoundError, mp3, ogg, read
from tests.feedback.recording import M4A, MP3, NOTES, OGG

TYPES = {OGG: "audio/ogg", MP3: "audio/mpeg", M4A: "audio/mp4"}


def wav() -> bytes:
    """A tenth of a second of silence, as a recorder on a computer saves it."""
    kept = io.BytesIO()
    with wave.open(kept, "wb") as file:
        file.setparams((1, 2, 8000, 800, "NONE", ""))
        file.writeframes(bytes(1600))
    return kept.getvalue()


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


@pytest.mark.parametrize("tone", [OGG, MP3, M4A])
def test_the_kind_is_told_by_the_bytes(tone: bytes) -> None:
    assert read(tone).content_type == TYPES[tone]


@pytest.mark.parametrize("tone", [OGG, MP3, M4A])
def test_no_name_place_or_note_stays_in_the_file(tone: bytes) -> None:
    assert any(note in tone for note in NOTES)

    cleaned = read(tone).content

    assert not any(note in cleaned for note in NOTES)
    # What is clean already stays as it is: the same sound, the same address.
    assert read(cleaned).content == cleaned


def test_a_place_and_a_time_that_a_phone_wrote_are_emptied() -> None:
    at = M4A.index(b"moov") - 4
    [length] = struct.unpack_from(">I", M4A, at)
    where = box(b"udta", box(b"\xa9xyz", b"+51.5155-000.0922/"))
    moov = struct.pack(">I", length + len(where)) + M4A[at + 4 : at + length] + where
    mapped = M4A[:at] + moov + M4A[at + length :] + box(b"uuid", b"secret place")

    cleaned = read(mapped).content

    assert len(cleaned) == len(mapped)
    assert b"\xa9xyz" not in cleaned
    assert not any(note in cleaned for note in NOTES)
    dates = cleaned.index(b"mvhd") + 8
    assert cleaned[dates : dates + 8] == bytes(8)


def test_what_is_hidden_behind_an_mp3_is_cut_off() -> None:
    assert b"<script" not in read(MP3 + b"<script>alert(1)</script>").content


@pytest.mark.parametrize(
    "file",
    {
        "empty": b"",
        "a page": b"<!doctype html><script>alert(1)</script>",
        "a picture": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "a program": b"MZ\x90\x00" + bytes(400),
        "a WAV file": wav(),
        "a WebM file": b"\x1a\x45\xdf\xa3" + bytes(400),
        "only the beginning of Ogg": b"OggS" + bytes(400),
        "only the beginning of M4A": b"\x00\x00\x00\x18ftypM4A " + bytes(400),
        "only the beginning of MP3": b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(400),
        "one frame of MP3": b"\xff\xfb\x10\xc4" + bytes(100),
        "Ogg and a page behind it": OGG + b"<script>alert(1)</script>",
        "Ogg cut short": OGG[:-5],
        "M4A cut short": M4A[:-5],
        "Ogg with another sum": OGG[:-1] + bytes([OGG[-1] ^ 1]),
        "a film": M4A.replace(b"soun", b"vide"),
        "another coding": M4A.replace(b"mp4a", b"samr"),
        "two tracks": M4A.replace(b"edts", b"trak"),
    }.items(),
    ids=lambda found: found[0],
)
def test_what_is_no_sound_we_play_is_refused(file: tuple[str, bytes]) -> None:
    with pytest.raises(NotSoundError):
        read(file[1])


@settings(max_examples=300)
@given(
    tone=st.sampled_from([OGG, MP3, M4A]),
    place=st.integers(0, 1900),
    junk=st.binary(min_size=1, max_size=12),
)
def test_a_spoilt_file_is_cleaned_or_refused_and_never_breaks(
    tone: bytes, place: int, junk: bytes
) -> None:
    spoilt = tone[:place] + junk + tone[place + len(junk) :]
    try:
        sound = read(spoilt)
    except NotSoundError:
        return

    assert sound.content_type == TYPES[tone]


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_the_same_way(data: bytes) -> None:
    with pytest.raises(NotSoundError):
        read(data)


def test_an_ogg_checksum_is_worked_out_as_its_format_says() -> None:
    assert ogg.cleaned(ogg.cleaned(OGG)) == ogg.cleaned(OGG)
    assert mp3.looks_like(mp3.cleaned(MP3))
