"""Whole surveys in English are easy to read: nine years old, and seven for Easy Read."""

from __future__ import annotations

import pytest

from analysis.reading_age import EASY_READ_AGE, STANDARD_AGE, read
from forms.consent import CONSENT_TO_QUOTE
from forms.questions import Survey, Variant
from forms.surveys import ABOUT_YOU, ROLE, SURVEYS
from forms.surveys.about_you import EASY_WHY_WE_ASK, WHY_WE_ASK

OLDEST = {Variant.STANDARD: STANDARD_AGE, Variant.EASY: EASY_READ_AGE}


def sentences_of_a_survey(survey: Survey, variant: Variant) -> list[str]:
    """All that a family reads but the choices: many a "Yes" would make any survey look easy."""
    texts = [survey.title_for(variant), survey.intro_for(variant), *survey.notices]
    for question in (ROLE, *survey.questions, *ABOUT_YOU):
        texts += [question.wording(variant), question.hint_for(variant) or ""]
    texts.append(CONSENT_TO_QUOTE.wording(variant))
    texts.append(EASY_WHY_WE_ASK if variant is Variant.EASY else WHY_WE_ASK)
    return [str(text) for text in texts]


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("survey", SURVEYS.values(), ids=lambda survey: survey.slug)
def test_a_whole_survey_is_easy_to_read(survey: Survey, variant: Variant) -> None:
    reading = read(sentences_of_a_survey(survey, variant))

    assert reading.is_meaningful
    assert reading.age <= OLDEST[variant], (reading.longest_sentence, reading.long_words)


def test_hard_wording_would_be_noticed() -> None:
    texts = sentences_of_a_survey(SURVEYS["post_session"], Variant.STANDARD)
    official = [
        "Please indicate your overall satisfaction with the facilitation of this event."
    ] * 5

    assert read([*texts, *official]).age > STANDARD_AGE
