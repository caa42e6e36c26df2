"""A printed square reads from a worn poster, and says its code to whoever cannot scan."""

from __future__ import annotations

import html
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from PIL import Image, ImageFilter

from feedback.invite import qr
from tests import factories
from tests.client import CheckingClient
from tests.feedback.scanning import read
from tests.feedback.staff_pages import signed_in, store


@pytest.fixture
def officer(app: Flask) -> CheckingClient:
    """An officer's browser."""
    return signed_in(app)


def test_the_drawing_says_what_it_is(app: Flask, officer: CheckingClient) -> None:
    asked = factories.collection()
    placed = factories.placement(asked, label="Library & <hub>")
    store(app, asked, placed)

    drawing = officer.get(f"/staff/placements/{placed.id}/qr.svg")

    words_in_it = html.unescape(drawing.get_data(as_text=True))
    assert drawing.mimetype == "image/svg+xml"
    assert f"<title>QR code for {placed.code}</title>" in words_in_it
    assert f"8000/S/{placed.code}</desc>" in words_in_it
    assert "Library" not in words_in_it


def test_the_printed_square_says_its_code_and_its_address(
    app: Flask, officer: CheckingClient
) -> None:
    asked = factories.collection()
    placed = factories.placement(asked, code="CDF234")
    store(app, asked, placed)

    text = officer.get(f"/staff/placements/{placed.id}/qr.svg").get_data(as_text=True)
    drawing = BeautifulSoup(text.partition("?>")[2], "lxml")

    large, small = drawing.select("svg > text")
    (square,) = drawing.select("svg > svg")
    side, large_y, small_y = (
        float(str(value)) for value in (square["width"], large["y"], small["y"])
    )
    large_size, small_size = (float(str(line["font-size"])) for line in (large, small))
    assert large.get_text() == "CDF234"
    assert small.get_text() == "http://127.0.0.1:8000/S/CDF234"
    assert large_size > 2 * small_size
    # Capitals are about three quarters as high as the size of their font.
    assert large_y - 0.75 * large_size >= side
    assert small_y - small_size > large_y


BASE_URLS = ("https://heard.example.gov.uk", f"https://{'very-long-name.' * 6}example.gov.uk")


@pytest.mark.parametrize("base_url", BASE_URLS)
def test_the_picture_keeps_its_quiet_border_and_its_words_inside(base_url: str) -> None:
    picture = Image.open(BytesIO(qr.png(base_url, "CDF234"))).convert("L")
    side, quiet = picture.width, qr.BORDER * qr.DOTS_A_MODULE

    under = picture.crop((0, side, side, picture.height)).point(lambda dot: 255 - dot)

    inked = under.getbbox()
    assert inked, "nothing is written under the square"
    left, _top, right, bottom = inked
    assert min(left, side - right) > side * 0.02
    assert bottom < under.height
    for border in ((0, side - quiet, side, side), (0, 0, side, quiet), (0, 0, quiet, side)):
        assert picture.crop(border).getextrema() == (255, 255)
    assert read(qr.png(base_url, "CDF234")) == f"{base_url}/S/CDF234".upper()


@pytest.mark.parametrize("degrees", [0, 7])
@pytest.mark.parametrize("blur", [0, 6])
def test_a_blurred_or_crooked_picture_still_reads(degrees: int, blur: int) -> None:
    picture = Image.open(BytesIO(qr.png(BASE_URLS[0], "CDF234"))).convert("L")

    crooked = picture.rotate(degrees, expand=True, fillcolor=255).filter(
        ImageFilter.GaussianBlur(blur)
    )

    seen = BytesIO()
    crooked.save(seen, "PNG")
    assert read(seen.getvalue()) == "HTTPS://HEARD.EXAMPLE.GOV.UK/S/CDF234"


def test_a_torn_poster_still_reads_and_the_code_stays_small() -> None:
    picture = Image.open(BytesIO(qr.png("https://heard.example.gov.uk", "CDF234"))).convert("L")
    side = picture.width
    module = qr.DOTS_A_MODULE
    hole = side // 6
    picture.paste(255, (side // 2, side // 2, side // 2 + hole, side // 2 + hole))
    torn = BytesIO()
    picture.save(torn, "PNG")

    # Capitals fit 29 modules; small letters would need 33.
    assert side == module * (29 + 2 * 4)
    assert read(torn.getvalue()) == "HTTPS://HEARD.EXAMPLE.GOV.UK/S/CDF234"
