"""Every page a family meets says that nobody is watching, and whom to call about a child."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from tests.client import CheckingClient
from tests.feedback.asking import open_collection, soup

NUMBERS = ("020 7332 3621", "020 8356 2710")
PAGES = ["/", "/privacy", "/withdraw", "/accessibility", "/no/such/page", "/S/ABC234?lang=ar"]
TABLET = ["/tablet/ABC234", "/tablet/ABC234/form"]


@pytest.mark.parametrize("path", [*PAGES, *TABLET])
def test_every_page_says_whom_to_call_about_a_child(
    app: Flask, client: CheckingClient, path: str
) -> None:
    open_collection(app)

    footer = soup(client.get(path)).find("footer")

    assert footer and "999" in footer.get_text()
    said = footer.get_text().replace("\xa0", " ")
    assert [number in said for number in NUMBERS] == [True, True]


def test_each_number_is_dialled_by_a_phone_and_stays_in_one_line(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)

    page = soup(client.get("/S/ABC234"))

    found = {one.get_text(): one["href"] for one in page.select("footer a[href^='tel:']")}
    # At these spaces no line ends.
    assert found == {
        "020\xa07332\xa03621": "tel:02073323621",
        "020\xa08356\xa02710": "tel:02083562710",
    }


@pytest.mark.parametrize("path", TABLET)
def test_a_tablet_in_a_room_dials_nothing(app: Flask, client: CheckingClient, path: str) -> None:
    open_collection(app)

    assert not soup(client.get(path)).select("a[href^='tel:']")


def test_a_number_with_words_beside_it_is_no_link(app: Flask, client: CheckingClient) -> None:
    area = app.extensions["heard_area"]
    named = replace(area.safeguarding, phone="020 7332 3621 ext. 4", out_of_hours=None)
    app.context_processor(lambda: {"area": replace(area, safeguarding=named)})

    footer = soup(client.get("/withdraw")).find("footer")

    assert "020 7332 3621 ext. 4" in footer.get_text()
    assert not footer.select("a[href^='tel:']")


def test_an_area_without_numbers_names_999_alone(app: Flask, client: CheckingClient) -> None:
    area = app.extensions["heard_area"]
    app.context_processor(lambda: {"area": replace(area, safeguarding=None)})

    footer = soup(client.get("/withdraw")).find("footer")

    assert footer and "999" in footer.get_text()
    assert "worried about a child" not in footer.get_text()
