"""The one way in which a file is refused."""


class NotSoundError(Exception):
    """The file is not Opus in Ogg, AAC in M4A, or MP3; or it is broken."""
