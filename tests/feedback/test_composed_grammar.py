"""Any survey that may be published is shown, answered, kept, counted, printed and exported."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from feedback import drafts
from feedback.models import Collection
from forms.composed import Composed, from_plain, to_plain
from forms.questions import Variant
from tests.accessibility.html_checker import errors_beside_a_mistake
from tests.attacks.examples import TIMES
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection
from tests.feedback.composed_steps import (
    WEEK,
    Asked,
    is_counted_and_exported,
    is_printed_and_typed_in,
    is_shown_and_answered,
)
from tests.feedback.staff_pages import send_form, signed_in, words
from tests.forms.random_surveys import composed_surveys

_numbers = count(1)
# As many as `make test` has time for; with HEARD_EXAMPLES each of them in every reading.
FEW, IS_WHOLE = 5, TIMES > 1
READINGS = [(language, variant) for language in ("en", "ar") for variant in Variant]


def readings(number: int) -> list[tuple[str, Variant]]:
    """In which language and version this example is looked at."""
    if IS_WHOLE:
        return READINGS
    # Both ways of writing, and both versions: each two of the four in turn.
    return [READINGS[number % 2], READINGS[3 - number % 2]]


def test_any_survey_works_from_composing_to_results_in_english_and_arabic(
    app: Flask, client: CheckingClient, tmp_path: Path
) -> None:
    officer = signed_in(app)
    pages: dict[str, bytes] = {}

    @settings(
        max_examples=FEW * TIMES,
        deadline=None,
        derandomize=not IS_WHOLE,
        database=None,
        # A smaller example is not worth its minutes: each opens pages and freezes results.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def each(data: st.DataObject) -> None:
        number = next(_numbers)
        made = data.draw(composed_surveys(f"grammar_{number}"))
        assert from_plain(json.loads(json.dumps(to_plain(made)))) == made
        _published(app, officer, made)
        asked = Asked(
            app,
            made,
            code=f"CODE{number}",
            collection=open_collection(app, f"CODE{number}", survey_slug=made.slug),
            chance=Random(number),  # noqa: S311 -- made-up answers, not secrets
        )
        for language, variant in readings(number):
            page = is_shown_and_answered(asked, client, language, variant)
            pages[f"{number} {language} {variant}"] = page
            is_printed_and_typed_in(asked, officer, language, variant)
        is_counted_and_exported(asked, _past(app, made))

    each()

    if IS_WHOLE:
        assert errors_beside_a_mistake(pages, tmp_path) == {}


def _published(app: Flask, officer: CheckingClient, made: Composed) -> None:
    """As an officer does it, who is told what families' phones could not fetch."""
    with database_of(app).session() as held:
        drafts.add(made, by=None, held=held)
    answer = send_form(officer, f"/staff/surveys/{made.slug}/publish")
    assert answer.status_code == 303, words(answer)


def _past(app: Flask, made: Composed) -> Collection:
    """A collection of it in a term that is over."""
    opens = datetime.combine(WEEK, datetime.min.time(), UTC)
    past = Collection(
        survey_slug=made.slug,
        survey_version=1,
        occasion=f"Past {made.slug}",
        opens_at=opens,
        closes_at=opens + timedelta(days=5),
        created_at=opens,
    )
    with database_of(app).session() as session:
        session.add(past)
        session.flush()
        session.expunge(past)
    return past
