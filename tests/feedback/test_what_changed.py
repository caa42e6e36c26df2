"""Before the first question, and after the thanks, families read what changed since last time."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from feedback.authored import LONGEST_IN_SHORT
from feedback.models import Decision, Outcome, Reply, ThemeSource, Translation
from feedback.respond import since
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, send, soup
from tests.feedback.staff_pages import form_on, signed_in, store, typed_in
from tests.feedback.test_size import MOST_BYTES, bytes_sent, record_every_question
from translations import ledger

HEADING = "What changed since last time"
NOW = datetime(2026, 3, 14, 15, 9, tzinfo=UTC)
ENGLISH = ("The library closes too early", "It is open until 7 now")
ARABIC = ("المكتبة تغلق مبكرا", "تفتح الآن حتى السابعة")
# Not one word twice, so that nothing packs it small.
BENGALI = (
    "আমাদের এলাকার গ্রন্থাগার সন্ধ্যায় খুব তাড়াতাড়ি বন্ধ হয়, কাজ শেষে পৌঁছানো কঠিন, শিশুদের নিয়ে বসার ঘর ছোট "
    "ও শব্দময়, দোভাষী কখনও মেলে না আর চিঠি পড়া যায় না",
    "এপ্রিল থেকে মঙ্গলবার রাত সাতটা অবধি খোলা, নতুন শান্ত কক্ষ তৈরি, বাংলাভাষী কর্মী প্রতি সপ্তাহে উপস্থিত, ফোনে "
    "ডাকলে সহজ ভাষায় জবাব পাবেন",
)


def today() -> date:
    """The day it is while the test runs."""
    return datetime.now(UTC).date()


def a_change(
    app: Flask,
    english: tuple[str, str] = ENGLISH,
    *,
    audience: str = "families",
    until: date | None = None,
    **translated: tuple[str, str],
) -> Outcome:
    """A change that families are shown until this day, or today; with its translations."""
    reply = Reply(
        theme="A theme of many words",
        raised_on=date(2026, 3, 2),
        source=ThemeSource.FORUM,
        audience=audience,
        created_at=NOW,
    )
    outcome = Outcome(
        reply_id=reply.id,
        changed_on=date(2026, 3, 9),
        what_changed="All that changed, at length",
        said_in_short=english[0],
        changed_in_short=english[1],
        shown_until=until or today(),
        created_at=NOW,
    )
    store(app, reply)
    store(app, outcome)
    for code, words in translated.items():
        for field, said, source in zip(
            ("said_in_short", "changed_in_short"), words, english, strict=True
        ):
            row: dict[str, Any] = {"field": field, "language": code, "text": said}
            store(app, Translation(outcome_id=outcome.id, **row, key=ledger.key(source, said)))
    return outcome


def text_of(page: Any) -> str:
    """What the main part says."""
    return " ".join(page.find("main").get_text(" ").split())


def test_the_survey_says_what_changed_before_its_first_question(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    a_change(app)

    page = text_of(soup(client.get("/S/ABC234")))

    said, changed = (f"Families said: {ENGLISH[0]}", f"What changed: {ENGLISH[1]}")
    first = soup(client.get("/S/ABC234")).select_one("fieldset legend").get_text(strip=True)
    places = [page.index(one) for one in (HEADING, said, changed, first)]
    assert places == sorted(places)
    assert "at length" not in page


def test_there_is_no_heading_where_nothing_is_to_be_shown(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    a_change(app, until=today() - timedelta(days=1))

    assert HEADING not in text_of(soup(client.get("/S/ABC234")))
    assert HEADING not in text_of(soup(send(client, {"ps_overall": "good"})))


def test_the_thank_you_says_it_too(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    a_change(app)

    assert ENGLISH[1] in text_of(soup(send(client, {"ps_overall": "good"})))


def test_the_tablet_says_it_on_its_form_and_when_it_thanks(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    a_change(app)
    form = soup(client.get("/tablet/ABC234/form"))

    sent = {"nonce": form.select_one("input[name=nonce]")["value"], "ps_overall": "good"}

    assert ENGLISH[1] in text_of(form)
    assert ENGLISH[1] in text_of(soup(client.post("/tablet/ABC234/form", data=sent)))


def test_it_stays_when_something_is_wrong(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    a_change(app)

    assert ENGLISH[1] in text_of(soup(send(client, {"ps_better": "No answer chosen"})))


def test_the_arabic_page_says_it_in_arabic(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    a_change(app, ar=ARABIC)

    page = soup(client.get("/S/ABC234?lang=ar"))

    assert ARABIC[0] in text_of(page)
    assert ENGLISH[0] not in text_of(page)
    assert page.find("bdi", string=ARABIC[1]).get("lang") is None


def test_what_nobody_translated_is_english_and_says_so(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    outcome = a_change(app, ar=ARABIC)
    with database_of(app).session() as session:
        session.get_one(Outcome, outcome.id).said_in_short = "They say something else now"

    page = soup(client.get("/S/ABC234?lang=ar"))

    found = page.find("bdi", string="They say something else now")
    assert (found["lang"], found["dir"]) == ("en", "ltr")
    assert ARABIC[1] in text_of(page)


@pytest.mark.parametrize(
    ("audience", "query", "is_shown"),
    [
        ("families", "", True),
        ("families", "?for=young-person", True),
        ("parent_carers", "", True),
        ("parent_carers", "?for=young-person", False),
        ("young_people", "", False),
        ("young_people", "?for=young-person", True),
    ],
)
def test_each_family_reads_what_is_for_them(
    app: Flask, client: CheckingClient, audience: str, query: str, *, is_shown: bool
) -> None:
    open_collection(app)
    a_change(app, audience=audience)

    assert (HEADING in text_of(soup(client.get(f"/S/ABC234{query}")))) is is_shown


def test_a_page_that_was_kept_notices_every_change(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    assert HEADING not in text_of(soup(client.get("/S/ABC234")))
    outcome = a_change(app)
    assert ENGLISH[1] in text_of(soup(client.get("/S/ABC234")))

    with database_of(app).session() as session:
        session.get_one(Outcome, outcome.id).changed_in_short = "It never closes"
    assert "It never closes" in text_of(soup(client.get("/S/ABC234")))
    with database_of(app).session() as session:
        session.get_one(Outcome, outcome.id).shown_until = today() - timedelta(days=1)

    assert HEADING not in text_of(soup(client.get("/S/ABC234")))


def phone_gets(app: Flask, query: str = "") -> Any:
    """The largest survey as a phone gets it."""
    plain = FlaskClient(app, app.response_class)
    address = f"/S/ABC234?lang=bn&version=easy{query}"
    return plain.get(address, headers={"Accept-Encoding": "gzip"})


def times_in(answer: Any, english: str) -> int:
    """How often a packed page says so."""
    return gzip.decompress(answer.data).decode().count(english)


def three_changes_in_long_words(app: Flask) -> None:
    """In as many letters as they may have, and no word of one in another."""
    for number in range(3):
        first, second = (" ".join(words.split()[number:]) for words in BENGALI)
        a_change(app, bn=(first[:LONGEST_IN_SHORT], second[::-1][:LONGEST_IN_SHORT]))


def test_at_most_two_are_shown_and_the_page_stays_small(app: Flask) -> None:
    open_collection(app, survey_slug="local_offer", occasion="Coffee morning at the library")
    three_changes_in_long_words(app)

    answer = phone_gets(app)

    assert times_in(answer, "<br>") == 2
    assert bytes_sent(answer) <= MOST_BYTES


def test_a_page_full_of_recordings_shows_what_fits(app: Flask, client: CheckingClient) -> None:
    open_collection(app, survey_slug="local_offer", occasion="Coffee morning at the library")
    record_every_question(app, "local_offer", "bn", "syl")
    three_changes_in_long_words(app)

    answer = phone_gets(app, "&sound=on")

    assert times_in(answer, "<br>") == 0
    assert times_in(answer, "<audio") > 0
    assert bytes_sent(answer) == bytes_sent(phone_gets(app, "&sound=on"))
    thanks = send(client, {"lo_overall": "good", "lang": "bn"})
    assert len(soup(thanks).select("main li br")) == 2


def test_a_family_is_thanked_though_what_changed_cannot_be_read(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_of: object) -> None:
        raise OperationalError("away", {}, Exception())

    open_collection(app)
    a_change(app)
    monkeypatch.setattr(since, "shown_on", away)

    assert soup(send(client, {"ps_overall": "good"})).h1.get_text() == "Thank you"


def test_nothing_is_asked_for_where_there_is_nothing(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_of: object) -> None:
        raise AssertionError("a visit asked for what it could have known was not there")

    open_collection(app)
    monkeypatch.setattr(since, "shown_on", asked)

    assert client.get("/S/ABC234").status_code == 200


IN_SHORT = {"said_in_short": ENGLISH[0], "changed_in_short": ENGLISH[1]}


def form_of_a_change(app: Flask) -> tuple[CheckingClient, str, dict[str, str]]:
    """An officer, the address of the form about a change nobody is shown, and what is in it."""
    outcome = a_change(app, ("", ""), until=None)
    with database_of(app).session() as session:
        reply = session.get_one(Reply, outcome.reply_id)
        reply.decision = Decision.DONE
        session.get_one(Outcome, outcome.id).shown_until = None
        path = f"/staff/themes/{reply.id}/changes/{outcome.id}/edit"
    officer = signed_in(app)
    return officer, path, typed_in(form_on(soup(officer.get(path)), None))


def test_an_officer_chooses_what_families_read_and_until_when(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    officer, path, typed = form_of_a_change(app)
    assert HEADING not in text_of(soup(client.get("/S/ABC234")))

    last_day = today() + timedelta(days=30)
    officer.post(path, data=typed | IN_SHORT | {"shown_until": f"{last_day:%d/%m/%Y}"})

    assert ENGLISH[1] in text_of(soup(client.get("/S/ABC234")))
    theme = text_of(soup(officer.get(path.partition("/changes")[0])))
    assert f"Families read it before their next survey, until {last_day.day} " in theme


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"changed_in_short": ""}, "Write both lines above"),
        ({"said_in_short": "a" * 103}, "This is 3 characters too long."),
        ({"shown_until": "08/03/2026"}, "This is before the day when it changed."),
    ],
)
def test_what_cannot_be_shown_is_said_at_the_field(
    app: Flask, client: CheckingClient, typed: dict[str, str], says: str
) -> None:
    open_collection(app)
    officer, path, there = form_of_a_change(app)

    answer = officer.post(path, data=there | IN_SHORT | {"shown_until": "31/12/2099"} | typed)

    assert answer.status_code == 400
    assert says in text_of(soup(answer))
    assert HEADING not in text_of(soup(client.get("/S/ABC234")))
