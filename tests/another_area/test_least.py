"""An area that has just been written opens on every page, and says what comes first."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.another_area.crawling import crawl, left_over
from tests.feedback.areas import LITTLE_BOROUGH

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from feedback.config import Config

WHOLE = pytest.mark.whole_matrix


@pytest.fixture
def little(app: Flask, config: Config, tmp_path: Path, migrated_sqlite: Path) -> Flask:
    """The smallest area there can be: no plan, no target, no baselines, and nobody has answered."""
    from feedback import create_app
    from tests.feedback.releasing import checking

    file = tmp_path / "little.toml"
    file.write_text(LITTLE_BOROUGH.replace("2027", "2020"), encoding="utf-8")
    copied = shutil.copy(migrated_sqlite, tmp_path / "little.sqlite3")
    made = create_app(replace(config, area=str(file), database_url=f"sqlite:///{copied}"))
    made.jinja_env.bytecode_cache = app.jinja_env.bytecode_cache
    return checking(made)


@WHOLE
@pytest.mark.parametrize("name", ["officer", "forum", "administrator"])
def test_every_page_of_the_least_area_opens(little: Flask, name: str) -> None:
    from feedback.models import Role
    from tests.feedback.staff_pages import signed_in

    found = list(crawl(signed_in(little, Role(name)), ["/staff", "/", "/all-pages"], most=1))

    area = little.extensions["heard_area"]
    assert len(found) > 15
    assert {path for path, said in found if left_over(said, area)} == set()


def test_whoever_cannot_begin_something_is_not_told_to(little: Flask) -> None:
    from feedback.models import Role
    from tests.feedback.staff_pages import signed_in, words

    reader = signed_in(little, Role.VIEWER)

    for path, first in (
        ("/staff/results", "First open a collection"),
        ("/staff/themes", "Add what families say again and again"),
        ("/staff/initiatives", "Add the first before anything about it is fixed"),
        ("/staff/conversations", "Begin with the last time you met families"),
    ):
        assert first not in words(reader.get(path)), path


def test_empty_pages_say_what_comes_first(little: Flask) -> None:
    from tests.feedback.staff_pages import signed_in, words

    officer = signed_in(little)

    for path, first in (
        ("/staff", "First steps"),
        ("/staff/collections", "Open the first one"),
        ("/staff/results", "First open a collection"),
        ("/staff/comments", "First open a collection"),
        ("/staff/conversations", "Begin with the last time you met families"),
        ("/staff/comments/quotes", "One comes here when a family agreed"),
        ("/staff/themes", "Add what families say again and again"),
        ("/staff/initiatives", "Add the first before anything about it is fixed"),
        ("/staff/evidence", "Choose above for whom the first one is"),
    ):
        assert first in words(officer.get(path)), path
