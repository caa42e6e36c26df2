"""what the tone model says."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COLUMNS = (
    ("positive", sa.Float()),
    ("neutral_or_mixed", sa.Float()),
    ("negative", sa.Float()),
    ("point", sa.Integer()),
    ("confidence", sa.Float()),
    ("model_hash", sqlmodel.sql.sqltypes.AutoString(length=64)),
)


def upgrade() -> None:
    with op.batch_alter_table("reading", schema=None) as batch_op:
        for name, kind in COLUMNS:
            batch_op.add_column(sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("reading", schema=None) as batch_op:
        for name, _kind in reversed(COLUMNS):
            batch_op.drop_column(name)
