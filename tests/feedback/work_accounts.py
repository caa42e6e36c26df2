"""Sign in with a work account as a browser does: press the link, say yes there, come back."""

from __future__ import annotations

import re
import urllib.request
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import Engine, update
from werkzeug.test import TestResponse

from feedback import create_app
from feedback.config import Config
from feedback.models import StaffMember
from tests.client import CheckingClient
from tests.feedback.asking import database_of
from tests.stand_in_provider import PERSON, StandIn, settings_for

BEGIN, ANSWER = "/staff/sign-in/work-account", "/staff/sign-in/work-account/answer"


def app_with(
    folder: Path, provider: StandIn, *, engine: Engine | None = None, **special: str
) -> Flask:
    """An app as in production, whose staff may sign in with this provider."""
    settings = {
        "HEARD_ENVIRONMENT": "production",
        "HEARD_DATA_DIR": str(folder),
        "HEARD_SECRET_KEY": "a-secret-of-at-least-thirty-two-characters",
        "HEARD_BASE_URL": "https://heard.example.org",
        **settings_for(provider),
    }
    app = create_app(Config.from_environment({**settings, **special}), engine=engine)
    app.testing = True
    app.test_client_class = CheckingClient
    app.config["SERVER_NAME"] = "heard.example.org"
    app.config["PREFERRED_URL_SCHEME"] = "https"
    return app


def connected(app: Flask, provider: StandIn, person: StaffMember) -> StaffMember:
    """The same person, whose account the provider's person opens."""
    of_theirs = {"provider_issuer": provider.url, "provider_subject": PERSON["sub"]}
    with database_of(app).session() as session:
        session.connection().execute(
            update(StaffMember).where(StaffMember.id == person.id).values(**of_theirs)  # type: ignore[arg-type]  # a column
        )
    return person


def begun(client: CheckingClient, path: str = BEGIN) -> str:
    """Press the link: where the provider is."""
    answer = client.get(path)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"]


def said_yes(address: str) -> str:
    """Say yes on the provider's page: where it leads the browser, on our own site."""
    with urllib.request.urlopen(address, timeout=10) as page:  # noqa: S310 -- the stand-in
        found = re.search('href="([^"]+)"', page.read().decode())
    assert found
    parts = urlsplit(unescape(found[1]))
    assert f"{parts.scheme}://{parts.netloc}" == "https://heard.example.org"
    return f"{parts.path}?{parts.query}"


def come_back(client: CheckingClient, path: str = BEGIN) -> TestResponse:
    """The whole way: the page that the provider's answer leads to."""
    return client.get(said_yes(begun(client, path)))
