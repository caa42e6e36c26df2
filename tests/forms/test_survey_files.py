"""A survey travels as a file and comes back the same; anything else is refused with its line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from forms.composed import After, Composed, Kind, to_plain
from forms.composed.problems import problems
from forms.composed.reading import MISSING, OTHER_FORMAT
from forms.survey_files import FileRefusedError, Refusal, TakenIn, as_json, as_toml, take_in, words
from tests.conventions.checkout import ROOT
from tests.forms.breaking import HOW, broken
from tests.forms.whole_files import EXAMPLES, everything

SCHEMA = json.loads((ROOT / "docs" / "survey-file-schema.json").read_text(encoding="utf-8"))


def example(name: str) -> TakenIn:
    return take_in(Path(EXAMPLES, name).read_bytes())


def refused(content: str | bytes) -> tuple[Refusal, ...]:
    with pytest.raises(FileRefusedError) as error:
        take_in(content if isinstance(content, bytes) else content.encode())
    return error.value.refusals


def questions(found: Composed) -> list[tuple[Kind, str]]:
    own = [piece.own for piece in found.pieces]
    return [(one.kind, one.standard.in_english) for one in own if one]


def test_what_goes_out_comes_back_the_same() -> None:
    made = everything()

    assert take_in(as_toml(made).encode()) == TakenIn(made)
    assert take_in(as_json(made).encode()) == TakenIn(made)
    assert take_in(b"\xef\xbb\xbf" + as_toml(made).encode()).composed == made
    assert as_toml(take_in(as_toml(made).encode()).composed) == as_toml(made)


NASTY = 'a "quoted" \\ <b>bold</b> {{ 7 * 7 }} \'\'\' """ # = [x] \u200f😀\nnext line'


def test_markup_and_signs_of_toml_stay_text() -> None:
    plain = to_plain(everything())
    plain["title"] = {"en": NASTY, "ar": f"مرحبا {NASTY[:40]}"}
    made = take_in(json.dumps(plain).encode()).composed

    assert made.title.in_english == NASTY
    assert take_in(as_toml(made).encode()).composed == made


def test_the_schema_describes_what_is_written() -> None:
    schema = jsonschema_rs.validator_for(SCHEMA)
    written = [everything(), example("swimming.toml").composed, example("limesurvey.lss").composed]

    assert all(schema.is_valid(to_plain(one)) for one in written)
    changes: list[Mapping[str, Any]] = [
        {"format": 2},
        {"slug": "Über"},
        {"title": {"xx": "no such language"}},
        {"title": {"en": "x" * 101}},
        {"surprise": 1},
        {"pieces": [{"question": {"id": "own_1", "kind": "choice"}}]},
    ]
    for change in changes:
        plain = {**to_plain(everything()), **change}
        assert not schema.is_valid(plain)
        assert refused(json.dumps(plain))


def test_each_reason_has_its_line() -> None:
    toml, wide = as_toml(everything()), as_json(everything())

    no_kind = refused(toml.replace('kind = "scale"', 'kind = "slider"', 1))
    no_kind_in_json = refused(wide.replace('"kind": "scale"', '"kind": "slider"', 1))
    (broken,) = refused(toml.replace("format = 1", "format = 1\nslug ="))
    (again,) = refused(wide.replace('"slug"', '"format": 1,\n "slug"', 1))
    (ended,) = refused('{"format": 1,\n"slug": "a",\n}')

    for found, text in ((no_kind, toml), (no_kind_in_json, wide)):
        (kind,) = [one for one in found if one.path.endswith(".question.kind")]
        assert "scale" in text.splitlines()[(kind.line or 0) - 1]
        assert "kind" in text.splitlines()[(kind.line or 0) - 1]
    assert broken.line == 3
    assert (again.path, again.line) == ("format", 3)
    assert ended.line == 3


# They are about the whole file, or about what is not in it.
OF_THE_WHOLE = {words.TOO_BIG, words.NOT_KNOWN, words.NO_QUESTIONS, MISSING, OTHER_FORMAT}


def test_of_every_way_to_break_a_file_the_line_and_the_reason_are_told() -> None:
    for what, content in islice(broken(seed=2028), 2 * len(HOW)):
        for one in refused(content):
            assert str(one.reason), what
            last = content.count(b"\n") + 1
            assert one.line in range(1, last + 1) or one.reason in OF_THE_WHOLE, (what, one)


