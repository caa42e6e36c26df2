"""forms on paper."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_form",
        sa.Column("number", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("is_checked", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "number = upper(number)", name=op.f("ck_paper_form_number_is_uppercase")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["response.id"],
            name=op.f("fk_paper_form_response_id_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_paper_form")),
        sa.UniqueConstraint("response_id", name=op.f("uq_paper_form_response_id")),
    )


def downgrade() -> None:
    op.drop_table("paper_form")
