"""The Forum's own voice: nobody but who spoke puts it differently, and nobody deletes it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, col, select

from feedback import commentary
from feedback.models import Commentary, Initiative, InitiativeKind, Matter, Reply, Role, Stage
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.families import asked, families_answer
from tests.feedback.releasing import freeze
from tests.feedback.staff_pages import browser, send_form, signed_in, store, words

SAID = "Parents still cannot find the guides."
ROW = "/staff/plan/1.1"
SPEAK = "/staff/forum/about/plan/1.1/new"
OPENED, CLOSED = datetime(2025, 9, 1, tzinfo=UTC), datetime(2025, 11, 1, tzinfo=UTC)


def link(page: BeautifulSoup, words: str) -> str | None:
    found = next((one for one in page.select("main a") if words in one.get_text()), None)
    return str(found["href"]) if found else None


def spoken(app: Flask, said: str = SAID, path: str = SPEAK) -> CheckingClient:
    """The browser of a Forum reviewer who said something."""
    forum = signed_in(app, Role.FORUM)
    answer = send_form(forum, path, {"said": said})
    assert answer.status_code == 303, words(answer)
    return forum


def entries(app: Flask) -> list[Commentary]:
    with database_of(app).session() as session:
        session.expire_on_commit = False
        return list(session.exec(select(Commentary).order_by(col(Commentary.written_at))))


def initiative() -> Initiative:
    now = datetime.now(UTC)
    return Initiative(
        title="Play street",
        kind=InitiativeKind.CO_DESIGN,
        stage=Stage.IDEA,
        created_at=now,
        updated_at=now,
    )


def released(
    app: Flask, slug: str = "post_session", overall: str = "ps_overall", code: str = "good"
) -> int:
    place = asked(app, survey_slug=slug, opens_at=OPENED, closes_at=CLOSED)
    families_answer(app, place, 12, {overall: code}, week=date(2025, 10, 6))
    found = freeze(app, now=datetime(2026, 1, 20, tzinfo=UTC))
    return next(one.number for one in found if one.survey == slug)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.FORUM, Role.ADVOCATE, Role.VIEWER])
def test_everybody_reads_it_beside_what_it_is_about_with_the_role_and_no_name(
    app: Flask, role: Role
) -> None:
    spoken(app)

    for path in (ROW, "/staff/forum"):
        page = soup(signed_in(app, role).get(path)).find("main")
        assert page
        [voice] = page.select("[id^=said-]")
        assert voice.blockquote
        assert voice.blockquote.get_text() == SAID
        assert voice.strong
        assert voice.strong.get_text() == "The Forum"
        assert "Officer" not in voice.get_text()


def test_it_can_be_said_of_a_result_a_question_an_initiative_and_a_reply(app: Flask) -> None:
    number, about = released(app), initiative()
    reply = Reply(
        initiative_id=about.id, theme="A gate", raised_on=date(2026, 1, 5), created_at=OPENED
    )
    store(app, about)
    store(app, reply)
    forum = signed_in(app, Role.FORUM)
    pages = {
        f"/staff/results/{number}": (f"release/R{number}", f"release/R{number}.ps_overall"),
        f"/staff/initiatives/{about.id}": (f"initiative/{about.id}", f"reply/{reply.id}"),
    }
    for path, things in pages.items():
        for at, thing in enumerate(things):
            page = soup(forum.get(path))
            address = f"/staff/forum/about/{thing}/new"
            assert page.select(f"main a[href='{address}']"), (path, thing)
            send_form(forum, address, {"said": f"{SAID} {at}"})

    for path in pages:
        said = words(signed_in(app, Role.VIEWER).get(path))
        assert [f"{SAID} {at}" in said for at in (0, 1)] == [True, True]
    assert len(soup(forum.get("/staff/forum")).select("[id^=said-]")) == 4


@pytest.mark.parametrize(
    "thing",
    ["plan/9.9", "release/R99", "release/3", "initiative/nobody", "reply/x", "moon/1.1"],
)
def test_nothing_is_said_of_what_is_not_there(app: Flask, thing: str) -> None:
    assert signed_in(app, Role.FORUM).get(f"/staff/forum/about/{thing}/new").status_code == 404


def test_what_only_officers_see_is_not_there_to_be_spoken_of(app: Flask) -> None:
    number = released(app, "ap_experience", "ap_overall")

    found = signed_in(app, Role.FORUM).get(f"/staff/forum/about/release/R{number}/new")

    assert found.status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICER, Role.VIEWER, Role.ADMINISTRATOR])
def test_nobody_else_speaks_or_changes_or_takes_back_what_was_said(app: Flask, role: Role) -> None:
    spoken(app)
    [entry] = entries(app)
    other = signed_in(app, role)

    for path in (SPEAK, *(f"/staff/forum/{entry.id}/{act}" for act in ("change", "take-back"))):
        assert other.get(path).status_code == 403
        assert other.post(path, data={"said": "It is fine."}).status_code in {400, 403}
    assert [one.text for one in entries(app)] == [SAID]


def test_another_reviewer_cannot_change_it_either(app: Flask) -> None:
    spoken(app)
    [entry] = entries(app)

    other = signed_in(app, Role.FORUM)

    assert link(soup(other.get(ROW)), "Say it differently") is None
    assert other.get(f"/staff/forum/{entry.id}/change").status_code == 403
    with app.test_request_context("/staff"):
        found = commentary.comment(entry.id)
        assert found
        with pytest.raises(ValueError, match="who said it"):
            commentary.take_back(
                found, by=factories.staff_member(role=Role.FORUM), now=datetime.now(UTC)
            )


@pytest.mark.parametrize("change", ["UPDATE commentary SET text = 'Fine.'", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["commentary", "commentary_answer", "forum_preference"])
def test_the_database_refuses_whoever_goes_round_the_pages(
    app: Flask, change: str, table: str
) -> None:
    forum = spoken(app)
    [entry] = entries(app)
    send_form(signed_in(app), f"/staff/forum/{entry.id}/answer", {"said": "We print them."})
    send_form(forum, "/staff/forum/preferences", {"most_asks": "1"})

    with (
        pytest.raises(DBAPIError, match="is frozen"),
        database_of(app).transaction() as connection,
    ):
        connection.execute(text(change.format(table)))

    assert [one.text for one in entries(app)] == [SAID]


def test_own_words_are_put_differently_and_the_old_ones_stay_marked(app: Flask) -> None:
    forum = spoken(app)
    change = link(soup(forum.get(ROW)), "Say it differently")
    assert change
    send_form(forum, change, {"said": "They are found now."})

    [voice] = soup(signed_in(app).get(ROW)).select("[id^=said-]")
    assert voice.blockquote
    assert voice.blockquote.get_text() == "They are found now."
    assert voice.details
    assert SAID in voice.details.get_text()
    assert forum.get(change).status_code == 404
    assert len(entries(app)) == 2


def test_own_words_are_taken_back_and_that_they_were_stays(app: Flask) -> None:
    forum = spoken(app)
    take_back = link(soup(forum.get(ROW)), "Take your words back")
    assert take_back
    assert SAID in words(forum.get(take_back))
    send_form(forum, take_back)

    said = words(signed_in(app).get(ROW))
    assert "These words were taken back." in said
    assert SAID not in said
    assert [one.text for one in entries(app)] == [SAID, ""]


def test_an_officers_answer_stands_beside_it_and_is_marked_as_theirs(app: Flask) -> None:
    spoken(app)
    officer = signed_in(app)
    answer = link(soup(officer.get(ROW)), "Answer what was said")
    assert answer
    send_form(officer, answer, {"said": "We print them now."})

    for role in (Role.FORUM, Role.VIEWER):
        [voice] = soup(signed_in(app, role).get(ROW)).select("[id^=said-]")
        quotes = [one.get_text() for one in voice.select("blockquote")]
        assert quotes == [SAID, "We print them now."]
        assert "An officer answered on" in voice.get_text()
        assert link(soup(signed_in(app, role).get(ROW)), "Answer what was said") is None


def test_nothing_typed_is_lost_and_nothing_empty_is_kept(app: Flask) -> None:
    forum = signed_in(app, Role.FORUM)
    long = "x" * 5001

    empty, too_long = (send_form(forum, SPEAK, {"said": said}) for said in ("", long))

    assert (empty.status_code, too_long.status_code) == (400, 400)
    assert "Write what you want to say." in words(empty)
    assert soup(too_long).find(id="said").get_text().strip() == long
    assert entries(app) == []


def test_what_was_spoken_of_may_change_or_go_and_the_words_stay(app: Flask) -> None:
    about = initiative()
    store(app, about)
    spoken(app, path=f"/staff/forum/about/initiative/{about.id}/new")
    with database_of(app).transaction() as connection:
        connection.execute(text("UPDATE initiative SET title = 'A quiet street'"))

    renamed = words(signed_in(app).get("/staff/forum"))
    with database_of(app).transaction() as connection:
        connection.execute(text("DELETE FROM initiative"))
    gone = words(signed_in(app).get("/staff/forum"))

    assert "A quiet street" in renamed
    assert "On that day it was called: Play street" in renamed
    assert "Something that is no longer there" in gone
    assert SAID in gone
    assert "Play street" in gone


def test_a_youth_advocate_speaks_as_one(app: Flask) -> None:
    send_form(signed_in(app, Role.ADVOCATE), SPEAK, {"said": SAID})

    assert "A youth advocate" in words(signed_in(app).get(ROW))


def test_any_feature_reads_all_of_it_in_one_go(app: Flask) -> None:
    spoken(app)
    spoken(app, "And again.", "/staff/forum/about/plan/1.2/new")

    with app.test_request_context("/staff"):
        every = commentary.commentary()
        of_row = commentary.commentary(Matter.PLAN, "1.1")

    assert {one.now.text for one in every if one.now} == {SAID, "And again."}
    assert [(one.role, one.ref) for one in of_row] == [(Role.FORUM, "1.1")]


def test_it_is_collected_term_by_term(app: Flask) -> None:
    spoken(app)
    [entry] = entries(app)
    old = entry.model_dump() | {
        "id": None,
        "text": "In spring.",
        "written_at": datetime(2026, 2, 2, tzinfo=UTC),
    }
    old.pop("id")
    store(app, Commentary(**old))

    page = soup(signed_in(app, Role.VIEWER).get("/staff/forum"))

    headings = [one.get_text() for one in page.select("main h2")]
    assert headings[-1] == "Spring term 2026"
    assert len(headings) == 2


@pytest.mark.parametrize(
    "special",
    [{"role": "officer"}, {"text": ""}, {"is_taken_back": True}, {"about_ref": None}],
)
def test_the_database_lets_only_the_forum_and_advocates_speak_and_nobody_of_nothing(
    engine: Engine, special: dict[str, Any]
) -> None:
    usual: dict[str, Any] = {"about_ref": "1.1", "about_words": "1.1", "text": "A", "role": "forum"}
    with Session(engine) as session:
        person = factories.staff_member(role=Role.FORUM)
        session.add(person)
        session.flush()
        by: dict[str, Any] = {"staff_id": person.id, "written_at": datetime.now(UTC)}
        session.add(Commentary(**by, about=Matter.PLAN, **usual | special))

        with pytest.raises(IntegrityError):
            session.commit()


PREFERENCES = "/staff/forum/preferences"
WISH = {"most_asks": "1", "days_of_notice": "21", "note": "Not in exams."}


def three_weeks_on() -> datetime:
    return datetime.now(UTC) + timedelta(days=1)


def prefer(app: Flask, client: CheckingClient, **wish: object) -> None:
    page = soup(client.get(PREFERENCES))
    token = page.select_one("input[name=csrf_token]")
    assert token
    answer = client.post(PREFERENCES, data={"csrf_token": token["value"], **WISH, **wish})
    assert answer.status_code == 303


def test_how_the_forum_wants_to_be_asked_is_shown_where_asks_are_planned(app: Flask) -> None:
    forum = signed_in(app, Role.FORUM)
    assert "The Forum has not said yet." in words(forum.get("/staff/plan/asks"))
    prefer(app, forum, months_to_avoid=["8", "12"], channels=["phone"], support=["childcare"])

    said = words(signed_in(app).get("/staff/plan/asks"))

    for part in ("August and December", "By phone or video", "Childcare", "21", "Not in exams."):
        assert part in said, part


def test_a_wish_only_the_forum_records_and_what_it_said_before_stays(app: Flask) -> None:
    forum = signed_in(app, Role.FORUM)
    prefer(app, forum)
    prefer(app, forum, note="Not in June.")

    page = words(forum.get(PREFERENCES))

    assert "Not in exams." in page
    assert "Not in June." in page
    for role in (Role.OFFICER, Role.ADVOCATE, Role.VIEWER):
        assert signed_in(app, role).get(PREFERENCES).status_code == 403


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"most_asks": "11"}, "0 to 10"), ({"days_of_notice": "soon"}, "0 to 365")],
)
def test_a_wish_that_is_no_number_gets_a_sentence(
    app: Flask, typed: dict[str, str], said: str
) -> None:
    answer = send_form(signed_in(app, Role.FORUM), PREFERENCES, {**WISH, **typed})

    assert answer.status_code == 400
    assert said in words(answer)
    assert soup(answer).find(id="note").get_text().strip() == "Not in exams."


def test_one_ask_too_many_for_the_forum_is_warned_about_and_so_is_its_month(app: Flask) -> None:
    soon = three_weeks_on()
    for number in range(2):
        asked(
            app,
            occasion=f"Website {number}",
            survey_slug="local_offer",
            opens_at=soon,
            closes_at=soon + timedelta(days=5),
        )
    before = words(signed_in(app).get("/staff/plan/asks"))
    prefer(app, signed_in(app, Role.FORUM), months_to_avoid=[str(soon.month)])

    after = words(signed_in(app).get("/staff/plan/asks"))

    assert "Warning" not in before
    assert "asked 2 times in this term" in after
    assert "The Forum would rather not be asked in this month" in after


def test_the_forum_is_asked_as_parent_carers_are_and_for_itself(app: Flask) -> None:
    soon = three_weeks_on()
    for slug in ("local_offer", "local_offer", "forum_valued"):
        asked(app, survey_slug=slug, opens_at=soon, closes_at=soon + timedelta(days=5))

    assert "The Forum: asked 3 times in this term" in words(signed_in(app).get("/staff/plan/asks"))


def test_what_the_forums_members_answer_stands_beside_how_many_they_are(app: Flask) -> None:
    number = released(app, "forum_valued", "fv_valued", "yes")

    said = words(signed_in(app, Role.FORUM).get(f"/staff/results/{number}"))

    assert "Heard from 12 of the Forum’s 55 members, if each answered once" in said
    assert "feels its views are 'valued'" in said


def test_too_few_members_are_not_counted_out_loud(app: Flask) -> None:
    place = asked(app, survey_slug="forum_valued", opens_at=OPENED, closes_at=CLOSED)
    families_answer(app, place, 9, {"fv_valued": "yes"}, week=date(2025, 10, 6))
    [made] = freeze(app, now=datetime(2026, 1, 20, tzinfo=UTC))

    said = words(signed_in(app, Role.FORUM).get(f"/staff/results/{made.number}"))

    assert "members" not in said
    assert "fewer than 10 answers" in said


def test_signed_out_nobody_reads_or_speaks(app: Flask) -> None:
    for path in ("/staff/forum", SPEAK, PREFERENCES):
        assert browser(app).get(path).status_code == 302
