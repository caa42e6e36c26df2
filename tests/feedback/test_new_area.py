"""`heard new-area` writes a file that Heard takes, explains every key of it, and spoils none."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from feedback.areas import TO_BE_FILLED_IN, Area, Citation, load_area
from feedback.areas.explained import LISTS, TABLES
from feedback.areas.logo import LogoError, read_logo
from feedback.areas.sources import uncited
from feedback.areas.writing import as_toml
from feedback.cli import main
from feedback.language import speaking
from forms.bank import QUESTIONS
from tests.conventions.checkout import ROOT
from translations import ENGLISH

# What somebody types, line by line; "" is Enter alone.
PEOPLE = ("Example Borough", "X09000099", "ur pl", "", "Example Council", "Example ICB")
FORUM = ("Example Parents Together", "EPT", "212", "Example Advice", "", "01632 960001", "")
CONTACT = ("SEND team", "send@borough.example", "", "", "", "")
CHILD, LOOK = ("01632 960003", ""), ("#0b5a3c", "")
STRATEGY = ("Everyone Belongs", "April 2026", "2026", "2030")
PRIORITIES = ("Families know where to turn", "information is easy to find", "", "Together", "")
TARGET = ("", "P1.1", "5")
TERMS = ("2025-09-01", "First half term", "2025-10-31", "Second half term", "2026-12-31", "")
NO_PLAN = ("",)
PLAN = (
    *("What we do next", "April 2026 to March 2028", "May 2026", "Say it clearly"),
    *("Write letters again.", "P1 P2", "2027-07-31", "Letters officer", "The Forum", "", ""),
)
BEFORE = (*PEOPLE, *FORUM, *CONTACT, *CHILD, *LOOK, *STRATEGY, *PRIORITIES, *TARGET)
ANSWERS = (*BEFORE, *NO_PLAN, *TERMS)


def answered(file: Path, typed: tuple[str, ...] = ANSWERS) -> Result:
    """Ask for a new area, and type these answers."""
    return CliRunner().invoke(main, ["new-area", str(file)], input="\n".join((*typed, "")))


def made(file: Path, typed: tuple[str, ...] = ANSWERS) -> Area:
    """The area that comes of them."""
    done = answered(file, typed)
    assert done.exit_code == 0, done.output
    return load_area(str(file))


def test_the_file_holds_what_was_answered(tmp_path: Path) -> None:
    area = made(tmp_path / "area.toml")

    assert (area.name, area.languages) == ("Example Borough", ("en", "ur", "pl"))
    assert area.partnership.name == "Example Borough Local Area Partnership"
    assert (area.forum.members, area.sendiass.phone) == (212, "01632 960001")
    assert area.contact.missing == ("phone", "address", "local_offer", "data_protection")
    assert TO_BE_FILLED_IN in (tmp_path / "area.toml").read_text("utf-8")
    assert area.safeguarding is not None
    assert area.look.band == "#0b5a3c"
    assert [one.title for one in area.priorities] == ["Families know where to turn", "Together"]
    assert area.target is not None
    assert (area.target.ref, area.target.target, area.target.by_year) == ("P1.1", 5, 2030)
    assert [one.starts for one in area.terms] == [date(2025, 9, 1), date(2025, 11, 1)]


def test_a_plan_has_headings_and_rows_and_a_source_of_its_own(tmp_path: Path) -> None:
    area = made(tmp_path / "area.toml", (*BEFORE, *PLAN, *TERMS))

    assert area.plan is not None
    assert [one.title for one in area.plan_priorities] == ["Say it clearly"]
    row = area.action("1.1")
    assert (row.text, row.serves, row.by_date) == (
        "Write letters again.",
        ("P1", "P2"),
        date(2027, 7, 31),
    )
    assert area.document(row.cited.document).title == "What we do next"


def test_an_answer_that_cannot_be_used_is_asked_for_again_and_says_why(tmp_path: Path) -> None:
    typed = list(ANSWERS)
    for right, wrong in (
        ("212", "many"),
        ("#0b5a3c", "#ffcc00"),
        ("ur pl", "xx"),
        ("P1.1", "P9.9"),
        ("5", "0"),
        ("2025-10-31", "2025-08-01"),
        ("2025-09-01", "soon"),
        ("2030", "2020"),
    ):
        typed.insert(typed.index(right), wrong)

    said = answered(tmp_path / "area.toml", tuple(typed)).output

    for why in (
        "Type a whole number.",
        "white words on it have a contrast of 1.51 to 1 with #ffcc00",
        "Heard has no xx.",
        "There is no measure P9.9.",
        "At least one, or it is no target.",
        "The term begins on 2025-09-01: it cannot end before.",
        "Type a day such as 2026-09-01.",
        "It begins in 2026: it cannot end before.",
    ):
        assert why in said
    assert load_area(str(tmp_path / "area.toml")).forum.members == 212


def test_rows_without_a_page_or_section_are_counted_until_they_have_one(tmp_path: Path) -> None:
    area = made(tmp_path / "area.toml")

    assert uncited(area) == 9
    assert uncited(load_area("city_of_london")) == 0


def test_a_file_that_is_there_is_not_overwritten_and_nothing_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "area.toml"
    file.write_text("mine", encoding="utf-8")

    done = answered(file)

    assert done.exit_code == 2
    assert "is there already, and is not overwritten" in done.output
    assert "Name of the area" not in done.output
    assert file.read_text("utf-8") == "mine"


def test_whoever_stops_half_way_finds_what_was_said_until_then(tmp_path: Path) -> None:
    done = answered(tmp_path / "area.toml", BEFORE[: BEFORE.index("Together")])

    kept = tmp_path / "area.draft.toml"
    assert done.exit_code == 2
    assert "You stopped." in done.output
    assert [*tmp_path.iterdir()] == [kept]
    assert 'text = "information is easy to find"' in kept.read_text("utf-8")


def test_whoever_stops_at_once_leaves_nothing_behind(tmp_path: Path) -> None:
    done = answered(tmp_path / "area.toml", ANSWERS[:1])

    assert done.exit_code != 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("where", ["area.draft.toml", "none/area.toml"])
def test_a_file_that_cannot_be_kept_is_refused_before_anything_is_asked(
    tmp_path: Path, where: str
) -> None:
    (tmp_path / "area.draft.toml").write_text("mine", encoding="utf-8")
    file = tmp_path / where.replace(".draft", "")

    done = answered(file)

    assert done.exit_code == 2
    assert "Name of the area" not in done.output
    assert (tmp_path / "area.draft.toml").read_text("utf-8") == "mine"


def test_a_logo_that_is_not_there_is_named_as_it_was_typed(tmp_path: Path) -> None:
    at = len(BEFORE) - len((*STRATEGY, *PRIORITIES, *TARGET)) - 1

    done = answered(tmp_path / "area.toml", (*ANSWERS[:at], "none.svg", *ANSWERS[at:]))

    assert "Error: none.svg cannot be read" in done.output
    assert done.exit_code == 0


def test_what_the_loader_refuses_is_kept_for_mending(tmp_path: Path) -> None:
    unseen = "\u200b"
    typed = tuple(unseen if one == "Everyone Belongs" else one for one in ANSWERS)

    done = answered(tmp_path / "area.toml", typed)

    assert done.exit_code == 2
    assert "line" in done.output and "Mend that line" in done.output
    kept = tmp_path / "area.draft.toml"
    assert [*tmp_path.iterdir()] == [kept]
    kept.write_text(kept.read_text("utf-8").replace('title = ""', 'title = "Ours"'), "utf-8")
    assert load_area(str(kept)).strategy.title == "Ours"


def test_odd_words_stay_words(tmp_path: Path) -> None:
    odd = 'A "quoted" \\ borough # not a comment'
    area = made(tmp_path / "area.toml", (odd, *ANSWERS[1:]))

    assert area.name == odd
    assert as_toml("a\x7fb\x00c") == '"abc"'


def tables_of(kind: type, path: str = "") -> Iterator[tuple[str, set[str]]]:
    """Every table a file may have, and its keys, from our classes."""
    yield path, {one.name for one in fields(kind)}
    for key, hint in get_type_hints(kind).items():
        inner = next(filter(None, map(table_in, (hint, *get_args(hint)))), None)
        if inner and inner is not Citation:
            yield from tables_of(inner, f"{path}.{key}".lstrip("."))


def table_in(hint: Any) -> type | None:
    """The class of a table, alone or in a list."""
    found = next((one for one in (hint, *get_args(hint)) if is_dataclass(one)), None)
    return found if isinstance(found, type) else None


def test_every_key_of_every_table_is_explained(tmp_path: Path) -> None:
    made(tmp_path / "area.toml")
    text = (tmp_path / "area.toml").read_text("utf-8")
    tables = dict(tables_of(Area))
    # The file's own keys that are tables have tables of their own.
    tables[""] -= set(tables)

    assert set(tables) == set(TABLES)
    for path, keys in tables.items():
        assert keys == set(TABLES[path].keys), path
        heading = f"[[{path}]]" if path in LISTS else f"[{path}]" if path else "The area"
        assert f"# {heading}" in text
        assert all(f"#   {key}: " in text for key in keys)


def test_what_stands_as_a_comment_is_taken_once_it_is_none(tmp_path: Path) -> None:
    file = tmp_path / "area.toml"
    made(file)
    (tmp_path / "example_borough.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', encoding="utf-8"
    )
    text = file.read_text("utf-8")

    file.write_text(re.sub(r"(?m)^# (\[\[?[\w.]+\]\]?$|\w+ = )", r"\1", text), encoding="utf-8")

    area = load_area(str(file))
    assert area.plan and area.actions and area.baselines and area.initiatives and area.brag
    assert area.retention.comments == 365


def test_the_page_about_new_areas_lists_every_question(app: Flask) -> None:
    said = (ROOT / "docs/new-area.md").read_text("utf-8")

    with app.test_request_context(), speaking(ENGLISH):
        rows = [f"| `{one.id}` | {{}} | {one.standard} |" for one in QUESTIONS.values()]
    listed = re.sub(r"(?m)^(\| `\w+` \|) [^|]+ \|", r"\1 {} |", said)
    assert [row for row in rows if row not in listed] == []


@pytest.mark.parametrize("value", [r"u\72l(//elsewhere.example/a.svg)", r"\75rl(#a)", "url(//x)"])
def test_a_logo_points_nowhere_however_it_is_spelt(tmp_path: Path, value: str) -> None:
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path {{}}="{value}"/></svg>'
    )
    for name in ("fill", "style"):
        said = drawing.format(name).replace('style="', 'style="fill:')
        (tmp_path / "logo.svg").write_text(said, encoding="utf-8")
        with pytest.raises(LogoError, match="points outside the drawing"):
            read_logo("logo.svg", tmp_path)
