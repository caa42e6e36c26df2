"""P5: families' forms kept on PostgreSQL, beside what PostgreSQL does when it only inserts."""

from functools import cache
from statistics import median

from benchmarks.bars import Bar, Measured, NotMeasuredError
from benchmarks.bars.under_load import CLIENTS, SECONDS, WORKERS, forms
from benchmarks.measuring import installation, postgres
from benchmarks.measuring.disk import MOST_MOVED
from benchmarks.measuring.load import Load, press
from tests.production import serving

ROUNDS, MOST_TRIES = 3, 7
SECONDS_OF_PGBENCH = 2


@cache
def rounds() -> list[tuple[Load, float]]:
    """What families got done, and pgbench before and after it, of rounds that held still."""
    found: list[tuple[Load, float]] = []
    with installation.folder() as folder, postgres.running_postgres() as server:
        data_dir = folder / "data"
        data_dir.mkdir()
        said = {"HEARD_DATABASE_URL": postgres.url(server), "HEARD_WORKERS": str(WORKERS)}
        installation.prepared(data_dir, **said)
        with serving(data_dir, **said) as (port, _process):
            press(port, forms(), clients=CLIENTS, seconds=SECONDS)  # To warm up.
            for _try in range(MOST_TRIES):
                before = _limit(server)
                load = press(port, forms(), clients=CLIENTS, seconds=SECONDS)
                after = _limit(server)
                if load.refused:
                    raise RuntimeError(f"{load.refused} forms were not kept")
                if max(before, after) <= MOST_MOVED * min(before, after):
                    found.append((load, (before + after) / 2))
                if len(found) == ROUNDS:
                    return found
    raise NotMeasuredError(f"the disk moved more than {MOST_MOVED:g}-fold in nearly every round")


def _limit(server: postgres.PostgresServer) -> float:
    return postgres.inserts_a_second(server, clients=CLIENTS, seconds=SECONDS_OF_PGBENCH)


def share_of_pgbench() -> Measured:
    """P5."""
    found = rounds()
    posts = median(load.rate for load, _limit in found)
    slow = median(load.slow(0.99) for load, _limit in found)
    limit = median(limit for _load, limit in found)
    return Measured(
        median(load.rate / limit for load, limit in found),
        f"{posts:,.0f} POSTs a second of {CLIENTS} clients, {WORKERS} workers, p99 {slow:,.0f} ms; "
        f"pgbench that only inserts {limit:,.0f} a second",
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
