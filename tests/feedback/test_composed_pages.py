"""Families answer a composed survey in its languages and by its version, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from forms.composed import After, Composed, Kind, Piece, with_new_ids
from tests.client import CheckingClient
from tests.feedback.asking import open_collection, send, soup, stamp_on, stored
from tests.feedback.composing_surveys import publish
from tests.feedback.test_size import MOST_BYTES, bytes_sent
from tests.forms.composing import (
    BRING,
    HELPS,
    SAY,
    WARM,
    choice,
    composed,
    of_every_kind,
    open_question,
    without_arabic,
    words,
)

SLUG = "coffee_morning"
EVERY = {
    "role": "parent_carer",
    "ps_overall": "good",
    WARM: "partly",
    BRING: "friend",
    f"{HELPS}_friend": "ticked",
    SAY: "A walk, please.",
}


def asked(app: Flask, draft: Composed, *, version: int = 1, code: str = "ABC234") -> None:
    publish(app, draft)
    open_collection(app, code, survey_slug=draft.slug, survey_version=version)


def codes(app: Flask) -> dict[str, str]:
    _responses, answers, _comments = stored(app)
    return {answer.question_id: answer.code for answer in answers}


def languages_on(page: Any) -> list[str]:
    return [
        button["value"].removeprefix("lang:")
        for button in page.select('button[name="switch"]')
        if button["value"].startswith("lang:")
    ]


def test_every_kind_of_question_is_stored(app: Flask, client: CheckingClient) -> None:
    asked(app, of_every_kind())

    answer = send(client, EVERY)

    assert answer.status_code == 200
    assert codes(app) == {
        "role": "parent_carer",
        "ps_overall": "good",
        WARM: "partly",
        BRING: "friend",
        f"{HELPS}_friend": "ticked",
        f"{HELPS}_nobody": "not_ticked",
    }
    [comment] = stored(app)[2]
    assert (comment.question_id, comment.question_kind) == (SAY, "nonspecific")


@pytest.mark.parametrize("version", ["standard", "easy"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_says_all_of_it_in_a_language_and_is_small(
    app: Flask, client: CheckingClient, language: str, version: str
) -> None:
    asked(app, of_every_kind())

    answer = client.get(
        f"/S/ABC234?lang={language}&version={version}", headers={"Accept-Encoding": "gzip"}
    )
    page = soup(client.get(f"/S/ABC234?lang={language}&version={version}"))

    assert bytes_sent(answer) <= MOST_BYTES
    said = page.main.get_text(" ")
    own = {piece.own for piece in of_every_kind().pieces if piece.own}
    for question in own:
        told = question.easy if version == "easy" else question.standard
        assert str(told.in_(language)) in said
        if question.why:
            assert str(question.why.in_(language)) in said
    assert page.html["dir"] == ("rtl" if language == "ar" else "ltr")
    assert len(page.select(f'fieldset input[type="checkbox"][name^="{HELPS}_"]')) == 2


def test_only_languages_in_which_every_text_is_there_are_offered(
    app: Flask, client: CheckingClient
) -> None:
    asked(app, of_every_kind())
    asked(app, with_new_ids(replace(without_arabic(composed()), slug="tea")), code="TEA234")

    assert languages_on(soup(client.get("/S/ABC234?lang=en"))) == ["ar"]
    french = soup(client.get("/S/ABC234?lang=fr", headers={"Accept-Language": "so,ar;q=0.5"}))
    assert french.html["lang"] == "ar"
    tea = soup(client.get("/S/TEA234?lang=ar"))
    assert (tea.html["lang"], languages_on(tea)) == ("en", [])
    start = client.get("/tablet/TEA234?lang=ar").get_data(as_text=True)
    assert 'lang="en"' in start
    assert "العربية" not in start


def test_a_posted_form_in_another_language_comes_back_in_one_of_the_survey(
    app: Flask, client: CheckingClient
) -> None:
    asked(app, composed())

    answer = client.post("/S/ABC234", data={"nonce": stamp_on(client), "lang": "fr"})

    assert soup(answer).html["lang"] == "en"


def test_an_old_form_is_stored_under_the_version_it_saw(app: Flask, client: CheckingClient) -> None:
    asked(app, of_every_kind())
    stamp = stamp_on(client)
    first = of_every_kind()
    other = replace(choice(), standard=words("Who else came?"))
    pieces = tuple(replace(one, question=other) if one.id == BRING else one for one in first.pieces)

    renamed = publish(app, replace(first, pieces=pieces)).renamed
    client.post("/S/ABC234", data={"nonce": stamp, **EVERY})
    open_collection(app, "NEW234", survey_slug=SLUG, survey_version=2)

    [response] = stored(app)[0]
    assert response.survey_version == 1
    assert codes(app)[BRING] == "friend"
    page = client.get("/S/NEW234").get_data(as_text=True)
    assert "Who else came?" in page
    assert f'name="{renamed[BRING]}"' in page
    assert "Who came with you?" in client.get("/S/ABC234").get_data(as_text=True)


def with_conditions() -> Composed:
    return composed(
        Piece("ps_overall", is_overall=True),
        Piece(open_question(), after=After("ps_overall", ("poor", "very_poor"))),
        Piece(choice(), only_for="young_person"),
        Piece(choice(HELPS, kind=Kind.SEVERAL), after=After(BRING, ("friend",))),
    )


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ({"ps_overall": "good", SAY: "More cake"}, {}),
        ({"ps_overall": "poor", SAY: "More cake"}, {SAY: "More cake"}),
        ({"ps_overall": "good", BRING: "friend", "role": "helper"}, {}),
        (
            {"ps_overall": "good", BRING: "friend", "role": "young_person"},
            {BRING: "friend", f"{HELPS}_nobody": "not_ticked", f"{HELPS}_friend": "not_ticked"},
        ),
        (
            {"ps_overall": "good", BRING: "nobody", f"{HELPS}_friend": "ticked"},
            {BRING: "nobody"},
        ),
    ],
)
def test_answers_that_do_not_apply_are_not_kept(
    app: Flask, client: CheckingClient, answers: dict[str, str], kept: dict[str, str]
) -> None:
    asked(app, with_conditions())

    send(client, answers)

    _responses, chosen, comments = stored(app)
    own = {one.question_id: one.code for one in chosen if one.question_id.startswith("own_")}
    assert own | {one.question_id: one.text for one in comments} == kept


def test_a_condition_is_said_in_words(app: Flask, client: CheckingClient) -> None:
    asked(app, with_conditions())

    page = soup(client.get("/S/ABC234?lang=en"))

    hint = page.find(id=f"{SAY}-hint").get_text()
    assert hint == (
        "Only answer this if you said “Poor or Very poor” to this question: "
        "Overall, how was this session?"
    )
    assert page.find(id=f"{BRING}-hint").get_text() == (
        "Only answer this if you are: Child or young person"
    )
    assert "You can tick more than one box." in page.find(id=f"{HELPS}-hint").get_text(" ")


def test_nothing_is_lost_after_an_error(app: Flask, client: CheckingClient) -> None:
    asked(app, of_every_kind())

    page = soup(send(client, {name: said for name, said in EVERY.items() if name != "ps_overall"}))

    assert page.find(id="ps_overall-error")
    assert page.find("input", {"name": f"{HELPS}_friend"}).has_attr("checked")
    assert not page.find("input", {"name": f"{HELPS}_nobody"}).has_attr("checked")
    assert page.find("input", {"name": BRING, "value": "friend"}).has_attr("checked")
    assert page.find("textarea", {"name": SAY}).get_text().strip() == "A walk, please."


def test_a_box_takes_only_what_our_page_sends(app: Flask, client: CheckingClient) -> None:
    asked(app, of_every_kind())

    answer = send(client, EVERY | {f"{HELPS}_friend": "maybe"})

    assert answer.status_code == 400
    error = soup(answer).find(id=f"{HELPS}-error").get_text()
    assert "Who came with you?" in error
    assert stored(app)[0] == []
