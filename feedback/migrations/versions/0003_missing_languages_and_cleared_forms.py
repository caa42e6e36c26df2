"""Missing languages and cleared forms: which languages families lack, and what a tablet is done with."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cleared_form",
        sa.Column("key_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_cleared_form")),
    )
    op.create_table(
        "missing_language",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True),
        sa.Column("typed", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("key_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("is_quarantined", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "code IS NOT NULL OR typed <> ''", name=op.f("ck_missing_language_says_which")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missing_language")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_missing_language_key_hash")),
    )


def downgrade() -> None:
    op.drop_table("missing_language")
    op.drop_table("cleared_form")
