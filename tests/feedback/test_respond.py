"""A family answers: what they typed is kept, stored once, thanked, and can be taken back."""

from __future__ import annotations

import gzip
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from feedback.respond import nonce, records
from tests.client import CheckingClient
from tests.feedback.asking import open_collection, send, soup, stamp_on, stored
from translations import available

ANSWERS = {
    "role": "parent_carer",
    "ps_overall": "good",
    "ps_listened": "partly",
    "ps_better": "Shorter talks please",
    "child_age": "5_11",
    "ethnic_group": "prefer_not",
}


def test_a_familys_answers_are_stored_and_they_are_thanked(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)

    thanks = send(client, ANSWERS)

    responses, answers, comments = stored(app)
    assert thanks.status_code == 200
    assert soup(thanks).h1.get_text() == "Thank you"
    assert len(responses) == 1
    assert {(a.question_id, a.code) for a in answers} == {
        ("role", "parent_carer"),
        ("ps_overall", "good"),
        ("ps_listened", "partly"),
        ("child_age", "5_11"),
        ("ethnic_group", "prefer_not"),
    }
    assert [(c.text, c.question_kind, c.language) for c in comments] == [
        ("Shorter talks please", "could_improve", "en")
    ]


def test_only_the_week_is_kept_and_no_consent_unless_ticked(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)

    send(client, ANSWERS)
    send(client, {**ANSWERS, "consent_to_quote": "yes"})

    responses, _, _ = stored(app)
    assert {response.week.weekday() for response in responses} == {0}
    assert sorted(response.consent_version or 0 for response in responses) == [0, 1]


@pytest.mark.parametrize("code", ["abc234", "AbC234"])
def test_a_code_works_in_any_mix_of_capitals(app: Flask, client: CheckingClient, code: str) -> None:
    open_collection(app)

    assert client.get(f"/S/{code}").status_code == 200
    assert client.get(f"/s/{code}").status_code == 200
    assert send(client, ANSWERS, code=code).status_code == 200


def test_pressing_twice_stores_one_response_and_gives_the_same_receipt(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    form = {"nonce": stamp_on(client), **ANSWERS}

    first = client.post("/S/ABC234", data=form)
    second = client.post("/S/ABC234", data=form)

    assert len(stored(app)[0]) == 1
    assert _receipt(first) == _receipt(second)


def test_thirty_presses_at_once_store_one_response(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    form = {"nonce": stamp_on(client), **ANSWERS}

    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: app.test_client().post("/S/ABC234", data=form), range(30))
        )

    assert {answer.status_code for answer in answers} == {200}
    assert len(stored(app)[0]) == 1


def test_two_families_are_two_responses(app: Flask, client: CheckingClient) -> None:
    open_collection(app)

    send(client, ANSWERS)
    send(client, ANSWERS)

    assert len(stored(app)[0]) == 2


