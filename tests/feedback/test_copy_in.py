"""A form from paper becomes one response, checked as an online one is, and is found again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, col, select
from werkzeug.test import TestResponse

from feedback import codes, create_app
from feedback.config import Config
from feedback.models import Channel, PaperForm, Response, Role
from feedback.responses import week_of
from forms.paper import boxes, filled_in
from forms.questions import Variant
from forms.surveys import ROLE, SURVEYS
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, soup, stored
from tests.feedback.asking import send as answer_online
from tests.feedback.staff_pages import form_on, send_form, signed_in, store, typed_in, words


@pytest.fixture
def officer(app: Flask) -> CheckingClient:
    """An officer's browser."""
    return signed_in(app)


def paper(collection_id: UUID) -> str:
    return f"/staff/collections/{collection_id}/paper"


def type_in(client: CheckingClient, collection_id: UUID, **typed: str) -> TestResponse:
    return send(client, paper(collection_id), **typed)


def send(client: CheckingClient, path: str, **typed: str) -> TestResponse:
    return client.post(path, data=filled(client.get(path), **typed))


def filled(page: TestResponse, **typed: str) -> dict[str, str]:
    """What the form on a page sends after this is typed, with its box unticked unless named."""
    form = form_on(soup(page), None)
    values = typed_in(form) | {str(box["name"]): box.get_text().strip() for box in form("textarea")}
    values.pop("consent_to_quote")
    return values | {"ps_overall": "2"} | typed


def numbers(app: Flask) -> list[PaperForm]:
    with Session(database_of(app).engine, expire_on_commit=False) as session:
        return list(session.exec(select(PaperForm).order_by(col(PaperForm.number))))


def test_a_form_typed_by_its_numbers_is_stored_as_a_response_from_paper(
    app: Flask, officer: CheckingClient
) -> None:
    asked = open_collection(app)

    saved = type_in(
        officer,
        asked,
        role="1",
        ps_listened="3",
        home_language="3",
        ps_better="আরও চেয়ার দরকার",
        written_in="bn",
        version="easy",
        consent_to_quote="yes",
    )

    [response], answers, [comment] = stored(app)
    assert saved.status_code == 303
    assert (response.channel, response.language, response.variant) == (Channel.PAPER, "bn", "easy")
    assert response.consent_version == 1
    assert {one.question_id: one.code for one in answers} == {
        "role": "parent_carer",
        "ps_overall": "good",
        "ps_listened": "no",
        "home_language": "bn",
    }
    assert (comment.text, comment.language) == ("আরও চেয়ার দরকার", "bn")


def test_paper_and_online_say_the_same_thing_in_the_same_way(
    app: Flask, client: CheckingClient, officer: CheckingClient
) -> None:
    asked = open_collection(app)
    said = {"role": "parent_carer", "ps_overall": "good", "ps_better": "More chairs"}
    answer_online(client, said)

    type_in(officer, asked, role="1", ps_better="More chairs")

    responses, answers, comments = stored(app)
    by_response = [
        sorted((one.question_id, one.code) for one in answers if one.response_id == response.id)
        for response in responses
    ]
    assert by_response[0] == by_response[1] == [("ps_overall", "good"), ("role", "parent_carer")]
    assert {(one.question_id, one.question_kind, one.text) for one in comments} == {
        ("ps_better", "could_improve", "More chairs")
    }


def test_after_saving_comes_an_empty_form_of_the_same_kind_and_the_number_to_write(
    app: Flask, officer: CheckingClient
) -> None:
    asked = open_collection(app)

    saved = type_in(officer, asked, written_in="ar", version="easy", ps_better="Chairs")
    page = soup(officer.get(saved.headers["Location"]))

    [form] = numbers(app)
    assert f"{form.number[:4]}\u00a0{form.number[4:]}" in page.find(id="saved").get_text()
    assert page.select_one("#written_in option[selected]")["value"] == "ar"
    assert page.select_one("#version option[selected]")["value"] == "easy"
    assert page.find(id="ps_overall")["value"] == ""
    assert page.find(id="role").has_attr("autofocus")
    assert "Chairs" not in page.get_text()


def test_a_made_up_number_is_not_shown_as_saved(app: Flask, officer: CheckingClient) -> None:
    asked = open_collection(app)

    page = soup(officer.get(f"{paper(asked)}?saved=CDFGHJKM"))

    assert page.find(id="saved") is None


def test_pressing_twice_stores_one_response_and_gives_one_number(
    app: Flask, officer: CheckingClient
) -> None:
    asked = open_collection(app)
    form = filled(officer.get(paper(asked)))

    first, second = officer.post(paper(asked), data=form), officer.post(paper(asked), data=form)

    assert len(stored(app)[0]) == len(numbers(app)) == 1
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize("number", ["7", "0", "-1", "good", "2.", "9" * 50])
def test_a_number_that_no_box_has_is_refused_at_its_question(
    app: Flask, officer: CheckingClient, number: str
) -> None:
    asked = open_collection(app)

    answer = type_in(officer, asked, ps_overall=number, ps_better="Everything I typed")

    page = soup(answer)
    assert answer.status_code == 400
    assert "Choose one of the answers shown" in page.find(id="ps_overall-error").get_text()
    assert page.find(id="ps_overall")["value"] == number
    assert page.find(id="ps_better").get_text().strip() == "Everything I typed"
    assert stored(app)[0] == []


