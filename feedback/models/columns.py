"""Column shapes the tables share: choices as checked words, moments as UTC, fresh random ids."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import DateTime, Dialect, Enum, MetaData
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

# Named constraints, so that a later migration can change them on both databases.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA: MetaData = SQLModel.metadata


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, aware on both databases; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC only: a naive time would mean different moments on different machines."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read it back as UTC; SQLite forgets the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def choice(words: type[StrEnum], name: str) -> Any:
    """A column type that holds one of the enum's values as text, checked by the database."""
    return Enum(
        words,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=max(len(word) for word in words),
        values_callable=lambda enum: [member.value for member in enum],
    )


def random_id() -> Any:
    """A random primary key: a counting one would tell the order in which families answered."""
    return Field(default_factory=uuid4, primary_key=True)


def moment(*, default: Any = ..., **options: Any) -> Any:
    """A column for a moment in UTC."""
    return Field(default=default, sa_type=Moment, **options)


def reference(target: str, *, ondelete: Any = "CASCADE", **options: Any) -> Any:
    """A foreign key with an index, for looking up in both directions."""
    options.setdefault("index", True)
    options["ondelete"] = ondelete
    return Field(foreign_key=target, **options)


__all__ = ["METADATA", "Moment", "choice", "moment", "random_id", "reference"]
