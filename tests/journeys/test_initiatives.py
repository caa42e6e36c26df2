"""From an idea to one that counts, by two people over real HTTP, and open again after a survey."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from bs4 import BeautifulSoup

from tests.feedback.initiatives import Typed, filled_in
from tests.server import Server

REGISTER = "/staff/initiatives"


class Person:
    """Somebody at a browser: cookies, forms and nothing else."""

    def __init__(self, server: Server) -> None:
        """Start with nothing remembered."""
        self.server = server
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.at = ""

    def open(self, path: str, sent: Mapping[str, object] | None = None) -> BeautifulSoup:
        """Follow a link, or send a form; whatever it answers is a page."""
        url = path if path.startswith("http") else f"{self.server.url}{path}"
        body = urlencode(sent, doseq=True).encode() if sent is not None else None
        request = Request(url, data=body, headers={"Origin": self.server.url})  # noqa: S310 -- ours
        try:
            answer = self.opener.open(request)
        except HTTPError as refused:
            answer = refused
        with answer:
            self.at = answer.geturl().removeprefix(self.server.url)
            return BeautifulSoup(answer.read(), "html.parser")

    def send(self, path: str, typed: Typed | None = None, *, action: str = "") -> BeautifulSoup:
        """Open a page, fill in its form, and press its button."""
        page = self.open(path)
        forms = [one for one in page.select("main form") if action in str(one.get("action", ""))]
        assert forms, (path, page.get_text()[:400])
        target = str(forms[0].get("action") or path)
        return self.open(target, {**filled_in(forms[0]), **(typed or {})})

    def words(self, path: str) -> str:
        """Everything a page says."""
        return " ".join(self.open(path).get_text(" ").split())


def signed_in(server: Server, role: str) -> Person:
    """One of the sample staff, with the password that the start printed."""
    password = re.search(rf"{role}@sample\.example\s+(\S+)", server.output())
    assert password
    person = Person(server)
    typed = {"email": f"{role}@sample.example", "password": password[1]}
    person.send("/staff/sign-in", typed)
    assert person.at == "/staff"
    return person


def ask_if_heard(officer: Person, initiative: str, *said: str) -> None:
    """Open a survey about an initiative, let families answer it, and close it."""
    now = datetime.now(UTC)
    opens, closes = now - timedelta(days=2), now + timedelta(days=9)
    typed = {
        "occasion": "Working together",
        "opens_on": opens.strftime("%Y-%m-%d"),
        "opens_time": "09:00",
        "closes_on": closes.strftime("%Y-%m-%d"),
        "closes_time": "09:00",
        "survey": "feeling_heard",
    }
    officer.send(f"/staff/collections/new?initiative={initiative.rsplit('/', 1)[1]}", typed)
    collection = officer.at.split("?")[0]
    assert re.fullmatch(r"/staff/collections/[0-9a-f-]{36}", collection), collection
    page = officer.send(collection, {"kind": "library", "label": "Hall"}, action="/placements")
    [code] = set(re.findall(r"\b[A-Z0-9]{6}\b", " ".join(dd.get_text() for dd in page("dd"))))
    for answer in said:
        family = Person(officer.server)
        form = family.open(f"/S/{code}").select_one("form[method=post]")
        assert form
        thanks = family.open(f"/S/{code}", {**filled_in(form), "fh_heard": answer})
        assert "Thank you" in thanks.get_text()
    officer.send(collection, action="/close")
    a_day_passes(officer.server, collection)


def a_day_passes(server: Server, collection: str) -> None:
    """Move a survey's closing back, since its answers prove nothing before a day is over."""
    key = collection.rpartition("/")[2].replace("-", "")
    with sqlite3.connect(server.data_dir / "heard.sqlite3") as database:
        [(closed,)] = database.execute("SELECT closes_at FROM collection WHERE id = ?", (key,))
        before = datetime.fromisoformat(closed) - timedelta(days=1)
        database.execute(
            "UPDATE collection SET closes_at = ? WHERE id = ?", (before.isoformat(" "), key)
        )