def test_a_form_without_the_one_answer_that_counts_is_refused(
    app: Flask, officer: CheckingClient
) -> None:
    asked = open_collection(app)

    answer = type_in(officer, asked, ps_overall="", role="2")

    assert answer.status_code == 400
    assert "Choose an answer" in soup(answer).find(id="ps_overall-error").get_text()
    assert soup(answer).find(id="role")["value"] == "2"


def test_numbers_typed_on_another_keyboard_count() -> None:
    form = filled_in(SURVEYS["post_session"], Variant.STANDARD, {"role": "১", "ps_overall": " ٢ "})

    assert form.validate()
    assert (form["role"].data, form["ps_overall"].data) == ("parent_carer", "good")


def test_every_answer_has_its_own_number() -> None:
    assert [number for number, _option in boxes(ROLE)] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("opens", "closes", "takes"), [(-40, -13, True), (-40, -15, False), (1, 9, False)]
)
def test_paper_may_come_two_weeks_late(
    app: Flask, officer: CheckingClient, opens: int, closes: int, takes: bool
) -> None:
    now = datetime.now(UTC)
    asked = open_collection(
        app, opens_at=now + timedelta(days=opens), closes_at=now + timedelta(days=closes)
    )

    answer = officer.get(paper(asked))

    assert answer.status_code == (200 if takes else 303)
    if takes:
        type_in(officer, asked)
        assert stored(app)[0][0].week == week_of(now + timedelta(days=closes))


def test_a_form_finished_too_late_keeps_its_words_on_the_page(
    app: Flask, officer: CheckingClient
) -> None:
    now = datetime.now(UTC)
    asked = open_collection(app)
    late = open_collection(
        app, "DEF234", opens_at=now - timedelta(days=40), closes_at=now - timedelta(days=30)
    )
    form = filled(officer.get(paper(asked)), placement="", ps_better="My words")

    answer = officer.post(paper(late), data=form)

    assert answer.status_code == 400
    assert "That time has passed" in words(answer)
    assert "My words" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("placement", "0b5c5f7e-6f0e-4f6e-9d56-0123456789ab"),
        ("written_in", "tlh"),
        ("version", "shouting"),
        ("key", "short"),
        ("comments_in", "tlh"),
    ],
)
def test_what_is_on_no_list_is_refused(
    app: Flask, officer: CheckingClient, field: str, value: str
) -> None:
    asked = open_collection(app)

    answer = type_in(officer, asked, **{field: value})

    assert answer.status_code == 400
    assert stored(app)[0] == []


def test_a_code_of_another_collection_cannot_be_on_the_form(
    app: Flask, officer: CheckingClient
) -> None:
    asked, other = open_collection(app), factories.collection()
    elsewhere = factories.placement(other)
    store(app, other, elsewhere)

    assert type_in(officer, asked, placement=str(elsewhere.id)).status_code == 400


def test_typing_the_same_again_marks_the_form_as_checked(
    app: Flask, officer: CheckingClient
) -> None:
    asked = open_collection(app)
    type_in(officer, asked, ps_better="Chairs")
    [form] = numbers(app)

    found = officer.get(f"{paper(asked)}/find?number={form.number.lower()}&then=check")
    page = officer.get(found.headers["Location"])
    checked = send(officer, found.headers["Location"], ps_better="Chairs")

    assert "Chairs" not in page.get_data(as_text=True)
    assert checked.status_code == 303
    assert numbers(app)[0].is_checked
    assert len(stored(app)[0]) == 1


def test_a_difference_is_shown_at_its_field_and_the_paper_decides(
    app: Flask, officer: CheckingClient
) -> None:
    asked = open_collection(app)
    type_in(officer, asked, role="1", ps_better="Chairs", consent_to_quote="yes")
    check = f"{paper(asked)}/{numbers(app)[0].number}/check"

    differing = send(officer, check, ps_overall="3", role="1", ps_better="Chairs")
    page = soup(differing)
    settled = officer.post(check, data=filled(differing, ps_overall="3"))

    [response], answers, [comment] = stored(app)
    assert differing.status_code == 409
    assert (
        "Question 2: the first time, somebody typed 2."
        in page.find(id="ps_overall-error").get_text()
    )
    assert "typed ticked." in page.find(id="consent_to_quote-error").get_text()
    assert page.find(id="role-error") is None
    assert page.find(id="ps_overall")["value"] == "3"
    assert settled.status_code == 303
    assert {one.code for one in answers if one.question_id == "ps_overall"} == {"neither"}
    assert (response.channel, response.consent_version) == (Channel.PAPER, None)
    assert comment.text == "Chairs"
    assert numbers(app)[0].is_checked


