"""D1 and D3: pages of results read releases, so they cost the same however many answered."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from unittest.mock import patch

from flask import Flask

from analysis.charts import drawing
from benchmarks.bars import Bar, Measured
from benchmarks.measuring import grown, rounds
from feedback.models import Role
from tests.client import CheckingClient
from tests.feedback.asking import soup
from tests.feedback.staff_pages import browser, new_staff, sign_in

FEW, NEW = 1_000, 100
# A million take seven minutes to make up: `make bench MILLION=1`.
MANY = 1_000_000 if os.environ.get("MILLION") else 100_000
TIMES = 10
PATH = "/staff/results/1"


@cache
def reader(responses: int) -> CheckingClient:
    """An officer who looks at the release of so many responses."""
    app, _took = grown.frozen(responses)
    app.test_client_class = CheckingClient
    client = browser(app)
    # Made up like the families: others could not be added beside somebody real.
    sign_in(client, new_staff(app, Role.OFFICER, is_sample=True).email)
    if client.get(PATH).status_code != 200:
        raise RuntimeError("There is no release to look at.")
    return client


def _beside(clients: dict[str, CheckingClient]) -> tuple[float, dict[str, float]]:
    """How many times as long the large one's page takes as the small one's, and both in ms."""
    found = rounds.interleaved(
        {
            name: partial(rounds.cpu_ms, partial(client.get, PATH), TIMES)
            for name, client in clients.items()
        }
    )
    return rounds.ratio(found, "many", "few"), {
        name: rounds.middle(times) for name, times in found.items()
    }


def _measured(words: str) -> Measured:
    ratio, took = _beside({"few": reader(FEW), "many": reader(MANY)})
    return Measured(
        ratio,
        f"{took['many']:.1f} ms {words}; {took['few']:.1f} ms after {FEW:,}, "
        "checks of the client included",
    )


def results_page() -> Measured:
    """D1: nobody has answered since."""
    return _measured(f"after {MANY:,}")


@cache
def _grown_on() -> Flask:
    app, _took = grown.frozen(MANY)
    grown.add(app, NEW)
    return app


def with_new_ones() -> Measured:
    """D1: some answers wait that no release has counted."""
    _grown_on()
    return _measured(f"with {NEW} new after {MANY:,}")


@contextmanager
def charts_drawn() -> Iterator[list[str]]:
    """What matplotlib draws meanwhile: one word a chart."""
    drawn: list[str] = []
    draw = drawing.figure_of

    def counting(*given: object, **named: object) -> object:
        drawn.append("chart")
        return draw(*given, **named)  # type: ignore[arg-type]  # whatever it was given

    with patch.object(drawing, "figure_of", counting):
        yield drawn


def _look_at_every_chart(client: CheckingClient) -> int:
    pictures = {str(one["src"]) for one in soup(client.get(PATH)).select("main img")}
    for one in pictures:
        if client.get(one).status_code != 200:
            raise RuntimeError(f"{one} is no chart.")
    return len(pictures)


def charts() -> Measured:
    """D3: how many are drawn when an unchanged release is looked at once more."""
    client = reader(FEW)
    with charts_drawn() as first:
        shown = _look_at_every_chart(client)
    with charts_drawn() as again:
        _look_at_every_chart(client)
    return Measured(len(again), f"{len(first)} drawn at the first look, of {shown} on the page")


BARS = (
    Bar("D1a", f"Page of results after {MANY:,} answers", "× after 1,000", 2, 1.3, results_page),
    Bar("D1b", f"The same while {NEW} new ones wait", "× after 1,000", 5, None, with_new_ones),
    Bar("D3a", "Charts drawn for an unchanged release, pages", "charts", 0, None, charts),
)
