"""What officers write reaches a family in their language, or in English that says it is English."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

import translations
from feedback import create_app
from feedback.authored import TRANSLATION, Kept, State, say
from feedback.config import Config
from feedback.models import Collection, Translation
from feedback.responses import table_of
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, soup
from tests.feedback.staff_pages import store
from tests.feedback.translating_words import checked, translation, translation_of
from translations import LANGUAGES, catalogues, ledger

ARABIC, BENGALI = LANGUAGES["ar"], LANGUAGES["bn"]
OCCASION = "Coffee morning"
IN_ARABIC = "لقاء القهوة الصباحي"

words = st.text(min_size=1, max_size=40)


@pytest.fixture
def app_on_each(engine: Engine, config: Config) -> Flask:
    """The app on each kind of database."""
    app = create_app(config, engine=engine)
    app.testing = True
    app.test_client_class = CheckingClient
    return app


def occasion_on(client: CheckingClient, language: str) -> tuple[str, str | None, str | None]:
    """The words of the occasion, and how they are marked."""
    page = soup(client.get(f"/S/ABC234?lang={language}"))
    found = page.select_one("h1 + p > bdi")
    return found.get_text(), found.get("lang"), found.get("dir")


def change(app: Flask, **values: object) -> None:
    """Change the one translation behind the pages' back, as another worker would."""
    with database_of(app).transaction() as connection:
        connection.execute(update(TRANSLATION).values(**values))


def new_client(app: Flask) -> CheckingClient:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


def translated(app: Flask, text: str = IN_ARABIC, language: str = "ar") -> None:
    made = open_collection(app, occasion=OCCASION)
    store(app, translation_of("collection", made, "occasion", language, text, english=OCCASION))


def test_a_family_reads_what_it_is_about_in_their_language(app_on_each: Flask) -> None:
    translated(app_on_each)
    client = new_client(app_on_each)

    assert occasion_on(client, "ar") == (IN_ARABIC, None, None)
    assert occasion_on(client, "en") == (OCCASION, None, None)


def test_what_nobody_has_translated_is_english_and_says_so(app_on_each: Flask) -> None:
    translated(app_on_each)

    assert occasion_on(new_client(app_on_each), "bn") == (OCCASION, "en", "ltr")


def test_the_words_stay_in_their_language_after_a_mistake(app_on_each: Flask) -> None:
    translated(app_on_each)

    page = soup(new_client(app_on_each).post("/S/ABC234", data={"lang": "ar", "version": "easy"}))

    assert page.select_one(".h-error-summary")
    assert page.select_one("h1 + p > bdi").get_text() == IN_ARABIC


def test_a_changed_english_turns_its_translations_back_to_drafts_nobody_reads(
    app_on_each: Flask,
) -> None:
    translated(app_on_each)
    client = new_client(app_on_each)
    assert occasion_on(client, "ar")[0] == IN_ARABIC

    with database_of(app_on_each).transaction() as connection:
        connection.execute(update(table_of(Collection)).values(occasion="Coffee evening"))

    # The old Arabic says morning: a family who trusted it would come to a locked door.
    assert occasion_on(client, "ar") == ("Coffee evening", "en", "ltr")


def test_a_page_kept_by_another_worker_is_never_stale(config: Config, app: Flask) -> None:
    translated(app)
    other = create_app(config)
    other.test_client_class = CheckingClient
    clients = [new_client(app), new_client(other)]
    assert {occasion_on(client, "ar")[0] for client in clients} == {IN_ARABIC}

    text = "صباح القهوة"
    change(app, text=text, key=ledger.key(OCCASION, text))

    assert {occasion_on(client, "ar")[0] for client in clients} == {text}


@given(english=words, text=words, other=words)
def test_only_the_very_pair_that_was_signed_is_checked(english: str, text: str, other: str) -> None:
    signed = Kept(text, ledger.key(english, text), speaker="Amina")

    assert signed.state_for(english) is State.CHECKED
    if other != english:
        assert signed.state_for(other) is State.OUTDATED
        assert say(other, {"ar": signed}, ARABIC).text == other
    if other != text:
        changed = Kept(other, signed.key, speaker="Amina")
        assert changed.state_for(english) is State.OUTDATED


@given(text=words)
def test_words_never_become_markup(text: str) -> None:
    kept = {"ar": Kept(text, ledger.key("x", text))}
    shown = f"{say('x', kept, ARABIC).__html__()}{say(text, {}, BENGALI).__html__()}"

    assert shown.count("<") == 4
    assert shown.count(">") == 4


@pytest.fixture
def all_signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Translations of our own in which a fluent speaker has signed every Arabic string."""
    copy = tmp_path / "translations"
    shutil.copytree(translations.DIRECTORY, copy, ignore=shutil.ignore_patterns("__pycache__"))
    keys = [
        ledger.key(message.id, catalogues.strings_of(message))
        for message in catalogues.read(catalogues.path_of(ARABIC, copy))
        if message.id
    ]
    by = ledger.SignOff("Amina", factories.A_MONDAY)
    (copy / ledger.FILE).write_bytes(ledger.as_bytes({"ar": dict.fromkeys(keys, by)}))
    monkeypatch.setattr(translations, "DIRECTORY", copy)


def draft_lines(client: CheckingClient) -> int:
    page = soup(client.get("/S/ABC234?lang=ar"))
    return len(page.select("main p:-soup-contains('لم يراجع أحد')"))


@pytest.mark.usefixtures("all_signed")
def test_unchecked_words_of_an_officer_show_the_one_draft_line(config: Config) -> None:
    app = create_app(config)
    app.test_client_class = CheckingClient
    client = new_client(app)
    translated(app)
    drafted = draft_lines(client)

    change(app, speaker="Amina", checked_on=factories.A_MONDAY)

    assert (drafted, draft_lines(client)) == (1, 0)


def test_what_is_deleted_takes_its_translations_along(engine: Engine) -> None:
    asked = factories.collection()
    with Session(engine) as session:
        factories.store(session, [asked, checked(translation(asked, "occasion", "ar", IN_ARABIC))])
        session.execute(delete(table_of(Collection)))
        session.commit()

        left = session.scalar(select(func.count()).select_from(table_of(Translation)))

    assert left == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"collection_id": None},
        {"collection_id": uuid4()},
        {"reply_id": uuid4()},
        {"language": "en"},
        {"speaker": "Amina"},
    ],
)
def test_the_database_refuses_a_translation_that_cannot_be(
    engine: Engine, changes: dict[str, Any]
) -> None:
    asked = factories.collection()
    with Session(engine) as session:
        factories.store(session, [asked])
        made = translation(asked, "occasion", "ar", "x")
        for name, value in changes.items():
            setattr(made, name, value)

        with pytest.raises(IntegrityError):
            factories.store(session, [made])


def test_a_text_has_one_translation_in_each_language(engine: Engine) -> None:
    asked = factories.collection()
    with Session(engine) as session:
        factories.store(session, [asked, translation(asked, "occasion", "ar", "x")])

        with pytest.raises(IntegrityError):
            factories.store(session, [translation(asked, "occasion", "ar", "y")])
