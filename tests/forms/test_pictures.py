"""Every question and answer has a picture that is there, small, and safe to show."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from forms.consent import CONSENT_TO_QUOTE, Consent
from forms.questions import Meaning, Option, Question, TextKind
from forms.scales import VERY_GOOD_TO_VERY_POOR, YES_PARTLY_NO
from tests.conventions.checkout import ROOT
from tests.forms.wording import every_question

PICTURES = ROOT / "feedback/static/pictures"
MOST_BYTES = 2_300
# No picture can stand for an ethnic group; a language's own name says more than a flag.
WORDS_ONLY = {"ethnic_group", "home_language"}


def named() -> Iterator[str]:
    """Every picture that a form names."""
    for question in every_question():
        yield str(question.picture)
        yield from (option.picture for option in question.options if option.picture)
    yield str(CONSENT_TO_QUOTE.picture)


def drawn() -> dict[str, Path]:
    """Every picture there is, by name."""
    return {path.stem: path for path in PICTURES.glob("*.svg")}


def test_every_question_and_answer_has_a_picture() -> None:
    for question in every_question():
        assert question.picture, question.id
        assert question.is_text or question.has_pictured_options is (
            question.id not in WORDS_ONLY
        ), question.id


def test_every_picture_named_is_there_and_no_other() -> None:
    assert set(drawn()) == set(named())


def test_no_picture_is_large_or_does_anything_but_draw() -> None:
    assert len(drawn()) > 50
    for name, path in drawn().items():
        svg = path.read_text("utf-8")
        tags = set(re.findall(r"<(\w+)", svg))

        assert len(svg.encode()) <= MOST_BYTES, name
        assert tags <= {"svg", "g", "path", "circle", "ellipse", "rect", "defs", "clipPath"}, name
        assert "href" not in svg, name
        assert "style" not in svg, name
        assert 'viewBox="0 0 32 32"' in svg, name


def test_the_licence_goes_with_the_pictures() -> None:
    licence = (PICTURES / "LICENCE-fluent-emoji.txt").read_text("utf-8")

    assert "Copyright (c) Microsoft Corporation" in licence
    assert "this permission notice shall be included" in " ".join(licence.split())


def test_the_five_faces_of_a_scale_are_five_and_yes_is_never_a_thumb() -> None:
    faces = [option.picture for option in VERY_GOOD_TO_VERY_POOR[:5]]
    files = {drawn()[str(face)].read_bytes() for face in faces}

    assert len(files) == 5
    assert all("face" in str(face) for face in faces)
    assert [option.picture for option in YES_PARTLY_NO] == [
        "check-mark-button",
        "first-quarter-moon",
        "cross-mark",
        "thinking-face",
    ]


def test_no_two_answers_to_one_question_share_a_picture() -> None:
    for question in every_question():
        shown = [option.picture for option in question.options if option.picture]
        assert len(set(shown)) == len(shown), question.id


@pytest.mark.parametrize("name", ["../secret", "Ear", "ear.svg", "", "a/b", 'x" onload="'])
def test_a_name_that_is_no_plain_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="small letters, digits and hyphens"):
        Option("a", "A", "A", Meaning.NO_VIEW, picture=name)
    with pytest.raises(ValueError, match="small letters, digits and hyphens"):
        Question("q", "Q?", "Q?", text_kind=TextKind.OPEN, picture=name)
    with pytest.raises(ValueError, match="small letters, digits and hyphens"):
        Consent(1, "Yes", "Yes", picture=name)


def test_one_answer_without_a_picture_takes_them_from_all() -> None:
    with_one = Option("a", "A", "A", Meaning.NO_VIEW, picture="ear")
    without = Option("b", "B", "B", Meaning.NO_VIEW)

    assert Question("q", "Q?", "Q?", options=(with_one,)).has_pictured_options
    assert not Question("q", "Q?", "Q?", options=(with_one, without)).has_pictured_options
    assert not Question("q", "Q?", "Q?", text_kind=TextKind.OPEN).has_pictured_options
