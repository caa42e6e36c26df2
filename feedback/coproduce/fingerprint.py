"""One short string for everything the two keys sign, so that a later change can be noticed."""

import json
from collections.abc import Iterable
from hashlib import sha256

from sqlmodel import SQLModel

from feedback.models import Initiative, Involvement, Reply

# The stage, the team and the measures move on while the work lives; the tests watch the stage.
SIGNED = (
    "title",
    "description",
    "kind",
    "audience",
    "options_fixed_on",
    "delivered_on",
    "delivered_link",
)
NOT_EVIDENCE = frozenset({"id", "initiative_id", "created_at"})


def fingerprint(
    initiative: Initiative, involvements: Iterable[Involvement], replies: Iterable[Reply]
) -> str:
    """The same for the same evidence, whatever order or ids it has; else another."""
    signed = {
        "initiative": _values(initiative, SIGNED),
        "involvements": _rows(Involvement, involvements),
        "replies": _rows(Reply, replies),
    }
    return sha256(json.dumps(signed, sort_keys=True).encode()).hexdigest()


def _rows(table: type[SQLModel], rows: Iterable[SQLModel]) -> list[dict[str, str | None]]:
    # Every column that a form fills, so that a new one is signed too.
    columns = sorted(set(table.model_fields) - NOT_EVIDENCE)
    return sorted((_values(row, columns) for row in rows), key=json.dumps)


def _values(row: SQLModel, columns: Iterable[str]) -> dict[str, str | None]:
    found = {name: getattr(row, name) for name in columns}
    return {name: None if value is None else str(value) for name, value in found.items()}
