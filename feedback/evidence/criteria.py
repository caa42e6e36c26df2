"""The five things that an area SEND inspection judges for children, and leadership.

The names are ours and short; the inspectorates' own words are in their framework. A question is
evidence for one of them, so that no number stands in two places.
"""

from collections.abc import Mapping
from enum import StrEnum

from feedback.evidence.wording import CRITERIA_WORDS
from forms.questions import Question, Survey, Wording


class Criterion(StrEnum):
    """One of them, in the inspectorates' order."""

    IDENTIFIED = "identified"
    DECISIONS = "decisions"
    HELP = "help"
    NEXT_STEPS = "next_steps"
    INCLUDED = "included"
    LEADERSHIP = "leadership"

    @property
    def words(self) -> Wording:
        """What it is called here."""
        return CRITERIA_WORDS[self.value]


# What a survey is evidence for, and the questions in it that are evidence for something else.
OF_SURVEY: Mapping[str, Criterion] = {
    "post_session": Criterion.HELP,
    "annual_review": Criterion.DECISIONS,
    "local_offer": Criterion.HELP,
    "ap_experience": Criterion.HELP,
    "interpreter": Criterion.DECISIONS,
    "feeling_heard": Criterion.LEADERSHIP,
    "forum_valued": Criterion.LEADERSHIP,
}
OF_QUESTION: Mapping[str, Criterion] = {
    "lo_waiting": Criterion.IDENTIFIED,
    "ar_understood": Criterion.IDENTIFIED,
    "ps_understood": Criterion.IDENTIFIED,
    "ar_ready": Criterion.NEXT_STEPS,
    "ap_next": Criterion.NEXT_STEPS,
    "ap_learning": Criterion.NEXT_STEPS,
    "ps_included": Criterion.INCLUDED,
    "ps_listened": Criterion.INCLUDED,
    "lo_format": Criterion.INCLUDED,
    "ap_safe": Criterion.INCLUDED,
    "ap_listened": Criterion.DECISIONS,
    "ar_advice": Criterion.HELP,
    "lo_say": Criterion.LEADERSHIP,
    "in_wait": Criterion.HELP,
}


def criterion_of(survey: Survey | str, question: Question | str) -> Criterion:
    """What the answers to one question are evidence for."""
    name = question if isinstance(question, str) else question.id
    slug = survey if isinstance(survey, str) else survey.slug
    return OF_QUESTION.get(name, OF_SURVEY.get(slug, Criterion.LEADERSHIP))
