"""What families said gets a reply, they are told, and something changes; what is late says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import delete
from werkzeug.test import TestResponse

from feedback import loop
from feedback.models import Decision, Role
from feedback.responses import COMMENT
from tests.client import CheckingClient
from tests.feedback import initiatives as make
from tests.feedback.asking import database_of, soup
from tests.feedback.initiatives import NOW, THEMES, error_at, filled_in, links, one_day
from tests.feedback.initiatives import send as fill
from tests.feedback.loops import answered, judged_comment, outcome, theme, told
from tests.feedback.staff_pages import signed_in, store, words

__all__ = ["one_day"]

SAID: make.Typed = {
    "theme": "The letters are hard to read.",
    "raised_on": "04/02/2026",
    "source": "forum",
    "source_note": "Meeting in February",
    "audience": "parent_carers",
    "regulation": "accessibility",
}
DECIDED: make.Typed = {
    "decision": "doing",
    "replied_on": "11/02/2026",
    "reason": "They use words that nobody knows.",
    "we_did": "We write them again.",
    "owner": "SEND team",
    "due_on": "30/04/2026",
}
TOLD: make.Typed = {
    "told_on": "16/02/2026",
    "how": ["letter", "website"],
    "languages": ["bn", "ar"],
    "formats": ["easy_read"],
    "is_in_their_format": "yes",
}
CHANGED: make.Typed = {
    "what_changed": "Every letter has a short version.",
    "changed_on": "23/02/2026",
    "evidence_link": "https://example.org/letters",
    "checked_on": "02/03/2026",
}
TODAY = NOW.date()


def test_the_whole_way_from_what_families_said_to_what_changed(app: Flask) -> None:
    officer, forum = signed_in(app), signed_in(app, Role.FORUM)

    page = fill(officer, f"{THEMES}/new", SAID).headers["Location"]
    states = [state_in(officer, page)]
    for form, typed in (("reply", DECIDED), ("told/new", TOLD), ("changes/new", CHANGED)):
        assert fill(officer, f"{page}/{form}", typed).status_code == 303
        states.append(state_in(officer, page))

    assert states == [
        "Waiting for a reply",
        "Replied, families not told yet",
        "Told, nothing changed yet",
        "Something changed",
    ]
    read = words(forum.get(page))
    for said in (
        "The letters are hard to read.",
        "4 February 2026, 26 days ago",
        "Meeting in February",
        "How easy the information is to find and use",
        "We are doing it",
        "30 April 2026",
        "By letter",
        "বাংলা",
        "Easy Read",
        "Every letter has a short version.",
        "Families were asked on 2 March 2026",
    ):
        assert said in read
    assert not soup(forum.get(page)).select("main a[href$='/edit'], main form")
    days = [str(day["datetime"]) for day in soup(forum.get(page)).select("main ol time")]
    assert days == ["2026-02-04", "2026-02-11", "2026-02-16", "2026-02-23", "2026-03-02"]


def state_in(client: CheckingClient, page: str) -> str:
    tag = soup(client.get(page)).select_one("main .h-tag")
    assert tag
    return str(tag.get_text())


FORMS: Mapping[str, make.Typed] = {
    "new": SAID,
    "reply": DECIDED,
    "told/new": TOLD,
    "changes/new": CHANGED,
}
SLIPS: list[tuple[str, Mapping[str, str], str, str]] = [
    ("new", {"theme": " "}, "theme", "Write what families said"),
    ("new", {"theme": "Ask Amina Begum, 07700 900123."}, "theme", "may still tell who it is"),
    ("new", {"theme": "x" * 5001}, "theme", "This is 1 character too long."),
    ("new", {"raised_on": "03/03/2026"}, "raised_on", "This date is still to come"),
    ("new", {"raised_on": "31/02/2026"}, "raised_on", "Write the date like 31/12/2026."),
    ("new", {"source": ""}, "source", "Choose where they said it."),
    ("new", {"audience": ""}, "audience", "Choose who said it."),
    ("reply", {"decision": "not_possible", "reason": ""}, "reason", "why it is not possible"),
    ("reply", {"decision": "passed_on"}, "passed_on_to", "Write to whom it was passed on."),
    ("reply", {"decision": "done", "we_did": ""}, "we_did", "Write what you did."),
    ("reply", {"replied_on": ""}, "replied_on", "Write the day when it was decided."),
    ("reply", {"replied_on": "03/02/2026"}, "replied_on", "Families said it on 4 February 2026"),
    ("reply", {"replied_on": "03/03/2026"}, "replied_on", "This date is still to come"),
    ("reply", {"due_on": "03/02/2026"}, "due_on", "this cannot be earlier"),
    ("reply", {"decision": ""}, "decision", "Choose what was decided."),
    ("told/new", {"told_on": "10/02/2026"}, "told_on", "decided on 11 February 2026 only"),
    ("told/new", {"told_on": "03/02/2026"}, "told_on", "Families said it on 4 February 2026"),
    ("told/new", {"told_on": "03/03/2026"}, "told_on", "This date is still to come"),
    ("told/new", {"told_on": ""}, "told_on", "Write the day when families were told."),
    ("changes/new", {"what_changed": ""}, "what_changed", "Write what is different now."),
    ("changes/new", {"changed_on": "03/03/2026"}, "changed_on", "This date is still to come"),
    ("changes/new", {"changed_on": "03/02/2026"}, "changed_on", "this cannot be earlier"),
    ("changes/new", {"checked_on": "22/02/2026"}, "checked_on", "before the day when it changed"),
    ("changes/new", {"evidence_link": "example.org"}, "evidence_link", "Write a web address"),
]


@pytest.mark.parametrize("form", FORMS)
def test_every_slip_gets_a_sentence_at_the_field_and_nothing_typed_is_lost(
    app: Flask, form: str
) -> None:
    replied = answered()
    store(app, replied)
    officer, page = signed_in(app), f"{THEMES}/{replied.id}"
    path = f"{THEMES}/new" if form == "new" else f"{page}/{form}"
    before = words(officer.get(page))

    for where, slip, field, sentence in SLIPS:
        if where != form:
            continue
        typed = {**FORMS[form], **slip}
        refused = fill(officer, path, typed)
        assert refused.status_code == 400, slip
        assert sentence in error_at(soup(refused), field), (slip, error_at(soup(refused), field))
        assert soup(refused).select(f'.h-error-summary a[href="#{field}"]')
        shown = filled_in(soup(refused).select_one("main form"))
        for name, value in typed.items():
            kept = [value] if isinstance(value, str) else list(value)
            assert [one for one in kept if one.strip()] == [
                one for one in shown.get(name, []) if one.strip()
            ], name
    assert words(officer.get(page)) == before


def test_nobody_is_told_and_nothing_changes_before_there_is_a_reply(app: Flask) -> None:
    waiting = theme()
    store(app, waiting)
    officer = signed_in(app)

    for form, typed, field in (("told", TOLD, "told_on"), ("changes", CHANGED, "what_changed")):
        refused = fill(officer, f"{THEMES}/{waiting.id}/{form}/new", typed)

        assert refused.status_code == 400
        assert "Write the reply first" in error_at(soup(refused), field)


def test_what_families_were_told_cannot_be_undecided_or_said_later(app: Flask) -> None:
    replied = answered()
    store(app, replied, told(replied))
    officer, page = signed_in(app), f"{THEMES}/{replied.id}"

    undecided = fill(officer, f"{page}/reply", {"decision": "", "replied_on": ""})
    decided_later = fill(officer, f"{page}/reply", {"replied_on": "17/02/2026"})
    said_later = fill(officer, f"{page}/edit", {"raised_on": "12/02/2026"})

    assert "Choose what was decided." in error_at(soup(undecided), "decision")
    assert "told on 16 February 2026 already" in error_at(soup(decided_later), "replied_on")
    assert "came of it on 11 February 2026" in error_at(soup(said_later), "raised_on")


def test_words_that_are_no_name_can_be_kept(app: Flask) -> None:
    officer = signed_in(app)
    typed = {**SAID, "theme": "Ask Amina Begum, 07700 900123."}

    refused = fill(officer, f"{THEMES}/new", typed)
    form = soup(refused).select_one("main form")
    kept = officer.post(f"{THEMES}/new", data={**filled_in(form), "names_are_fine": "yes"})

    assert (refused.status_code, kept.status_code) == (400, 303)


def test_what_is_late_stands_first_and_says_so(app: Flask) -> None:
    # 30 working days before 2 March 2026 is 19 January.
    late = theme(theme="Late reply", raised_on=date(2026, 1, 16))
    just = theme(theme="Last day", raised_on=date(2026, 1, 19))
    untold = answered(theme="Untold", raised_on=date(2026, 1, 2), replied_on=date(2026, 1, 5))
    due = answered(theme="Due", due_on=TODAY - timedelta(days=1))
    changed = answered(theme="Changed", due_on=TODAY - timedelta(days=9))
    store(app, changed, just, late, untold, due, told(due), told(changed), outcome(changed))

    cards = [card.get_text(" ") for card in soup(signed_in(app).get(THEMES)).select(".h-card")]

    assert [card.split()[0] for card in cards] == ["Late", "Untold", "Due", "Last", "Changed"]
    assert "Late: no reply yet. Families were to be told by 27 February 2026." in cards[0]
    assert "45 days ago" in cards[0]
    assert "Late: families were to be told by 13 February 2026." in cards[1]
    assert "Late: it was due by 1 March 2026." in cards[2]
    assert not any("Late:" in card for card in cards[3:])


def test_the_list_can_be_narrowed_to_one_state(app: Flask) -> None:
    waiting, replied = theme(theme="Waits"), answered(theme="Replied")
    no = answered(theme="No", decision=Decision.NOT_POSSIBLE, reason="The law.")
    tellings = (told(no), told(other := answered(theme="Told")))
    changed = answered(theme="Changed")
    store(app, waiting, replied, no, other, changed, *tellings, outcome(changed))
    viewer = signed_in(app, Role.VIEWER)

    shown = {
        state: [one.get_text() for one in soup(viewer.get(f"{THEMES}?state={state}")).select("h3")]
        for state in ("waiting", "replied", "told", "changed", "nothing_to_change")
    }

    assert shown == {
        "waiting": ["Waits"],
        "replied": ["Replied"],
        "told": ["Told"],
        "changed": ["Changed"],
        "nothing_to_change": ["No"],
    }
    assert "5 themes" in words(viewer.get(f"{THEMES}?state=nonsense"))


def test_a_comment_goes_under_themes_and_out_again(app: Flask) -> None:
    one, other, comment = theme(theme="One"), theme(theme="Other"), judged_comment(app)
    store(app, one, other)
    officer, page = signed_in(app), f"/staff/comments/{comment}"
    path = f"{page}/themes"

    both = put(officer, page, one.id, other.id)
    twice = themes_of(app, comment)
    fewer = put(officer, page, other.id)

    assert (both.status_code, fewer.status_code) == (303, 303)
    assert sorted(twice) == ["One", "Other"]
    assert themes_of(app, comment) == ["Other"]
    assert page in links(officer, f"{THEMES}/{other.id}")
    assert page not in links(officer, f"{THEMES}/{one.id}")
    nobody = put(officer, page, uuid4())
    assert nobody.status_code == 400
    assert themes_of(app, comment) == ["Other"]
    assert officer.post(path, data={"under": str(one.id)}).status_code == 400


def put(officer: CheckingClient, page: str, *theme_ids: UUID) -> TestResponse:
    form = soup(officer.get(page)).select_one("main form[action*='/themes']")
    assert form
    return officer.post(
        str(form["action"]), data={**filled_in(form), "under": [str(one) for one in theme_ids]}
    )


def themes_of(app: Flask, comment: UUID) -> list[str]:
    with app.test_request_context():
        return [one.text.text for one in loop.themes_of([comment]).get(comment, ())]


def test_a_theme_can_be_added_from_a_comment_that_somebody_decided_about(app: Flask) -> None:
    comment, held = judged_comment(app), judged_comment(app, ruling="hold")
    officer, page = signed_in(app), f"/staff/comments/{comment}"
    new = next(link for link in links(officer, page) if link.startswith(f"{THEMES}/new"))

    sent = fill(officer, new, {**SAID, "source": "comments"})

    assert sent.headers["Location"] == page
    assert themes_of(app, comment) == ["The letters are hard to read."]
    assert officer.get(f"{THEMES}/new?comment={uuid4()}").status_code == 404
    assert officer.get(f"{THEMES}/new?comment={held}").status_code == 404
    assert "Put it under a theme" not in words(officer.get(f"/staff/comments/{held}"))
    token = make.token(officer, f"/staff/comments/{held}")
    forced = officer.post(f"/staff/comments/{held}/themes", data={"csrf_token": token})
    assert forced.status_code == 404


def test_a_comment_that_goes_leaves_its_theme(app: Flask) -> None:
    one, comment = theme(), judged_comment(app)
    store(app, one)
    officer = signed_in(app)
    put(officer, f"/staff/comments/{comment}", one.id)

    with database_of(app).transaction() as connection:
        connection.execute(delete(COMMENT))

    assert themes_of(app, comment) == []
    assert "No comment is under it." in words(officer.get(f"{THEMES}/{one.id}"))


def test_entries_recorded_by_mistake_are_changed_or_deleted_after_asking(app: Flask) -> None:
    replied = answered()
    store(app, replied, told(replied), outcome(replied))
    officer, page = signed_in(app), f"{THEMES}/{replied.id}"
    found = links(officer, page)

    for part, typed in (
        ("/told/", {"told_on": "17/02/2026"}),
        ("/changes/", {"changed_on": "24/02/2026"}),
    ):
        edit = next(one for one in found if part in one and one.endswith("/edit"))
        assert fill(officer, edit, typed).status_code == 303
    changed = words(officer.get(page))
    for part in ("/told/", "/changes/"):
        gone = next(one for one in found if part in one and one.endswith("/delete"))
        assert "It cannot be brought back." in words(officer.get(gone))
        assert fill(officer, gone).status_code == 303

    assert "17 February 2026" in changed
    assert "24 February 2026" in changed
    assert state_in(officer, page) == "Replied, families not told yet"


def test_families_words_are_read_in_the_language_of_the_page(app: Flask) -> None:
    replied = answered()
    made = outcome(replied)
    store(app, replied, made)
    officer = signed_in(app)
    fill(officer, f"/staff/languages/replies/{replied.id}", {"theme-fr": "Les lettres."})
    fill(officer, f"/staff/languages/outcomes/{made.id}", {"what_changed-fr": "C’est fait."})

    page = soup(officer.get(f"{THEMES}/{replied.id}?lang=fr"))

    assert page.h1.get_text() == "Les lettres."
    assert "C’est fait." in page.select_one("main").get_text()
    back = soup(officer.get(f"/staff/languages/outcomes/{made.id}")).select("main a[href]")
    assert f"{THEMES}/{replied.id}" in {str(link["href"]) for link in back}


@pytest.mark.parametrize("role", [Role.FORUM, Role.ADVOCATE, Role.VIEWER])
def test_others_read_and_never_write(app: Flask, role: Role) -> None:
    replied, comment = answered(), judged_comment(app)
    store(app, replied)
    reader, page = signed_in(app, role), f"{THEMES}/{replied.id}"

    assert reader.get(page).status_code == 200
    assert "Comments under this theme" not in words(reader.get(page))
    for path in ("new", f"{replied.id}/edit", f"{replied.id}/reply", f"{replied.id}/told/new"):
        assert reader.get(f"{THEMES}/{path}").status_code == 403
    assert reader.post(f"/staff/comments/{comment}/themes").status_code in {400, 403}
