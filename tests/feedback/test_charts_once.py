"""A chart of a release that has not changed is drawn once, whoever looks and however often."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from analysis.charts import bars, diverging, dots, drawing, tiles
from feedback.evidence.document import Picture
from feedback.evidence.gathering import document_of
from feedback.evidence.scope import Scope
from feedback.language import speaking
from tests.client import CheckingClient
from tests.feedback import evidence
from tests.feedback.asking import soup
from tests.feedback.families import asked, families_answer
from tests.feedback.releasing import released
from tests.feedback.staff_pages import signed_in


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """One word for each chart that is drawn; none is remembered from before."""
    found: list[str] = []
    draw = drawing.figure_of

    def counting(*given: object, **named: object) -> object:
        found.append("chart")
        return draw(*given, **named)  # type: ignore[arg-type]  # whatever it was given

    monkeypatch.setattr(drawing, "figure_of", counting)
    drawing.drawn.cache_clear()
    yield found
    drawing.drawn.cache_clear()


def look(client: CheckingClient, page: str) -> int:
    """Open a page of results with each chart on it; says how many there are."""
    charts = {str(one["src"]) for one in soup(client.get(page)).select("main img")}
    assert all(client.get(one).status_code == 200 for one in charts)
    return len(charts)


def in_a_pack(app: Flask, scope: Scope) -> list[bytes]:
    """Every chart that each writer of a pack asks for."""
    with app.test_request_context():
        blocks = [one for section in document_of(scope).sections for one in section.blocks]
        with speaking(scope.language):
            return [one.draw_svg() for one in blocks if isinstance(one, Picture)]


def frozen_in_spring(app: Flask) -> str:
    """The same families say the same in the next term."""
    opens, closes = datetime(2026, 1, 12, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
    place = asked(app, survey_slug="post_session", opens_at=opens, closes_at=closes)
    for code, number in (("good", 9), ("poor", 5)):
        families_answer(app, place, number, {"ps_overall": code}, week=date(2026, 1, 19))
    return released(app)


def test_a_page_of_results_draws_nothing_until_there_is_another_release(
    app: Flask, drawn: list[str]
) -> None:
    evidence.answered(app, "post_session", "ps_overall")
    client, autumn = signed_in(app), "/staff/results/1"
    charts = look(client, autumn)
    assert len(drawn) == charts > 0

    drawn.clear()
    assert look(client, autumn) == charts
    assert drawn == []

    spring = frozen_in_spring(app)
    look(client, spring)
    assert drawn
    drawn.clear()
    look(client, autumn)
    assert drawn == []


def test_a_pack_draws_nothing_that_was_drawn_before_in_its_words(
    app: Flask, drawn: list[str]
) -> None:
    evidence.answered(app, "post_session", "ps_overall")
    first = in_a_pack(app, evidence.scope())
    assert len(drawn) == len(set(first)) > 0

    drawn.clear()
    assert in_a_pack(app, evidence.scope()) == first
    assert drawn == []

    in_a_pack(app, evidence.scope(language="ar"))
    assert drawn


def test_it_would_draw_each_time_if_nothing_were_kept(
    app: Flask, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence.answered(app, "post_session", "ps_overall")
    client, page = signed_in(app), "/staff/results/1"
    for module in (bars, diverging, dots, tiles):
        monkeypatch.setattr(module, "drawn", drawing.drawn.__wrapped__)

    charts = look(client, page) + look(client, page)

    assert len(drawn) == charts
