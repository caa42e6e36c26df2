"""What happens to a composed survey, one step after another, each as a person would take it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from bs4 import BeautifulSoup
from flask import Flask
from sqlmodel import Session, select

from feedback import surveys
from feedback.export import objects
from feedback.language import speaking
from feedback.models import Answer, Collection, Comment, Response
from feedback.results import Seer
from feedback.results import release as release_of
from feedback.results.due import Due
from feedback.results.making import _Making
from feedback.results.rules import gate_secret
from feedback.review import files
from forms.answers import is_for_them
from forms.build import asked_together, questions_asked
from forms.composed import Composed
from forms.conditions import said_beside
from forms.paper import boxes, numbers_of
from forms.questions import Question, Survey, Variant
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.families import families_answer
from tests.feedback.printing import PUNCTUATION, bare, by_pdfium, by_poppler
from tests.feedback.staff_pages import typed_in, words
from tests.feedback.test_size import MOST_BYTES, bytes_sent
from tests.forms.random_surveys import texts_of
from translations import LANGUAGES

WEEK = date(2026, 5, 4)
LEFT_OUT = 0.2
# What families write: in either direction, and in signs of HTML.
WRITTEN = ("Thanks", "شكرا", "<i>x</i>")


@dataclass(frozen=True)
class Asked:
    """A published survey, the place where families find it, and how chance falls."""

    app: Flask
    made: Composed
    code: str
    collection: UUID
    chance: Random

    @property
    def survey(self) -> Survey:
        """What families are asked."""
        with database_of(self.app).reading.connect() as connection:
            return surveys.get(self.made.slug, held=connection)

    def says(self, language: str, variant: Variant) -> Mapping[str, str]:
        """All its own words as one reader meets them, by their path, and who is asked what."""
        found = dict(texts_of(self.made, language, is_easy=variant is Variant.EASY))
        survey = self.survey
        with self.app.test_request_context(), speaking(LANGUAGES[language]):
            for question in survey.questions:
                beside = " ".join(said_beside(survey, question, variant))
                found[f"beside {question.id}"] = beside
        return found


def plain(said: str) -> str:
    return " ".join(said.split())


def is_shown_and_answered(
    asked: Asked, client: CheckingClient, language: str, variant: Variant
) -> bytes:
    """One small page says all of it; what is pressed there is kept, and nothing else."""
    address = f"/S/{asked.code}?lang={language}&version={variant.value}"
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert bytes_sent(answer) <= MOST_BYTES, bytes_sent(answer)
    assert "Set-Cookie" not in answer.headers
    content: bytes = client.get(address).data
    page: Any = BeautifulSoup(content, "lxml")
    said = plain(page.main.get_text(" "))
    for path, text in asked.says(language, variant).items():
        assert plain(text) in said, (path, text)
    assert page.html["dir"] == LANGUAGES[language].direction
    assert not page.select("script, link, iframe, object, embed, [style], img:not([loading=lazy])")
    before = _ids(asked)
    overall = asked.survey.overall
    sent = _answered(page, asked.chance) | {overall.id: overall.options[0].code}
    sending = client.post(f"/S/{asked.code}", data=sent)
    assert sending.status_code == 200, sending.get_data(as_text=True)
    assert _kept_since(asked, before) == what_applies(asked.survey, sent)
    return content


def _answered(page: Any, chance: Random) -> dict[str, str]:
    """What a family presses and writes on this very page, some of it left out."""
    sent = {one["name"]: one.get("value", "") for one in page.select('input[type="hidden"]')}
    radios: dict[str, list[str]] = {}
    for one in page.select('input[type="radio"]'):
        radios.setdefault(one["name"], []).append(one["value"])
    for name, values in radios.items():
        if chance.random() > LEFT_OUT:
            sent[name] = chance.choice(values)
    for one in page.select('fieldset input[type="checkbox"]'):
        if chance.random() > LEFT_OUT:
            sent[one["name"]] = one["value"]
    for one in page.select("textarea"):
        if chance.random() > LEFT_OUT:
            sent[one["name"]] = chance.choice(WRITTEN)
    return sent


def what_applies(asked: Survey, sent: Mapping[str, str]) -> dict[str, str]:
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


def _ids(asked: Asked) -> set[UUID]:
    """The responses to its open collection."""
    with Session(database_of(asked.app).engine) as session:
        wanted = select(Response.id).where(Response.collection_id == asked.collection)
        return set(session.exec(wanted))


def _kept_since(asked: Asked, before: set[UUID]) -> dict[str, str]:
    """All that is stored of the one response that was not there before."""
    [new] = _ids(asked) - before
    with Session(database_of(asked.app).engine) as session:
        answers = session.exec(select(Answer).where(Answer.response_id == new)).all()
        comments = session.exec(select(Comment).where(Comment.response_id == new)).all()
        kept = {one.question_id: one.code for one in answers}
        return kept | {one.question_id: one.text for one in comments}


def is_counted_and_exported(asked: Asked, past: Collection) -> None:
    """Forty-five families answered it in a term that is over, and their answers pass the gate."""
    app, survey, chance = asked.app, asked.survey, asked.chance
    for _family in range(45):
        wanted = {
            question.id: chance.choice(question.options).code
            for question in questions_asked(survey)
            if question.options and (question.required or chance.random() < 0.9)
        }
        families_answer(app, past, 1, what_applies(survey, wanted), week=WEEK)
    area = app.extensions["heard_area"]
    [term] = [one for one in area.terms if one.starts <= WEEK <= one.ends]
    making = _Making(
        database_of(app),
        area,
        Due(survey, term),
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
            json.dumps([objects.question(one) for one in survey.questions])
            shown = {one.question_id for one in found.tables}
            assert {one.id for one in survey.questions if one.options} <= shown


def is_printed_and_typed_in(
    asked: Asked, officer: CheckingClient, language: str, variant: Variant
) -> None:
    """An officer prints the form, somebody fills it in, and the officer types its numbers in."""
    here = f"/staff/collections/{asked.collection}/paper"
    kind = f"written_in={language}&version={variant.value}"
    size = asked.chance.choice(["usual", "large"])
    printed = officer.get(f"{here}.pdf?code={asked.code}&size={size}&{kind}")
    assert printed.mimetype == "application/pdf", words(officer.get(printed.location))
    _assert_it_says(printed.data, asked.says(language, variant), language)

    before = _ids(asked)
    page = soup(officer.get(f"{here}?{kind}"))
    meant, numbers = _filled_in(asked.survey, page, asked.chance)
    form = page.select_one("main form")
    sent = typed_in(form) | {"written_in": language, "version": variant.value} | numbers
    sent.pop("consent_to_quote")
    answer = officer.post(here, data=sent)
    assert answer.status_code == 303, words(answer)
    assert _kept_since(asked, before) == what_applies(asked.survey, meant)


def _assert_it_says(pdf: bytes, texts: Mapping[str, str], language: str) -> None:
    is_ltr = LANGUAGES[language].direction == "ltr"
    found = bare(by_pdfium(pdf))
    if not is_ltr:
        with TemporaryDirectory() as folder:
            found += "|" + bare(by_poppler(pdf, Path(folder)))
    for path, text in texts.items():
        # Whoever takes text out of a PDF guesses the order of words that run both ways, turns
        # brackets round, and repeats letters under a vowel sign: docs/paper.md.
        apart = [word.strip(PUNCTUATION) for word in text.split() if not _has_signs(word)]
        for part in [text] if is_ltr else apart:
            assert bare(part) in found, (path, part, text)


def _has_signs(word: str) -> bool:
    return any(map(unicodedata.combining, word))


def _filled_in(survey: Survey, page: Any, chance: Random) -> tuple[dict[str, str], dict[str, str]]:
    """What somebody ticked and wrote on paper, and the numbers of it that are on the screen."""
    meant: dict[str, str] = {}
    typed: dict[str, str] = {}
    for group in asked_together(survey):
        [first, *_others] = group
        there = page.find(id=first.id)
        if first.ticks:
            ticked = [place for place, _one in enumerate(group, 1) if chance.random() > LEFT_OUT]
            meant |= {group[place - 1].id: "ticked" for place in ticked}
            typed[first.ticks.id] = " ".join(map(str, ticked))
            assert there["name"] == first.ticks.id
        elif first.required or chance.random() > LEFT_OUT:
            meant[first.id], typed[first.id] = _one_answer(first, chance)
            assert there["name"] == first.id
        shown = [one.b.get_text() for one in there.parent.select(".h-box")]
        numbered = numbers_of(group) if first.ticks else boxes(first)
        assert shown == [number for number, _option in numbered]
    return meant, typed


def _one_answer(question: Question, chance: Random) -> tuple[str, str]:
    if question.is_text:
        written = chance.choice(WRITTEN)
        return written, written
    number, option = chance.choice(boxes(question))
    return option.code, f" {number}"
