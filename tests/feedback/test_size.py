"""Every survey in every language and version is one small answer, and its pictures come later."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms.surveys import SURVEYS
from tests.client import CheckingClient
from tests.feedback.asking import open_collection, send, soup
from translations import available

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
