"""Whoever meets the web server before us is told what to do, in each language of the area."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from flask import Flask

from feedback.cli import main
from feedback.cli.proxy_pages import PAGES, rendered
from translations import LANGUAGES

RECIPE = Path(__file__).parents[2] / "deploy/pages"


def test_the_recipes_pages_are_what_the_command_writes(app: Flask) -> None:
    found = {page.name: page.read_text("utf-8") for page in RECIPE.iterdir()}

    assert found == rendered(app), "write them again: heard proxy-pages --out deploy/pages"


@pytest.mark.parametrize("name", PAGES)
def test_each_language_says_it_in_its_own_words(app: Flask, name: str) -> None:
    page = BeautifulSoup(rendered(app)[name], "html.parser")

    said = {str(one["lang"]): one.get_text() for one in page.select("section")}
    offered = {language.code for language in app.extensions["heard_languages"].offered}
    assert {"en", *said} == offered
    assert len({*said.values()}) == len(said)
    for one in page.select("section"):
        assert one["dir"] == LANGUAGES[str(one["lang"])].direction


def test_a_page_of_the_web_server_needs_nothing_else(app: Flask) -> None:
    for page in rendered(app).values():
        found = BeautifulSoup(page, "html.parser")
        assert found.select("[src], [href], [style], script, style, form") == []


def test_an_area_writes_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_DATA_DIR", str(tmp_path / "data"))

    done = CliRunner().invoke(main, ["proxy-pages", "--out", str(tmp_path / "new/pages")])

    assert done.exit_code == 0, done.output
    assert sorted(page.name for page in (tmp_path / "new/pages").iterdir()) == sorted(PAGES)
