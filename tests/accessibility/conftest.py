"""What the accessibility checks look at: a running server with one of everything in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from feedback.models import Role
from tests.accessibility.pages import Places
from tests.accessibility.places import furnish, phone, sign_in
from tests.server import Server


@pytest.fixture(scope="session")
def places(live_server: Server) -> Places:
    """The sample data, and what it lacks: a closed survey, one to come, a full initiative."""
    return furnish(live_server)


@pytest.fixture
def family(browser: Browser, live_server: Server) -> Iterator[BrowserContext]:
    """A family's phone."""
    context = phone(browser, live_server)
    yield context
    context.close()


@pytest.fixture
def officer(browser: Browser, live_server: Server) -> Iterator[BrowserContext]:
    """An officer's desk."""
    context = sign_in(browser, live_server, Role.OFFICER)
    yield context
    context.close()


@pytest.fixture
def administrator(browser: Browser, live_server: Server) -> Iterator[BrowserContext]:
    """An administrator's desk."""
    context = sign_in(browser, live_server, Role.ADMINISTRATOR)
    yield context
    context.close()


@pytest.fixture
def forum(browser: Browser, live_server: Server) -> Iterator[BrowserContext]:
    """A Forum reviewer's desk."""
    context = sign_in(browser, live_server, Role.FORUM)
    yield context
    context.close()
