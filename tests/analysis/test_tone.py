"""What the tone of a comment is, and when it is nobody's guess."""

from __future__ import annotations

import pytest

from analysis.tone import (
    MODEL_HASH,
    READER_VERSION,
    Reading,
    Tone,
    ToneStatus,
    pending,
    read_tone,
)


def _read(text: str, kind: str = "nonspecific", language: str = "en") -> Reading:
    return read_tone(text, question_kind=kind, language=language)


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Everyone was wonderful and kind.", Tone.POSITIVE),
        ("It was a terrible, horrible day.", Tone.NEGATIVE),
        ("We met on a Tuesday.", Tone.NEUTRAL_OR_MIXED),
    ],
)
def test_plain_comments_fall_in_three_bands(text: str, tone: Tone) -> None:
    reading = _read(text)

    assert (reading.status, reading.tone) == (ToneStatus.SCORED, tone)


@pytest.mark.parametrize("text", ["Nothing", "nothing!", " None. ", "Nothing at all"])
def test_nothing_is_praise_or_complaint_depending_on_what_we_asked(text: str) -> None:
    assert _read(text, "could_improve").tone is Tone.POSITIVE
    assert _read(text, "what_good").tone is Tone.NEGATIVE


@pytest.mark.parametrize("text", ["Everything", "All of it!", "everything really"])
def test_everything_is_praise_or_complaint_depending_on_what_we_asked(text: str) -> None:
    assert _read(text, "could_improve").tone is Tone.NEGATIVE
    assert _read(text, "what_good").tone is Tone.POSITIVE


def test_nobody_is_sure_what_nothing_means_when_anything_was_asked() -> None:
    estimate = _read("Nothing", "nonspecific").estimate

    assert estimate is not None
    assert estimate.confidence < 0.75


def test_a_longer_answer_that_begins_with_nothing_is_read_to_its_end() -> None:
    assert _read("Nothing was good, it was awful", "could_improve").tone is not Tone.POSITIVE


@pytest.mark.parametrize("language", ["bn", "ar", "so", "pl", "zh-Hans", "sylheti"])
def test_another_language_is_not_scored_and_never_neutral(language: str) -> None:
    reading = _read("Wszystko było wspaniałe", language=language)

    assert (reading.status, reading.tone) == (ToneStatus.NOT_SCORED_LANGUAGE, None)


@pytest.mark.parametrize(
    "text", ["সবকিছু খুব ভালো ছিল", "كان كل شيء رائعا", "一切都很好", "সবকিছু ভালো ছিল, thank you"]
)
def test_another_script_on_the_english_form_is_not_scored(text: str) -> None:
    assert _read(text).status is ToneStatus.NOT_SCORED_LANGUAGE


@pytest.mark.parametrize("text", ["10/10 👍", "It was lovely, شكرا", "Café très bien"])
def test_latin_letters_or_none_are_read(text: str) -> None:
    assert _read(text).status is not ToneStatus.NOT_SCORED_LANGUAGE


@pytest.mark.parametrize("language", ["en", "en-GB", "en_GB", "EN"])
def test_english_is_english_however_it_is_written(language: str) -> None:
    assert _read("It was wonderful", language=language).status is ToneStatus.SCORED


@pytest.mark.parametrize("text", ["", "  \n", "\u200b\u200f", "\x00"])
def test_an_empty_comment_is_not_scored(text: str) -> None:
    assert _read(text).status is ToneStatus.NOT_SCORED_EMPTY


@pytest.mark.parametrize("text", ["?", "5", "🗓", "x", "n/a", "N.A.", "Not applicable"])
def test_a_comment_with_nothing_to_read_is_not_scored(text: str) -> None:
    assert _read(text, "could_improve").status is ToneStatus.NOT_SCORED_TOO_SHORT


@pytest.mark.parametrize(
    ("text", "tone"), [("👍👍", Tone.POSITIVE), ("😡", Tone.NEGATIVE), ("10/10", Tone.POSITIVE)]
)
def test_an_emoji_or_marks_out_of_ten_are_an_answer(text: str, tone: Tone) -> None:
    assert _read(text).tone is tone


def test_the_likeliest_band_is_the_tone_and_all_three_make_one() -> None:
    reading = _read("The staff were kind but we waited two hours.")
    estimate = reading.estimate

    assert estimate is not None
    assert reading.tone is max(Tone, key=estimate.likelihood)
    assert estimate.confidence == max(map(estimate.likelihood, Tone))
    assert sum(estimate.likelihood(tone) for tone in Tone) == pytest.approx(1)
    assert 1 <= estimate.point <= 5


def test_the_point_never_stands_on_the_other_side_of_the_tone() -> None:
    delighted, furious = _read("Absolutely wonderful, thank you").estimate, _read("Vile").estimate

    assert delighted is not None
    assert furious is not None
    assert delighted.point == 1
    assert furious.point >= 3


def test_a_reading_says_who_read_and_what_was_asked() -> None:
    reading = _read("It was wonderful", "what_good", "en-GB")

    assert reading.reader == READER_VERSION
    assert reading.model_hash == MODEL_HASH
    assert READER_VERSION.endswith(MODEL_HASH[:16])
    assert (reading.question_kind, reading.language) == ("what_good", "en-GB")


def test_a_kind_of_question_we_do_not_have_is_an_error() -> None:
    with pytest.raises(ValueError, match="rating"):
        _read("Good", "rating")


def test_a_comment_waiting_to_be_read_has_no_tone() -> None:
    waiting = pending(question_kind="what_good", language="en")

    assert (waiting.status, waiting.tone, waiting.polarity) == (ToneStatus.PENDING, None, None)


def test_a_tone_that_was_not_scored_cannot_be_claimed() -> None:
    waiting = pending(question_kind="what_good", language="en")

    with pytest.raises(ValueError, match="only then"):
        Reading(
            status=waiting.status,
            tone=Tone.NEUTRAL_OR_MIXED,
            polarity=0.0,
            reader=waiting.reader,
            question_kind=waiting.question_kind,
            language="en",
        )