def test_a_comment_on_what_is_no_longer_asked_stops_no_check(
    app: Flask, officer: CheckingClient
) -> None:
    asked = open_collection(app)
    type_in(officer, asked)
    store(app, factories.comment(stored(app)[0][0], "Chairs", question_id="asked_last_year"))

    checked = send(officer, f"{paper(asked)}/{numbers(app)[0].number}/check")

    assert checked.status_code == 303


def test_a_new_slip_while_settling_is_shown_too(app: Flask, officer: CheckingClient) -> None:
    asked = open_collection(app)
    type_in(officer, asked, role="1")
    check = f"{paper(asked)}/{numbers(app)[0].number}/check"
    differing = send(officer, check, ps_overall="3", role="1")

    slipped = officer.post(check, data=filled(differing, ps_overall="3", role="4"))

    assert slipped.status_code == 409
    assert soup(slipped).find(id="role-error")
    assert not numbers(app)[0].is_checked


def test_a_comment_that_did_not_change_is_the_same_comment(
    app: Flask, officer: CheckingClient
) -> None:
    asked = open_collection(app)
    type_in(officer, asked, ps_better="Chairs")
    before = stored(app)[2][0].id
    check = f"{paper(asked)}/{numbers(app)[0].number}/check"
    differing = send(officer, check, ps_overall="3", ps_better="Chairs")

    officer.post(check, data=filled(differing, ps_overall="3"))

    assert stored(app)[2][0].id == before


def test_deleting_by_number_takes_everything_that_was_typed(
    app: Flask, officer: CheckingClient
) -> None:
    asked = open_collection(app)
    type_in(officer, asked, ps_better="Chairs")
    type_in(officer, asked)
    wanted = next(form for form in numbers(app))

    gone = send_form(officer, f"{paper(asked)}/{wanted.number}/delete")

    assert gone.status_code == 303
    assert [form.number for form in numbers(app)] != [wanted.number]
    assert len(stored(app)[0]) == len(numbers(app)) == 1


def test_a_number_works_only_in_its_own_collection(app: Flask, officer: CheckingClient) -> None:
    asked, other = open_collection(app), open_collection(app, "DEF234")
    type_in(officer, asked)
    number = numbers(app)[0].number

    assert officer.get(f"{paper(other)}/{number}/check").status_code == 404
    assert officer.get(f"{paper(other)}/{number}/delete").status_code == 404
    wrong = officer.get(f"{paper(other)}/find?number={number}&then=delete")
    assert wrong.status_code == 400
    assert "cannot find" in soup(wrong).find(id="number-error").get_text()


def test_a_number_that_is_taken_is_drawn_again(
    app: Flask, officer: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = open_collection(app)
    drawn = iter(["CCCCCCCC", "CCCCCCCC", "DDDDDDDD"])
    monkeypatch.setattr(codes, "new_code", lambda _length: next(drawn))

    type_in(officer, asked)
    type_in(officer, asked)

    assert [form.number for form in numbers(app)] == ["CCCCCCCC", "DDDDDDDD"]


@pytest.mark.parametrize("role", [Role.FORUM, Role.VIEWER, Role.ADVOCATE])
def test_only_officers_copy_in_paper(app: Flask, role: Role) -> None:
    asked = open_collection(app)
    reader = signed_in(app, role)

    for page in ("", "/find", "/CDFGHJKM/check", "/CDFGHJKM/delete"):
        assert reader.get(f"{paper(asked)}{page}").status_code == 403


@pytest.fixture
def on_either(engine: Engine, config: Config) -> Flask:
    """The app on each kind of database."""
    app = create_app(config, engine=engine)
    app.testing = True
    app.test_client_class = CheckingClient
    return app


def test_a_form_is_stored_checked_and_deleted_on_both_databases(on_either: Flask) -> None:
    app = on_either
    asked, officer = open_collection(app), signed_in(app)
    type_in(officer, asked, ps_better="Chairs")
    check = f"{paper(asked)}/{numbers(app)[0].number}/check"
    differing = send(officer, check, ps_overall="3", ps_better="Tables")

    officer.post(check, data=filled(differing, ps_overall="3"))

    _responses, answers, comments = stored(app)
    assert [one.code for one in answers] == ["neither"]
    assert [one.text for one in comments] == ["Tables"]
    send_form(officer, check.replace("/check", "/delete"))
    assert stored(app) == ([], [], [])
    assert numbers(app) == []


def test_who_checks_a_form_while_somebody_deletes_it_waits_and_finds_it_gone(
    on_either: Flask,
) -> None:
    asked, officer = open_collection(on_either), signed_in(on_either)
    type_in(officer, asked, ps_better="Chairs")
    check = f"{paper(asked)}/{numbers(on_either)[0].number}/check"
    mine = filled(officer.get(check), ps_better="Chairs")
    [response], _answers, _comments = stored(on_either)

    with ThreadPoolExecutor(1) as meanwhile:
        with database_of(on_either).session() as held:
            held.delete(held.get(Response, response.id, with_for_update=True))
            held.flush()
            answer = meanwhile.submit(officer.post, check, data=mine)
            with pytest.raises(TimeoutError):
                answer.result(timeout=0.5)

        assert answer.result().status_code == 404
    assert stored(on_either) == ([], [], [])
