"""links for staff."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

PURPOSES = ("invitation", "new_password", "sign_in")


def upgrade() -> None:
    op.create_table(
        "staff_link",
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                *PURPOSES,
                name="purpose",
                native_enum=False,
                create_constraint=True,
                length=max(len(word) for word in PURPOSES),
            ),
            nullable=False,
        ),
        sa.Column("address_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_staff_link_staff_id_staff_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_link")),
        sa.UniqueConstraint("staff_id", "purpose", name=op.f("uq_staff_link_staff_id_purpose")),
    )
    op.create_index(op.f("ix_staff_link_staff_id"), "staff_link", ["staff_id"])


def downgrade() -> None:
    op.drop_table("staff_link")
