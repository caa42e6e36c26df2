"""confirmed snapshot."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLE = "confirmed_snapshot"


def _of(column, table):
    name = op.f(f"fk_{TABLE}_{column}_{table}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name, ondelete="RESTRICT")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("confirmation_id", sa.Uuid(), nullable=False),
        sa.Column("initiative_id", sa.Uuid(), nullable=False),
        sa.Column("content", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        _of("confirmation_id", "confirmation"),
        _of("initiative_id", "initiative"),
        sa.PrimaryKeyConstraint("confirmation_id", name=op.f("pk_confirmed_snapshot")),
    )
    op.create_index(op.f("ix_confirmed_snapshot_initiative_id"), TABLE, ["initiative_id"])
    _freeze()


def _freeze() -> None:
    """What was confirmed stays as it was."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {TABLE}_refuses_{act.lower()} BEFORE {act} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{TABLE} is frozen'); END"
            )
        return
    # The function came with releases.
    op.execute(
        f"CREATE TRIGGER {TABLE}_is_frozen BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_thaw()"
    )


def downgrade() -> None:
    op.drop_table(TABLE)
