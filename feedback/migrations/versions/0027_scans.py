"""scans."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

FROZEN = "scan_release"


def _words(length=None):
    return sqlmodel.sql.sqltypes.AutoString(length=length)


def _of(table, column, to, ondelete):
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "scan_count",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("language", _words(20), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("begun", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "opened >= 0 AND begun >= 0 AND sent >= 0", name=op.f("ck_scan_count_from_nought")
        ),
        _of("scan_count", "placement_id", "placement", "CASCADE"),
        sa.PrimaryKeyConstraint("placement_id", "week", "language", name=op.f("pk_scan_count")),
    )
    op.create_table(
        "scan_day",
        sa.Column("collection_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.CheckConstraint("opened >= 1", name=op.f("ck_scan_day_from_one")),
        _of("scan_day", "collection_id", "collection", "CASCADE"),
        sa.PrimaryKeyConstraint("collection_id", "day", name=op.f("pk_scan_day")),
    )
    op.create_table(
        FROZEN,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("collection_id", sa.Uuid(), nullable=False),
        sa.Column("term_ref", _words(40), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", _words(), nullable=False),
        sa.Column("hash", _words(64), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_scan_release_number_from_one")),
        _of(FROZEN, "collection_id", "collection", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_release")),
        sa.UniqueConstraint("number", name=op.f("uq_scan_release_number")),
        sa.UniqueConstraint(
            "collection_id", "term_ref", name=op.f("uq_scan_release_collection_id_term_ref")
        ),
    )
    _freeze()


def _freeze() -> None:
    """What was told is not told otherwise later."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {FROZEN}_refuses_{act.lower()} BEFORE {act} ON {FROZEN} "
                f"BEGIN SELECT RAISE(ABORT, '{FROZEN} is frozen'); END"
            )
        return
    # The function came with the releases.
    op.execute(
        f"CREATE TRIGGER {FROZEN}_is_frozen BEFORE UPDATE OR DELETE ON {FROZEN} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_thaw()"
    )


def downgrade() -> None:
    op.drop_table(FROZEN)
    op.drop_table("scan_day")
    op.drop_table("scan_count")
