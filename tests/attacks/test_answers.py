"""What every answer carries, and what it must not: headers, cookies, kept copies, traces."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, Response, session
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from feedback import create_app, security
from feedback.config import Config
from feedback.models import Role
from feedback.readiness import Readiness
from tests import factories
from tests.attacks.register import attack, control
from tests.attacks.tools import FORM, MARK, break_page, days_from_now, unchecked
from tests.feedback.asking import open_collection, soup
from tests.feedback.staff_pages import new_staff
from tests.response_headers import header_problems

# Written here once more, by hand: a header taken out of the app must be missed.
EXPECTED = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
POLICY = (
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("img-src", "'self'"),
    ("media-src", "'self'"),
    ("form-action", "'self'"),
    ("base-uri", "'none'"),
    ("frame-ancestors", "'none'"),
)
# A request, and the status it has to meet.
EVERY_STATUS: tuple[tuple[str, str, Mapping[str, Any], int], ...] = (
    ("GET", "/", {}, 200),
    ("GET", "/S/ABC234?lang=ar", {}, 200),
    ("GET", "/static/family.css", {}, 200),
    ("GET", "/favicon.ico", {}, 200),
    ("GET", "/healthz", {}, 200),
    ("GET", "/find?code=ABC234", {}, 302),
    ("GET", "/staff", {}, 302),
    ("GET", "/static/family.css", {"headers": {"If-None-Match": "*"}}, 304),
    ("POST", "/S/ABC234", {"data": {"nonce": "x"}}, 400),
    ("GET", "/", {"headers": {"Host": "evil.example"}}, 400),
    ("POST", "/S/ABC234", {"data": {"x": "1"}, "headers": {"Sec-Fetch-Site": "cross-site"}}, 403),
    ("GET", "/no-such-page", {}, 404),
    ("GET", "/static/no-such-file", {}, 404),
    ("PUT", "/privacy", {}, 405),
    ("GET", "/S/CLOSED", {}, 410),
    ("POST", "/S/ABC234", {"content_type": FORM, "headers": {"Transfer-Encoding": "chunked"}}, 411),
    ("POST", "/S/ABC234", {"data": "x=1&" * 400, "content_type": FORM}, 413),
    ("POST", "/S/ABC234", {"data": "{}", "content_type": "application/json"}, 415),
    ("GET", "/accessibility", {}, 500),
    ("GET", "/privacy", {}, 503),
    ("GET", "/readyz", {}, 503),
)


def without_headers(app: Flask) -> list[str]:
    """Answers that lack a header, have one too many, or have another status than they should."""
    open_collection(app)
    open_collection(app, "CLOSED", opens_at=days_from_now(-9), closes_at=days_from_now(-2))
    client = unchecked(app)
    return [
        f"{method} {path}: {problem}"
        for method, path, options, status in EVERY_STATUS
        for problem in _problems(client, method, path, options, status)
    ]


def _problems(
    client: FlaskClient, method: str, path: str, options: Mapping[str, Any], status: int
) -> Iterator[str]:
    answer = client.open(path, method=method, **options)
    if answer.status_code != status:
        yield f"{answer.status_code}, not {status}"
    policy = answer.headers.get("Content-Security-Policy", "")
    said = dict(one.strip().split(" ", 1) for one in policy.split(";") if " " in one.strip())
    yield from (f"the policy lacks {name}" for name, value in POLICY if said.get(name) != value)
    yield from header_problems(
        path=path,
        headers=answer.headers,
        expected={**EXPECTED, "Content-Security-Policy": policy},
        status=answer.status_code,
    )


def trouble(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """One page that breaks, one that finds no database, and a server that is not ready."""
    away = OperationalError("SELECT", {}, Exception("away"))
    break_page(app, monkeypatch, "respond.accessibility", ValueError(MARK))
    break_page(app, monkeypatch, "respond.privacy", away)
    monkeypatch.setattr(Readiness, "is_ready", lambda _self: False)


@attack("S31")
def test_s31_every_answer_has_exactly_our_headers(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble(app, monkeypatch)

    assert without_headers(app) == []
    assert {status for *_request, status in EVERY_STATUS} >= {400, 404, 405, 413, 500, 503}


@control("S31")
def test_s31_an_app_that_sets_none_is_noticed_at_every_status(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(security, "with_headers", lambda answer, _headers: answer)
    app = create_app(config)
    app.testing = True
    trouble(app, monkeypatch)

    found = without_headers(app)

    for method, path, _options, _status in EVERY_STATUS:
        assert any(one.startswith(f"{method} {path}: ") for one in found), path


FAMILY_PATHS = (
    *(
        "/",
        "/S/ABC234",
        "/S/ABC234?lang=bn",
        "/S/ABC234?version=easy",
        "/privacy",
        "/withdraw",
        "/receipt",
    ),
    *("/accessibility", "/missing-language", "/missing-language/thanks", "/tablet/ABC234"),
    *("/tablet/ABC234/form", "/find?code=ABC234", "/S/NOCODE", "/no-such-page", "/favicon.ico"),
)


def bad_cookies(app: Flask) -> list[str]:
    """Any cookie a family is given, and each weakness of the one that staff are given."""
    open_collection(app)
    base = "https://heard.example"
    client, found = unchecked(app), []
    for path in FAMILY_PATHS:
        found += client.get(path, base_url=base).headers.getlist("Set-Cookie")
    for path in ("/S/ABC234", "/missing-language", "/withdraw", "/receipt", "/tablet/ABC234/form"):
        sent = {"nonce": "x", "ps_overall": "good"}
        found += client.post(path, data=sent, base_url=base).headers.getlist("Set-Cookie")
    return found + _weak_cookies_of_staff(app, base)


def _weak_cookies_of_staff(app: Flask, base: str) -> list[str]:
    client = unchecked(app)
    page = client.get("/staff/sign-in", base_url=base)
    token = soup(page).find("input", {"name": "csrf_token"})["value"]
    typed = {"email": new_staff(app, Role.FORUM).email, "password": factories.PASSWORD}
    headers = {"Referer": f"{base}/staff/sign-in"}
    entered = client.post(
        "/staff/sign-in", data={**typed, "csrf_token": token}, base_url=base, headers=headers
    )
    cookies = entered.headers.getlist("Set-Cookie")
    if len(cookies) != 1:
        return [f"staff are given {len(cookies)} cookies"]
    name, _equals, rest = cookies[0].partition("=")
    flags = {flag.strip().lower() for flag in rest.split(";")[1:]}
    missing = {"secure", "httponly", "samesite=lax", "path=/"} - flags
    is_wide = any(flag.startswith("domain") for flag in flags)
    is_bad = missing or is_wide or not name.startswith("__Host-")
    return [f"staff are given {name} with {flags}"] if is_bad else []


def in_production(config: Config) -> Flask:
    """The app as families reach it, over TLS."""
    key = "0123456789abcdef0123456789abcdef"
    app = create_app(replace(config, base_url="https://heard.example", secret_key=key))
    app.testing = True
    return app


@attack("S33")
def test_s33_families_get_no_cookie_and_staff_one_strong_one(config: Config) -> None:
    assert bad_cookies(in_production(config)) == []


@control("S33")
def test_s33_a_page_that_touches_the_session_or_a_weaker_cookie_is_noticed(config: Config) -> None:
    app = in_production(config)
    app.config.update(SESSION_COOKIE_NAME="session", SESSION_COOKIE_SECURE=False)
    app.before_request(lambda: session.__setitem__("seen", "yes"))

    found = bad_cookies(app)

    assert any(one.startswith("session=") for one in found)
    assert any(one.startswith("staff are given session") for one in found)


def kept_copies(app: Flask) -> list[str]:
    """Answers about somebody that a browser, a proxy or the next person may find again."""
    open_collection(app)
    client = unchecked(app)
    form = soup(client.get("/S/ABC234"))
    stamp = form.find("input", {"name": "nonce"})["value"]
    typed = {"ps_better": "Start later", "nonce": stamp}
    answers = {
        "a form with a mistake": client.post("/S/ABC234", data=typed),
        "a form in another language": client.post("/S/ABC234", data={**typed, "switch": "lang:ar"}),
        "the thanks": client.post("/S/ABC234", data={**typed, "ps_overall": "good"}),
        "a tablet's form": client.get("/tablet/ABC234/form"),
        "the page after done": client.post("/tablet/ABC234/done", data={"nonce": stamp}),
        **_pages_of_staff(app),
    }
    found = [
        f"{name} may be kept"
        for name, answer in answers.items()
        if answer.headers.get("Cache-Control") != "no-store"
    ]
    for name in ("the page after done", "signing out"):
        if '"cache"' not in answers[name].headers.get("Clear-Site-Data", ""):
            found.append(f"{name} leaves earlier pages in the browser")
    again = client.get("/S/ABC234")
    return found + ["answers are shown again"] * (b"Start later" in again.data)


def _pages_of_staff(app: Flask) -> dict[str, Any]:
    client = unchecked(app)
    token = soup(client.get("/staff/sign-in")).find("input", {"name": "csrf_token"})["value"]
    typed = {"email": new_staff(app).email, "password": factories.PASSWORD, "csrf_token": token}
    entered = client.post("/staff/sign-in", data=typed)
    home = client.get("/staff")
    token = soup(home).find("input", {"name": "csrf_token"})["value"]
    return {
        "signing in": entered,
        "home": home,
        "collections": client.get("/staff/collections"),
        "signing out": client.post("/staff/sign-out", data={"csrf_token": token}),
        "home after signing out": client.get("/staff"),
    }


@attack("S34")
def test_s34_nothing_about_anybody_is_kept_on_a_shared_device(app: Flask) -> None:
    assert kept_copies(app) == []


@control("S34")
def test_s34_answers_that_may_be_kept_are_noticed(app: Flask) -> None:
    @app.after_request
    def kept(response: Response) -> Response:
        response.headers["Cache-Control"] = "private, max-age=3600"
        response.headers.pop("Clear-Site-Data", None)
        return response

    # The last to be added is the first to run.
    hooks = app.after_request_funcs[None]
    hooks.insert(0, hooks.pop())

    found = kept_copies(app)

    assert {"the thanks may be kept", "home may be kept"} <= set(found)
    assert "signing out leaves earlier pages in the browser" in found


LOOKED_FOR = (
    *("/.git/HEAD", "/.env", "/.well-known/security.txt/../../.env", "/console", "/admin"),
    *("/static/", "/static/../wsgi.py", "/static/%2e%2e/config.py", "/static/..%2fconfig.py"),
    *("/debug", "/server-status", "/actuator/env", "/wp-login.php", "/phpinfo.php"),
    *("/heard.sqlite3", "/instance/heard.sqlite3", "/swagger.json", "/metrics", "/__debugger__"),
    f"/{MARK}<script>",
)


def found_out(app: Flask) -> list[str]:
    """What was found where nothing should be, and pages that repeat what was sent or why."""
    client, found = unchecked(app), []
    for path in LOOKED_FOR:
        answer = client.get(path, query_string={"__debugger__": "yes", "q": MARK})
        if answer.status_code not in {404, 405} or MARK in answer.get_data(as_text=True):
            found.append(f"{path}: {answer.status_code}")
    for method in ("TRACE", "TRACK", "CONNECT", "PROPFIND", "DELETE", "PATCH"):
        answer = client.open("/", method=method, headers={"X-Echo": MARK})
        if answer.status_code not in {400, 404, 405, 501} or MARK in answer.get_data(as_text=True):
            found.append(f"{method}: {answer.status_code}")
    broken = client.get("/accessibility", query_string={"q": MARK})
    text = broken.get_data(as_text=True)
    said = [word for word in (MARK, "Traceback", "ValueError", "File ", ".py") if word in text]
    return found + [f"a page that broke says {word}" for word in said]


@attack("S36")
def test_s36_nothing_is_found_beside_the_pages(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    break_page(app, monkeypatch, "respond.accessibility", ValueError(MARK))

    assert found_out(app) == []


@control("S36")
def test_s36_a_page_that_says_why_it_broke_is_noticed(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_page(app, monkeypatch, "respond.accessibility", ValueError(MARK))
    app.register_error_handler(Exception, lambda _error: (traceback.format_exc(), 500))

    found = found_out(app)

    assert f"a page that broke says {MARK}" in found
    assert "a page that broke says Traceback" in found