def test_a_name_that_stands_twice_is_found_in_its_own_group() -> None:
    two = '{"format": 1, "title": {"en": "a"},\n"intro": {"en": "b",\n"e\\u006e": "c"}}'

    assert [(one.line, one.path) for one in refused(two.replace("\\u006e", "n"))] == [(3, "en")]


def test_two_questions_and_two_answers_have_two_ids() -> None:
    plain = to_plain(everything())
    asked = [one["question"] for one in plain["pieces"] if isinstance(one["question"], dict)]
    asked[1]["id"] = asked[0]["id"]
    asked[1]["options"][1]["code"] = asked[1]["options"][0]["code"]

    found = {(one.path, one.reason) for one in refused(json.dumps(plain))}

    assert found == {
        ("pieces.2.question.id", words.TWICE),
        ("pieces.2.question.options.1.code", words.TWICE),
    }


def test_every_reason_is_told_at_once() -> None:
    plain = to_plain(everything()) | {"slug": "post_session", "easy_title": 7}

    assert {one.path for one in refused(json.dumps(plain))} == {"slug", "easy_title"}


def test_our_own_example_can_be_published_as_it_is() -> None:
    found = example("swimming.toml")

    assert (found.lost, problems(found.composed)) == ((), ())


def test_limesurvey_comes_in_as_far_as_it_goes() -> None:
    found = example("limesurvey.lss")

    assert questions(found.composed) == [
        (Kind.CHOICE, "Did people listen to you?"),
        (Kind.OPEN, "What would have helped?"),
        (Kind.SEVERAL, "What helped you to come?"),
        (Kind.CHOICE, "The hall"),
        (Kind.CHOICE, "The quiet room"),
        (Kind.CHOICE, "Will you come again, {FIRSTNAME}?"),
    ]
    heard, why = found.composed.pieces[:2]
    assert heard.own
    assert heard.is_overall
    assert heard.own.standard.texts["fr"] == "Est-ce qu’on vous a écouté ?"
    assert heard.own.standard.checked == frozenset()
    assert [option.standard.in_english for option in heard.own.options] == ["Yes", "No"]
    assert why.after == After(heard.id, ("a2",))
    assert found.composed.intro.in_english == "Tell us how it was. It takes two minutes."
    assert found.composed.slug == "our_open_day"
    assert [one.where for one in found.lost if one.where] == [
        *("HEARD", "HELP", "HELP", "AGE", "FILE", "RANK", "AGAIN", "AGAIN", "NOTE"),
    ]
    assert all(str(one.why) for one in found.lost)
    # A question that comes along is never called lost itself.
    assert not {one.what for one in found.lost} & {
        text for _kind, text in questions(found.composed)
    }


def test_an_older_limesurvey_file_keeps_its_condition() -> None:
    found = example("limesurvey-old.lss").composed

    assert questions(found) == [
        (Kind.CHOICE, "How was the bus?"),
        (Kind.OPEN, "What was not good?"),
    ]
    assert found.pieces[1].after == After(found.pieces[0].id, ("bad",))
    assert found.intro.in_english == "About the bus to the club."


def test_formbricks_comes_in_as_far_as_it_goes() -> None:
    found = example("formbricks.json")

    assert questions(found.composed) == [
        (Kind.CHOICE, "How was the evening?"),
        (Kind.SEVERAL, "What did you like?"),
        (Kind.CHOICE, "Will you come again?"),
        (Kind.OPEN, "What should we do better?"),
    ]
    assert found.composed.pieces[0].own
    steps = [one.standard.in_english for one in found.composed.pieces[0].own.options]
    assert steps == ["1 – Not good", "2", "3", "4", "5 – Very good"]
    assert found.composed.intro.texts["fr"] == "Parlez-nous de la soirée."
    assert {one.where for one in found.lost} == {
        *("", "fun", "liked", "mail", "nps", "grid", "bye"),
    }
    # A question that comes along is never called lost itself.
    assert "logic: How was the evening?" in [one.what for one in found.lost]


