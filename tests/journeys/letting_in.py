"""The steps of somebody who is let in, from an invitation to the second step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import zxingcpp
from PIL import Image
from playwright.sync_api import Page

PASSWORD = "seven slow orange tractors"
Look = Callable[[str], None]


def invited(administrator: Page, email: str) -> str:
    """Invite somebody; the link the administrator hands over."""
    administrator.goto("/staff/people")
    administrator.get_by_role("link", name="Invite somebody").click()
    administrator.get_by_label("Name").fill("Robin")
    administrator.get_by_label("Email address").fill(email)
    administrator.get_by_label("Officer").check()
    administrator.get_by_role("button", name="Invite").click()
    return administrator.locator("#link").inner_text()


def password_given(page: Page, email: str) -> None:
    page.goto("/staff/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def phone_reads(page: Page, picture_at: Path) -> pyotp.TOTP:
    """What an app on a phone makes of the square on the page."""
    page.locator("main svg").screenshot(path=picture_at)
    with Image.open(picture_at) as picture:
        [read] = zxingcpp.read_barcodes(picture)
    found = pyotp.parse_uri(read.text)
    assert isinstance(found, pyotp.TOTP)
    return found


def walk_in(page: Page, link: str, email: str, folder: Path, look: Look) -> pyotp.TOTP:
    """All the way, looking at each page on it; ends signed in, and returns what the phone keeps."""
    page.goto(link)
    look("a link, opened")
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password again").fill(PASSWORD)
    page.get_by_role("button", name="Save the password").click()
    look("a password, saved")
    password_given(page, email)
    page.get_by_role("link", name="Your account").first.click()
    page.get_by_role("link", name="Set up your second step").click()
    look("a second step, set up")
    phone = phone_reads(page, folder / "square.png")
    page.get_by_label("Code").fill(phone.at(datetime.now(UTC) - timedelta(seconds=30)))
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.locator("#codes li").nth(9).wait_for()
    look("codes, to write down")
    page.get_by_role("link", name="I have written them down").click()
    page.get_by_role("button", name="Sign out").click()
    password_given(page, email)
    look("a code, asked for")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    look("a code, refused")
    page.get_by_label("Code").fill(phone.now())
    page.get_by_role("button", name="Sign in").click()
    return phone
