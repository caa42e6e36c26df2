"""Made-up scans beside the made-up answers: more look than answer, and a few give up."""

from random import Random

from sqlalchemy import Connection, func, select

from feedback.models import Channel, Placement
from feedback.responses import RESPONSE, table_of
from feedback.scans import COUNT, DAY

PLACEMENT = table_of(Placement)
# Few, because freezing takes its time, and whoever tries Heard waits for it.
SCANNED = ("CANVAS", "MARKET", "BREEZE", "GARDEN")


def add_scans(connection: Connection) -> None:
    """Add scans for every week in which somebody answered online, from a few places."""
    chance = Random("scans")  # noqa: S311 -- made-up numbers, not secrets
    of = (
        PLACEMENT.c.collection_id,
        PLACEMENT.c.code,
        RESPONSE.c.placement_id,
        RESPONSE.c.week,
        RESPONSE.c.language,
    )
    found = connection.execute(
        select(*of, func.count().label("sent"))
        .join(PLACEMENT, PLACEMENT.c.id == RESPONSE.c.placement_id)
        .where(RESPONSE.c.channel == Channel.ONLINE, PLACEMENT.c.code.in_(SCANNED))
        .group_by(*of)
        .order_by(PLACEMENT.c.code, RESPONSE.c.week, RESPONSE.c.language)
    ).all()
    days: dict[tuple[object, object], int] = {}
    for row in found:
        begun = row.sent + chance.randint(0, 1)
        opened = begun + chance.randint(1, 3)
        connection.execute(
            COUNT.insert().values(
                placement_id=row.placement_id,
                week=row.week,
                language=row.language,
                opened=opened,
                begun=begun,
                sent=row.sent,
            )
        )
        # All on the Monday, as at an event: other days would all be too few to show.
        key = row.collection_id, row.week
        days[key] = days.get(key, 0) + opened
    for (collection_id, day), opened in days.items():
        connection.execute(DAY.insert().values(collection_id=collection_id, day=day, opened=opened))
