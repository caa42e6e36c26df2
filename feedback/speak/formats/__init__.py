"""What is inside an uploaded file: one of three kinds of sound, and nothing beside the sound.

The name of a file and what a browser says of it prove nothing; only its bytes count. What a phone
writes beside the sound (a name, a device, the place where it was recorded) is taken out, because
families' browsers get these bytes.
"""

from dataclasses import dataclass

from feedback.speak.formats import mp3, mp4, ogg
from feedback.speak.formats.refusal import NotSoundError

__all__ = ["NotSoundError", "Sound", "read"]


@dataclass(frozen=True)
class Sound:
    """A recording as browsers get it."""

    content_type: str
    content: bytes


def read(data: bytes) -> Sound:
    """The sound in a file, without anything else; raises NotSoundError when it is none we play."""
    for kind in (ogg, mp4, mp3):
        if kind.looks_like(data):
            return Sound(kind.CONTENT_TYPE, kind.cleaned(data))
    raise NotSoundError
