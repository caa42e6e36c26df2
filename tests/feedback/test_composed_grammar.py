"""Any survey that may be published is shown, answered, kept, counted, printed and exported."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from bs4 import BeautifulSoup
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from feedback import surveys
from feedback.authored import say
from feedback.export import objects
from feedback.invite import paper
from feedback.language import speaking
from feedback.models import Collection
from feedback.results import Seer
from feedback.results import release as release_of
from feedback.results.due import Due
from feedback.results.making import _Making
from feedback.results.rules import gate_secret
from feedback.review import files
from forms.answers import is_for_them
from forms.build import questions_asked
from forms.composed import Composed, from_plain, to_plain
from forms.paper import filled_in
from forms.questions import Survey, Variant
from tests.attacks.examples import TIMES
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, stored
from tests.feedback.composing_surveys import publish
from tests.feedback.families import families_answer
from tests.feedback.test_size import MOST_BYTES, bytes_sent
from tests.forms.random_surveys import composed_surveys, texts_of
from translations import LANGUAGES

_numbers = count(1)
EXAMPLES = 5 * TIMES


def plain(words: str) -> str:
    return " ".join(words.split())


def page_of(client: CheckingClient, code: str, language: str, version: str) -> Any:
    asked = f"/S/{code}?lang={language}&version={version}"
    answer = client.get(asked, headers={"Accept-Encoding": "gzip"})
    assert bytes_sent(answer) <= MOST_BYTES, bytes_sent(answer)
    return BeautifulSoup(client.get(asked).get_data(as_text=True), "lxml")


def answered(page: Any, chance: Random) -> dict[str, str]:
    """What a family presses and writes on this very page, some of it left out."""
    sent = {one["name"]: one.get("value", "") for one in page.select('input[type="hidden"]')}
    radios: dict[str, list[str]] = {}
    for one in page.select('input[type="radio"]'):
        radios.setdefault(one["name"], []).append(one["value"])
    for name, values in radios.items():
        is_needed = "h-needed" in name
        if is_needed or chance.random() < 0.8:
            sent[name] = chance.choice(values)
    for one in page.select('fieldset input[type="checkbox"]'):
        if chance.random() < 0.5:
            sent[one["name"]] = one["value"]
    for one in page.select("textarea"):
        if chance.random() < 0.7:
            sent[one["name"]] = chance.choice(["Thanks", "شكرا", "<i>x</i>"])
    return sent


def what_applies(asked: Survey, sent: dict[str, str]) -> dict[str, str]:
    """What should be kept of it, said once more in the plainest way."""
    chosen: dict[str, str] = {}
    kept: dict[str, str] = {}
    for question in questions_asked(asked):
        value = sent.get(question.id) or ("not_ticked" if question.ticks else "")
        if value and is_for_them(question, chosen):
            kept[question.id] = value
            if not question.is_text:
                chosen[question.id] = value
    return kept


def one_is_shown_and_answered(
    app: Flask, client: CheckingClient, made: Composed, code: str, chance: Random
) -> None:
    asked = surveys_get(app, made.slug)
    for language, variant in (("en", Variant.STANDARD), ("ar", Variant.EASY)):
        page = page_of(client, code, language, variant.value)
        said = plain(page.main.get_text(" "))
        for path, words in texts_of(made, language, is_easy=variant is Variant.EASY).items():
            assert plain(words) in said, (path, words)
        assert page.html["dir"] == LANGUAGES[language].direction
        assert not page.select("script")
        before = {one.id for one in stored(app)[0]}
        sent = answered(page, chance) | {asked.overall.id: asked.overall.options[0].code}
        answer = client.post(f"/S/{code}", data=sent)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert kept_since(app, before) == what_applies(asked, sent)


def kept_since(app: Flask, before: set[UUID]) -> dict[str, str]:
    """All that is stored of the one response that was not there before."""
    responses, answers, comments = stored(app)
    [new] = {one.id for one in responses} - before
    kept = {one.question_id: one.code for one in answers if one.response_id == new}
    return kept | {one.question_id: one.text for one in comments if one.response_id == new}


def surveys_get(app: Flask, slug: str) -> Survey:
    with database_of(app).reading.connect() as connection:
        return surveys.get(slug, held=connection)


def one_is_counted_and_exported(app: Flask, collection: Collection, chance: Random) -> None:
    asked = surveys_get(app, collection.survey_slug)
    for _family in range(45):
        wanted = {
            question.id: chance.choice(question.options).code
            for question in questions_asked(asked)
            if question.options and (question.required or chance.random() < 0.9)
        }
        families_answer(app, collection, 1, what_applies(asked, wanted), week=WEEK)
    area = app.extensions["heard_area"]
    [term] = [one for one in area.terms if one.starts <= WEEK <= one.ends]
    making = _Making(
        database_of(app),
        area,
        Due(asked, term),
        secret=gate_secret(app.extensions["heard_config"]),
        software="test",
        now=datetime(2029, 6, 1, tzinfo=UTC),
    )
    # It attacks what it is about to release, and would raise.
    frozen = making.make()
    assert frozen is not None
    for language in ("en", "ar"):
        with app.test_request_context(), speaking(LANGUAGES[language]):
            found = release_of(frozen.number, Seer.OFFICER)
            assert found is not None
            said = files.lines(found, area=area, to_officer=True)
            about = files.about(found, area=area, language=language)
            assert files.as_csv(about, said)
            json.dumps([objects.question(one) for one in asked.questions])
            shown = {one.question_id for one in found.tables}
            assert {one.id for one in asked.questions if one.options} <= shown


WEEK = date(2026, 5, 4)


def one_is_printed_and_typed_in(app: Flask, made: Composed, chance: Random) -> None:
    asked = surveys_get(app, made.slug)
    for language, variant in (("en", Variant.EASY), ("ar", Variant.STANDARD)):
        wanted = paper.PaperForm(
            area=app.extensions["heard_area"],
            survey=asked,
            code="ABC234",
            base_url="https://heard.example.org",
            language=LANGUAGES[language],
            variant=variant,
            size=paper.Size.USUAL,
        )
        with app.test_request_context(), speaking(LANGUAGES[language]):
            said = paper.contents(wanted, say("Tea", {}, LANGUAGES[language]))
            printed = json.dumps(said, ensure_ascii=False)
            is_easy = variant is Variant.EASY
            for path, words in texts_of(made, language, is_easy=is_easy).items():
                assert json.dumps(words, ensure_ascii=False)[1:-1] in printed, (path, words)
            numbers = {
                **{one.id: "1" for one in questions_asked(asked) if one.options and not one.ticks},
                **{one.ticks.id: " 2, 1" for one in questions_asked(asked) if one.ticks},
            }
            form = filled_in(asked, variant, numbers)
            assert form.validate(), form.errors
            assert all(
                form[one.id].data == ("ticked" if place < 2 else "not_ticked")
                for place, one in boxes_of(asked)
            )


def boxes_of(asked: Survey) -> list[tuple[int, Any]]:
    places: dict[str, int] = {}
    found = []
    for question in asked.questions:
        if question.ticks:
            place = places.setdefault(question.ticks.id, 0)
            places[question.ticks.id] += 1
            found.append((place, question))
    return found


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=TIMES == 1,
    database=None,
    # A smaller example is not worth its minutes: each opens pages and freezes results.
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_any_survey_works_from_composing_to_results_in_english_and_arabic(
    app: Flask, client: CheckingClient, data: st.DataObject
) -> None:
    number = next(_numbers)
    made = data.draw(composed_surveys(f"grammar_{number}"))
    chance = Random(number)  # noqa: S311 -- made-up answers, not secrets

    assert from_plain(json.loads(json.dumps(to_plain(made)))) == made
    publish(app, made)
    opens = datetime.combine(WEEK, datetime.min.time(), UTC)
    open_collection(app, f"CODE{number}", survey_slug=made.slug)
    past = Collection(
        survey_slug=made.slug,
        survey_version=1,
        occasion=f"Past {number}",
        opens_at=opens,
        closes_at=opens + timedelta(days=5),
        created_at=opens,
    )
    with database_of(app).session() as session:
        session.add(past)
        session.flush()
        session.expunge(past)

    one_is_shown_and_answered(app, client, made, f"CODE{number}", chance)
    one_is_counted_and_exported(app, past, chance)
    one_is_printed_and_typed_in(app, made, chance)
