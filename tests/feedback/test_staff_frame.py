"""What every page of staff has around it: a cookie that stays ours, hidden passwords, a way out."""

from pathlib import Path

import pytest
from flask import Flask

from feedback import create_app, migrations
from feedback.config import Config
from feedback.database import create_engine_for
from feedback.models import Role
from tests.feedback.asking import soup
from tests.feedback.staff_pages import browser, signed_in


@pytest.fixture
def production(tmp_path: Path) -> Flask:
    """The app as families meet it."""
    config = Config.from_environment(
        {
            "HEARD_ENVIRONMENT": "production",
            "HEARD_DATA_DIR": str(tmp_path),
            "HEARD_SECRET_KEY": "0123456789abcdef0123456789abcdef",
            "HEARD_BASE_URL": "https://heard.example",
        }
    )
    engine = create_engine_for(config.database_url)
    migrations.upgrade(engine)
    return create_app(config, engine=engine)


def test_the_one_cookie_stays_on_this_host_and_away_from_scripts(production: Flask) -> None:
    page = production.test_client().get("/staff/sign-in", base_url="https://heard.example")

    (cookie,) = page.headers.getlist("Set-Cookie")
    name, *parts = (part.strip() for part in cookie.split(";"))
    assert name.startswith("__Host-heard=")
    assert set(parts) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_passwords_are_hidden_as_they_are_typed(app: Flask) -> None:
    first = soup(browser(app).get("/staff/sign-in"))
    own = soup(signed_in(app, Role.VIEWER).get("/staff/account/password"))

    kinds = [
        [box["type"] for box in page.select("input[autocomplete$=password]")]
        for page in (first, own)
    ]
    assert kinds == [["password"], ["password"] * len(kinds[1])]
    assert len(kinds[1]) >= 2


def test_every_page_of_staff_offers_to_sign_out(app: Flask) -> None:
    client = signed_in(app, Role.OFFICER)
    plain = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/staff") and not rule.arguments and "GET" in (rule.methods or ())
    }
    opened = {path: page for path in plain if (page := client.get(path)).status_code == 200}

    without = {
        path for path, page in opened.items() if not soup(page).select('form[action$="/sign-out"]')
    }
    assert len(opened) > 8
    assert without <= {"/staff/sign-in", "/staff/links", "/staff/links/sent"}
