"""What `make mutate` changes is there, and what it lets pass is still so and has a reason."""

import tomllib

import pytest

from tests.conventions.checkout import ROOT
from tools import mutants, mutate
from tools.mutants import Change, Outcome, change_between, is_alike

LISTED = tomllib.loads(mutants.ALIKE.read_text("utf-8"))["alike"]


def test_every_module_that_is_changed_and_every_test_of_it_is_there() -> None:
    named = {
        path
        for tests_of in mutants.SUBJECTS.values()
        for module, tests in tests_of.items()
        for path in (module, *tests)
    }

    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("one", LISTED, ids=lambda one: str(one["was"]))
def test_a_change_that_changes_nothing_is_of_a_line_that_is_there_and_has_a_reason(
    one: dict[str, object],
) -> None:
    lines = (ROOT / str(one["module"])).read_text("utf-8").splitlines()

    assert one["was"] in {line.strip() for line in lines}
    assert one["becomes"]
    assert len(str(one["why"]).split()) >= 5


def test_only_what_is_listed_is_let_pass() -> None:
    listed, *_others = LISTED
    change = Change(listed["module"], 1, listed["was"], listed["becomes"][0])

    assert is_alike(change)
    assert not is_alike(change._replace(becomes="return None"))
    assert not is_alike(change._replace(module="feedback/other.py"))


def test_a_star_before_names_is_let_pass_and_a_default_is_not() -> None:
    was = "def begin(staff: Staff, *, needs: bool = False) -> str:"

    assert is_alike(Change("x.py", 1, was, was.replace("*", "/")))
    assert not is_alike(Change("x.py", 1, was, was.replace("False", "True")))


def test_a_change_says_what_was_and_what_is() -> None:
    assert str(change_between("x.py", 2, "a\nif b:\n    c\n", "a\nif not b:\n    c\n")) == (
        "x.py:2: if b:  ->  if not b:"
    )


def test_types_are_left_alone_and_defaults_are_not() -> None:
    source = "def f(a: int | None = 3 | 4) -> str | None:\n    b: int | None = 1 | 2\n"
    types = list(mutate._types_in(source))

    left_alone = [column for column in range(50) if mutate._is_in(types, (1, column))]
    assert [source[column] for column in left_alone if source[column] == "|"] == ["|", "|"]
    assert source.index("3 | 4") + 2 not in left_alone
    assert not mutate._is_in(types, (2, 21))


@pytest.mark.parametrize(("source", "is_python"), [("a = +b\n", True), ("a = {/b}\n", False)])
def test_what_is_no_python_is_no_change(source: str, is_python: bool) -> None:
    assert mutate._is_python(source) is is_python


def test_what_cannot_be_noticed_counts_neither_way() -> None:
    changes = [Change("x.py", row, "a", "b") for row in range(4)]
    outcomes = (Outcome.NOTICED, Outcome.RAN_ON, Outcome.SURVIVED, Outcome.ALIKE)

    assert mutate.share_noticed(dict(zip(changes, outcomes, strict=True))) == pytest.approx(2 / 3)
    assert mutate.share_noticed({changes[0]: Outcome.ALIKE}) == 0
