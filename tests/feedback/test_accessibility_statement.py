"""The statement says who may not be able to use this, whom to ask, and is found everywhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from tests.client import CheckingClient
from tests.feedback.asking import open_collection, soup


def test_the_accessibility_statement_says_what_is_untested_and_whom_to_ask(
    client: CheckingClient,
) -> None:
    page = soup(client.get("/accessibility")).find("main").get_text(" ", strip=True)

    for promise in ("WCAG 2.2, level AA", "in part", "screen readers", "27 November 2026"):
        assert promise in page
    for way_on in ("paper", "a phone call", "speak to the person who gave you the code", "EASS"):
        assert way_on in page


def test_an_area_with_a_phone_is_asked_by_phone(app: Flask, client: CheckingClient) -> None:
    area = app.extensions["heard_area"]
    contact = replace(area.contact, phone="020 7000 0000")
    app.context_processor(lambda: {"area": replace(area, contact=contact)})

    for path in ("/accessibility", "/missing-language/thanks", "/privacy"):
        assert "020 7000 0000" in client.get(path).get_data(as_text=True)


@pytest.mark.parametrize("path", ["/", "/S/ABC234", "/privacy", "/withdraw"])
def test_every_family_page_leads_to_the_accessibility_statement(
    app: Flask, client: CheckingClient, path: str
) -> None:
    open_collection(app)

    assert soup(client.get(path)).select_one('footer a[href^="/accessibility"]')
