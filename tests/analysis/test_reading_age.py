"""Reading ages agree with counts by hand, and tell easy texts from hard ones."""

from __future__ import annotations

import pytest

from analysis.reading_age import EASY_READ_AGE, read, sentences_of, syllables, words_of

# Counted by hand, as an English reader says them.
SYLLABLES = {
    1: "the school helped makes asked care were used please were young does goes made read team",
    2: "needed wanted parent carer question support people table being doing saying quiet "
    "statement something sometimes someone welcome create poem review language social special",
    3: "idea area annual families understood included easier various period radio assessment "
    "everyone medicine decision",
    4: "education interpreter experience information alternative reptilian",
    5: "disabilities",
}

SIMPLE = """We want to help. Tell us what you think. You can say no. Your mum or dad can help you.
We read all you say. Then we make it better. It is quick to do. Thank you for your time."""

OFFICIAL = """The local authority, in collaboration with its statutory partners, is undertaking a
comprehensive evaluation of the sufficiency and accessibility of specialist educational provision.
Participation is entirely voluntary; nevertheless, respondents are encouraged to complete the
questionnaire in its entirety, since representative information will substantially improve the
identification of priorities for commissioning."""

# Often quoted with 13 words and 24 syllables: it says "-ian" as one, where we say two.
PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."


@pytest.mark.parametrize(
    ("word", "count"),
    [(word, count) for count, words in SYLLABLES.items() for word in words.split()],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_letters_and_numbers_that_are_spelt_out_count_one_by_one() -> None:
    assert [syllables(word) for word in ("EHC", "SEN", "999", "WC", "parents'")] == [3, 3, 3, 4, 2]


def test_a_quoted_example_comes_out_as_the_formula_says() -> None:
    words = words_of(PLATYPUS)

    assert len(words) == 13
    assert sum(map(syllables, words)) == 24 + 2
    assert read([PLATYPUS]).age == pytest.approx(5 + 0.39 * 13 + 11.8 * 26 / 13 - 15.59)


def test_simple_words_are_for_children_and_officials_words_are_not() -> None:
    assert read([SIMPLE]).age <= EASY_READ_AGE - 1
    assert read([OFFICIAL]).age > 18


def test_longer_sentences_and_longer_words_are_harder() -> None:
    short = read(["We met. We spoke. We ate."])
    joined = read(["We met and we spoke and then we ate our food at the long old desk."])
    learned = read(["We met. We negotiated. We ate."])

    assert short.age < joined.age
    assert short.age < learned.age


def test_a_writer_is_shown_where_to_look() -> None:
    reading = read(["We met.", "Everyone had an opportunity to speak.", "It was a good day."])

    assert reading.longest_sentence == "Everyone had an opportunity to speak."
    assert reading.long_words == ("everyone", "opportunity")
    assert (reading.sentences, reading.words) == (3, 13)
    assert not reading.is_meaningful
    assert read(["We met and spoke."] * 30).is_meaningful


def test_lines_and_colons_end_a_sentence_and_numbers_do_not() -> None:
    assert sentences_of("Call 01.23 now: it is free.\nAsk") == [
        "Call 01.23 now:",
        "it is free.",
        "Ask",
    ]
    assert sentences_of(" … – ") == []


def test_nothing_has_no_reading_age() -> None:
    with pytest.raises(ValueError, match="no words"):
        read(["", "…"])
