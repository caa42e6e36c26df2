"""A comment that may speak of harm goes to the front of the queue."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.safeguarding import Concern, find_safeguarding_words
from analysis.safeguarding_words import OTHER_LANGUAGES


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("The taxi driver hit my son", Concern.HARM),
        ("there was a BRUISE on her arm", Concern.HARM),
        ("he is being abused", Concern.HARM),
        ("she doesn’t feel safe, it is unsafe", Concern.HARM),
        ("a man touched her in the toilet", Concern.SEXUAL),
        ("He says he wants to die", Concern.SELF_HARM),
        ("she self harms at night", Concern.SELF_HARM),
        ("talks of suicide", Concern.SELF_HARM),
        ("He is scared to go home", Concern.FEAR),
        ("They left him alone all day, it is neglect", Concern.NEGLECT),
        ("he went missing from school", Concern.MISSING),
        ("ran away twice", Concern.MISSING),
        ("three adults restrained him", Concern.RESTRAINT),
        ("a gang gives him money", Concern.EXPLOITATION),
        ("please don't tell anyone", Concern.TOLD_IN_CONFIDENCE),
    ],
)
def test_words_of_harm_are_flagged_with_a_reason(text: str, concern: Concern) -> None:
    assert concern in {flag.concern for flag in find_safeguarding_words(text)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "ابني يخاف من المعلم والضرب"),
        ("bn", "স্কুলে আমার ছেলেকে মারধর করে"),
        ("es", "Mi hijo tiene miedo de volver a casa"),
        ("fr", "Mon fils a été frappé à l'école"),
        ("it", "Mia figlia ha paura di tornare"),
        ("pl", "Syn boi się wracać do domu"),
        ("pt", "O meu filho tem medo de ir"),
        ("so", "Wiilkayga waa la garaacay"),
        ("tr", "Oğlum okulda dayak yedi"),
        ("ur", "میرے بیٹے کو سکول میں مارا گیا"),
        ("zh-Hans", "有人在学校打他"),
    ],
)
def test_every_language_we_offer_has_words_and_says_they_are_unchecked(
    language: str, text: str
) -> None:
    flags = [flag for flag in find_safeguarding_words(text) if flag.language == language]

    assert flags
    assert not any(flag.is_checked for flag in flags)


def test_no_language_is_left_out_of_any_of_the_main_concerns() -> None:
    main = {"harm", "sexual", "self_harm", "neglect", "fear", "missing"}

    assert {language: set(words) for language, words in OTHER_LANGUAGES.items()} == dict.fromkeys(
        OTHER_LANGUAGES, main
    )
    assert len(OTHER_LANGUAGES) == 11


@pytest.mark.parametrize(
    "text",
    [
        "The session was white and bright and kind.",
        "We waited a year for the plan.",
        "Staff listened. The room was quiet.",
        "Brilliant, hit the nail on the head",
        "More communication please",
    ],
)
def test_plain_feedback_is_not_flagged(text: str) -> None:
    assert find_safeguarding_words(text) == ()


def test_a_flag_points_at_the_words() -> None:
    text = "😀 He has a bruise."

    (flag,) = find_safeguarding_words(text)

    assert flag.of(text) == "bruise"


def test_a_very_long_comment_is_read_soon() -> None:
    start = time.perf_counter()

    find_safeguarding_words("he is not " * 1_000)

    assert time.perf_counter() - start < 1


@settings(deadline=None)
@given(st.text())
def test_any_text_gives_flags_inside_it(text: str) -> None:
    for flag in find_safeguarding_words(text):
        assert 0 <= flag.start < flag.end <= len(text)
