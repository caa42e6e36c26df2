"""Whether the database keeps its promises: that what is thanked for is on the disk, and whole."""

from collections.abc import Mapping

from sqlalchemy import Connection, Engine

# What to ask, the answers that will do, and what is lost otherwise.
SQLITE: Mapping[str, tuple[frozenset[str], str]] = {
    "synchronous": (frozenset({"2", "3"}), "a power cut would lose families already thanked"),
    "foreign_keys": (frozenset({"1"}), "answers could be left without the response they belong to"),
    "secure_delete": (frozenset({"1"}), "what families took back would stay in the file"),
    "journal_mode": (frozenset({"wal"}), "families would have to wait for whoever reads"),
}
POSTGRESQL: Mapping[str, tuple[frozenset[str], str]] = {
    "synchronous_commit": (
        frozenset({"on", "local", "remote_write", "remote_apply"}),
        "a crash would lose families already thanked",
    ),
    "fsync": (frozenset({"on"}), "a power cut would lose families already thanked"),
    "full_page_writes": (frozenset({"on"}), "a power cut could damage the database"),
}


def broken_promises(engine: Engine) -> list[str]:
    """Each setting that is not as it must be, with what it would cost; none when all is well."""
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.execution_options(heard_writes=False).connect() as connection:
        return [
            f"{name} is {found}, and {cost}"
            for name, (fine, cost) in (SQLITE if is_sqlite else POSTGRESQL).items()
            if (found := _setting(connection, name)) not in fine
        ]


def _setting(connection: Connection, name: str) -> str:
    ask = "PRAGMA" if connection.dialect.name == "sqlite" else "SHOW"
    return str(connection.exec_driver_sql(f"{ask} {name}").scalar_one())
