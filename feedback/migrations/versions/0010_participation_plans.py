"""participation plans."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "participation_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(length=5000), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) >= 1", name=op.f("ck_participation_plan_says_something")),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["results_release.id"],
            name=op.f("fk_participation_plan_release_id_results_release"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_participation_plan_staff_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation_plan")),
    )
    op.create_index(op.f("ix_participation_plan_release_id"), "participation_plan", ["release_id"])
    op.create_index(op.f("ix_participation_plan_staff_id"), "participation_plan", ["staff_id"])


def downgrade() -> None:
    op.drop_table("participation_plan")
