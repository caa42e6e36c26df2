"""Wording is plain in both variants, and tells families what they need to know."""

import re

import pytest

from forms.questions import Survey, Variant
from forms.surveys import SURVEYS
from tests.forms.wording import acronyms, every_question, sentences, wordings

EVERY_SURVEY = pytest.mark.parametrize("survey", SURVEYS.values(), ids=lambda s: s.slug)


def test_families_are_told_whom_to_turn_to_if_a_child_is_unsafe() -> None:
    notices = " ".join(map(str, SURVEYS["ap_experience"].notices))

    assert "tell an adult you trust" in notices
    assert "999" in notices
    assert "not read this survey straight away" in notices


def test_local_offer_families_are_told_that_what_they_say_is_published() -> None:
    assert [str(notice) for notice in SURVEYS["local_offer"].notices] == [
        "Each year we publish what people told us and our reply. We never say who told us."
    ]


@EVERY_SURVEY
def test_the_opening_is_two_sentences_and_one_says_how_long_it_takes(survey: Survey) -> None:
    intro = sentences(str(survey.intro))
    easy_intro = sentences(str(survey.easy_intro))

    assert len(intro) == len(easy_intro) == 2
    assert intro[1] == "It takes under two minutes."
    assert easy_intro[1] == "It takes less than two minutes."


def test_easy_read_never_uses_more_than_fifteen_words_at_a_time() -> None:
    too_long = [
        sentence
        for text in wordings(Variant.EASY)
        for sentence in sentences(text)
        if len(sentence.split()) > 15
    ]

    assert too_long == []


def test_easy_read_questions_and_options_are_one_sentence() -> None:
    for question in every_question():
        assert len(sentences(str(question.easy))) == 1
        assert all(len(sentences(str(option.easy))) == 1 for option in question.options)


def test_easy_read_has_no_acronyms_and_the_check_would_see_one() -> None:
    assert [text for text in wordings(Variant.EASY) if acronyms(text)] == []
    assert acronyms("Do you have an EHC plan?") == ["EHC"]


def test_easy_read_words_are_short() -> None:
    words = re.findall(r"[a-z']+", " ".join(wordings(Variant.EASY)).lower())

    assert sum(map(len, words)) / len(words) < 4.2


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("term", ["EHC plan", "nterpreter", "assessment", "SENDIASS"])
def test_a_hard_word_comes_with_an_explanation(variant: Variant, term: str) -> None:
    for question in every_question():
        shown = [question.wording(variant), *(o.wording(variant) for o in question.options)]
        if any(term in str(text) for text in shown):
            assert question.hint_for(variant), question.id


def test_free_advice_is_named_in_the_hint() -> None:
    assert "your local SENDIASS" in str(SURVEYS["annual_review"].question("ar_advice").hint)


def test_every_question_and_option_is_worded_both_ways() -> None:
    for question in every_question():
        for variant in Variant:
            shown = [str(option.wording(variant)) for option in question.options]
            assert str(question.wording(variant)).endswith("?"), question.id
            assert all(shown), question.id
            assert len(set(shown)) == len(shown), question.id


def test_the_borrowed_question_credits_its_source() -> None:
    assert "Feeling Heard Scale" in str(SURVEYS["feeling_heard"].credits[0])
