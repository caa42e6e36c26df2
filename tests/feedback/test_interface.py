"""The open interface says what the public may see, and not a number more."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from werkzeug.test import TestResponse

from feedback import results
from feedback.export import description, interface, objects
from feedback.models import Role, Statement
from feedback.results import Seer
from feedback.results.shown import stored_releases
from feedback.results.stored import Stored
from feedback.security import FOR_EVERYBODY
from tests.client import CheckingClient
from tests.feedback.asking import database_of
from tests.feedback.composing_surveys import publish
from tests.feedback.families import families_answer
from tests.feedback.initiatives import complete, without_pulse
from tests.feedback.open_pages import change_behind_our_back
from tests.feedback.releasing import freeze
from tests.feedback.staff_pages import browser, new_staff, signed_in, store
from tests.feedback.terms import SPRING, SUMMER, asked_in, term_of
from tests.feedback.test_export_schema import problems
from tests.feedback.test_open_progress import TERMS
from tests.feedback.test_open_progress import frozen as freeze_the_plan
from tests.feedback.test_review_files import mixed
from tests.forms.composing import of_every_kind

START = "/api/v1"
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


def today_is(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(interface, "_today", lambda: day)


def frozen(app: Flask, slug: str = "post_session") -> list[Stored]:
    """Freeze what is due; the releases of a survey, the oldest first."""
    return [one for one in freeze(app) if one.survey == slug]


def two_terms(app: Flask) -> list[Stored]:
    """A release of 27 and one of 60, of which something is withheld and something hidden."""
    term_of(app, SPRING, good=12, poor=15)
    mixed(app)
    with database_of(app).session() as session:
        return stored_releases(session)[::-1]


def asked(client: CheckingClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return json.loads(answer.data)


def listed(client: CheckingClient) -> list[str]:
    return [one["release"] for one in asked(client, f"{START}/releases")["releases"]]


def refusal(answer: TestResponse) -> tuple[int, str]:
    """The status and the sentence of a refusal that keeps to RFC 9457."""
    assert answer.content_type == "application/problem+json"
    said = json.loads(answer.data)
    assert said["status"] == answer.status_code
    return said["status"], said["detail"]


def test_a_release_is_there_from_the_day_on_which_it_is_public_and_not_before(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_rest, newest = two_terms(app)
    address = f"{START}/releases/{newest.number}"

    today_is(monkeypatch, newest.public_from - timedelta(days=1))
    before, there_is_none = client.get(address), client.get(f"{START}/releases/999")
    assert listed(client) == []
    assert refusal(before)[0] == 404
    # Nobody learns from the answer that one is on its way.
    assert before.data == there_is_none.data

    today_is(monkeypatch, newest.public_from)
    assert f"R{newest.number}" in listed(client)
    assert asked(client, address)["release"] == f"R{newest.number}"


def test_a_release_shown_too_early_would_be_noticed(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_rest, newest = two_terms(app)
    today_is(monkeypatch, newest.public_from - timedelta(days=1))

    monkeypatch.setattr(results, "is_public", lambda *_anything: True)

    assert f"R{newest.number}" in listed(client)
    assert client.get(f"{START}/releases/{newest.number}").status_code == 200


def test_everything_there_is_can_be_asked_for_and_says_only_what_the_public_may_see(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_rest, newest = two_terms(app)
    today_is(monkeypatch, newest.public_from)

    found = asked(client, f"{START}/releases/{newest.number}")

    assert problems(found) == []
    with app.test_request_context("/"):
        may_see = results.release(newest.number, Seer.PUBLIC)
    assert may_see is not None
    cells = {
        may_see.tables[at].table.cell_id(cell.category.code): (cell.shown, cell.low, cell.high)
        for at in range(len(may_see.tables))
        for cell in may_see.tables[at].table.cells
    }
    lines = {one["cell_id"]: one for one in found["lines"] if one["row"] not in ("", "all")}
    assert cells == {
        name: (one["shown"], one["low"], one["high"]) for name, one in lines.items() if name
    }
    assert {one["part"] for one in found["lines"]} == {"responses", "answers"}


def test_a_withheld_table_says_why_and_carries_no_number(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_rest, newest = two_terms(app)
    today_is(monkeypatch, newest.public_from)

    lines = asked(client, f"{START}/releases/{newest.number}")["lines"]

    withheld = [one for one in lines if one["withheld"]]
    assert withheld
    for one in withheld:
        assert one["words"]
        assert [one[name] for name in ("shown", "low", "high")] == [None, None, None]


def test_a_term_of_too_few_answers_and_one_that_never_was_are_alike(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    term_of(app, SUMMER, good=4, poor=3)
    *_rest, newest = frozen(app)
    today_is(monkeypatch, newest.public_from)

    few, never = (client.get(f"{START}/releases/{number}") for number in (newest.number, 999))

    assert listed(client) == []
    assert (few.status_code, few.data) == (404, never.data)


def test_the_restricted_survey_is_never_public(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = asked_in(app, SUMMER, survey_slug="ap_experience")
    families_answer(app, collection, 12, {"ap_overall": "good"}, week=SUMMER)
    *_rest, newest = frozen(app, "ap_experience")
    today_is(monkeypatch, date.max)

    assert f"R{newest.number}" not in listed(client)
    assert client.get(f"{START}/releases/{newest.number}").status_code == 404
    assert not asked(client, f"{START}/surveys/ap_experience")["results_are_public"]


def test_a_survey_that_officers_prepare_or_keep_to_few_is_nobodys_to_read(
    app: Flask, client: CheckingClient
) -> None:
    mine = of_every_kind()
    publish(app, mine)

    def shown() -> tuple[bool, int]:
        found = asked(client, f"{START}/surveys")["surveys"]
        is_listed = mine.slug in {one["survey"] for one in found}
        return is_listed, client.get(f"{START}/surveys/{mine.slug}").status_code

    assert shown() == (False, 404)
    asked_in(app, SUMMER, survey_slug=mine.slug)
    assert shown() == (True, 200)
    publish(app, replace(mine, is_restricted=True))
    assert shown() == (False, 404)


def test_no_fingerprint_lets_a_guess_at_hidden_numbers_be_checked(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = two_terms(app)
    today_is(monkeypatch, found[-1].public_from)

    said = client.get(f"{START}/releases/{found[-1].number}").get_data(as_text=True)

    assert json.loads(said)["hashes"] == []
    assert not any(one.hash[:12] in said for one in found)


def test_everybody_gets_the_same_answer_without_a_cookie(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_rest, newest = two_terms(app)
    today_is(monkeypatch, newest.public_from)
    officer, nobody = signed_in(app, Role.OFFICER), browser(app)
    address = f"{START}/releases/{newest.number}"

    theirs = officer.get(address, headers={"Accept-Language": "fr"})
    answer = nobody.get(address)

    assert theirs.data == answer.data
    assert theirs.headers["ETag"] == answer.headers["ETag"]
    for one in (theirs, answer):
        assert "Set-Cookie" not in one.headers
        assert "Vary" not in one.headers
        assert one.headers["Cache-Control"] == FOR_EVERYBODY


def test_an_answer_that_is_still_the_same_is_not_sent_again(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_rest, newest = two_terms(app)
    address = f"{START}/releases"
    today_is(monkeypatch, newest.public_from - timedelta(days=1))
    etag = {"If-None-Match": client.get(address).headers["ETag"]}

    same = client.get(address, headers=etag)
    today_is(monkeypatch, newest.public_from)
    changed = client.get(address, headers=etag)

    assert (same.status_code, same.data) == (304, b"")
    assert same.headers["Cache-Control"] == FOR_EVERYBODY
    assert changed.status_code == 200


def test_words_come_in_the_language_that_is_asked_for_and_codes_in_none(
    app: Flask, client: CheckingClient
) -> None:
    english = asked(client, f"{START}/surveys/post_session")
    arabic = asked(client, f"{START}/surveys/post_session?lang=ar")

    assert (english["language"], arabic["language"]) == ("en", "ar")
    assert english["title"] != arabic["title"]
    for one, other in zip(english["questions"], arabic["questions"], strict=True):
        assert one["id"] == other["id"]
        codes = [[option["code"] for option in each["options"]] for each in (one, other)]
        assert codes[0] == codes[1]


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/releases/0", 404),
        ("GET", "/api/v1/releases/-1", 404),
        ("GET", "/api/v1/releases/1e3", 404),
        ("GET", "/api/v1/surveys/no_such_survey", 404),
        ("GET", "/api/v1/surveys?lang=xx", 400),
        ("GET", "/api/v1/releases?lang=", 400),
        ("POST", "/api/v1/releases", 405),
        ("DELETE", "/api/v1/releases/1", 405),
    ],
)
def test_a_refusal_says_what_to_do_in_a_sentence(
    client: CheckingClient, method: str, address: str, status: int
) -> None:
    answer = client.open(address, method=method)

    assert refusal(answer)[0] == status
    assert refusal(answer)[1].endswith(".")
    assert "<" not in answer.get_data(as_text=True)


def test_a_release_that_was_tampered_with_is_refused_without_a_number(
    app: Flask, client: CheckingClient
) -> None:
    mixed(app)
    change_behind_our_back(app, "results_release", '"base":10', '"base":11')

    for address in (f"{START}/releases", f"{START}/releases/1"):
        status, detail = refusal(client.get(address))
        assert status == 503
        assert detail == "A stored release is not what was frozen, so none of it is shown."


def test_the_description_names_every_address_and_no_other(
    app: Flask, client: CheckingClient
) -> None:
    described = set(asked(client, f"{START}/openapi.json")["paths"])

    served = {
        re.sub("<[a-z]+:([a-z]+)>", r"{\1}", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
    }
    assert served - described == {f"{START}/openapi.json", f"{START}/results-schema.json"}
    assert described <= served


def test_the_descriptions_are_valid_and_served(client: CheckingClient) -> None:
    schema = asked(client, f"{START}/results-schema.json")

    assert schema == description.results_schema()
    jsonschema_rs.meta.validate(schema)
    links = asked(client, START)["links"]
    missing = [name for name, address in links.items() if client.get(address).status_code != 200]
    assert missing == ["action_plan"]  # Nothing of it is frozen yet.


def test_the_plan_is_as_its_open_page_has_it_without_a_name_or_a_reason(
    app: Flask, client: CheckingClient
) -> None:
    assert refusal(client.get(f"{START}/action-plan"))[0] == 404
    freeze_the_plan(app, *TERMS)

    found = asked(client, f"{START}/action-plan")

    ratings = {one["ref"]: [each["colour"] for each in one["ratings"]] for one in found["rows"]}
    assert (ratings["1.1"], ratings["1.2"]) == (["green", "red"], ["not_rated"] * 2)
    said = json.dumps(found)
    for hidden in ("Kim", "guides are with", "Letters", "77", "Few", "Web team"):
        assert hidden not in said
    assert beside(app, "Plan", found) == []


def test_what_is_made_with_families_is_as_its_open_page_has_it(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    today_is(monkeypatch, date(2026, 5, 4))
    complete(app)
    without_pulse(app, title="The walk")

    found = asked(client, f"{START}/made-together")

    assert "1 of 3 counts so far" in found["count"]
    assert [one["title"]["text"] for one in found["counted"]] == ["The Saturday club"]
    [walk] = [one for one in found["could_count"] if one["title"]["text"] == "The walk"]
    assert walk["lacks"] == ["Did those involved feel heard?"]
    assert beside(app, "Progress", found) == []


def test_a_statement_is_as_it_was_published_and_a_draft_of_one_is_not_there(
    app: Flask, client: CheckingClient
) -> None:
    words: dict[str, Any] = {
        "texts": {"en": "Opening hours are missing.", "ar": "ساعات"},
        "drafts": ["ar"],
    }
    entry: dict[str, Any] = {
        name: words for name in ("you_said", "we_did", "reason", "passed_on_to")
    }
    entry |= {"regulation": "content", "decision": "doing", "due_on": "2026-12-01"}
    entry |= {
        "carried_over": "",
        "changes": [{"what": words, "on": "2026-05-01", "link": "javascript:alert(1)"}],
    }
    content: dict[str, Any] = {
        "format": 1,
        "year": "2025-26",
        "version": 1,
        "published_on": "2026-09-01",
    }
    content |= {"correction": "", "left_out": [0, 4], "entries": [entry]}
    made = Statement(
        year="2025-26",
        version=1,
        content=json.dumps(content),
        staff_id=new_staff(app).id,
        published_at=datetime.now(UTC),
    )
    assert asked(client, f"{START}/statements")["statements"] == []
    store(app, made)

    [listed_one] = asked(client, f"{START}/statements")["statements"]
    found = asked(client, listed_one["href"])

    entry["changes"] = [{**entry["changes"][0], "link": ""}]
    assert found == content
    assert beside(app, "Statement", found) == []
    assert client.get(f"{START}/statements/2025-26/2").status_code == 404
    assert client.get(f"{START}/statements/2024-25/1").status_code == 404


def beside(app: Flask, name: str, found: Any) -> list[str]:
    """Where an answer does not keep to the schema of this name."""
    whole = description.openapi(["en"])
    schema = {"$ref": f"#/components/schemas/{name}", "components": whole["components"]}
    return [str(one) for one in jsonschema_rs.validator_for(schema).iter_errors(found)]


def keeps_to_its_description(app: Flask, *, examples: int) -> int:
    """Ask for whatever the description allows and much that it does not; how often it was asked."""
    schema = schemathesis.openapi.from_wsgi(f"{START}/openapi.json", app)
    times = 0
    for operation, mode in product(schema.get_all_operations(), MODES):
        if mode is GenerationMode.NEGATIVE and not operation.ok().query:
            continue  # Nothing about it can be asked wrongly.

        @given(case=operation.ok().as_strategy(generation_mode=mode))
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=True,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        def ask(case: Any) -> None:
            nonlocal times
            times += 1
            case.call_and_validate()

        ask()
    return times


def test_the_interface_keeps_to_its_description(app: Flask) -> None:
    term_of(app, SUMMER, good=12, poor=15)
    freeze(app)

    assert keeps_to_its_description(app, examples=2) >= 10


@pytest.mark.whole_matrix
def test_the_interface_keeps_to_its_description_whatever_is_asked(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_rest, newest = two_terms(app)
    today_is(monkeypatch, newest.public_from)

    assert keeps_to_its_description(app, examples=300) > 300


def test_an_answer_beside_the_description_is_noticed(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objects, "survey", lambda one: {"survey": one.slug})

    with pytest.raises(BaseExceptionGroup):
        keeps_to_its_description(app, examples=1)
