"""What a form says beside a question: who it is for, after which answer, and why we ask."""

from collections.abc import Iterator

from flask_babel import gettext as _

from forms.bank import QUESTIONS
from forms.marked import either, filled
from forms.questions import Question, Survey, Variant
from forms.surveys import ROLE


def said_beside(survey: Survey, question: Question, variant: Variant) -> Iterator[str]:
    """Every sentence below a question as this reader sees it, its own hint among them."""
    yield from _conditions(survey, question, variant)
    of = question.ticks or question
    hint = of.hint_for(variant)
    if hint:
        yield str(hint)
    if question.ticks:
        yield _("You can tick more than one box.")
    if of.why:
        yield filled(_("Why we ask: %(reason)s"), reason=of.why)


def _conditions(survey: Survey, question: Question, variant: Variant) -> Iterator[str]:
    of_the_bank = QUESTIONS.get(question.id)
    # A bank question for one role says so in its own hint.
    says_so_itself = of_the_bank is not None and of_the_bank.only_for == question.only_for
    if question.only_for and not says_so_itself:
        # Translators: the role is for example "Parent or carer".
        yield _(
            "Only answer this if you are: %(role)s",
            role=ROLE.option(question.only_for).wording(variant),
        )
    if question.after:
        asked = survey.question(question.after.question_id)
        answers = either(asked.option(code).wording(variant) for code in question.after.codes)
        yield filled(
            _("Only answer this if you said “%(answers)s” to this question: %(question)s"),
            answers=answers,
            question=asked.wording(variant),
        )
