"""forum voice."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TABLES = ("commentary", "commentary_answer", "forum_preference")
ABOUT = ("release", "initiative", "reply", "plan")


def _words(length):
    return sqlmodel.sql.sqltypes.AutoString(length=length)


def _hangs_from(table, column, target):
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="RESTRICT")


def _by_staff(table):
    return (
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        _hangs_from(table, "staff_id", "staff_member"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _commentary() -> None:
    op.create_table(
        "commentary",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "about",
            sa.Enum(
                *ABOUT,
                name=op.f("ck_commentary_about"),
                native_enum=False,
                create_constraint=True,
                length=10,
            ),
            nullable=False,
        ),
        sa.Column("about_ref", _words(80), nullable=False),
        sa.Column("about_words", _words(500), nullable=False),
        sa.Column("text", _words(5000), nullable=False),
        sa.Column("is_taken_back", sa.Boolean(), nullable=False),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("role", _words(20), nullable=False),
        sa.CheckConstraint(
            "role IN ('forum', 'advocate')", name=op.f("ck_commentary_forum_or_advocate")
        ),
        sa.CheckConstraint(
            "(is_taken_back AND replaces_id IS NOT NULL AND text = '') "
            "OR (NOT is_taken_back AND length(text) >= 1)",
            name=op.f("ck_commentary_says_something_or_takes_back"),
        ),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_commentary_replaces_id")),
        _hangs_from("commentary", "replaces_id", "commentary"),
        *_by_staff("commentary"),
    )
    op.create_index(op.f("ix_commentary_about_ref"), "commentary", ["about_ref"])


def upgrade() -> None:
    _commentary()
    op.create_table(
        "commentary_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("commentary_id", sa.Uuid(), nullable=False),
        sa.Column("text", _words(5000), nullable=False),
        sa.CheckConstraint("length(text) >= 1", name=op.f("ck_commentary_answer_says_something")),
        _hangs_from("commentary_answer", "commentary_id", "commentary"),
        *_by_staff("commentary_answer"),
    )
    op.create_index(
        op.f("ix_commentary_answer_commentary_id"), "commentary_answer", ["commentary_id"]
    )
    op.create_table(
        "forum_preference",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("months_to_avoid", _words(40), nullable=False),
        sa.Column("channels", _words(200), nullable=False),
        sa.Column("support", _words(200), nullable=False),
        sa.Column("most_asks", sa.Integer(), nullable=True),
        sa.Column("days_of_notice", sa.Integer(), nullable=True),
        sa.Column("note", _words(5000), nullable=False),
        sa.CheckConstraint(
            "most_asks IS NULL OR most_asks BETWEEN 0 AND 10",
            name=op.f("ck_forum_preference_most_asks"),
        ),
        sa.CheckConstraint(
            "days_of_notice IS NULL OR days_of_notice BETWEEN 0 AND 365",
            name=op.f("ck_forum_preference_days_of_notice"),
        ),
        *_by_staff("forum_preference"),
    )
    for table in TABLES:
        op.create_index(op.f(f"ix_{table}_staff_id"), table, ["staff_id"])
    _freeze()


def _freeze() -> None:
    """Nobody edits or deletes what the Forum said, nor what it was answered."""
    if op.get_bind().dialect.name == "sqlite":
        for table in TABLES:
            for act in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_refuses_{act.lower()} BEFORE {act} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END"
                )
        return
    for table in TABLES:
        # The function came with releases.
        op.execute(
            f"CREATE TRIGGER {table}_is_frozen BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_thaw()"
        )


def downgrade() -> None:
    op.drop_table("forum_preference")
    op.drop_table("commentary_answer")
    op.drop_table("commentary")
