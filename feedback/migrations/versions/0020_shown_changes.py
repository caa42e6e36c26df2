"""shown changes."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

IN_SHORT = ("said_in_short", "changed_in_short")
TRANSLATION = sa.table("translation", sa.column("field", sa.String()))


def upgrade() -> None:
    # Added one by one: a table made anew would take the translations of its rows along.
    for name in IN_SHORT:
        words = sqlmodel.sql.sqltypes.AutoString(length=100)
        op.add_column("outcome", sa.Column(name, words, nullable=False, server_default=""))
    op.add_column("outcome", sa.Column("shown_until", sa.Date(), nullable=True))
    op.create_index(op.f("ix_outcome_shown_until"), "outcome", ["shown_until"])


def downgrade() -> None:
    op.execute(TRANSLATION.delete().where(TRANSLATION.c.field.in_(IN_SHORT)))
    op.drop_index(op.f("ix_outcome_shown_until"), table_name="outcome")
    for name in ("shown_until", *reversed(IN_SHORT)):
        op.drop_column("outcome", name)
