"""Writing PostgreSQL's tables anew after an erasing: deleted rows would stay in its files."""

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from feedback.areas import Retention
from feedback.erase.schedule import schedule

# Where its planner keeps samples of what columns hold, and an earlier sample until it is rewritten.
SAMPLES = "pg_statistic"
# A family waits while a table is rewritten, and everybody waits behind whoever waits for it.
LONGEST_WAIT = "3s"
# Somebody else who still sees the rows as they were; they would be written once more.
READERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL"
)


def erased_tables(keep: Retention) -> tuple[str, ...]:
    """Every table from which something is erased when its time is over."""
    return tuple(
        table for line in schedule(keep) if "erase-due" in line.ends for table in line.tables
    )


def rewrite_tables(engine: Engine, keep: Retention) -> bool:
    """Leave no deleted row in PostgreSQL's tables; False when somebody else was in the way.

    What is deleted there stays until VACUUM, and its bytes longer. VACUUM FULL makes each table
    and its indexes anew, from the rows that are left.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"SET lock_timeout = '{LONGEST_WAIT}'")
        was_free = connection.execute(READERS).scalar_one() == 0
        done = [_rewrite(connection, table) for table in (*erased_tables(keep), SAMPLES)]
        connection.exec_driver_sql("RESET lock_timeout")
    return was_free and all(done)


def _rewrite(connection: Connection, table: str) -> bool:
    try:
        connection.exec_driver_sql(f"VACUUM (FULL) {table}")
    except (OperationalError, DBAPIError):
        connection.exec_driver_sql(f"VACUUM {table}")
        return False
    return True
