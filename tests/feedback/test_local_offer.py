"""The Local Offer annual statement: everything answered or explained, frozen, and nobody in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from feedback.models import (
    Decision,
    Outcome,
    Reply,
    Role,
    Ruling,
    Translation,
)
from feedback.publish.drafting import Year
from feedback.publish.frozen import Content
from feedback.publish.pages import deadline, is_worth_saying
from tests import factories
from tests.feedback.asking import database_of, soup
from tests.feedback.audited import said
from tests.feedback.families import asked
from tests.feedback.moderating import judgement
from tests.feedback.staff_pages import new_staff, send_form, signed_in, store
from translations import ledger

YEAR, STAFF, PUBLIC = "2025-26", "/staff/local-offer/2025-26", "/local-offer/2025-26"
RAISED = date(2025, 11, 3)
CHECKED = {"is_checked": "y"}
WHY = "The health partner answers in the spring."


def theme(app: Flask, text: str = "Opening hours are missing.", **special: Any) -> UUID:
    """A theme about what is in the Local Offer, answered unless a test says otherwise."""
    values: dict[str, Any] = {
        "theme": text,
        "raised_on": RAISED,
        "regulation": "content",
        "decision": Decision.DONE,
        "replied_on": RAISED + timedelta(days=9),
        "we_did": "Every page says its opening hours.",
        "created_at": datetime(2025, 11, 3, 9, tzinfo=UTC),
    }
    row = Reply(**{**values, **special})
    store(app, row)
    return row.id


def unanswered(app: Flask, text: str = "There is no page about dentists.", **special: Any) -> UUID:
    return theme(app, text, decision=None, replied_on=None, we_did="", **special)


def changed(app: Flask, reply: UUID) -> None:
    """Something changed because of this theme."""
    row = Outcome(
        reply_id=reply,
        changed_on=date(2026, 1, 12),
        what_changed="Forty pages have hours.",
        evidence_link="https://example.org/hours",
        created_at=datetime(2026, 1, 12, tzinfo=UTC),
    )
    store(app, row)


def comments(app: Flask, number: int, ruling: Ruling, **special: Any) -> None:
    """So many comments about the Local Offer that were judged to be this."""
    place = asked(
        app,
        survey_slug="local_offer",
        opens_at=datetime(2025, 9, 1, tzinfo=UTC),
        closes_at=datetime(2025, 12, 1, tzinfo=UTC),
    )
    officer = new_staff(app)
    for _comment in range(number):
        given = factories.response(place, week=special.get("week", date(2025, 11, 3)))
        comment = factories.comment(given, "Words", question_id="lo_gaps")
        store(app, given, comment, judgement(comment, officer, ruling=ruling))


def words(page: Any) -> str:
    return " ".join(page.main.get_text(" ").split())


def published(app: Flask, path: str = STAFF, **typed: str) -> Any:
    """An officer publishes the year: what the server says, whatever the page offers."""
    officer = signed_in(app)
    token = soup(officer.get(f"{path}/publish")).select_one('input[name="csrf_token"]')
    data = {"csrf_token": token["value"] if token else "", **CHECKED, **typed}
    return officer.post(f"{path}/publish", data=data)


def read(app: Flask, path: str = PUBLIC) -> str:
    """What anybody reads there."""
    answer = app.test_client().get(path)
    assert answer.status_code == 200, path
    return words(soup(answer))


def columns(page: Any) -> list[dict[str, str]]:
    """Every theme in its columns."""
    return [
        {
            " ".join(part.dt.get_text().split()): " ".join(part.dd.get_text(" ").split())
            for part in one.select("div")
        }
        for one in page.select(".h-said")
    ]


def test_what_is_published_says_what_families_said_what_was_done_and_the_evidence(
    app: Flask,
) -> None:
    changed(app, theme(app))
    theme(
        app,
        "The search box is hard to use.",
        regulation="accessibility",
        decision=Decision.PLANNED,
        we_did="",
        reason="A new one is being bought.",
        due_on=date(2026, 12, 1),
    )

    answer = published(app)
    page = soup(app.test_client().get(PUBLIC))

    assert answer.status_code == 303
    assert columns(page) == [
        {
            "You said": "Opening hours are missing.",
            "We did": "We have done it Every page says its opening hours.",
            "Evidence": "12 January 2026: Forty pages have hours. https://example.org/hours",
        },
        {
            "You said": "The search box is hard to use.",
            "We did": "We plan to do it Why: A new one is being bought. "
            "We want to do it by 1 December 2026.",
            "Evidence": "None yet.",
        },
    ]
    titles = [heading.get_text() for heading in page.select("main h2")]
    assert len(titles) == 3
    assert "Families said nothing about this." in words(page)


def test_nothing_is_published_while_a_theme_has_neither_a_reply_nor_a_reason(app: Flask) -> None:
    theme(app)
    waiting = unanswered(app)

    refused = published(app)
    before = app.test_client().get(PUBLIC).status_code
    send_form(signed_in(app), f"{STAFF}/themes/{waiting}", {"place": "carry_over", "reason": WHY})
    taken = published(app)

    assert refused.status_code == 400
    assert "There is no page about dentists." in words(soup(refused))
    assert before == 404
    assert taken.status_code == 303
    assert f"We have not answered this yet. {WHY}" in read(app)


def test_what_was_carried_over_is_asked_for_again_the_year_after(app: Flask) -> None:
    waiting = unanswered(app)
    after = "/staff/local-offer/2026-27"
    officer = signed_in(app)
    assert "dentists" not in words(soup(officer.get(after)))

    send_form(officer, f"{STAFF}/themes/{waiting}", {"place": "carry_over", "reason": WHY})

    gaps = soup(officer.get(after)).find(id="gaps").find_next("ul")
    assert "There is no page about dentists." in gaps.get_text()
    assert "From the year before" in gaps.get_text()


def test_what_an_officer_leaves_out_is_not_published_and_has_a_reason(app: Flask) -> None:
    theme(app)
    other = theme(app, "The colours are ugly.")
    officer = signed_in(app)

    refused = send_form(officer, f"{STAFF}/themes/{other}", {"place": "leave_out", "reason": ""})
    send_form(officer, f"{STAFF}/themes/{other}", {"place": "leave_out", "reason": "Said twice."})
    published(app)

    assert refused.status_code == 400
    assert "Write in a sentence why" in words(soup(refused))
    assert "colours" not in read(app)
    assert "Said twice." in words(soup(signed_in(app, Role.FORUM).get(STAFF)))


@pytest.mark.parametrize(
    "special",
    [
        {"regulation": None},
        {"raised_on": date(2026, 8, 1)},
        {"raised_on": date(2025, 7, 31)},
    ],
)
def test_only_themes_about_the_local_offer_of_that_year_are_in_it(
    app: Flask, special: dict[str, Any]
) -> None:
    theme(app, "Something else.", **special)

    assert "Something else." not in words(soup(signed_in(app).get(STAFF)))


def test_a_correction_is_a_new_version_and_what_was_published_stays(app: Flask) -> None:
    reply = theme(app)
    published(app)
    with Session(database_of(app).engine) as held:
        row = held.get(Reply, reply)
        assert row is not None
        row.we_did = "Most pages say their opening hours."
        held.add(row)
        held.commit()
    same = read(app)

    unexplained = published(app)
    published(app, correction="Not every page had its hours yet.")

    assert "Every page says its opening hours." in same
    assert unexplained.status_code == 400
    assert "Write in a sentence what is put right." in words(soup(unexplained))
    assert "Not every page had its hours yet." in read(app)
    assert "Most pages say their opening hours." in read(app)
    first = read(app, f"{PUBLIC}/1")
    assert "Every page says its opening hours." in first
    assert "This is an old version. Read the new one." in first
    assert app.test_client().get("/local-offer").headers["Location"].endswith(PUBLIC)


@pytest.mark.parametrize(
    "change", ["UPDATE published_statement SET content = '{}'", "DELETE FROM published_statement"]
)
def test_the_database_refuses_to_change_what_was_published(app: Flask, change: str) -> None:
    theme(app)
    published(app)

    with database_of(app).engine.connect() as connection, pytest.raises(DBAPIError, match="frozen"):
        connection.exec_driver_sql(change)

    assert "Opening hours are missing." in read(app)


def test_a_year_that_still_runs_is_not_published(app: Flask) -> None:
    theme(app, raised_on=date(2026, 9, 1))

    answer = published(app, "/staff/local-offer/2026-27")

    assert answer.status_code == 400
    assert "The statement can be published after that." in words(soup(answer))
    assert app.test_client().get("/local-offer/2026-27").status_code == 404


def test_the_box_that_somebody_has_read_it_is_needed(app: Flask) -> None:
    theme(app)

    answer = send_form(signed_in(app), f"{STAFF}/publish", {"is_checked": ""})

    assert answer.status_code == 400
    assert "Read the statement first, then tick this box." in words(soup(answer))


def test_words_that_may_be_a_name_are_pointed_at_before_it_is_published(app: Flask) -> None:
    theme(app, "Ask for Mrs Rahman at Prior Weston School.")

    page = words(soup(signed_in(app).get(f"{STAFF}/publish")))

    assert "Look at these words again." in page
    assert "Rahman" in page.split("Look at these words again.")[1].split("What is in")[0]


@pytest.mark.parametrize(
    ("left_out", "others", "words_said"),
    [
        (0, 12, "fewer than 5 comments, or none"),
        (1, 12, "fewer than 5 comments, or none"),
        (4, 12, "fewer than 5 comments, or none"),
        (5, 12, "We left out 5 comments"),
        (5, 2, "fewer than 10 comments, or none"),
    ],
)
def test_how_many_were_left_out_is_said_as_the_gate_would_say_it(
    app: Flask, left_out: int, others: int, words_said: str
) -> None:
    comments(app, left_out, Ruling.VEXATIOUS)
    comments(app, others, Ruling.THEMES)

    published(app)

    assert words_said in read(app)


def test_comments_of_another_year_or_judged_otherwise_are_not_counted_as_left_out(
    app: Flask,
) -> None:
    comments(app, 5, Ruling.INDIVIDUAL)
    comments(app, 6, Ruling.VEXATIOUS, week=date(2026, 8, 3))
    comments(app, 6, Ruling.IDENTIFYING)

    published(app)

    assert "We left out 5 comments" in read(app)


def test_a_correction_says_the_same_count_so_that_no_single_comment_shows(app: Flask) -> None:
    comments(app, 5, Ruling.VEXATIOUS)
    comments(app, 12, Ruling.THEMES)
    published(app)

    comments(app, 1, Ruling.VEXATIOUS)
    published(app, correction="One more comment was judged.")

    assert "We left out 5 comments" in read(app)
    assert "We left out 5 comments" in read(app, f"{PUBLIC}/1")


def test_the_draft_says_no_count_of_comments_at_all(app: Flask) -> None:
    comments(app, 5, Ruling.VEXATIOUS)
    comments(app, 12, Ruling.THEMES)

    for role in (Role.OFFICER, Role.FORUM):
        assert "We left out" not in words(soup(signed_in(app, role).get(STAFF)))


def test_officers_words_are_frozen_in_every_language_and_marked_where_there_is_none(
    app: Flask,
) -> None:
    reply, english, arabic = theme(app), "Opening hours are missing.", "ساعات العمل ناقصة."
    store(
        app,
        Translation(
            reply_id=reply,
            field="theme",
            language="ar",
            text=arabic,
            key=ledger.key(english, arabic),
        ),
    )
    published(app)

    page = soup(app.test_client().get(f"{PUBLIC}?lang=ar"))

    [row] = page.select(".h-said")
    you_said, we_did = row.select("dd")[:2]
    assert you_said.bdi.get_text() == arabic
    assert not you_said.bdi.has_attr("lang")
    assert we_did.find("bdi", lang="en", dir="ltr").get_text() == (
        "Every page says its opening hours."
    )


def test_officers_publish_and_the_others_read(app: Flask) -> None:
    reply = theme(app)

    for role in (Role.FORUM, Role.ADVOCATE, Role.VIEWER):
        client = signed_in(app, role)
        assert "Opening hours are missing." in words(soup(client.get(STAFF)))
        assert client.get("/staff/local-offer").status_code == 200
        token = soup(client.get(STAFF)).select_one('input[name="csrf_token"]')["value"]
        for path in (f"{STAFF}/publish", f"{STAFF}/themes/{reply}"):
            assert client.get(path).status_code == 403
            sent = client.post(path, data={"csrf_token": token, **CHECKED, "place": "leave_out"})
            assert sent.status_code == 403
    assert signed_in(app, Role.ADMINISTRATOR).get(STAFF).status_code == 403


def test_choosing_and_publishing_are_in_the_audit_with_the_hash_of_what_was_published(
    app: Flask,
) -> None:
    reply = theme(app)
    send_form(
        signed_in(app), f"{STAFF}/themes/{reply}", {"place": "leave_out", "reason": "Said twice."}
    )
    published(app)

    assert [one[:3] for one in said(app)][-2:] == [
        ("changed_statement", "statement", YEAR),
        ("published_statement", "statement", f"{YEAR}, version 1"),
    ]


@pytest.mark.parametrize("path", ["/local-offer", PUBLIC, f"{PUBLIC}/1", "/local-offer/never"])
def test_before_anything_is_published_there_is_no_page(app: Flask, path: str) -> None:
    theme(app)

    assert app.test_client().get(path).status_code == 404


def content(published_on: date, version: int = 1) -> Content:
    return Content(YEAR, version, published_on, "", (0, 4), ())


def test_the_next_statement_is_due_a_year_after_the_last_and_a_correction_is_none() -> None:
    first = content(date(2025, 11, 28))
    correction = content(date(2026, 11, 1), version=2)

    on_the_day = deadline([correction, first], date(2026, 11, 28))
    the_day_after = deadline([correction, first], date(2026, 11, 29))

    assert (on_the_day.due, on_the_day.is_overdue) == (date(2026, 11, 28), False)
    assert the_day_after.is_overdue
    assert deadline([], date(2026, 11, 28)).is_overdue


def test_a_leap_day_has_a_year_after_it() -> None:
    assert deadline([content(date(2028, 2, 29))], date(2028, 3, 1)).due == date(2029, 3, 1)


def test_staff_see_that_it_is_overdue_and_then_that_it_is_not(app: Flask) -> None:
    theme(app)
    client = signed_in(app, Role.VIEWER)
    before = words(soup(client.get("/staff/local-offer")))

    published(app)

    after = words(soup(client.get("/staff/local-offer")))
    assert "Overdue: no statement has been published yet." in before
    assert "Overdue" not in after
    assert "/local-offer/2025-26" in after


@pytest.mark.parametrize("role", [Role.OFFICER, Role.FORUM, Role.VIEWER])
def test_the_home_page_says_that_it_is_overdue_until_it_is_published(
    app: Flask, role: Role
) -> None:
    theme(app)
    client = signed_in(app, role)
    before = words(soup(client.get("/staff")))

    published(app)

    assert "Overdue: no statement has been published yet." in before
    assert "Overdue" not in words(soup(client.get("/staff")))


def test_the_home_page_says_two_months_before_that_it_is_due() -> None:
    last = deadline([content(date(2025, 11, 28))], date(2026, 9, 28))

    assert not is_worth_saying(last, date(2026, 9, 28))
    assert is_worth_saying(last, date(2026, 9, 29))


def test_families_find_the_statement_from_the_front_page_once_there_is_one(app: Flask) -> None:
    theme(app)
    before = app.test_client().get("/?lang=ar").get_data(as_text=True)

    published(app)

    after = soup(app.test_client().get("/?lang=ar"))
    assert "/local-offer" not in before
    assert after.select_one("a[href='/local-offer?lang=ar']")


def test_a_year_is_over_the_day_after_its_last() -> None:
    year = Year(YEAR, date(2025, 8, 1), date(2026, 7, 31))

    assert not year.is_over(date(2026, 7, 31))
    assert year.is_over(date(2026, 8, 1))
