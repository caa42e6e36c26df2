"""P5: families' forms kept on PostgreSQL, beside what PostgreSQL does when it only inserts."""

from functools import cache
from itertools import cycle, islice
from statistics import median

from benchmarks.bars import Bar, Measured, NotMeasuredError
from benchmarks.measuring import installation, postgres, requests
from benchmarks.measuring.disk import MOST_MOVED
from benchmarks.measuring.posting import post
from feedback import create_app, migrations
from feedback.config import Config
from feedback.database import create_engine_for
from tests.feedback.asking import open_collection
from tests.production import serving

CLIENTS, WORKERS = 8, 4
FORMS = 1_000
ROUNDS, MOST_TRIES = 5, 10
SECONDS_OF_PGBENCH = 2
# So few of one collection in a run that none of it meets a burst, which would be another path.
FORMS_OF_A_COLLECTION = 25


def _codes(number: int) -> list[str]:
    letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
    return [f"B{one}{two}{three}22" for one in letters for two in letters for three in letters][
        :number
    ]


def _prepare(place: str, url: str, codes: list[str]) -> None:
    engine = create_engine_for(url)
    migrations.upgrade(engine)
    app = create_app(Config.from_environment({"HEARD_DATA_DIR": place}), engine=engine)
    for code in codes:
        open_collection(app, code, survey_slug=installation.SURVEY, occasion="Coffee morning")
    engine.dispose()


@cache
def rounds() -> list[tuple[float, float, float]]:
    """(thanked a second, pgbench a second round it, the slowest hundredth in ms) of each round."""
    found: list[tuple[float, float, float]] = []
    codes = _codes(FORMS * MOST_TRIES // FORMS_OF_A_COLLECTION)
    places = cycle(codes)
    with installation.folder() as folder, postgres.running_postgres() as server:
        data_dir = folder / "data"
        data_dir.mkdir()
        _prepare(str(data_dir), postgres.url(server), codes)
        said = {"HEARD_DATABASE_URL": postgres.url(server), "HEARD_WORKERS": str(WORKERS)}
        with serving(data_dir, **said) as (port, _process):
            for _try in range(MOST_TRIES):
                before = _limit(server)
                sent = post(port, _forms(islice(places, FORMS)), clients=CLIENTS)
                after = _limit(server)
                if sent.refused:
                    raise RuntimeError(f"{sent.refused} of {FORMS} forms were not kept")
                if max(before, after) <= MOST_MOVED * min(before, after):
                    slowest = sorted(sent.waits)[int(len(sent.waits) * 0.99)] * 1000
                    found.append((sent.a_second, (before + after) / 2, slowest))
                if len(found) > ROUNDS:
                    return found[1:]  # The first one warmed up.
    raise NotMeasuredError(f"the disk moved more than {MOST_MOVED:g}-fold in nearly every round")


def _forms(places: "islice[str]") -> list[bytes]:
    return [
        requests.as_sent("POST", f"/S/{code}", requests.form_with(requests.new_stamp()))
        for code in places
    ]


def _limit(server: postgres.PostgresServer) -> float:
    return postgres.inserts_a_second(server, clients=CLIENTS, seconds=SECONDS_OF_PGBENCH)


def share_of_pgbench() -> Measured:
    """P5."""
    found = rounds()
    ours, limit, slowest = (median(column) for column in zip(*found, strict=True))
    return Measured(
        median(one / other for one, other, _slow in found),
        f"{ours:,.0f} forms a second, p99 {slowest:,.0f} ms; pgbench that only inserts "
        f"{limit:,.0f}; {CLIENTS} clients each",
    )


BARS = (
    Bar(
        "P5",
        "Families' answers kept on PostgreSQL",
        "of pgbench",
        0.15,
        0.30,
        share_of_pgbench,
        is_at_least=True,
    ),
)
