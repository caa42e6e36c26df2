"""erasing."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("collection", sa.Column("erased_until", sa.Date(), nullable=True))
    op.create_table(
        "kept_pulse",
        sa.Column("collection_id", sa.Uuid(), nullable=False),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("how_many", sa.Integer(), nullable=False),
        sa.CheckConstraint("how_many >= 1", name=op.f("ck_kept_pulse_from_one")),
        sa.ForeignKeyConstraint(
            ["collection_id"],
            ["collection.id"],
            name=op.f("fk_kept_pulse_collection_id_collection"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("collection_id", "code", name=op.f("pk_kept_pulse")),
    )


def downgrade() -> None:
    op.drop_table("kept_pulse")
    op.drop_column("collection", "erased_until")
