"""Read a LimeSurvey file as a document, and let nothing in it do anything."""

import re
from typing import TYPE_CHECKING

from forms.survey_files import words
from forms.survey_files.own import TURNING
from forms.survey_files.results import FileRefusedError, Refusal

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# As they stand in the file: by themselves, or by their number.
_TURNING = re.compile(rb"\xe2\x80[\xad\xae]|&#(?:x202[de]|823[78]);", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE")


def document(content: bytes) -> "Element":
    """The document, with nothing that a computer would fill in."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # it ships none
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # nor here

    try:
        made: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        line = _line_of(_DOCTYPE, content)
        raise FileRefusedError(Refusal(line, "", words.DOCTYPE)) from None
    except ParseError as error:
        raise FileRefusedError(Refusal(error.position[0], "", words.BROKEN)) from None
    except (ValueError, LookupError):
        raise FileRefusedError(Refusal(1, "", words.NOT_UTF_8)) from None
    if made.tag != "document" or made.findtext("LimeSurveyDocType") != "Survey":
        raise FileRefusedError(Refusal(None, "", words.NOT_KNOWN))
    if any(letter in (one.text or "") for one in made.iter() for letter in TURNING):
        line = _line_of(_TURNING, content)
        raise FileRefusedError(Refusal(line, "", words.CONTROL))
    return made


def _line_of(there: re.Pattern[bytes], content: bytes) -> int | None:
    """The line of the first of these; None where the file writes its letters in another way."""
    found = there.search(content)
    return content.count(b"\n", 0, found.start()) + 1 if found else None
