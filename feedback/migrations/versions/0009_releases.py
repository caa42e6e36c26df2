"""releases."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

FROZEN = ("results_release", "gate_setting")


def _words(length=None):
    return sqlmodel.sql.sqltypes.AutoString(length=length)


def upgrade() -> None:
    op.create_table(
        "results_release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("survey_slug", _words(40), nullable=False),
        sa.Column("term_ref", _words(40), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", _words(), nullable=False),
        sa.Column("hash", _words(64), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_results_release_number_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_results_release")),
        sa.UniqueConstraint("number", name=op.f("uq_results_release_number")),
        sa.UniqueConstraint(
            "survey_slug", "term_ref", name=op.f("uq_results_release_survey_slug_term_ref")
        ),
    )
    op.create_table(
        "counted_response",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["response.id"],
            name=op.f("fk_counted_response_response_id_response"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["results_release.id"],
            name=op.f("fk_counted_response_release_id_results_release"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_counted_response")),
    )
    op.create_index(op.f("ix_counted_response_release_id"), "counted_response", ["release_id"])
    op.create_table(
        "gate_setting",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("reason", _words(500), nullable=False),
        sa.Column("set_by", _words(200), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("base >= 10", name=op.f("ck_gate_setting_base_floor")),
        sa.CheckConstraint("threshold >= 5", name=op.f("ck_gate_setting_threshold_floor")),
        sa.CheckConstraint("length(reason) >= 10", name=op.f("ck_gate_setting_says_why")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_gate_setting")),
    )
    _freeze()


def _freeze() -> None:
    """What was released stays as it was released, and so do the rules and their reasons."""
    if op.get_bind().dialect.name == "sqlite":
        for table in FROZEN:
            for act in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_refuses_{act.lower()} BEFORE {act} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END"
                )
        return
    op.execute(
        """
        CREATE FUNCTION refuse_thaw() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% is frozen', TG_TABLE_NAME USING ERRCODE = 'check_violation';
        END $$
        """
    )
    for table in FROZEN:
        op.execute(
            f"CREATE TRIGGER {table}_is_frozen BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_thaw()"
        )


def downgrade() -> None:
    op.drop_table("counted_response")
    op.drop_table("gate_setting")
    op.drop_table("results_release")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_thaw()")