def test_a_missing_answer_is_named_and_everything_typed_is_still_there(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    typed = "Wait <b>& see</b> \U0001f600\nsecond line"

    again = send(client, {"ps_better": typed, "ps_listened": "no", "consent_to_quote": "yes"})

    page = soup(again)
    assert again.status_code == 400
    assert page.title.get_text().startswith("Error: ")
    assert "Overall, how was this session?" in page.select_one("[class*=error-summary]").get_text()
    assert page.find(id="ps_better").get_text().strip() == typed
    assert page.find("input", {"name": "ps_listened", "checked": True})["value"] == "no"
    assert page.find(id="consent_to_quote").has_attr("checked")
    assert stored(app)[0] == []


def test_switching_language_keeps_everything_and_stores_nothing(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    stamp = stamp_on(client)

    arabic = client.post("/S/ABC234", data={"nonce": stamp, **ANSWERS, "switch": "lang:ar"})

    page = soup(arabic)
    assert arabic.status_code == 200
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    assert page.find(id="ps_better").get_text().strip() == "Shorter talks please"
    assert page.find("input", {"name": "ps_overall", "checked": True})["value"] == "good"
    assert page.find("input", {"name": "nonce"})["value"] == stamp
    assert page.select_one("[class*=error-summary]") is None
    assert stored(app)[0] == []


def test_what_leads_away_from_an_answered_form_leaves_it_open(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)

    first, again = soup(client.get("/S/ABC234")), soup(send(client, {"ps_better": "More"}))

    # A number to call opens a phone's own screen.
    away = [link for link in again.select("a") if not link["href"].startswith(("#", "tel:"))]
    assert len(away) == 4
    assert {link["target"] for link in away} == {"_blank"}
    assert first.select("a[target]") == []


def test_a_problem_is_still_told_in_the_language_switched_to(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    wrong = {"ps_better": "More"}
    shown = soup(send(client, wrong)).find("input", {"name": "problems"})["value"]

    french = send(client, {**wrong, "problems": shown, "switch": "lang:fr"})
    mended = send(client, {**ANSWERS, "problems": shown, "switch": "lang:fr"})

    assert soup(french).title.get_text().startswith("Erreur")
    assert soup(french).select_one("[class*=error-summary] a")["href"] == "#ps_overall"
    assert soup(mended).select_one("[class*=error-summary]") is None
    assert soup(client.get("/S/ABC234")).find("input", {"name": "problems"}) is None


def test_the_language_switched_to_is_the_one_stored(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    arabic = client.post(
        "/S/ABC234", data={"nonce": stamp_on(client), **ANSWERS, "switch": "lang:ar"}
    )
    form = {
        field["name"]: field["value"] for field in soup(arabic).select("form input[type=hidden]")
    }

    thanks = client.post("/S/ABC234", data={**ANSWERS, **form})

    assert soup(thanks).html["lang"] == "ar"
    assert stored(app)[0][0].language == "ar"


def test_easy_read_asks_the_same_questions_in_other_words(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    easy = client.post(
        "/S/ABC234", data={"nonce": stamp_on(client), **ANSWERS, "switch": "version:easy"}
    )
    page = soup(easy)

    assert "How was today?" in page.get_text()
    assert page.find("input", {"name": "ps_overall", "checked": True})["value"] == "good"
    assert page.find("input", {"name": "version"})["value"] == "easy"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr-CA,fr;q=0.8,en;q=0.5", "fr"),
        ("ar", "ar"),
        ("xx,yy;q=0.3", "en"),
        ("", "en"),
        ("en;q=0.1,ar;q=0.9", "ar"),
        ("fr;q=0,ar;q=0.1", "ar"),
        ("zh-TW,zh;q=0.9,en-US;q=0.8,en;q=0.7", "en"),
    ],
)
def test_the_browsers_language_is_met_where_we_can(
    app: Flask, client: CheckingClient, header: str, language: str
) -> None:
    open_collection(app)

    page = soup(client.get("/S/ABC234", headers={"Accept-Language": header}))

    assert page.html["lang"] == language


@pytest.mark.parametrize("lang", ["../../etc/passwd", "en\0", "xx", "", "a" * 5000])
def test_a_nonsense_language_is_english(app: Flask, client: CheckingClient, lang: str) -> None:
    open_collection(app)

    page = soup(client.get("/S/ABC234", query_string={"lang": lang}))

    assert page.html["lang"] == "en"


@pytest.mark.parametrize(
    ("opens", "closes", "status", "heading"),
    [
        (1, 2, 200, "This survey has not opened yet"),
        (-9, -8, 410, "This survey has closed"),
    ],
)
def test_outside_its_days_a_survey_says_so_plainly(
    app: Flask, client: CheckingClient, opens: int, closes: int, status: int, heading: str
) -> None:
    now = datetime.now(UTC)
    open_collection(
        app, opens_at=now + timedelta(days=opens), closes_at=now + timedelta(days=closes)
    )

    page = client.get("/S/ABC234")

    assert page.status_code == status
    assert soup(page).h1.get_text() == heading


def test_an_unknown_code_says_so_in_the_readers_language(client: CheckingClient) -> None:
    english, arabic = client.get("/S/NOSUCH"), client.get("/S/NOSUCH?lang=ar")

    assert english.status_code == arabic.status_code == 404
    assert soup(english).h1.get_text() == "We do not know this code"
    assert soup(arabic).html["dir"] == "rtl"
    assert soup(arabic).h1.get_text() != soup(english).h1.get_text()


def test_a_form_opened_before_closing_may_be_sent_after_it(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_collection(app)
    stamp = stamp_on(client)
    later = datetime.now(UTC) + timedelta(days=1, hours=12)
    monkeypatch.setattr("feedback.respond.answering.now", lambda: later)

    in_time = client.post("/S/ABC234", data={"nonce": stamp, **ANSWERS})
    opened_late = nonce.new_stamp(app.config["SECRET_KEY"], now=later)
    too_late = client.post("/S/ABC234", data={"nonce": opened_late, **ANSWERS})

    assert soup(in_time).h1.get_text() == "Thank you"
    assert too_late.status_code == 410
    assert len(stored(app)[0]) == 1


@pytest.mark.parametrize("stamp", ["", "x", "A" * 48, "é" * 48])
def test_a_form_without_our_stamp_is_shown_again_and_can_be_sent(
    app: Flask, client: CheckingClient, stamp: str
) -> None:
    open_collection(app)

    again = client.post("/S/ABC234", data={"nonce": stamp, **ANSWERS})

    page = soup(again)
    assert again.status_code == 400
    assert page.find(id="ps_better").get_text().strip() == "Shorter talks please"
    fresh = page.find("input", {"name": "nonce"})["value"]
    assert client.post("/S/ABC234", data={"nonce": fresh, **ANSWERS}).status_code == 200
    assert len(stored(app)[0]) == 1


def test_a_page_from_elsewhere_cannot_post(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    form = {"nonce": stamp_on(client), **ANSWERS}

    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
        {"Origin": "https://evil.example"},
    ):
        assert client.post("/S/ABC234", data=form, headers=headers).status_code == 403
    assert stored(app)[0] == []
    own = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
    assert client.post("/S/ABC234", data=form, headers=own).status_code == 200


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-origin", "Origin": "null"}]
)
def test_our_own_form_can_be_sent_by_old_and_new_browsers(
    app: Flask, client: CheckingClient, headers: dict[str, str]
) -> None:
    # Our no-referrer policy is why a browser says "null" of our own page.
    open_collection(app)
    form = {"nonce": stamp_on(client), **ANSWERS}

    thanks = client.post("/S/ABC234", data=form, headers=headers)

    assert thanks.status_code == 200
    assert len(stored(app)[0]) == 1


def test_a_form_from_nowhere_stores_nothing_without_our_stamp(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)

    refused = client.post("/S/ABC234", data=ANSWERS, headers={"Origin": "null"})

    assert refused.status_code == 400
    assert stored(app)[0] == []


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data"])
def test_only_plain_forms_are_read(app: Flask, client: CheckingClient, kind: str) -> None:
    open_collection(app)

    answer = client.post("/S/ABC234", data=b'{"ps_overall": 0.1}', content_type=kind)

    assert answer.status_code == 415
    assert stored(app)[0] == []


def test_a_filled_hidden_box_is_thanked_and_set_aside(app: Flask, client: CheckingClient) -> None:
    open_collection(app)

    thanks = send(client, {**ANSWERS, "website": "https://spam.example"})

    assert soup(thanks).h1.get_text() == "Thank you"
    assert [response.is_quarantined for response in stored(app)[0]] == [True]


def test_a_receipt_deletes_the_response_and_all_it_held(app: Flask, client: CheckingClient) -> None:
    open_collection(app)
    receipt = _receipt(send(client, ANSWERS))
    send(client, ANSWERS)

    done = client.post("/withdraw", data={"receipt": f"  {receipt.lower()} "})
    again = client.post("/withdraw", data={"receipt": receipt})

    responses, answers, comments = stored(app)
    assert done.status_code == 200
    assert (len(responses), len(answers), len(comments)) == (1, 5, 1)
    assert again.status_code == 400
    assert soup(again).find("input", {"name": "receipt"})["value"] == receipt


def test_a_busy_database_asks_to_press_again_and_keeps_the_text(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_collection(app)
    form = {"nonce": stamp_on(client), **ANSWERS}

    def busy(*_: object, **__: object) -> bool:
        raise records.NotSavedError

    with monkeypatch.context() as patch:
        patch.setattr(records, "store_response", busy)
        refused = client.post("/S/ABC234", data=form)
    thanks = client.post("/S/ABC234", data=form)

    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "5"
    assert soup(refused).find(id="ps_better").get_text().strip() == "Shorter talks please"
    assert soup(thanks).h1.get_text() == "Thank you"


def test_a_familys_visit_leaves_no_cookie(app: Flask, client: CheckingClient) -> None:
    open_collection(app)

    pages = [
        client.get("/"),
        client.get("/S/ABC234"),
        send(client, ANSWERS),
        client.get("/privacy"),
    ]

    assert all("Set-Cookie" not in page.headers for page in pages)


def test_the_compressed_page_is_the_plain_page_and_small(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)

    for language in ("en", "fr", "ar", "bn", "zh-Hans", "ur"):
        for version in ("standard", "easy"):
            address = f"/S/ABC234?lang={language}&version={version}"
            packed = client.get(address, headers={"Accept-Encoding": "gzip"})
            plain = client.get(address, headers={"Accept-Encoding": "identity"})
            headers = len(str(packed.headers).encode())
            assert _without_stamp(gzip.decompress(packed.data)) == _without_stamp(plain.data)
            assert len(packed.data) + headers <= 14_000


def test_every_visitor_gets_a_stamp_of_their_own(app: Flask, client: CheckingClient) -> None:
    open_collection(app)

    assert len({stamp_on(client) for _ in range(5)}) == 5


def test_an_officers_words_change_the_next_page(app: Flask, client: CheckingClient) -> None:
    open_collection(app, "AAA222", occasion="Coffee <b>& cake")
    open_collection(app, "BBB222", occasion="Swimming")

    first, second = soup(client.get("/S/AAA222")), soup(client.get("/S/BBB222"))

    assert "Coffee <b>& cake" in first.get_text()
    assert "Swimming" in second.get_text()


def test_the_code_typed_on_the_first_page_leads_to_the_survey(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)

    for typed in (
        " abc-234 ",
        "http://localhost/S/ABC234",
        "HTTPS://HEARD.EXAMPLE/s/abc234?lang=fr",
    ):
        found = client.get("/find", query_string={"code": typed})
        assert found.status_code == 302
        assert found.headers["Location"].startswith("/S/ABC234")


def test_no_code_typed_is_a_sentence_beside_the_box(client: CheckingClient) -> None:
    page = client.get("/find?code=%20&lang=fr")

    assert page.status_code == 400
    assert soup(page).html["lang"] == "fr"
    assert soup(page).select_one("#code-error")


def test_every_survey_can_be_answered_in_every_language_and_version(
    app: Flask, client: CheckingClient
) -> None:
    from forms.surveys import SURVEYS

    translated = [one.code for one in available()]
    assert len(translated) == 12
    for number, survey in enumerate(SURVEYS.values()):
        code = f"SVY{number}AA"
        open_collection(app, code, survey_slug=survey.slug)
        required = next(question for question in survey.questions if question.required)
        for language in translated:
            form = soup(client.get(f"/S/{code}?lang={language}&version=easy"))
            hidden = {f["name"]: f["value"] for f in form.select("form input[type=hidden]")}
            answer = {required.id: required.options[0].code}
            thanks = client.post(f"/S/{code}", data={**hidden, **answer})
            assert thanks.status_code == 200
            assert soup(thanks).html["lang"] == language
    kept = stored(app)[0]
    assert len(kept) == len(translated) * len(SURVEYS)
    assert {response.variant for response in kept} == {"easy"}


def _receipt(response: object) -> str:
    shown = soup(response).select_one("[class*=receipt]")
    assert shown is not None
    return " ".join(shown.get_text().split())


def _without_stamp(page: bytes) -> bytes:
    return re.sub(rb'name="nonce" value="[^"]+"', b"", page)
