"""A composed survey is read back whole, and anything else is refused whole with every reason."""

import json
from typing import Any

import pytest

from forms.composed import After, NotComposedError, Piece, Words, from_plain, to_plain
from tests.forms.composing import BRING, choice, composed, of_every_kind, open_question


def plain() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(to_plain(of_every_kind())))
    return found


def test_what_goes_out_comes_back_the_same() -> None:
    made = composed(
        Piece("ps_overall", is_overall=True, pools=False),
        Piece(choice(), only_for="young_person"),
        Piece(open_question(), after=After(BRING, ("friend",))),
    )

    for one in (of_every_kind(), made):
        assert from_plain(json.loads(json.dumps(to_plain(one)))) == one


def test_how_far_each_translation_is_travels_too() -> None:
    sent = plain()
    sent["title"] = {"en": "Tea", "ar": "شاي", "fr": "Thé", "checked": ["ar"], "stale": ["fr"]}

    title = from_plain(sent).title

    assert title == Words(
        {"en": "Tea", "ar": "شاي", "fr": "Thé"}, frozenset({"ar"}), frozenset({"fr"})
    )


def test_a_draft_may_still_lack_words() -> None:
    sent = plain()
    sent["title"] = {"en": ""}

    assert from_plain(sent).title.in_english == ""


def test_every_reason_is_told_at_once() -> None:
    sent = plain()
    sent["title"]["en"] = "x" * 101
    sent["slug"] = "post_session"
    sent["pieces"][0]["question"] = "role"
    sent["pieces"][1]["question"]["kind"] = "slider"

    with pytest.raises(NotComposedError) as refused:
        from_plain(sent)

    assert [one.path for one in refused.value.problems] == [
        "slug",
        "title.en",
        "pieces.0.question",
        "pieces.1.question.kind",
        "pieces.1.question.scale",
    ]


def refused_at(path: str, value: object) -> list[str]:
    sent = plain()
    *way, last = path.split(".")
    place: Any = sent
    for step in way:
        place = place[int(step) if step.isdecimal() else step]
    place[int(last) if last.isdecimal() else last] = value
    with pytest.raises(NotComposedError) as refused:
        from_plain(sent)
    return [one.path for one in refused.value.problems]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("format", 2),
        ("format", True),
        ("slug", "../etc"),
        ("slug", "x" * 41),
        ("title", None),
        ("title", 7),
        ("title.xx", "?"),
        ("title.en", ["Tea"]),
        ("title.checked", ["fr"]),
        ("title.stale", "ar"),
        ("pieces", {}),
        ("pieces", [{}] * 51),
        ("pieces.0.question", "no_such"),
        ("pieces.0.question", 4),
        ("pieces.0.is_overall", "yes"),
        ("pieces.0.pools", 1),
        ("pieces.0.only_for", "mayor"),
        ("pieces.0.surprise", 1),
        ("pieces.1.question.id", "ps_overall"),
        ("pieces.1.question.id", None),
        ("pieces.1.question.scale", "stars"),
        ("pieces.1.question.options", []),
        ("pieces.1.question.text_kind", "nonspecific"),
        ("pieces.2.question.options", "many"),
        ("pieces.2.question.options.0.code", "No Way"),
        ("pieces.2.question.options.0.meaning", "great"),
        ("pieces.2.question.picture", "../../secret"),
        ("pieces.2.question.evidences", ["3.1"] * 9),
        ("pieces.2.question.evidences", ["<b>"]),
        ("over_budget_reason", 5),
        ("is_restricted", None),
    ],
)
def test_a_wrong_value_is_refused_at_its_place(path: str, value: object) -> None:
    assert any(found.startswith(path) for found in refused_at(path, value))


@pytest.mark.parametrize("whole", [None, [], "survey", 3, {}, {"format": 1}])
def test_what_is_no_survey_at_all_is_refused(whole: object) -> None:
    with pytest.raises(NotComposedError):
        from_plain(whole)


def test_invisible_letters_and_control_characters_are_cleaned_away() -> None:
    sent = plain()
    sent["title"]["en"] = "Coffee\x00 morning\u2028\x1b "

    assert from_plain(sent).title.in_english == "Coffee morning"
