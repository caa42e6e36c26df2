"""What makes an answer acceptable, each refusal saying what to do next.

All messages are ours: WTForms' own are not translated into Bengali, Urdu or Somali.
"""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import Field, Form
from wtforms.validators import StopValidation

from forms.questions import Wording


@dataclass(frozen=True, eq=False)
class AnswerNeeded:
    """Refuse a question left out, naming it in the reader's own wording."""

    question: Wording

    # The page marks the question as needed; nothing else about it changes.
    field_flags = {"required": True}  # noqa: RUF012  # WTForms reads a plain dict

    def __call__(self, form: Form, field: Field) -> None:
        if field.data:
            return
        if isinstance(field.data, str):
            raise StopValidation(_("Write an answer to: %(question)s", question=self.question))
        raise StopValidation(_("Choose an answer to: %(question)s", question=self.question))


# There is no maxlength on the page: browsers count differently, and cut a pasted text silently.
@dataclass(frozen=True, eq=False)
class NoLongerThan:
    """Refuse text over `longest` code points, saying how many characters to cut."""

    longest: int
    question: Wording

    def __call__(self, form: Form, field: Field) -> None:
        over = len(field.data or "") - self.longest
        if over <= 0:
            return
        raise StopValidation(
            ngettext(
                "Your answer is %(num)s character too long. "
                "Please make it shorter for: %(question)s",
                "Your answer is %(num)s characters too long. "
                "Please make it shorter for: %(question)s",
                over,
                question=self.question,
            )
        )
