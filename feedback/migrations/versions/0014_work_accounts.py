"""accounts of staff's own organisations."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("provider_issuer", "provider_subject"):
        kind = sqlmodel.sql.sqltypes.AutoString(length=255)
        op.add_column("staff_member", sa.Column(name, kind, nullable=True))
    # An index and no constraint: SQLite would copy the table for one, and its sessions would go.
    op.create_index(
        "ix_staff_member_provider",
        "staff_member",
        ["provider_issuer", "provider_subject"],
        unique=True,
    )


def downgrade() -> None:
    op.drop_index("ix_staff_member_provider", "staff_member")
    op.drop_column("staff_member", "provider_subject")
    op.drop_column("staff_member", "provider_issuer")