def test_blocks_and_answers_of_the_interface_are_formbricks_too() -> None:
    plain = json.loads(Path(EXAMPLES, "formbricks.json").read_bytes())
    asked = plain.pop("questions")
    blocks = {"data": {**plain, "blocks": [{"elements": asked[:2]}, {"elements": asked[2:]}]}}

    found = take_in(json.dumps(blocks).encode())

    assert questions(found.composed) == questions(example("formbricks.json").composed)


def test_what_is_more_than_we_can_ask_is_listed_and_cut() -> None:
    choices = [
        {"id": f"c{number}", "label": {"default": f"Answer {number}"}} for number in range(15)
    ]
    one = {"type": "multipleChoiceSingle", "headline": "<script>x()</script><b>Word</b> " * 60}
    survey = {"name": "Ünïcode!", "questions": [{**one, "choices": choices} for _ in range(14)]}

    found = take_in(json.dumps(survey).encode())

    first = found.composed.pieces[0].own
    assert first
    assert len(found.composed.pieces) == 12
    assert len(first.options) == 12
    assert first.standard.in_english.startswith("Word Word")
    assert len(first.standard.in_english) <= 160
    assert "x()" not in as_toml(found.composed)
    assert found.composed.slug == "unicode"
    assert len([one for one in found.lost if "twelve" in str(one.why)]) == 2


def lss(**tables: list[dict[str, Any]]) -> bytes:
    """A file of LimeSurvey's with these rows."""
    made = "".join(
        f"<{name}><rows>{''.join(map(_row, rows))}</rows></{name}>" for name, rows in tables.items()
    )
    return f"<document><LimeSurveyDocType>Survey</LimeSurveyDocType>{made}</document>".encode()


def _row(cells: dict[str, Any]) -> str:
    return f"<row>{''.join(f'<{name}>{said}</{name}>' for name, said in cells.items())}</row>"


def test_more_questions_than_any_survey_has_are_refused() -> None:
    rows = [{"qid": number, "type": "T", "question": "Why?"} for number in range(301)]

    assert len(take_in(lss(questions=rows[1:])).composed.pieces) == 12
    [refusal] = refused(lss(questions=rows))
    assert (refusal.path, str(refusal.reason)) == ("questions", "This file is too big.")


@pytest.mark.parametrize("turned", ["\u202e", "&#x202E;", "&#8237;"])
def test_limesurvey_hides_no_words_either(turned: str) -> None:
    file = lss(questions=[{"qid": 1, "type": "T", "question": f"Why{turned}?"}])

    [refusal] = refused(file.replace(b"<questions>", b"\n<questions>"))

    assert (refusal.line, refusal.reason) == (2, words.CONTROL)


def test_no_row_of_limesurvey_belongs_to_two_questions() -> None:
    asked = [{"qid": qid, "title": f"Q{qid}", "type": "L", "question": "Who?"} for qid in (1, 2)]
    answers = [{"qid": qid, "code": "a", "aid": 7} for qid in (1, 2)]
    words = [{"aid": 7, "language": "en", "answer": "Both"}]

    found = take_in(lss(questions=asked, answers=answers, answer_l10ns=words)).composed

    said = [[one.standard.in_english for one in p.own.options] for p in found.pieces if p.own]
    assert said == [["Both"], [""]]


def test_a_number_that_is_none_orders_nothing() -> None:
    rows = [
        {"qid": qid, "type": "T", "question": qid, "question_order": order}
        for qid, order in (("1", "3"), ("2", "²"))
    ]

    assert [said for _kind, said in questions(take_in(lss(questions=rows)).composed)] == ["2", "1"]


def test_what_stands_behind_a_long_picture_is_read() -> None:
    picture = f"<img src='data:image/png;base64,{'A' * 50_000}'>"
    survey = {"name": "x", "questions": [{"type": "openText", "headline": f"{picture}Why?"}]}

    assert questions(take_in(json.dumps(survey).encode()).composed) == [(Kind.OPEN, "Why?")]


@pytest.mark.parametrize("name", ["A" * 200_000, "a." * 100_000])
def test_of_a_very_long_name_only_the_beginning_is_said(name: str) -> None:
    [refusal] = refused(json.dumps({"format": 1, name: {"below": [0] * 20_001}}))

    assert (refusal.line, refusal.path) == (1, f"{name[:60]}.below")
