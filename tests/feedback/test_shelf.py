"""A page that a restart finds on the disk is the page that would be made now, or is not used."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

import translations
from feedback import Parts, catalogues, edition, families_app
from feedback.areas import Area
from feedback.config import Config
from feedback.respond import pages, shelf
from feedback.respond.compiled import MARK, CompiledPage, compile_page
from feedback.respond.shelf import Shelf
from tests.feedback.asking import open_collection, stamp_on
from tests.feedback.composing_surveys import publish
from tests.feedback.test_first_look import change_collection
from tests.feedback.test_what_changed import a_change
from tests.forms.composing import of_every_kind

PAGE = compile_page(f"<p>before {MARK} after</p>")
ANOTHER_AREA = "docs/examples/areas/example_borough.toml"


@contextmanager
def made_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The languages of the pages that had to be made meanwhile."""
    found: list[str] = []
    really = pages._compiled

    def compiled(*shown: object) -> CompiledPage:
        found.append(shown[2].code)  # type: ignore[attr-defined]  # a language
        return really(*shown)  # type: ignore[arg-type]  # whatever it is given

    with monkeypatch.context() as patch:
        patch.setattr(pages, "_compiled", compiled)
        yield found


@pytest.fixture
def app(config: Config) -> Flask:
    """No more of the app than families need."""
    return families_app(Parts.made(config))


def started(config: Config) -> FlaskClient:
    """A family's browser before a process that has just started."""
    return families_app(Parts.made(config)).test_client()


def first_visit(config: Config, path: str = "/S/ABC234") -> str:
    """What a process that has just started shows first, without its stamp."""
    page = started(config).get(path).get_data(as_text=True)
    before, _stamp, rest = page.partition('name="nonce" value="')
    return before + rest.partition('"')[2]


def files_of(config: Config) -> list[Path]:
    """Everything on the shelf."""
    return sorted((config.data_dir / "pages").iterdir())


