"""action plan."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("plan_rating", "plan_count", "milestone_mark")
COLOURS = ("blue", "green", "amber", "red")


def _words(length):
    return sqlmodel.sql.sqltypes.AutoString(length=length)


def _by_staff(table):
    name = op.f(f"fk_{table}_staff_id_staff_member")
    return sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=name, ondelete="RESTRICT")


def upgrade() -> None:
    op.create_table(
        "plan_rating",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_ref", _words(20), nullable=False),
        sa.Column("term_ref", _words(40), nullable=False),
        sa.Column(
            "colour",
            sa.Enum(
                *COLOURS,
                name=op.f("ck_plan_rating_colour"),
                native_enum=False,
                create_constraint=True,
                length=5,
            ),
            nullable=False,
        ),
        sa.Column("reason", _words(2000), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(reason) >= 10", name=op.f("ck_plan_rating_says_why")),
        _by_staff("plan_rating"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_rating")),
    )
    op.create_table(
        "plan_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_ref", _words(20), nullable=False),
        sa.Column("what", _words(200), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("out_of", sa.Integer(), nullable=True),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("counted >= 0", name=op.f("ck_plan_count_counted")),
        sa.CheckConstraint(
            "out_of IS NULL OR out_of >= counted", name=op.f("ck_plan_count_out_of")
        ),
        sa.CheckConstraint("length(what) >= 1", name=op.f("ck_plan_count_says_what")),
        _by_staff("plan_count"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_count")),
    )
    op.create_table(
        "milestone_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("milestone_ref", _words(20), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("note", _words(2000), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        _by_staff("milestone_mark"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_mark")),
    )
    for table in TABLES:
        of = "milestone_ref" if table == "milestone_mark" else "action_ref"
        for column in (of, "staff_id"):
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    _freeze()


def _freeze() -> None:
    """What was said of a row in a term stays: a change of mind is a new line."""
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
    for table in reversed(TABLES):
        op.drop_table(table)
