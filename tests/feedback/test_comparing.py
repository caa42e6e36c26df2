"""Who took part is set beside who there is only where that is fair, and said in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from feedback import create_app
from feedback.areas.reading import HERE
from feedback.config import Config
from feedback.models import Collection, Role
from tests.feedback.asking import soup
from tests.feedback.families import asked, families_answer
from tests.feedback.releasing import checking, released
from tests.feedback.staff_pages import signed_in, words

UNDER_HEARD = "This group looks under-heard. It is worth asking why."
TOO_FEW = "Too few answers to tell."
UNDER_12, OVER_11 = '"0_4", "5_11"', '"12_15", "16_18", "19_25"'


def baseline(ref: str, count: int, categories: str, *, base: int = 100, **special: str) -> str:
    """A published count of children, as an area's file gives it."""
    yardstick = special.get("yardstick", "right")
    return f"""
[[baselines]]
ref = "{ref}"
label = "Children with a plan ({ref})"
count = {count}
base = {base}
as_at = "March 2027"
date = 2027-03-31
question = "child_age"
categories = [{categories}]
yardstick = "{yardstick}"
caution = "One plan may bring several answers."
cited = {{ document = "strategy", section = "3" }}
"""


HALVES = baseline("young", 50, UNDER_12) + baseline("older", 50, OVER_11)


def app_of(config: Config, folder: Path, baselines: str) -> Flask:
    """The app for an area that knows this besides what the City knows."""
    city = (HERE / "city_of_london.toml").read_text(encoding="utf-8")
    file = folder / "elsewhere.toml"
    file.write_text(city + baselines, encoding="utf-8")
    return checking(create_app(replace(config, area=str(file))))


def six_young_of_thirty(app: Flask) -> Collection:
    """A collection that families of older children answered far more often."""
    collection = asked(app)
    families_answer(app, collection, 6, {"ps_overall": "good", "child_age": "5_11"})
    families_answer(app, collection, 24, {"ps_overall": "good", "child_age": "12_15"})
    return collection


def said(app: Flask, role: Role = Role.FORUM) -> dict[str, str]:
    """The verdicts on the results page, by group."""
    six_young_of_thirty(app)
    page = soup(signed_in(app, role).get(released(app)))
    assert [row for row in page.select("main tr") if "Under 12 6" in row.get_text(" ")]
    return {
        row.find("dt").get_text(): row.find("dd").get_text()
        for row in page.select("main section .h-summary-list__row")
    }


def test_a_group_that_is_plainly_missing_is_named(config: Config, tmp_path: Path) -> None:
    assert said(app_of(config, tmp_path, HALVES)) == {"Under 12": UNDER_HEARD}


@pytest.mark.parametrize(
    ("role", "verdicts"), [(Role.OFFICER, {"Under 12": TOO_FEW}), (Role.FORUM, {})]
)
def test_what_is_said_of_a_group_under_ten_is_for_officers_only(
    config: Config, tmp_path: Path, role: Role, verdicts: dict[str, str]
) -> None:
    baselines = baseline("young", 8, UNDER_12) + baseline("older", 92, OVER_11)

    assert said(app_of(config, tmp_path, baselines), role) == verdicts


@pytest.mark.parametrize(
    "baselines",
    [
        "",
        baseline("young", 50, UNDER_12),
        baseline("young", 50, UNDER_12) + baseline("older", 40, OVER_11),
        baseline("young", 50, '"5_11"') + baseline("older", 50, OVER_11),
        HALVES.replace('yardstick = "right"', 'yardstick = "rough"'),
        HALVES.replace("base = 100\n", ""),
        baseline("young", 50, UNDER_12, base=90) + baseline("older", 50, OVER_11),
    ],
    ids=[
        "what the City publishes",
        "one row of two",
        "part of everybody",
        "some of a row",
        "other people",
        "no base",
        "two bases",
    ],
)
def test_what_is_not_fair_to_compare_is_not_compared(
    config: Config, tmp_path: Path, baselines: str
) -> None:
    assert said(app_of(config, tmp_path, baselines), Role.OFFICER) == {}


def test_what_may_be_compared_is_printed_beside_the_table(config: Config, tmp_path: Path) -> None:
    app = app_of(config, tmp_path, HALVES)
    six_young_of_thirty(app)

    page = soup(signed_in(app, Role.FORUM).get(released(app)))
    for hidden in page.select("details"):
        hidden.decompose()

    beside = " ".join(page.main.get_text("").split())
    assert "Published: Children with a plan (young): 50 of 100, March 2027." in beside


def test_published_words_are_quoted_beside_the_table_with_whom_they_are_of(app: Flask) -> None:
    collection = six_young_of_thirty(app)
    families_answer(app, collection, 10, {"ethnic_group": "white", "support": "ehc_plan"})

    answer = signed_in(app, Role.FORUM).get(released(app))
    assert "Residents aged 0 to 25" in words(answer)
    page = soup(answer)
    for hidden in page.select("details"):
        hidden.decompose()

    beside = " ".join(page.main.get_text("").split())
    assert (
        "Published: “53% were from global majority communities”, of 26 children and young people "
        "with an EHC Plan, November 2024."
    ) in beside
    assert "Published: Children and young people with an active EHC plan: 26, November 2024." in (
        beside
    )
    # Other people: worth knowing, but not beside a table that would seem to ask for comparing.
    assert "Residents aged 0 to 25" not in beside
