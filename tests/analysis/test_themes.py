"""What a comment is about, and the words that say so."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.theme_training import best_thresholds, fold_of, read_examples
from analysis.theme_words import RULES_ONLY, TRAINED
from analysis.themes import FILE, LABELS, Theme, ThemeReading, read_themes, reader_version


def themes_of(text: str, kind: str = "nonspecific") -> dict[Theme, ThemeReading]:
    return {reading.theme: reading for reading in read_themes(text, question_kind=kind)}


@pytest.mark.parametrize(
    ("text", "theme", "word"),
    [
        ("We waited nine months for an appointment", Theme.WAITING, "waited"),
        ("The staff were kind and friendly", Theme.STAFF_MANNER, "kind"),
        ("Nobody listened to us at all", Theme.BEING_HEARD, "listened"),
        ("There was nowhere to park and the building is cold", Theme.PLACE, "building"),
        ("Better communication please", Theme.COMMUNICATION, "communication"),
        ("The food and the activities were great", Theme.ACTIVITIES, "activities"),
        ("They explained everything and gave good advice", Theme.INFORMATION, "advice"),
        ("The EHC plan is still a draft", Theme.EHC_PLANS, "EHC plan"),
        ("His school excluded him", Theme.SCHOOL, "school"),
        ("We needed an interpreter", Theme.INTERPRETING, "interpreter"),
        ("The Local Offer is hard to search", Theme.LOCAL_OFFER, "Local Offer"),
        ("The Parent Carer Forum was consulted", Theme.COPRODUCTION, "Parent Carer Forum"),
    ],
)
def test_a_theme_comes_with_the_words_that_say_so(text: str, theme: Theme, word: str) -> None:
    readings = themes_of(text)

    assert theme in readings
    assert word in readings[theme].words(text)


def test_one_comment_may_have_several_themes() -> None:
    found = themes_of("Rude staff, long waits for appointments, and the school was not told.")

    assert {Theme.STAFF_MANNER, Theme.WAITING, Theme.SCHOOL} <= set(found)


def test_a_theme_nobody_has_measured_says_so() -> None:
    found = themes_of("Kind staff at school")

    assert found[Theme.STAFF_MANNER].is_measured
    assert not found[Theme.SCHOOL].is_measured
    assert found[Theme.SCHOOL].confidence == 0.5


@pytest.mark.parametrize("text", ["", "   ", "👍👍", "?", "zzqx"])
def test_a_comment_about_nothing_has_no_theme(text: str) -> None:
    assert themes_of(text) == {}


def test_the_words_are_found_where_they_stand_after_emoji_and_accents() -> None:
    text = "😀 Señora Ñ said: we waited nine months for an appointment"

    assert "waited" in themes_of(text)[Theme.WAITING].words(text)


def test_every_theme_is_either_trained_or_ruled() -> None:
    assert set(TRAINED) == set(LABELS)
    assert set(TRAINED) | set(RULES_ONLY) == set(Theme)


def test_the_model_is_small_and_carries_the_notice_of_its_data() -> None:
    notice = FILE.with_name("theme_model.LICENCE.txt").read_text("utf-8")

    assert FILE.stat().st_size <= 1_000_000
    assert "MIT License" in notice
    assert "NHS England" in notice


def test_the_model_holds_no_stretch_of_a_comment_longer_than_two_words() -> None:
    signs = json.loads(FILE.read_text("utf-8"))["signs"]

    assert len(signs) > 5_000
    assert max(len(sign.split(" ")) for sign in signs if sign[0] == "w") == 2


def test_the_version_changes_with_the_model() -> None:
    assert reader_version().startswith("themes-1+rules-1+")
    assert len(reader_version().rsplit("+", 1)[1]) == 12


def test_reading_themes_never_loads_scikit_learn() -> None:
    script = (
        "import sys; from analysis.themes import read_themes; "
        "read_themes('kind staff', question_kind='nonspecific'); "
        "print({'sklearn', 'numpy', 'scipy'} & set(sys.modules))"
    )

    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert printed.stdout.strip() == b"set()"


@pytest.mark.parametrize(
    "text", ["wait " * 2_000, "x" * 10_000, "the plan " * 1_100, "👍" * 10_000]
)
def test_a_very_long_comment_is_read_soon(text: str) -> None:
    themes_of("Load the model first.")
    start = time.perf_counter()

    themes_of(text)

    assert time.perf_counter() - start < 1


@settings(deadline=None)
@given(st.text())
def test_any_text_gives_themes_with_words_inside_it(text: str) -> None:
    for reading in read_themes(text, question_kind="nonspecific"):
        assert reading.places
        assert 0 < reading.confidence <= 1
        assert all(0 <= start < end <= len(text) for start, end in reading.places)


# Invented, so that training can be tried without anybody's comments.
COMMENTS = (
    ("staff manner", "The staff were kind"),
    ("waiting & appointments", "We waited too long"),
    ("information; communication", "Nobody called to explain"),
    ("place, access & comfort", "The room was cold"),
    ("being heard", "They listened"),
    ("staff skill & numbers", "Not enough staff"),
    ("joined-up & transition", "Discharged without a follow up"),
    ("family & carers", "My husband could visit"),
    ("activities & food", "Good food and games"),
    ("", "Nothing"),
)


def write_comments(folder: Path) -> None:
    texts = ["id,respondent,question_type,text"]
    labels = ["id,themes"]
    for turn in range(12):
        for number, (label, text) in enumerate(COMMENTS):
            texts.append(f"{turn}-{number},person {turn},nonspecific,{text} {turn}")
            labels.append(f'{turn}-{number},"{label}"')
    (folder / "dev.csv").write_text("\n".join(texts), "utf-8")
    (folder / "dev_themes.csv").write_text("\n".join(labels), "utf-8")


def test_comments_of_one_respondent_are_never_split_between_folds(tmp_path: Path) -> None:
    write_comments(tmp_path)
    examples = read_examples(tmp_path)

    folds = fold_of(examples)

    assert set(folds) == {0, 1, 2, 3, 4}
    assert len(set(zip(folds, (e.respondent for e in examples), strict=True))) == 12


def test_the_threshold_is_where_calling_it_pays_best(tmp_path: Path) -> None:
    write_comments(tmp_path)
    examples = read_examples(tmp_path)
    scores = [[1.0 if "staff manner" in e.labels else 0.0] * len(LABELS) for e in examples]

    cuts = dict(zip(LABELS, best_thresholds(scores, examples), strict=True))

    assert cuts[Theme.STAFF_MANNER] == 0.5
