"""Nothing Heard does asks anybody else, in this process or in a family's browser."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Request, Route

from tests.attacks.register import attack, control
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, send
from tests.feedback.families import asked, families_answer
from tests.feedback.releasing import released
from tests.feedback.staff_pages import signed_in
from tests.loopback import ATTEMPTS
from tests.server import Server

ELSEWHERE = "203.0.113.77"  # An address kept for documents: nobody answers there.
Shown = Callable[[BrowserContext], None]


def asked_of_others(app: Flask, client: CheckingClient) -> list[str]:
    """Every attempt to connect to somebody else while families answer and staff read."""
    ATTEMPTS.clear()
    open_collection(app)
    send(client, {"ps_overall": "good", "ps_better": "See https://203.0.113.77/x.png"})
    collection = asked(app)
    families_answer(app, collection, 12, {"ps_overall": "good"})
    results, officer = released(app), signed_in(app)
    for path in ("", "/results.csv", "/charts/overview.svg"):
        officer.get(f"{results}{path}")
    officer.get("/staff/collections")
    client.get("/readyz")
    assert database_of(app)
    return list(ATTEMPTS)


def asked_by_a_browser(browser: Browser, server: Server, *, change: bool = False) -> list[str]:
    """Everything a browser asks others for while somebody looks at our pages."""
    phone, asked_for = browser.new_context(base_url=server.url), list[str]()
    if change:
        phone.route(re.compile(r"127\.0\.0\.1:\d+/(\?|$)"), with_a_picture_from_elsewhere)
    phone.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())

    def note(request: Request) -> None:
        if urlsplit(request.url).hostname not in {"127.0.0.1", None}:
            asked_for.append(request.url)

    phone.on("request", note)
    page = phone.new_page()
    for path in (
        "/",
        "/?lang=ar",
        "/privacy",
        "/accessibility",
        "/staff/sign-in",
        "/withdraw",
        "/receipt",
    ):
        page.goto(path, wait_until="networkidle")
    phone.close()
    return asked_for


def with_a_picture_from_elsewhere(route: Route) -> None:
    """Our page as a careless one would be: a picture from another site, and no policy."""
    answer = route.fetch()
    headers = {k: v for k, v in answer.headers.items() if k != "content-security-policy"}
    picture = f'<img src="http://{ELSEWHERE}/logo.png" alt=""></main>'
    body = answer.text().replace("</main>", picture)
    route.fulfill(response=answer, headers=headers, body=body)


@attack("S49")
def test_s49_heard_asks_nobody_else_and_no_browser_does(
    app: Flask, client: CheckingClient, browser: Browser, live_server: Server
) -> None:
    assert asked_of_others(app, client) == []
    assert asked_by_a_browser(browser, live_server) == []


@control("S49")
def test_s49_an_app_that_calls_out_and_a_page_with_a_picture_from_elsewhere_are_noticed(
    app: Flask, client: CheckingClient, browser: Browser, live_server: Server
) -> None:
    def call_out() -> None:
        with suppress(OSError):
            socket.create_connection((ELSEWHERE, 80), timeout=0.1)

    app.before_request(call_out)

    assert set(asked_of_others(app, client)) == {ELSEWHERE}
    assert f"http://{ELSEWHERE}/logo.png" in asked_by_a_browser(browser, live_server, change=True)


@pytest.mark.parametrize("name", ["example.org", "heard.invalid"])
def test_no_name_outside_is_even_looked_up(name: str) -> None:
    ATTEMPTS.clear()

    with pytest.raises(OSError, match="only this machine"):
        socket.getaddrinfo(name, 443)

    assert [name] == ATTEMPTS
