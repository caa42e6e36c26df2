"""second step."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "staff_member",
        sa.Column("totp_secret", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=True),
    )
    op.add_column("staff_member", sa.Column("totp_last_step", sa.Integer(), nullable=True))
    # Whoever is signed in at this moment stays so until the session ends by itself.
    op.add_column(
        "staff_session",
        sa.Column("needs_second_step", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "recovery_code",
        sa.Column("code_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_recovery_code_staff_id_staff_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_staff_id"), "recovery_code", ["staff_id"])


def downgrade() -> None:
    op.drop_table("recovery_code")
    # Half a sign-in must not become a whole one.
    op.execute("DELETE FROM staff_session WHERE needs_second_step")
    op.drop_column("staff_session", "needs_second_step")
    op.drop_column("staff_member", "totp_last_step")
    op.drop_column("staff_member", "totp_secret")
