"""D1: pages of results read releases, so they cost the same however many answered."""

from functools import cache, partial

from flask import Flask

from benchmarks.bars import Bar, Measured
from benchmarks.measuring import grown, rounds
from feedback.models import Role
from tests.client import CheckingClient
from tests.feedback.staff_pages import signed_in

FEW, MANY = 1_000, 100_000
TIMES = 10
PATH = "/staff/results/1"


def _reader(app: Flask) -> CheckingClient:
    app.test_client_class = CheckingClient
    client = signed_in(app, Role.OFFICER)
    if client.get(PATH).status_code != 200:
        raise RuntimeError("There is no release to look at.")
    return client


@cache
def _costs() -> dict[str, list[float]]:
    readers = {}
    for name, number in (("few", FEW), ("many", MANY)):
        app = grown.in_one_term(number)
        grown.freeze(app)
        readers[name] = _reader(app)
    return rounds.interleaved(
        {
            name: partial(rounds.cpu_ms, partial(client.get, PATH), TIMES)
            for name, client in readers.items()
        }
    )


def results_page() -> Measured:
    """D1."""
    found = _costs()
    few, many = rounds.middle(found["few"]), rounds.middle(found["many"])
    words = (
        f"{many:.1f} ms after {MANY:,}; {few:.1f} ms after {FEW:,}, checks of the client included"
    )
    return Measured(rounds.ratio(found, "many", "few"), words)


BARS = (Bar("D1", "Page of results after 100,000 answers", "× after 1,000", 2, 1.3, results_page),)
