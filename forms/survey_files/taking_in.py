"""Take in one file, whichever of the three kinds it is: what it says decides, never its name."""

from collections.abc import Mapping

from forms.survey_files import own, words
from forms.survey_files.results import FileRefusedError, Refusal, TakenIn

# LimeSurvey puts every letter it ever sends into the file.
LARGEST = 2 * 1024 * 1024


def take_in(content: bytes) -> TakenIn:
    """The survey in a file, and what of it does not come along; FileRefusedError for all else."""
    if len(content) > LARGEST:
        raise FileRefusedError(Refusal(None, "", words.TOO_BIG))
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        # Only then is the reader of XML loaded.
        from forms.survey_files import limesurvey

        return limesurvey.survey_in(content)
    text = _text(content)
    if not text.lstrip().startswith(("{", "[{", "[\n", "[\r", "[ ")):
        return TakenIn(own.from_toml(text))
    return _from_json(text)


def _from_json(text: str) -> TakenIn:
    plain = own.loaded_json(text)
    if isinstance(plain, Mapping) and ("pieces" in plain or "format" in plain):
        return TakenIn(own.from_json(plain, text))
    from forms.survey_files import formbricks

    return formbricks.survey_in(plain, text)


def _text(content: bytes) -> str:
    try:
        # Some programs on Windows begin a file with a mark.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileRefusedError(Refusal(line, "", words.NOT_UTF_8)) from None
    if not text.strip():
        raise FileRefusedError(Refusal(None, "", words.NOT_KNOWN))
    return text
