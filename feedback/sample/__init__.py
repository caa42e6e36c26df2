"""Made-up data to try Heard with: only ever in sample mode, and always labelled."""

from datetime import datetime

from sqlalchemy import select

from feedback.areas import Area
from feedback.config import Config
from feedback.database import Database
from feedback.models import StaffMember
from feedback.responses import table_of
from feedback.sample.asking import add_collections, add_missing_languages
from feedback.sample.composing import add_composed
from feedback.sample.guarding import has_sample_data, was_real_first
from feedback.sample.looping import add_loops
from feedback.sample.planning import add_plan
from feedback.sample.quoting import add_quotes
from feedback.sample.scanning import add_scans
from feedback.sample.speaking import add_voices
from feedback.sample.staff import SampleStaff, add_staff, credentials, renew_staff
from feedback.sample.stating import add_statement
from feedback.sample.talking import add_conversations
from feedback.turns import take_turn

__all__ = [
    "SampleRefusedError",
    "SampleStaff",
    "credentials",
    "fill",
    "has_sample_data",
    "was_real_first",
]

STAFF = table_of(StaffMember)


class SampleRefusedError(Exception):
    """Somebody asked for sample data where families' real answers live."""


def fill(database: Database, config: Config, *, area: Area, now: datetime) -> bool:
    """Fill the database once, all or nothing; says whether it did. Refuses in production."""
    if not config.is_sample:
        raise SampleRefusedError("Sample data belongs in sample mode, never in production.")
    with database.transaction() as connection:
        take_turn(connection, "sample")
        if connection.execute(select(STAFF.c.id).where(STAFF.c.is_sample).limit(1)).first():
            # The data folder's secret may have been made anew: what we print must still work.
            renew_staff(connection, config, now=now)
            return False
        add_staff(connection, config, now=now)
        add_composed(connection, now=now)
        add_collections(connection, area=area, now=now)
        add_quotes(connection, now=now)
        add_scans(connection)
        add_missing_languages(connection, area=area, now=now)
        add_plan(connection, area=area, now=now)
        add_loops(connection, now=now)
        add_conversations(connection, now=now)
        add_voices(connection, area=area, now=now)
        add_statement(connection, area=area, now=now)
        return True