def test_a_restart_reads_the_page_that_was_made_before(
    app: Flask, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_collection(app)

    with made_anew(monkeypatch) as made:
        before, after = first_visit(config), first_visit(config)

    assert made == ["en"]
    assert before == after
    assert "Coffee morning" in after


def test_a_form_from_the_shelf_can_be_answered(app: Flask, config: Config) -> None:
    open_collection(app)
    first_visit(config)
    client = started(config)

    sent = {"nonce": stamp_on(client), "ps_overall": "good"}

    assert client.post("/S/ABC234", data=sent).status_code == 200


def test_other_words_are_never_found_under_the_old_ones(
    app: Flask, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_collection(app)
    first_visit(config)
    change_collection(app, occasion="Garden party")

    with made_anew(monkeypatch) as made:
        page = first_visit(config)

    assert made == ["en"]
    assert "Garden party" in page


def test_another_catalogue_is_never_found_under_the_old_one(
    app: Flask, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_collection(app)
    first_visit(config, "/S/ABC234?lang=ar")
    first_visit(config, "/S/ABC234?lang=fr")
    really, arabic = catalogues._state, str(translations.DIRECTORY / "ar")

    with made_anew(monkeypatch) as made, monkeypatch.context() as patch:
        patch.setattr(
            catalogues, "_state", lambda of: "new" if str(of).startswith(arabic) else really(of)
        )
        first_visit(config, "/S/ABC234?lang=ar")
        first_visit(config, "/S/ABC234?lang=fr")

    assert made == ["ar"]


@pytest.mark.parametrize(
    "changed", [{"base_url": "https://elsewhere.example"}, {"area": ANOTHER_AREA}]
)
def test_other_settings_and_another_area_find_nothing(
    app: Flask, config: Config, monkeypatch: pytest.MonkeyPatch, changed: Any
) -> None:
    open_collection(app)
    first_visit(config)

    with made_anew(monkeypatch) as made:
        first_visit(replace(config, **changed))

    assert made == ["en"]


def test_another_program_finds_nothing(
    app: Flask, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_collection(app)
    first_visit(config)

    with made_anew(monkeypatch) as made, monkeypatch.context() as patch:
        patch.setattr(edition, "_files", lambda _since: "other files")
        first_visit(config)

    assert made == ["en"]


def test_what_is_closed_stays_closed_whatever_is_on_the_shelf(app: Flask, config: Config) -> None:
    open_collection(app)
    first_visit(config)
    change_collection(app, closes_at=datetime.now(UTC) - timedelta(hours=1))

    assert started(config).get("/S/ABC234").status_code == 410


def test_words_that_officers_may_take_back_are_not_kept_on_the_disk(
    app: Flask, config: Config
) -> None:
    a_change(app)
    publish(app, of_every_kind())
    open_collection(app)
    open_collection(app, "ABC235", survey_slug="coffee_morning")

    assert "It is open until 7 now" in first_visit(config)
    assert started(config).get("/S/ABC235").status_code == 200

    assert not (config.data_dir / "pages").exists()


@pytest.mark.parametrize("damage", [b"", b"too short", None])
def test_a_damaged_file_is_made_anew(
    app: Flask, config: Config, monkeypatch: pytest.MonkeyPatch, damage: bytes | None
) -> None:
    open_collection(app)
    whole = first_visit(config)
    [file] = files_of(config)
    found = file.read_bytes()
    file.write_bytes(found[:300] + b"\0" * 9 + found[309:] if damage is None else damage)

    with made_anew(monkeypatch) as made:
        pages_shown = [first_visit(config), first_visit(config)]

    assert made == ["en"]
    assert pages_shown == [whole, whole]
    assert file.read_bytes() == found


def test_families_are_served_where_nothing_can_be_kept(
    app: Flask, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    open_collection(app)
    # A file where the folder should be: even root cannot write there.
    (config.data_dir / "pages").write_text("in the way")
    client = started(config)

    with caplog.at_level(logging.WARNING):
        codes = [client.get(f"/S/ABC234?lang={code}").status_code for code in ("en", "fr", "ar")]

    assert codes == [200, 200, 200]
    assert len([one for one in caplog.records if "not kept" in one.message]) == 1


def test_nothing_is_written_where_nothing_may_be_saved(app: Flask, config: Config) -> None:
    open_collection(app)

    assert "Coffee morning" in first_visit(replace(config, is_read_only=True))

    assert not (config.data_dir / "pages").exists()


def test_a_file_is_ours_alone_and_holds_no_stamp_and_no_secret(app: Flask, config: Config) -> None:
    open_collection(app)
    client = started(config)
    stamp = stamp_on(client)

    [file] = files_of(config)
    kept = shelf._read(file.read_bytes())
    assert kept is not None
    blank = "0" * len(stamp)
    page = kept.plain(blank).decode()

    assert blank in page
    assert stamp not in page
    assert config.secret_key not in page
    assert file.parent.stat().st_mode & 0o077 == 0


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    kept = Shelf(tmp_path / "pages", "one edition")
    kept.put("key", PAGE)

    assert kept.get("key") == PAGE
    assert kept.get("another key") is None
    assert Shelf(tmp_path / "pages", "another edition").get("key") is None


def test_the_shelf_never_fills_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST_FILES", 3)
    kept = Shelf(tmp_path, "one edition")

    for number in range(6):
        kept.put(number, PAGE)
        newest = tmp_path / Path(kept._place(number)).name
        os.utime(newest, ns=(number, number))

    assert len(list(tmp_path.iterdir())) == 3
    assert [number for number in range(6) if kept.get(number)] == [3, 4, 5]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small program of its own, loaded after it was written."""
    copytree(edition.OURS / "translations" / "ar", tmp_path / "translations" / "ar")
    (tmp_path / "translations" / "words.py").write_text("WORDS = 1")
    monkeypatch.setattr(edition, "OURS", tmp_path)
    monkeypatch.setattr(edition, "PACKAGES", ("translations",))
    monkeypatch.setattr(edition, "BEGAN", datetime.now(UTC).timestamp() + 60)
    edition._files.cache_clear()
    return tmp_path / "translations"


def named(config: Config, area: Area) -> str | None:
    """The edition, looked at afresh."""
    edition._files.cache_clear()
    return edition.edition(config, area)


def test_an_edition_is_another_word_after_any_change_of_a_file(
    program: Path, app: Flask, config: Config
) -> None:
    area: Area = app.extensions["heard_area"]
    first = named(config, area)
    words = program / "words.py"
    then = words.stat()

    assert named(config, area) == first
    words.write_text("WORDS = 2")
    # As an installer does that gives every file the same day: only the moment of change is true.
    os.utime(words, ns=(then.st_atime_ns, then.st_mtime_ns))
    assert named(config, area) not in (first, None)
    (program / "ar" / "LC_MESSAGES" / "messages.po").write_text(
        "a catalogue has a state of its own"
    )
    second = named(config, area)
    (program / "more.py").touch()
    assert named(config, area) not in (first, second, None)


def test_a_program_that_changed_as_it_was_loaded_keeps_nothing(
    program: Path, app: Flask, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    area: Area = app.extensions["heard_area"]
    assert named(config, area)

    monkeypatch.setattr(edition, "BEGAN", (program / "words.py").stat().st_ctime)

    assert named(config, area) is None
    assert shelf.shelf_for(config, area) is None


def test_no_edition_is_made_of_a_secret(config: Config, app: Flask) -> None:
    area: Area = app.extensions["heard_area"]
    other = replace(config, secret_key="another", database_url="postgresql://a:b@c/d")

    assert named(other, area) == named(config, area)
