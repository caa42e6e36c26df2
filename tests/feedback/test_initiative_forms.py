"""A slip gets a sentence where it was made, and nothing an officer typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from analysis.assessment import Missing, Status, Test
from analysis.heard import PulseVerdict
from feedback.coproduce import words as said
from feedback.models import Decision, InitiativeKind, Stage, Verdict
from forms import initiative_words as offered
from forms.staff_fields import is_web_address
from tests.feedback import initiatives as make
from tests.feedback.asking import soup
from tests.feedback.initiatives import REGISTER, links, one_day
from tests.feedback.staff_pages import signed_in, store, words

__all__ = ["one_day"]

INITIATIVE: make.Typed = {
    "title": "The Saturday club",
    "description": "A club on Saturdays.",
    "kind": "co_design",
    "stage": "live",
    "owner": "Early help",
    "audience": "parent_carers",
    "priority_ref": "P4",
    "measure_refs": ["P4.2", "P4.3"],
    "options_fixed_on": "01/09/2025",
    "delivered_on": "06/10/2025",
    "delivered_link": "https://example.org/club",
}
SESSION: make.Typed = {
    "happened_on": "04/07/2025",
    "stage": "designed",
    "rung": "6",
    "rung_reason": "They chose the hours.",
    "parent_carers": "3",
    "young_people": "1",
    "new_voices": "2",
    "support": ["interpreter", "childcare"],
    "note": "In the library.",
    "note_link": "https://example.org/notes",
}
PATHS = {"initiative": "/edit", "session": "/involvement/new"}
GOOD = {"initiative": INITIATIVE, "session": SESSION}

WRONG_YEAR = "Check the year. It should be from 2015 to 2100."
NO_DATE = "Write the date like 31/12/2026."
TO_COME = "This date is still to come"
TOO_LONG = "This is 1 character too long."
NO_ADDRESS = "Write a web address"
SLIPS: list[tuple[str, Mapping[str, str], str, str]] = [
    ("initiative", {"title": "  "}, "title", "Write a title"),
    ("initiative", {"title": "x" * 201}, "title", TOO_LONG),
    ("initiative", {"kind": ""}, "kind", "Choose what kind of work it is."),
    ("initiative", {"kind": "charity"}, "kind", "Choose one of these"),
    ("initiative", {"stage": "designed"}, "stage", "So choose live, reviewed or closed."),
    ("initiative", {"delivered_on": "2026-03-03"}, "delivered_on", "it is not live yet"),
    ("initiative", {"delivered_on": "2014-12-31"}, "delivered_on", WRONG_YEAR),
    ("initiative", {"delivered_on": "2101-01-01"}, "delivered_on", WRONG_YEAR),
    ("initiative", {"delivered_on": "2025-02-30"}, "delivered_on", NO_DATE),
    ("initiative", {"delivered_on": "31/02"}, "delivered_on", NO_DATE),
    ("initiative", {"delivered_on": "soon"}, "delivered_on", NO_DATE),
    ("initiative", {"delivered_on": "2025-07-03"}, "delivered_on", "on 4 July 2025"),
    ("initiative", {"options_fixed_on": "2025-10-07"}, "options_fixed_on", "Check both dates."),
    ("initiative", {"delivered_link": "https://a b.org"}, "delivered_link", NO_ADDRESS),
    ("initiative", {"delivered_link": "example.org"}, "delivered_link", NO_ADDRESS),
    ("initiative", {"delivered_link": "ftp://example.org"}, "delivered_link", NO_ADDRESS),
    ("session", {"happened_on": ""}, "happened_on", "Write the day of the session."),
    ("session", {"happened_on": "2026-03-03"}, "happened_on", TO_COME),
    ("session", {"happened_on": "1999-01-01"}, "happened_on", WRONG_YEAR),
    ("session", {"rung": ""}, "rung", "Choose how much say families had."),
    ("session", {"rung": "8"}, "rung", "Choose one of these"),
    ("session", {"rung_reason": ""}, "rung_reason", "Write why you say so"),
    ("session", {"parent_carers": "-1"}, "parent_carers", "cannot be below 0"),
    ("session", {"parent_carers": "some"}, "parent_carers", "Write a whole number."),
    ("session", {"parent_carers": "9" * 30}, "parent_carers", "more people than a session holds"),
    ("session", {"new_voices": "5"}, "new_voices", "more than the number of people"),
    ("session", {"new_voices": "-2"}, "new_voices", "cannot be below 0"),
    (
        "session",
        {"parent_carers": "0", "young_people": "0", "new_voices": "0"},
        "young_people",
        "Somebody must have taken part.",
    ),
    ("session", {"note_link": "data:text/html,hello"}, "note_link", NO_ADDRESS),
    ("session", {"note": "", "is_witnessed_statement": "yes"}, "note", "Say who took"),
]


def page_of(app: Flask) -> str:
    """An initiative whose one session was on 4 July 2025."""
    made = make.initiative()
    store(app, made, make.session(made))
    return f"{REGISTER}/{made.id}"


@pytest.mark.parametrize("form", PATHS)
def test_what_is_right_is_kept_and_can_be_changed(app: Flask, form: str) -> None:
    officer, page = signed_in(app), page_of(app)
    before = set(links(officer, page))

    sent = make.send(officer, page + PATHS[form], GOOD[form])

    assert sent.status_code == 303
    new = [link for link in links(officer, page) if link not in before and link.endswith("/edit")]
    edit = new[0] if new else f"{page}/edit"
    assert shown(officer.get(edit).get_data(as_text=True)) >= pairs(GOOD[form])


@pytest.mark.parametrize(("form", "slip", "field", "sentence"), SLIPS)
def test_a_slip_gets_a_sentence_and_nothing_typed_is_lost(
    app: Flask, form: str, slip: Mapping[str, str], field: str, sentence: str
) -> None:
    officer, page = signed_in(app), page_of(app)
    before = words(officer.get(page))
    typed = {**GOOD[form], **slip}

    refused = make.send(officer, page + PATHS[form], typed)

    html = refused.get_data(as_text=True)
    assert refused.status_code == 400
    assert sentence in make.error_at(soup(refused), field)
    assert soup(refused).select(f'.h-error-summary a[href="#{field}"]')
    not_on_the_page = {("kind", "charity"), ("rung", "8")}
    blank = {pair for pair in pairs(typed) if not pair[1].strip()}
    assert shown(html) >= pairs(typed) - not_on_the_page - blank
    assert words(officer.get(page)) == before


def pairs(typed: make.Typed) -> set[tuple[str, str]]:
    return {
        (name, value)
        for name, values in typed.items()
        for value in ([values] if isinstance(values, str) else values)
    }


def shown(html: str) -> set[tuple[str, str]]:
    """Everything the form on a page holds."""
    form = BeautifulSoup(html, "lxml").select_one("main form")
    assert form
    return {(name, value) for name, values in make.filled_in(form).items() for value in values}


def test_a_session_cannot_shape_what_families_could_already_use(app: Flask) -> None:
    made = make.initiative()
    store(app, made)
    officer = signed_in(app)
    path = f"{REGISTER}/{made.id}/involvement/new"
    late: make.Typed = {**SESSION, "happened_on": "2025-10-07"}

    refused = make.send(officer, path, late)
    review = make.send(officer, path, {**late, "stage": "reviewed"})
    make.send(officer, path, SESSION)
    again = make.send(officer, path, late)

    assert refused.status_code == 400
    assert "already use it on 6 October 2025" in make.error_at(soup(refused), "happened_on")
    assert (review.status_code, again.status_code) == (303, 303)


def test_a_session_recorded_by_mistake_is_deleted_after_asking(app: Flask) -> None:
    officer, page = signed_in(app), page_of(app)
    delete = next(link for link in links(officer, page) if link.endswith("/delete"))

    asked = words(officer.get(delete))
    still_there = "They chose the hours" in words(officer.get(page))
    make.send(officer, delete)

    assert "It cannot be brought back." in asked
    assert still_there
    assert "No session is recorded yet." in words(officer.get(page))


def test_a_form_without_a_token_changes_nothing(app: Flask) -> None:
    officer, page = signed_in(app), page_of(app)

    refused = officer.post(f"{page}/edit", data={**INITIATIVE, "title": "Forged"})

    assert refused.status_code == 400
    assert "Forged" not in words(officer.get(page))


def test_the_timeline_tells_the_days_in_order(app: Flask) -> None:
    officer = signed_in(app)
    page = f"{REGISTER}/{make.complete(app)}"

    days = [str(day["datetime"]) for day in soup(officer.get(page)).select("main ol time")]

    assert days == sorted(days)
    assert [date.fromisoformat(day) for day in days][:2] == [date(2025, 7, 4)] * 2
    assert len(days) == 10


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "http://example.org/a?b=c#d", "HTTPS://EXAMPLE.ORG:8443/ä"],
)
def test_a_web_address_is_taken(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://",
        "https:example.org",
        "//example.org",
        "https://a b.org",
        "https://[bad",
        "https://example.org:port",
        "https://name:word@example.org",
        "https://example.org/\\x",
        'https://example.org/"onclick=',
        "mailto:me@example.org",
        "javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "file:///etc/passwd",
    ],
)
def test_what_only_looks_like_a_web_address_is_refused(address: str) -> None:
    assert not is_web_address(address)


def test_every_word_that_is_stored_can_be_chosen_and_said() -> None:
    for words_offered, stored in (
        (offered.KINDS, InitiativeKind),
        (offered.STAGES, Stage),
        (offered.DECISIONS, Decision),
    ):
        assert set(words_offered) == {word.value for word in stored}
    assert set(offered.VERDICTS) == {word.value for word in Verdict} - {"proposed"}
    assert set(offered.RUNGS) == {str(rung) for rung in range(1, 8)}
    for said_of, codes in (
        (said.GAPS, Missing),
        (said.STATUSES, Status),
        (said.TEST_NAMES, Test),
        (said.TEST_QUESTIONS, Test),
        (said.PULSE, PulseVerdict),
    ):
        assert set(said_of) == set(codes)
