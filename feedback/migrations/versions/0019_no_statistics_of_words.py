"""no statistics of words."""

from alembic import op
from sqlalchemy import text

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# What families wrote, and what was noted about it: every such column of words.
WORDS = (
    ("comment", "text"),
    ("comment_translation", "text"),
    *(("judgement", name) for name in ("themes", "edited_copy", "why")),
    *(("noticing", name) for name in ("themes", "names", "concerns")),
    ("missing_language", "typed"),
)


def upgrade() -> None:
    # PostgreSQL's planner keeps samples of what is in a column, and would keep erased words.
    _each_column("{column} TYPE {kind}, ALTER COLUMN {column} SET STATISTICS 0")


def downgrade() -> None:
    _each_column("{column} SET STATISTICS -1")


def _each_column(change: str) -> None:
    bind = op.get_bind()
    if bind.dialect.name != "postgresql":
        return
    asked = text(
        "SELECT format_type(atttypid, atttypmod) FROM pg_attribute "
        "WHERE attrelid = to_regclass(:table) AND attname = :column"
    )
    for table, column in WORDS:
        # Its own type once more: that is what makes PostgreSQL forget the samples it has.
        kind = bind.scalar(asked, {"table": table, "column": column})
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {change.format(column=column, kind=kind)}")
