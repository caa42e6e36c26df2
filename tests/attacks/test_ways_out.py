"""Ways out: to another site, into a log or a file's name, by the Referer, by a claimed host."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from flask import Flask, request
from playwright.sync_api import Browser, BrowserContext, Route
from werkzeug.middleware.proxy_fix import ProxyFix

from feedback.sign_in import browsing, routes, two_steps
from tests import factories
from tests.attacks.register import attack, control
from tests.attacks.tools import MARK, break_page, unchecked
from tests.feedback.asking import open_collection, soup
from tests.feedback.families import asked, families_answer
from tests.feedback.releasing import released
from tests.feedback.staff_pages import new_staff, signed_in, store
from tests.feedback.test_sign_in import ELSEWHERE
from tests.server import Server


def led_elsewhere(app: Flask) -> list[str]:
    """Where signing in led to, when it was asked to lead to another site."""
    found = []
    for wanted in ELSEWHERE:
        client = unchecked(app)
        typed = {"email": new_staff(app).email, "password": factories.PASSWORD, "next": wanted}
        page = client.get("/staff/sign-in", query_string={"next": wanted})
        token = soup(page).find("input", {"name": "csrf_token"})["value"]
        answer = client.post("/staff/sign-in", data={**typed, "csrf_token": token})
        if answer.headers.get("Location") != "/staff":
            found.append(f"{wanted!r} led to {answer.headers.get('Location')!r}")
    return found


@attack("S29")
def test_s29_signing_in_leads_to_no_other_site(app: Flask) -> None:
    assert led_elsewhere(app) == []


@control("S29")
def test_s29_a_slash_at_the_beginning_is_not_enough(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begins_with_a_slash(wanted: str | None) -> str:
        return wanted if wanted and wanted.startswith("/") else "/staff"

    for module in (browsing, routes, two_steps):
        monkeypatch.setattr(module, "own_page", begins_with_a_slash)
    app.testing = False

    assert len(led_elsewhere(app)) >= 4


UNPRINTABLE = f"\r\n\x1b[2J\u202e{MARK}"
PLAIN_NAME = re.compile(r'attachment; filename="?[A-Za-z0-9._-]+"?')


def written_by_others(app: Flask, caplog: pytest.LogCaptureFixture) -> list[str]:
    """What reached the log of requests that broke, and names of files that are not plain."""
    caplog.clear()
    client = unchecked(app)
    named = {"User-Agent": f"{MARK}\x1b[2J", "Referer": MARK}
    for path in ("/privacy", f"/{quote(UNPRINTABLE)}", f"/S/{quote(UNPRINTABLE)}"):
        client.get(path, query_string={"q": UNPRINTABLE}, headers=named)
        client.post(path, data={"nonce": UNPRINTABLE}, headers=named)
    said = [record.getMessage() for record in caplog.records]
    return [line for line in said if MARK in line or "\x1b" in line] + odd_names(app)


def odd_names(app: Flask) -> list[str]:
    """Names of downloaded files that are not plain, where everything has a hostile name."""
    app.testing = True
    hostile = 'a"; filename=evil.html\u202e'
    collection = asked(app, occasion=hostile)
    placement = factories.placement(collection, label=hostile)
    store(app, placement)
    families_answer(app, collection, 12, {"ps_overall": "good"})
    results, officer = released(app), signed_in(app)
    paper = f"code={placement.code}&written_in=ar&version=easy&size=usual"
    answers = [
        officer.get(f"/staff/collections/{collection.id}/paper.pdf?{paper}"),
        officer.get(f"/staff/placements/{placement.id}/qr.svg"),
        officer.get(f"{results}/results.csv"),
        officer.get(f"{results}/results.json"),
    ]
    names = [answer.headers["Content-Disposition"] for answer in answers]
    return [name for name in names if not PLAIN_NAME.fullmatch(name)]


@attack("S30")
def test_s30_nobody_outside_writes_into_logs_or_names_of_files(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    break_page(app, monkeypatch, "respond.privacy", ValueError(f"cannot read {UNPRINTABLE}"))

    assert written_by_others(app, caplog) == []


@control("S30")
def test_s30_a_log_of_what_was_asked_for_holds_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    break_page(app, monkeypatch, "respond.privacy", ValueError(f"cannot read {UNPRINTABLE}"))
    app.before_request(lambda: app.logger.error("asked for %s", request.url))

    assert written_by_others(app, caplog) != []


def referers(phone: BrowserContext) -> list[str]:
    """What a real browser tells other sites of where it came from, link by link."""
    told: list[str] = []

    def elsewhere(route: Route) -> None:
        told.append(route.request.all_headers().get("referer", ""))
        route.fulfill(body="<title>The Local Offer</title>", content_type="text/html")

    phone.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), elsewhere)
    for path in ("/accessibility?lang=ar", "/privacy", "/S/no-code"):
        page = phone.new_page()
        page.goto(path)
        # The page's own link, if it has one, or one that stands there as it would.
        page.evaluate(
            "document.querySelector('main').insertAdjacentHTML("
            "'beforeend', '<a id=out href=\"https://local-offer.example/\">Local Offer</a>')"
        )
        page.locator("#out").click()
        page.wait_for_url("https://local-offer.example/")
        page.close()
    assert len(told) == 3
    return [referer for referer in told if referer]


@attack("S32")
def test_s32_no_other_site_learns_where_a_family_came_from(
    browser: Browser, live_server: Server
) -> None:
    phone = browser.new_context(base_url=live_server.url, java_script_enabled=True)

    assert referers(phone) == []
    phone.close()


@control("S32")
def test_s32_without_the_header_a_browser_tells(browser: Browser, live_server: Server) -> None:
    phone = browser.new_context(base_url=live_server.url)

    def without(route: Route) -> None:
        answer = route.fetch()
        kept = {k: v for k, v in answer.headers.items() if k.lower() != "referrer-policy"}
        # From http to https the default says only the site; this is what older browsers said.
        route.fulfill(response=answer, headers={**kept, "Referrer-Policy": "unsafe-url"})

    phone.route(f"{live_server.url}/**", without)

    assert any("lang=ar" in referer for referer in referers(phone))
    phone.close()


CLAIMS = (
    {"X-Forwarded-Host": "evil.example"},
    {"X-Forwarded-Proto": "ftp", "X-Forwarded-Port": "666"},
    {"Forwarded": "for=203.0.113.77;host=evil.example;proto=https"},
    {"X-Forwarded-Prefix": "//evil.example"},
    {"X-Original-URL": "/staff/people", "X-Rewrite-URL": "/staff/people"},
    {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1"},
)


def believed(app: Flask) -> list[str]:
    """Claims to be another host or come by another way that changed an answer."""
    open_collection(app)
    client, found = unchecked(app), []
    for path in ("/", "/S/ABC234", "/find?code=ABC234", "/staff"):
        usual = client.get(path)
        found += [
            f"{path} is served for {host}"
            for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "")
            if host and client.get(path, headers={"Host": host}).status_code != 400
        ]
        for claim in CLAIMS:
            answer = client.get(path, headers=claim)
            same = (answer.status_code, answer.headers.get("Location")) == (
                usual.status_code,
                usual.headers.get("Location"),
            )
            if not same or b"evil.example" in answer.data or b"/staff/people" in answer.data:
                found.append(f"{path} with {claim}")
    return found


@attack("S35")
def test_s35_no_claimed_host_or_address_is_believed(app: Flask) -> None:
    assert believed(app) == []


@control("S35")
def test_s35_an_app_that_trusts_its_proxy_and_every_host_believes_them(app: Flask) -> None:
    app.config["TRUSTED_HOSTS"] = None
    trusting = ProxyFix(app.wsgi_app, x_host=1, x_proto=1, x_prefix=1, x_port=1)
    app.wsgi_app = trusting  # type: ignore[method-assign]  # The usual way to wrap an app.

    assert believed(app) != []
