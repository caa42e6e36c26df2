"""A large made-up database, to measure Heard with: only where everything is made up already.

The same number, seed and day make the same families. They are streamed: a few thousand at a time
are made, stored and forgotten.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, select

from feedback import queued
from feedback.areas import Area, Term
from feedback.codes import ALPHABET, LENGTH
from feedback.config import Config
from feedback.database import Database
from feedback.models import Collection, Placement, PlacementKind
from feedback.responses import table_of
from feedback.sample.families import Families, Occasion
from feedback.sample.guarding import holds_real
from feedback.turns import take_turn
from forms.surveys import SURVEYS

COLLECTION, PLACEMENT = table_of(Collection), table_of(Placement)
BATCH = 2_000
TERMS = 4
MOST_RESPONSES = 10_000_000
# How many occasions a survey has in a term: one more for so many responses.
RESPONSES_AN_OCCASION, MOST_OCCASIONS = 400, 12
SHARES: Mapping[str, int] = {
    "post_session": 40,
    "local_offer": 22,
    "annual_review": 16,
    "feeling_heard": 9,
    "interpreter": 7,
    "ap_experience": 4,
    "forum_valued": 2,
}
# One occasion in five ends in a rush; of those who come in it, the last were set aside.
RUSHES, SHARE_IN_A_RUSH, SHARE_SET_ASIDE = 5, 0.5, 0.03
PLACES = (PlacementKind.CLINIC, PlacementKind.IN_THE_ROOM, PlacementKind.NEWSLETTER)


class GrowthRefusedError(Exception):
    """Somebody asked for made-up answers where real ones are, or could come to be."""


@dataclass(frozen=True)
class Growth:
    """How much to make up: by default of every survey, over the last terms."""

    responses: int
    seed: int
    shares: Mapping[str, int] = field(default_factory=lambda: SHARES)
    terms: int = TERMS


def grow(
    database: Database,
    config: Config,
    growth: Growth,
    *,
    area: Area,
    now: datetime,
    on_batch: Callable[[int], None] = lambda _stored: None,
) -> int:
    """Add made-up collections and responses; says how many responses. Refuses beside real ones."""
    if not config.is_sample:
        raise GrowthRefusedError("Made-up answers belong in sample mode, never in production.")
    occasions = list(_occasions(growth, area=area, today=now.date()))
    with database.transaction() as connection:
        take_turn(connection, "sample")
        _refuse_beside_real_ones(connection)
        if connection.execute(
            select(COLLECTION.c.id).where(COLLECTION.c.id == occasions[0].id)
        ).first():
            raise GrowthRefusedError(f"Seed {growth.seed} was used here before: choose another.")
        for one in occasions:
            _add_occasion(connection, one, growth, now=now)
    stored = 0
    for one in occasions:
        families = Families(one, _chance(growth, f"families {one.number}"), growth.responses)
        for rows in families.batches(BATCH):
            with database.transaction() as connection:
                for table, values in rows.items():
                    if values:
                        connection.execute(table.insert(), values)
            stored += len(next(iter(rows.values())))
            on_batch(stored)
    queued.fill(database)
    return stored


def refuse_beside_real_ones(engine: Engine) -> None:
    """Ask before anything in the database is changed, even its tables."""
    with engine.execution_options(heard_writes=False).connect() as connection:
        _refuse_beside_real_ones(connection)


def _refuse_beside_real_ones(connection: Connection) -> None:
    if holds_real(connection):
        raise GrowthRefusedError(
            "This database holds staff or collections that are not marked as made up, so nothing "
            "was changed. Set HEARD_DATA_DIR or HEARD_DATABASE_URL to an empty one."
        )


def _chance(growth: Growth, what: str) -> Random:
    return Random(f"{growth.seed}: {what}")  # noqa: S311 -- made-up answers, not secrets


def _occasions(growth: Growth, *, area: Area, today: date) -> Iterator[Occasion]:
    """The occasions, by term and survey, with how many families answer at each."""
    chance = _chance(growth, "occasions")
    begun = sorted((one for one in area.terms if one.starts <= today), key=lambda one: one.starts)
    parts = [(term, slug) for term in begun[-growth.terms :] for slug in growth.shares]
    number = first = 0
    for (term, slug), in_part in zip(parts, _shared_out(growth, parts), strict=True):
        places = min(MOST_OCCASIONS, 1 + in_part // RESPONSES_AN_OCCASION)
        for at in range(places):
            size = in_part * (at + 1) // places - in_part * at // places
            number += 1
            yield _occasion(
                chance, slug, number=number, first=first, size=size, weeks=_weeks(term, today)
            )
            first += size


def _shared_out(growth: Growth, parts: list[tuple[Term, str]]) -> list[int]:
    """The responses of each part; all together they are exactly as many as were asked for."""
    weights = [growth.shares[slug] for _term, slug in parts]
    ends = [growth.responses * sum(weights[: at + 1]) // sum(weights) for at in range(len(parts))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _weeks(term: Term, today: date) -> tuple[date, ...]:
    monday = term.starts + timedelta(days=-term.starts.weekday() % 7)
    last = min(term.ends, today)
    days = [monday + timedelta(weeks=at) for at in range((last - monday).days // 7 + 1)]
    return tuple(days) or (monday,)


def _occasion(
    chance: Random, slug: str, *, number: int, first: int, size: int, weeks: tuple[date, ...]
) -> Occasion:
    starts = chance.randrange(len(weeks))
    is_rush = chance.randrange(RUSHES) == 0
    burst = int(size * (1 - SHARE_IN_A_RUSH)) if is_rush else size
    return Occasion(
        number=number,
        id=_id(chance),
        survey=SURVEYS[slug],
        placements=tuple(_id(chance) for _kind in PLACES),
        weeks=weeks[starts : starts + 4],
        first=first,
        responses=size,
        burst_from=burst,
        set_aside_from=int(size * (1 - SHARE_SET_ASIDE)) if is_rush else size,
    )


def _id(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _add_occasion(connection: Connection, one: Occasion, growth: Growth, *, now: datetime) -> None:
    opens = datetime.combine(one.weeks[0], time.min, now.tzinfo)
    closes = datetime.combine(one.weeks[-1], time.min, now.tzinfo) + timedelta(days=6)
    values: dict[str, Any] = {
        "id": one.id,
        "survey_slug": one.survey.slug,
        "survey_version": one.survey.version,
        "occasion": f"Sample: occasion {one.number} of seed {growth.seed}",
        "opens_at": opens,
        "closes_at": closes,
        "created_at": now,
        "is_sample": True,
    }
    connection.execute(COLLECTION.insert().values(**values))
    chance = _chance(growth, f"places {one.number}")
    rows = [
        {
            "id": placement,
            "collection_id": one.id,
            "code": "".join(chance.choices(ALPHABET, k=LENGTH)),
            "kind": kind,
            "label": f"Sample: {kind.value} of occasion {one.number}",
            "created_at": now + timedelta(seconds=order),
        }
        for order, (placement, kind) in enumerate(zip(one.placements, PLACES, strict=True))
    ]
    connection.execute(PLACEMENT.insert(), rows)
