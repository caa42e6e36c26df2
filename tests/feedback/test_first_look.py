"""What stands before the app gives only what the app would: as it is now, and to whom it would."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import Session, select

import translations
from feedback import catalogues, create_app
from feedback.config import Config
from feedback.database import EXTENSION
from feedback.models import Collection
from feedback.respond import answering, first_look
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, send, soup, stamp_on


@contextmanager
def made_by_the_app(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The addresses that went to the app itself meanwhile."""
    found: list[str] = []
    really = answering.show

    def show(*details: object) -> object:
        found.append("made")
        return really(*details)  # type: ignore[arg-type]  # whatever it is given

    with monkeypatch.context() as patch:
        patch.setattr(answering, "show", show)
        yield found


def change_collection(app: Flask, **changed: object) -> None:
    """Change the one collection, as another worker would."""
    with Session(database_of(app).engine) as session:
        collection = session.exec(select(Collection)).one()
        for name, value in changed.items():
            setattr(collection, name, value)
        session.add(collection)
        session.commit()


def test_the_second_family_is_shown_the_same_page_without_asking_the_app(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_collection(app)

    with made_by_the_app(monkeypatch) as made:
        first, second = client.get("/S/ABC234"), client.get("/S/ABC234")

    assert made == ["made"]
    assert first.status == second.status
    assert sorted(first.headers) == sorted(second.headers)
    stamps = [soup(page).find("input", {"name": "nonce"})["value"] for page in (first, second)]
    assert stamps[0] != stamps[1]
    pages = [
        page.get_data(as_text=True).replace(stamp, "")
        for page, stamp in zip((first, second), stamps, strict=True)
    ]
    assert pages[0] == pages[1]


def test_a_page_that_is_given_again_can_be_answered(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    client.get("/S/ABC234")

    thanks = send(client, {"ps_overall": "good"})

    assert soup(thanks).h1.get_text() == "Thank you"


def test_every_worker_closes_at_once(app: Flask, config: Config) -> None:
    open_collection(app)
    workers = [app.test_client(), create_app(config).test_client()]
    before = [one.get("/S/ABC234").status_code for one in workers]

    change_collection(app, closes_at=datetime.now(UTC) - timedelta(hours=1))

    assert before == [200, 200]
    assert [one.get("/S/ABC234").status_code for one in workers] == [410, 410]


def test_every_worker_shows_other_words_at_once(app: Flask, config: Config) -> None:
    open_collection(app)
    workers = [app.test_client(), create_app(config).test_client()]
    for one in workers:
        one.get("/S/ABC234")

    change_collection(app, occasion="Garden party")

    for one in workers:
        assert "Garden party" in one.get("/S/ABC234").get_data(as_text=True)


def test_a_survey_closes_by_itself_when_its_time_is_over(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_collection(app, closes_at=datetime.now(UTC) + timedelta(minutes=1))
    client.get("/S/ABC234")

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # always UTC here
            return datetime.now(UTC) + timedelta(minutes=2)

    for module in ("feedback.respond.first_look", "feedback.respond.answering"):
        monkeypatch.setattr(f"{module}.datetime", Later)

    assert client.get("/S/ABC234").status_code == 410


def test_what_anybody_makes_up_is_not_kept(app: Flask, client: CheckingClient) -> None:
    open_collection(app)

    for number in range(3):
        client.get(f"/S/ABC234?made-up={number}{'x' * first_look.MOST_LETTERS}")
    client.get("/S/ABC234?lang=fr")

    kept = app.extensions[EXTENSION].changes.kept_until_one()
    assert [key[1] for key in kept if key[0] == "/S/ABC234"] == ["lang=fr"]


def test_another_catalogue_shows_at_once(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    open_collection(app)
    client.get("/S/ABC234?lang=ar")
    really = catalogues._state
    arabic = str(translations.DIRECTORY / "ar")

    with made_by_the_app(monkeypatch) as made, monkeypatch.context() as patch:
        patch.setattr(
            catalogues,
            "_state",
            lambda path: "new" if str(path).startswith(arabic) else really(path),
        )
        client.get("/S/ABC234?lang=ar")

    assert made == ["made"]


def test_who_reads_another_language_is_answered_by_the_app(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_collection(app)
    client.get("/S/ABC234")

    with made_by_the_app(monkeypatch) as made:
        page = client.get("/S/ABC234", headers={"Accept-Language": "fr"})

    assert made == ["made"]
    assert soup(page).html["lang"] == "fr"


def test_a_host_that_is_not_ours_is_refused_even_after_a_page_was_shown(
    app: Flask, client: CheckingClient
) -> None:
    app.config["TRUSTED_HOSTS"] = ["localhost"]
    open_collection(app)
    assert client.get("/S/ABC234").status_code == 200

    assert client.get("/S/ABC234", headers={"Host": "evil.example"}).status_code == 400


def test_what_is_given_again_is_packed_only_for_who_takes_that(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    stamp_on(client)

    plain = client.get("/S/ABC234")
    packed = client.get("/S/ABC234", headers={"Accept-Encoding": "gzip, br"})

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(gzip.decompress(packed.data)) == len(plain.data)
    assert "Set-Cookie" not in packed.headers
