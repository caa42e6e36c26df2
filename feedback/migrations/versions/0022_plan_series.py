"""plan series and snapshots."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TABLES = ("plan_series", "plan_point", "plan_snapshot")
KINDS = ("web", "appeals", "attendance", "other")


def _words(length=None):
    return sqlmodel.sql.sqltypes.AutoString(length=length)


def _of(table, column, to):
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="RESTRICT")


def upgrade() -> None:
    op.create_table(
        "plan_series",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_ref", _words(20), nullable=False),
        sa.Column("measure_ref", _words(20), nullable=False),
        sa.Column("what", _words(200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                *KINDS,
                name=op.f("ck_plan_series_kind"),
                native_enum=False,
                create_constraint=True,
                length=10,
            ),
            nullable=False,
        ),
        sa.Column("source", _words(200), nullable=False),
        sa.Column("hash", _words(64), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        _of("plan_series", "staff_id", "staff_member"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_series")),
    )
    op.create_index(op.f("ix_plan_series_action_ref"), "plan_series", ["action_ref"])
    op.create_table(
        "plan_point",
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("number >= 0", name=op.f("ck_plan_point_number")),
        _of("plan_point", "series_id", "plan_series"),
        sa.PrimaryKeyConstraint("series_id", "day", name=op.f("pk_plan_point")),
    )
    op.create_table(
        "plan_snapshot",
        sa.Column("term_ref", _words(40), nullable=False),
        sa.Column("content", _words(), nullable=False),
        sa.Column("hash", _words(64), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        _of("plan_snapshot", "staff_id", "staff_member"),
        sa.PrimaryKeyConstraint("term_ref", name=op.f("pk_plan_snapshot")),
    )
    for table in ("plan_series", "plan_snapshot"):
        op.create_index(op.f(f"ix_{table}_staff_id"), table, ["staff_id"])
    _freeze()


def _freeze() -> None:
    """What was brought in or frozen stays: better numbers are another series."""
    for table in TABLES:
        if op.get_bind().dialect.name == "sqlite":
            for act in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_refuses_{act.lower()} BEFORE {act} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END"
                )
            continue
        # The function came with releases.
        op.execute(
            f"CREATE TRIGGER {table}_is_frozen BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_thaw()"
        )


def downgrade() -> None:
    for table in ("plan_point", "plan_series", "plan_snapshot"):
        op.drop_table(table)