def recorded(officer: Person, title: str, audience: str, people: Typed) -> str:
    """Type in an idea and all that became of it; returns the address of its page."""
    about = {"title": title, "kind": "co_design", "stage": "idea", "audience": audience}
    officer.send(f"{REGISTER}/new", about)
    page = officer.at
    assert "Candidate" in officer.words(page)
    together = {"rung": "6", "rung_reason": "They chose the hours and the room.", **people}
    for day, stage in (("2025-06-02", "idea"), ("2025-07-04", "designed")):
        officer.send(f"{page}/involvement/new", {"happened_on": day, "stage": stage, **together})
    assert "Gathering evidence" in officer.words(page)
    for raised, day in (("2025-07-04", "2025-07-21"), ("2025-09-22", "2025-10-20")):
        said = {"theme": "A quiet room", "raised_on": raised, "source": "session"}
        new = f"/staff/themes/new?initiative={page.rpartition('/')[2]}"
        officer.send(new, {**said, "audience": "families"})
        theme = officer.at
        done = {"decision": "done", "we_did": "There is a quiet room.", "replied_on": day}
        officer.send(f"{theme}/reply", done)
        how: Typed = {"told_on": day, "how": ["letter"], "is_in_their_format": "yes"}
        officer.send(f"{theme}/told/new", how)
    live = {"stage": "live", "options_fixed_on": "2025-09-01", "delivered_on": "2025-10-06"}
    officer.send(f"{page}/edit", live)
    return page


@pytest.mark.parametrize(
    ("title", "audience", "people", "second"),
    [
        ("The Saturday club", "parent_carers", {"parent_carers": "4"}, "forum"),
        ("The youth café", "young_people", {"young_people": "4"}, "advocate"),
    ],
)
def test_an_idea_counts_after_two_people_and_is_open_again_after_a_failing_survey(
    live_server: Server, title: str, audience: str, people: Typed, second: str
) -> None:
    officer, other = signed_in(live_server, "officer"), signed_in(live_server, second)
    page = recorded(officer, title, audience, people)
    ask_if_heard(officer, page, "yes", "yes", "yes", "partly")
    assert "Ready: every test passes" in officer.words(page)

    officer.send(page, action="/propose")
    alone = officer.words(REGISTER)
    other.send(page, {"verdict": "confirmed", "comment": "We chose it."}, action="/answer")
    counted, home = other.words(REGISTER), officer.words("/staff")
    ask_if_heard(officer, page, "no", "no", "no")
    after, why, kept = (other.words(one) for one in (REGISTER, page, f"{page}/confirmed"))

    assert "0 of 3 count so far" in alone
    assert "1 of 3 counts so far" in counted
    assert "1 of 3 counts so far" in home
    assert "0 of 3 count so far" in after
    assert "fewer than two in three felt heard. So it does not count" in after
    assert "fewer than two in three felt heard. So it does not count" in why
    assert "fewer than two in three felt heard. So it does not count" in officer.words("/staff")
    assert "Did those involved feel heard? Passed Not yet" in kept
    if second == "advocate":
        assert "1 of those that count was shaped with children or young people" in counted


def test_what_the_peer_review_looked_at_ends_where_it_puts_it(live_server: Server) -> None:
    page = signed_in(live_server, "forum").open(REGISTER)

    ends = {
        "Gyratory": "Candidate: nothing is recorded yet",
        "Inclusive sports at Golden Lane": "Not counted",
        "City’s libraries": "Not counted",
        "Consultation on the SEND strategy": "Not counted",
    }
    for title, status in ends.items():
        [card] = [one for one in page.select("main li:has(h3)") if title in str(one.h3)]
        assert status in card.get_text(), title
    reasons = page.get_text()
    assert "Funding by itself is not co-production." in reasons
    assert "Nothing shows that families designed the service with staff." in reasons
