"""`heard generate`: a large made-up database, to see and measure how Heard grows."""

import sys
from datetime import UTC, datetime

import click

from feedback import migrations
from feedback.areas import load_area
from feedback.config import Config
from feedback.database import Database, create_engine_for
from feedback.sample.growing import (
    MOST_RESPONSES,
    Growth,
    GrowthRefusedError,
    grow,
    refuse_beside_real_ones,
)
from feedback.turns import one_at_a_time


@click.command("generate")
@click.option("--responses", required=True, type=click.IntRange(1, MOST_RESPONSES))
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Another makes other families."
)
def generate(responses: int, seed: int) -> None:
    """Make up responses over several terms, only in a database that holds nothing real.

    The same number, seed and day make the same families.
    """
    config = Config.from_environment()
    if not config.is_sample:
        # Before anything is opened: a production database is not even brought up to date.
        raise GrowthRefusedError("Made-up answers belong in sample mode, never in production.")
    engine = create_engine_for(config.database_url)
    with one_at_a_time(engine, "migrate"):
        refuse_beside_real_ones(engine)
        migrations.upgrade(engine)
    with click.progressbar(length=responses, label="Making up families", file=sys.stderr) as bar:
        stored = grow(
            Database(engine),
            config,
            Growth(responses, seed),
            area=load_area(config.area),
            now=datetime.now(UTC),
            on_batch=lambda stored: bar.update(stored - bar.pos),
        )
    click.echo(f"{stored:,} made-up responses were added. Nobody real said any of it.")
