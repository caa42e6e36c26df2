"""MP3: frames one after another; what stands before and after them is somebody's notes."""

from feedback.speak.formats.refusal import NotSoundError

CONTENT_TYPE = "audio/mpeg"
FEWEST_FRAMES = 5
_LAYER_3 = 1
_VERSION_1 = 3
_NO_SUCH_VERSION = 1
_KILOBITS = {
    True: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLES_A_SECOND = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def looks_like(data: bytes) -> bool:
    """Whether it begins with notes or with a frame."""
    return data.startswith(b"ID3") or _length_of_frame(data, 0) is not None


def cleaned(data: bytes) -> bytes:
    """The frames alone."""
    start = _end_of_notes(data)
    end, frames = start, 0
    while (length := _length_of_frame(data, end)) is not None and end + length <= len(data):
        end += length
        frames += 1
    if frames < FEWEST_FRAMES:
        raise NotSoundError
    return data[start:end]


def _end_of_notes(data: bytes) -> int:
    at = 0
    while data.startswith(b"ID3", at) and len(data) >= at + 10:
        # The length counts in sevens: no byte of it may look like the start of a frame.
        length = 0
        for byte in data[at + 6 : at + 10]:
            length = length << 7 | byte & 0x7F
        has_footer = data[at + 5] & 0x10
        at += 10 + length + (10 if has_footer else 0)
    return at


def _length_of_frame(data: bytes, at: int) -> int | None:
    """How many bytes the frame that begins here has; None where none begins."""
    if len(data) < at + 4 or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        return None
    version, layer = data[at + 1] >> 3 & 3, data[at + 1] >> 1 & 3
    rate, pitch, padding = data[at + 2] >> 4, data[at + 2] >> 2 & 3, data[at + 2] >> 1 & 1
    if layer != _LAYER_3 or version == _NO_SUCH_VERSION or rate in {0, 15} or pitch == 3:
        return None
    is_first = version == _VERSION_1
    kilobits = _KILOBITS[is_first][rate - 1]
    per_second = _SAMPLES_A_SECOND[version][pitch]
    return (144 if is_first else 72) * kilobits * 1000 // per_second + padding
