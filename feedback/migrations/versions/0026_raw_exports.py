"""raw exports."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def _of(column, to):
    name = op.f(f"fk_raw_export_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "raw_export",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("collection_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(reason) >= 20", name=op.f("ck_raw_export_says_why")),
        sa.CheckConstraint(
            "expires_at > asked_at", name=op.f("ck_raw_export_expires_after_asking")
        ),
        _of("collection_id", "collection"),
        _of("staff_id", "staff_member"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raw_export")),
    )
    for column in ("collection_id", "staff_id"):
        op.create_index(op.f(f"ix_raw_export_{column}"), "raw_export", [column])


def downgrade() -> None:
    # Nothing is lost but leave that was given: the audit keeps who asked, and why.
    op.drop_table("raw_export")
