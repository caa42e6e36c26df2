"""Every survey in every language and version is one small answer, and its pictures come later."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from feedback import recordings
from feedback.language import speaking
from feedback.models import Recording, RecordingRevision
from feedback.speak.records import THE_ONE_ROW
from forms.build import questions_asked
from forms.questions import Variant
from forms.surveys import SURVEYS
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, send, soup
from translations import LANGUAGES, available

MOST_BYTES = 10_000  # Headers and a page compressed with gzip: what a family may be made to pay.
STATUS_LINE = len(b"HTTP/1.1 200 OK\r\n\r\n")


def bytes_sent(answer: Any) -> int:
    """What goes to a phone for this answer: status, headers and body."""
    headers = sum(len(f"{name}: {value}\r\n".encode()) for name, value in answer.headers)
    return STATUS_LINE + headers + len(answer.data)


@pytest.mark.parametrize("slug", SURVEYS)
def test_a_survey_is_one_small_answer_in_every_language_and_version(app: Flask, slug: str) -> None:
    open_collection(app, survey_slug=slug, occasion="Coffee morning at the library")
    plain = FlaskClient(app, app.response_class)  # Others check these pages; 144 take a while.
    sizes = {}

    for language, version in product(available(), ("standard", "easy")):
        address = f"/S/ABC234?lang={language.code}&version={version}"
        answer = plain.get(address, headers={"Accept-Encoding": "gzip"})
        sizes[language.code, version] = bytes_sent(answer)

    assert len(sizes) == 24
    assert {place: size for place, size in sizes.items() if size > MOST_BYTES} == {}


def record_every_question(app: Flask, slug: str, *codes: str) -> int:
    """A recording of its own for each question of a survey; how many there are."""
    asked = product(questions_asked(SURVEYS[slug]), Variant, codes)
    rows = []
    for number, (question, variant, code) in enumerate(asked):
        content = b"sound %d" % number
        # What a page without a form is heard on: Sylheti beside Bengali.
        with app.test_request_context(), speaking(LANGUAGES["bn"]):
            words = recordings.wording_hash(question, variant)
        rows.append(
            Recording(
                question_id=question.id,
                language=code,
                variant=variant.value,
                wording_hash=words,
                content=content,
                content_hash=recordings.content_hash(content),
                content_type="audio/ogg",
                spoken_by="Amina Begum",
                added_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
        )
    with database_of(app).session() as session:
        session.add_all([*rows, RecordingRevision(id=THE_ONE_ROW, revision="0")])
        session.commit()
    return len(rows) // len(Variant)


def test_a_survey_recorded_whole_in_two_languages_is_still_one_small_answer(app: Flask) -> None:
    open_collection(app, survey_slug="local_offer", occasion="Coffee morning at the library")
    players = record_every_question(app, "local_offer", "bn", "syl")
    plain = FlaskClient(app, app.response_class)

    answer = plain.get("/S/ABC234?lang=bn&version=easy", headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(answer.data).count(b"<audio") == players
    assert bytes_sent(answer) <= MOST_BYTES


@pytest.mark.parametrize("slug", SURVEYS)
@pytest.mark.parametrize("version", ["standard", "easy"])
def test_nothing_but_lazy_pictures_is_fetched_after_the_page(
    app: Flask, client: CheckingClient, slug: str, version: str
) -> None:
    open_collection(app, survey_slug=slug)
    page = soup(client.get(f"/S/ABC234?version={version}"))

    pictures = page.find_all("img")
    assert page.select("link, script, iframe, video, source, object, embed") == []
    assert bool(pictures) is (version == "easy")
    for picture in pictures:
        assert (picture["loading"], picture["decoding"]) == ("lazy", "async")
        assert picture["src"].startswith("/static/pictures/")
        assert (picture["width"], picture["height"]) == ("48", "48")


def test_in_easy_read_each_question_and_answer_has_its_picture_and_its_words(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    page = soup(client.get("/S/ABC234?version=easy"))
    by_words_only = {"ethnic_group", "home_language"}

    for asked in page.select(".h-ask"):
        assert asked.find("img")["alt"] == ""
        assert asked.get_text(strip=True)
    for choice in page.select(".h-radios__item"):
        label, name = choice.find("label"), choice.find("input")["name"]
        assert bool(label.find("img", alt="")) is (name not in by_words_only)
        assert label.get_text(strip=True)
    faces = [img["src"].rpartition("/")[2] for img in page.select("label[for^=ps_overall] img")]
    assert faces[:2] == ["grinning-face-with-big-eyes.svg", "slightly-smiling-face.svg"]
    assert len(set(faces)) == 6


def test_pictures_stay_when_something_is_wrong(app: Flask, client: CheckingClient) -> None:
    open_collection(app)

    again = soup(send(client, {"version": "easy", "ps_better": "Still here"}))

    assert again.select_one(".h-error-summary")
    assert again.find(id="ps_better").get_text().strip() == "Still here"
    assert len(again.select("img")) == len(soup(client.get("/S/ABC234?version=easy")).select("img"))


def test_a_picture_is_kept_for_a_month_and_other_files_for_a_day(client: CheckingClient) -> None:
    picture = client.get("/static/pictures/ear.svg")
    style = client.get("/static/staff.css")

    assert picture.mimetype == "image/svg+xml"
    assert "max-age=2592000" in picture.headers["Cache-Control"]
    assert "max-age=86400" in style.headers["Cache-Control"]
