"""`heard protect` publishes a file of answers safely, and says plainly what it cannot use."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from feedback.cli import main

SPEC: dict[str, Any] = {
    "categories": {"answer": ["yes", "partly", "no"], "sex": ["girl", "boy"]},
    "tables": [["answer"], ["answer", "sex"]],
    "roles": {"public": [0], "forum": [0, 1]},
    "secret": "only the area knows",
}
ANSWERS = [*[("yes", "girl")] * 9, *[("yes", "boy")] * 12, *[("no", "boy")] * 8, ("no", "girl")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, ANSWERS)
    (tmp_path / "spec.json").write_text(json.dumps(SPEC), "utf-8")
    return tmp_path


def write(folder: Path, rows: Sequence[Sequence[str]], *columns: str) -> None:
    with (folder / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("answer", "sex", *columns), *rows])


def protect(folder: Path, out: str = "out.json", *options: str) -> Result:
    names = [str(folder / name) for name in ("answers.csv", "spec.json", out)]
    return CliRunner().invoke(main, ["protect", *names, *options])


def cells(folder: Path, role: str, period: str = "all", out: str = "out.json") -> dict[str, Any]:
    made = json.loads((folder / out).read_text("utf-8"))
    return {
        " ".join(cell["where"].values()): cell
        for table in made["periods"][period][role]
        for cell in table.get("cells", [])
    }


def test_each_role_gets_its_tables_and_no_small_count(folder: Path) -> None:
    done = protect(folder)

    assert done.exit_code == 0, done.output
    assert set(cells(folder, "public")) == {"", "yes", "partly", "no"}
    assert cells(folder, "public")[""]["shown"] == 30
    assert cells(folder, "forum")["no girl"]["shown"] is None
    shown = [cell["shown"] for cell in cells(folder, "forum").values()]
    assert [count for count in shown if count is not None and count < 5] == []


def test_how_many_left_a_question_out_is_shown_however_few(folder: Path) -> None:
    spec = {**SPEC, "categories": {**SPEC["categories"], "answer": ["yes", "partly", "no", "none"]}}
    (folder / "spec.json").write_text(json.dumps({**spec, "left_out": {"answer": "none"}}), "utf-8")
    write(folder, [*ANSWERS, ("none", "boy")])

    assert protect(folder).exit_code == 0
    assert cells(folder, "public")["none"]["shown"] == 1
    assert cells(folder, "forum")["none boy"]["shown"] is None


def test_the_same_files_give_the_same_bytes_and_another_secret_may_not(folder: Path) -> None:
    protect(folder, "one.json")
    protect(folder, "two.json")

    assert (folder / "one.json").read_bytes() == (folder / "two.json").read_bytes()


def test_periods_are_released_apart(folder: Path) -> None:
    (folder / "spec.json").write_text(json.dumps({**SPEC, "periods": "term"}), "utf-8")
    spring = [(*row, "spring") for row in ANSWERS]
    write(folder, [*spring, ("yes", "girl", "summer")], "term")

    assert protect(folder).exit_code == 0
    assert cells(folder, "public", "spring")[""]["shown"] == 30
    assert cells(folder, "public", "summer") == {}


def test_a_release_remembers_those_before_it(folder: Path) -> None:
    history = ("--history", str(folder / "kept"))
    protect(folder, "one.json", *history)
    write(folder, [*ANSWERS, ("yes", "boy"), ("yes", "boy")])

    protect(folder, "two.json", *history)
    protect(folder, "alone.json")

    assert cells(folder, "public", out="two.json") == {}
    assert cells(folder, "public", out="alone.json")[""]["shown"] == 32
    assert [path.name for path in sorted((folder / "kept").iterdir())] == [
        "000001.json",
        "000002.json",
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"categories": {}}, "categories"),
        ({"tables": [["answer", "age"]]}, '"tables" 0'),
        ({"roles": {"public": [7]}}, "0 to 1"),
        ({"threshold": 4}, "at least"),
        ({"base": "many"}, '"base"'),
        ({"facts": [{"where": {"sex": "other"}, "count": 4}]}, "no category 'other'"),
        ({"secret": ""}, '"secret"'),
        ({"periods": "answer"}, '"periods"'),
        ({"left_out": ["answer"]}, '"left_out" must'),
        ({"left_out": {"answer": "none"}}, "no category 'none'"),
        ({"left_out": {"age": "none"}}, "'age' has no category"),
        ({"categories": {**SPEC["categories"], "age": ["old"]}, "left_out": {"age": "old"}}, "too"),
    ],
)
def test_a_spec_that_cannot_be_used_is_refused_with_the_reason(
    folder: Path, change: dict[str, Any], reason: str
) -> None:
    (folder / "spec.json").write_text(json.dumps({**SPEC, **change}), "utf-8")

    done = protect(folder)

    assert done.exit_code == 2
    assert reason in done.output
    assert not (folder / "out.json").exists()


@pytest.mark.parametrize(
    ("row", "reason"), [(("maybe", "boy"), "'maybe'"), (("yes", ""), "'sex' is empty")]
)
def test_a_row_that_does_not_fit_is_named(folder: Path, row: tuple[str, str], reason: str) -> None:
    write(folder, [*ANSWERS, row])

    done = protect(folder)

    assert done.exit_code == 2
    assert f"Row {len(ANSWERS) + 2}" in done.output
    assert reason in done.output
