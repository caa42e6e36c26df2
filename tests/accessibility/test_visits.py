"""No page escapes the checks: whatever can be opened is visited, or a reason is written here."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

# What a browser can ask for and no check looks at, and why.
NOT_VISITED = {
    **dict.fromkeys(
        (
            *("api.openapi", "api.release", "api.releases", "api.results_schema"),
            *("api.start", "api.survey", "api.surveys", "api.made_together", "api.action_plan"),
            *("api.statement", "api.statements"),
        ),
        "JSON for programs; tests/feedback/test_interface.py",
    ),
    "by_link.enter": "one button; its address works once (tests/feedback/test_links.py)",
    "by_link.new_password": "its address works once; tests/accessibility/test_letting_in.py",
    "evidence_files.save": "a file to download",
    "evidence.file": "a file to download",
    "export.release_file": "a file to download",
    "export.year_file": "a file to download",
    "hand_on.file": "a file to download",
    "health.healthz": "one word, for a machine",
    "health.readyz": "two words, for a machine",
    "invite.paper_form": "a PDF to print",
    "invite.qr_png": "a picture to download",
    "invite.qr_svg": "a picture to download",
    "local_offer.newest": "it leads to the newest year, which is visited so",
    "open_pages.feed": "a feed, for a machine",
    "open_pages.robots": "a few lines, for a machine",
    "open_pages.sitemap": "a list, for a machine",
    "plan.tile": "a picture inside a page that is visited",
    "respond.icon": "a picture",
    "respond.survey_lower": "the survey again, under its address in small letters",
    "review.release_chart": "a picture inside a page that is visited",
    "review.release_file": "a file to download",
    "review.year_file": "a file to download",
    "review.year_chart": "a picture inside a page that is visited",
    "scans.chart": "a picture inside a page that is visited",
    "scans.file": "a file to download",
    "speak.listen": "a recording",
    "static": "styles and pictures",
    "two_steps.begin": "before a first sign-in only; its page is visited in the own account",
    "work_account.begin": "it leads to the provider; tests/journeys/test_work_account.py",
    "two_steps.code": "in mid sign-in only; tests/accessibility/test_letting_in.py",
}


def endpoint_at(url_map: Map, url: str) -> str | None:
    """The view that shows the page at this address, or None."""
    try:
        endpoint, _arguments = url_map.bind("localhost").match(urlsplit(url).path, method="GET")
    except HTTPException:
        return None
    return str(endpoint)


def openable(url_map: Map) -> set[str]:
    """Every view that a browser can ask for."""
    return {rule.endpoint for rule in url_map.iter_rules() if "GET" in (rule.methods or set())}


def shown(url_map: Map, addresses: Iterable[str]) -> set[str]:
    """The views whose pages are at these addresses."""
    return {endpoint for url in addresses if (endpoint := endpoint_at(url_map, url))}


def assert_all_visited(url_map: Map, visited: set[str]) -> None:
    """Every page is among these, or there is a reason why not, which still holds."""
    missing = openable(url_map) - visited - set(NOT_VISITED)
    assert missing == set(), "Add visits to tests/accessibility/pages.py: no check looks at these"
    assert set(NOT_VISITED) <= openable(url_map), "These pages are gone"
    assert visited.isdisjoint(NOT_VISITED), "These are visited after all"


def test_a_new_page_without_a_visit_is_noticed(app: Flask) -> None:
    app.add_url_rule("/quiet", "quiet", lambda: "hello")
    app.add_url_rule("/only-sent", "only_sent", lambda: "hello", methods=["POST"])

    assert endpoint_at(app.url_map, "http://127.0.0.1:8000/quiet?lang=ar") == "quiet"
    assert "quiet" in openable(app.url_map) - set(NOT_VISITED)
    assert "only_sent" not in openable(app.url_map)
    assert endpoint_at(app.url_map, "http://127.0.0.1:8000/no/such/page") is None
