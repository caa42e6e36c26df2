"""A family hears a question in a person's voice; never of other words, never after it is gone."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from flask import Flask
from sqlalchemy import Engine

import translations
from feedback import create_app, recordings
from feedback.config import Config
from tests.client import CheckingClient
from tests.feedback.asking import open_collection, send, soup
from tests.feedback.recording import M4A, MP3, OFFICE, place, players_on, send_recording
from tests.feedback.staff_pages import browser, send_form, signed_in, words
from translations import LANGUAGES, catalogues

FORM = "/S/ABC234"
HOW_WAS_IT = "Overall, how was this session?"


@pytest.fixture
def officer(app: Flask) -> CheckingClient:
    open_collection(app)
    return signed_in(app)


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the catalogues, which a test may change while the app runs."""
    copy = tmp_path / "translations"
    shutil.copytree(translations.DIRECTORY, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(translations, "DIRECTORY", copy)
    return copy


def translate(directory: Path, code: str, english: str, words: str) -> None:
    """A translator changes one string, and the catalogue is compiled and put in place whole."""
    path = catalogues.path_of(LANGUAGES[code], directory)
    catalogue = catalogues.read(path)
    message = catalogue.get(english)
    assert message
    message.string = words
    compiled = path.with_suffix(".new")
    with compiled.open("wb") as file:
        write_mo(file, catalogue)
    compiled.replace(path.with_suffix(".mo"))


def another_worker(config: Config) -> CheckingClient:
    """The same app on the same database, in what could be another process."""
    app = create_app(config)
    app.testing = True
    app.test_client_class = CheckingClient
    return browser(app)


def test_a_player_stands_by_the_question_it_reads_and_by_no_other(
    client: CheckingClient, officer: CheckingClient
) -> None:
    send_recording(officer)

    page = soup(client.get(FORM))

    [player] = page.select("audio")
    assert player["preload"] == "none" and player.has_attr("controls")
    assert player.find_parent("fieldset").legend.get_text() == HOW_WAS_IT
    label = page.find(id=str(player["aria-labelledby"]))
    assert label.get_text() == "Listen to this question"
    assert page.select("script") == []


def test_each_language_and_version_has_its_own(
    client: CheckingClient, officer: CheckingClient
) -> None:
    send_recording(officer, place("ps_overall", "ar"), M4A)

    assert len(players_on(client, f"{FORM}?lang=ar")) == 1
    assert players_on(client, f"{FORM}?lang=ar&version=easy") == []
    assert players_on(client, FORM) == []


def test_a_language_without_a_form_is_heard_beside_the_nearest(
    client: CheckingClient, officer: CheckingClient
) -> None:
    send_recording(officer, place("ps_overall", "syl"))
    send_recording(officer, place("ps_overall", "bn"), MP3)

    page = soup(client.get(f"{FORM}?lang=bn"))

    labels = [page.find(id=str(one["aria-labelledby"])) for one in page.select("audio")]
    assert [bool(label.find("bdi", lang="syl")) for label in labels] == [False, True]
    assert players_on(client, FORM) == []


def test_the_players_stay_after_a_mistake_and_a_switch(
    client: CheckingClient, officer: CheckingClient
) -> None:
    send_recording(officer)

    mistaken = send(client, {"ps_better": "More"})
    switched = send(client, {"switch": "version:easy"})

    assert len(soup(mistaken).select("audio")) == 1
    assert soup(switched).select("audio") == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_no_worker_shows_a_page_older_than_a_recording(
    kind: str, config: Config, request: pytest.FixtureRequest
) -> None:
    if kind == "postgresql":
        engine = _migrated(request.getfixturevalue("postgres_url"))
        apps = [create_app(config, engine=engine) for _worker in range(2)]
    else:
        apps = [create_app(config) for _worker in range(2)]
    for app in apps:
        app.testing, app.test_client_class = True, CheckingClient
    open_collection(apps[0])
    officer, workers = signed_in(apps[0]), [browser(app) for app in apps]

    def heard() -> list[list[str]]:
        return [players_on(worker, FORM) for worker in workers]

    before = heard()
    send_recording(officer)
    added = heard()
    send_recording(officer, content=MP3)
    replaced = heard()
    send_form(officer, f"{place()}/delete")
    deleted = heard()
    send_recording(officer)

    assert before == deleted == [[], []]
    assert added[0] == added[1] and len(added[0]) == 1
    assert replaced[0] == replaced[1] and replaced != added
    assert heard() == added


def _migrated(url: str) -> Engine:
    from feedback import migrations
    from feedback.database import create_engine_for

    engine = create_engine_for(url)
    migrations.upgrade(engine)
    return engine


def test_a_kept_page_that_forgot_the_recordings_would_be_noticed(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedback.speak.records._note_change", lambda: None)
    app = create_app(config)
    app.testing, app.test_client_class = True, CheckingClient
    open_collection(app)
    officer, family = signed_in(app), browser(app)
    family.get(FORM)

    send_recording(officer)

    assert players_on(family, FORM) == []


def test_words_that_change_are_not_read_out_any_more(
    copied: Path, config: Config, tmp_path: Path
) -> None:
    first, second = another_worker(config), another_worker(config)
    open_collection(first.application)
    officer = signed_in(first.application)
    send_recording(officer, place("ps_overall", "bn"))
    send_recording(officer, place("ps_overall", "syl"), MP3)
    send_recording(officer, place("ps_overall", "ar"), M4A)
    bengali = f"{FORM}?lang=bn"
    heard = [len(players_on(worker, bengali)) for worker in (first, second)]

    translate(copied, "bn", HOW_WAS_IT, "নতুন প্রশ্ন")

    pages = [soup(worker.get(bengali)) for worker in (first, second)]
    assert heard == [2, 2]
    assert ["নতুন প্রশ্ন" in page.main.get_text() for page in pages] == [True, True]
    assert [page.select("audio") for page in pages] == [[], []]
    assert len(players_on(second, f"{FORM}?lang=ar")) == 1
    assert "out of date" in words(officer.get(OFFICE))
    assert "Out of date" in words(officer.get(place("ps_overall", "bn")))
    assert "Out of date" in words(officer.get(place("ps_overall", "syl")))


def test_an_answer_that_changes_silences_its_question_too(copied: Path, config: Config) -> None:
    family = another_worker(config)
    open_collection(family.application)
    send_recording(signed_in(family.application), place("ps_overall", "fr"))
    heard = players_on(family, f"{FORM}?lang=fr")

    translate(copied, "fr", "Very good", "Excellent")

    assert len(heard) == 1
    assert players_on(family, f"{FORM}?lang=fr") == []


def test_old_words_would_be_noticed(
    copied: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = another_worker(config)
    open_collection(family.application)
    monkeypatch.setattr(recordings, "wording_hash", lambda *_any: "the same")
    monkeypatch.setattr("feedback.speak.pages.wording_hash", lambda *_any: "the same")
    send_recording(signed_in(family.application), place("ps_overall", "fr"))

    translate(copied, "fr", HOW_WAS_IT, "Une autre question")

    assert len(players_on(family, f"{FORM}?lang=fr")) == 1


def test_a_changed_catalogue_is_read_by_every_page_of_a_running_worker(
    copied: Path, config: Config
) -> None:
    family = another_worker(config)
    open_collection(family.application)
    before = soup(family.get("/privacy?lang=fr")).h1.get_text()

    translate(copied, "fr", "What happens to your answers", "Un autre titre")

    assert before != "Un autre titre"
    assert soup(family.get("/privacy?lang=fr")).h1.get_text() == "Un autre titre"


def test_looking_for_a_change_costs_next_to_nothing(app: Flask) -> None:
    languages = app.extensions["heard_languages"]
    start = time.process_time()
    for _time in range(1000):
        languages.state_of(LANGUAGES["fr"])

    assert time.process_time() - start < 1


def test_the_device_may_read_aloud_once_it_is_asked_to(app: Flask, client: CheckingClient) -> None:
    open_collection(app)

    plain = soup(client.get(FORM))
    asked = soup(send(client, {"switch": "sound:on", "ps_better": "A quiet corner"}))

    assert plain.select("script") == []
    assert plain.select_one("button[value='sound:on']") is not None
    [script] = asked.select("script")
    assert script["src"].startswith("/static/") and script.has_attr("defer")
    assert "found no voice" in asked.main.get_text()
    assert asked.find(id="ps_better").get_text().strip() == "A quiet corner"


def test_the_device_goes_on_reading_through_a_switch_until_it_is_told_to_stop(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)

    kept = soup(send(client, {"sound": "on", "switch": "lang:ar"}))
    mistaken = soup(send(client, {"sound": "on"}))
    stopped = soup(send(client, {"sound": "on", "switch": "sound:off"}))
    linked = soup(client.get(f"{FORM}?sound=on"))

    scripts = [len(page.select("script")) for page in (kept, mistaken, stopped, linked)]
    assert scripts == [1, 1, 0, 1]
    assert kept.html["lang"] == "ar"
