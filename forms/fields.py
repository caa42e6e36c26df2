"""The fields a family fills in: each reads one value, cleans it once, and keeps what was typed.

Where a name arrives more than once, the first value wins: that is the one reading we promise,
so that no filter in front of us and no code behind us can be shown a different one.
"""

import re
import unicodedata
from collections.abc import Sequence

from flask_babel import gettext as _
from wtforms import Field, RadioField, TextAreaField
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput

from forms.questions import LONGEST_ANSWER
from forms.scales import NOT_TICKED
from forms.scales import TICKED as TICKED_OPTION

LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Control characters, lone surrogates and noncharacters; which these are will never change.
CANNOT_BE_STORED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
TICKED = "yes"
# Composing takes the square of a long run of accents: 100,000 of them took eight seconds. At
# most four code points compose into one, so anything longer than this is refused either way.
LONGEST_TO_COMPOSE = 4 * LONGEST_ANSWER


def clean_text(typed: str) -> str:
    """Return what a person meant to write, ready to store, print and export.

    Every kind of line break becomes one newline. Control characters (NUL and escape codes, but
    not newline or tab), lone surrogates and Unicode noncharacters go: databases, spreadsheets
    and logs each choke on some of them, and nobody can see them. Letters are composed (NFC), so
    that the same word always counts and matches the same, unless the text is far too long.
    Blank space at either end goes, and text with nothing visible in it is no text.
    """
    text = CANNOT_BE_STORED.sub("", LINE_BREAKS.sub("\n", typed)).strip()
    if len(text) <= LONGEST_TO_COMPOSE:
        # Composing can neither make nor uncover blank space at an end.
        text = unicodedata.normalize("NFC", text)
    return text if any(map(_can_be_seen, text)) else ""


def _can_be_seen(character: str) -> bool:
    # Joiners (Cf) shape Bengali and Urdu words, so they stay inside text but do not make one.
    return not character.isspace() and unicodedata.category(character) != "Cf"


class TextField(TextAreaField):  # type: ignore[misc]  # WTForms ships no types
    """Free text, cleaned by clean_text; `data` is "" when nothing was written."""

    def process_data(self, value: object) -> None:
        """Take text we already hold, such as a paper form being copied in."""
        self.data = clean_text(value) if isinstance(value, str) else ""

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        """Take the first value sent; a file or a number in place of text is refused."""
        if not valuelist:
            return
        self.process_data(valuelist[0])
        if not isinstance(valuelist[0], str):
            raise ValueError(_("We could not read what you wrote. Please write it again."))


class ChoiceField(RadioField):  # type: ignore[misc]  # WTForms ships no types
    """One option of several; `data` is None when none was chosen.

    WTForms would refuse a missing answer here with its own English sentence, which is not
    translated into all our languages. Whether an answer is needed is a validator's business.
    """

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        """Take the first value sent; an empty one is a question left out."""
        self.data = str(valuelist[0]) or None if valuelist else None

    def pre_validate(self, form: object) -> None:
        """Refuse a code that is not on the page, naming the question but not the code."""
        if self.data is None or any(choice.value == self.data for choice in self.choices):
            return
        raise StopValidation(
            _("Choose one of the answers shown for: %(question)s", question=self.label.text)
        )


class BoxField(Field):  # type: ignore[misc]  # WTForms ships no types
    """One box of "tick all that apply"; `data` is the code stored for it, ticked or left empty."""

    widget = CheckboxInput()

    def __init__(self, label: object, *, question: object, **given: object) -> None:
        """Stand beside the label; what is wrong is said of the question whose box it is."""
        super().__init__(label, **given)
        self.question = question

    def process_data(self, value: object) -> None:
        """Start with what is stored; None where the question was never asked."""
        self.data = value if isinstance(value, str) else None

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        """Take the first value sent; a browser sends nothing for an empty box."""
        self.data = (str(valuelist[0]) or NOT_TICKED.code) if valuelist else NOT_TICKED.code

    def pre_validate(self, form: object) -> None:
        """Refuse what no page of ours sends, and a number on paper that stands beside no box."""
        if self.data not in (None, TICKED_OPTION.code, NOT_TICKED.code):
            raise StopValidation(
                _("Choose one of the answers shown for: %(question)s", question=self.question)
            )

    def _value(self) -> str:
        return TICKED_OPTION.code


class TickField(Field):  # type: ignore[misc]  # WTForms ships no types
    """A tick box that is never ticked for anybody; `data` is True only for our own value.

    The usual tick box takes any value as a yes, so "no" would count as consent.
    """

    widget = CheckboxInput()

    def process_data(self, value: object) -> None:
        """Start unticked unless we were told True."""
        self.data = value is True

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        """Take the first value sent; nothing sent is no."""
        self.data = bool(valuelist) and valuelist[0] == TICKED

    def _value(self) -> str:
        return TICKED
