"""`heard run`: it says where to go, serves soon, and keeps what it holds."""

import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Page, expect

from tests.server import Server, running_server

SECONDS_TO_SERVE = 10


def test_it_prints_the_address_to_open(live_server: Server) -> None:
    assert live_server.url in live_server.output()


def test_the_first_page_opens_on_a_phone(page: Page) -> None:
    page.goto("/")

    expect(page.locator("h1")).to_be_visible()


def test_a_family_page_asks_no_other_site_and_leaves_no_cookie(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/")

    assert asked
    assert all(url.startswith(page.url) for url in asked), asked
    assert page.context.cookies() == []


def test_a_second_start_is_quick_and_leaves_the_data_alone(tmp_path: Path) -> None:
    with running_server(tmp_path) as first, urlopen(first.url) as page:  # noqa: S310 -- ours
        assert page.status == 200
    size = (tmp_path / "heard.sqlite3").stat().st_size

    started = time.monotonic()
    with running_server(tmp_path) as again, urlopen(again.url) as page:  # noqa: S310 -- ours
        took = time.monotonic() - started
        assert page.status == 200

    assert took < SECONDS_TO_SERVE
    assert (tmp_path / "heard.sqlite3").stat().st_size == size
