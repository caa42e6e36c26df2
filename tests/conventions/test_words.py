"""Words we never use, in the places where they would do harm."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

import pytest

from tests.conventions.checkout import our_text, python_files

# Nobody can promise it: people who know a family may recognise what it wrote.
UNTRUE = re.compile(r"anonym", re.IGNORECASE)
# Say family, Forum reviewer or officer.
FACELESS = re.compile(r"(?<![a-z-])users?(?![a-z])", re.IGNORECASE)

# The words' own tests, and the tests of what we say instead, have to name them.
MAY_NAME_THEM = ("tests/*", "docs/*")


def lines_with(word: re.Pattern[str], texts: Mapping[str, str]) -> list[str]:
    """Every line that uses the word, with its place."""
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in texts.items()
        if not any(PurePosixPath(name).match(pattern) for pattern in MAY_NAME_THEM)
        for number, line in enumerate(text.splitlines(), start=1)
        if word.search(line)
    ]


def test_nothing_promises_that_nobody_could_recognise_an_answer() -> None:
    texts = our_text("feedback/templates/*", "translations/*.po*", "feedback/areas/*", "README.md")
    texts |= python_files("feedback", "forms", "analysis", "translations")

    assert len(texts) > 20
    assert lines_with(UNTRUE, texts) == []


def test_no_page_speaks_of_users() -> None:
    texts = our_text("feedback/templates/*.html", "translations/messages.pot")
    wording = {name: _without_styling(text) for name, text in texts.items()}

    assert len(texts) > 3
    assert lines_with(FACELESS, wording) == []


def _without_styling(text: str) -> str:
    # What a browser must be told in its own words: autocomplete="username".
    return re.sub(r'autocomplete="[^"]*"', "", text)


@pytest.mark.parametrize(
    ("word", "line", "is_caught"),
    [
        (UNTRUE, "Your answers are anonymous.", True),
        (UNTRUE, "We keep Anonymised answers.", True),
        (UNTRUE, "We do not ask your name.", False),
        (FACELESS, "<p>Users say</p>", True),
        (FACELESS, "the user's answer", True),
        (FACELESS, "because of this", False),
        (FACELESS, "-webkit-user-select", False),
    ],
)
def test_the_words_are_found_and_others_are_not(
    word: re.Pattern[str], line: str, is_caught: bool
) -> None:
    assert bool(lines_with(word, {"page.html": line})) is is_caught
