"""queued comments."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

QUEUED = "queued_comment"
PARTS = ("waiting", "held", "decided")
# Whatever is added to these may move the comment that they are about.
ABOUT_A_COMMENT = ("noticing", "reading", "judgement", "comment_translation", "second_opinion")
EMPTY = (
    f"UPDATE {QUEUED} SET part = NULL, place = NULL, needs_translation = NULL, "
    "may_be_coded_again = NULL WHERE comment_id"
)
OF_THE_TRANSLATION = (
    "(SELECT comment_id FROM comment_translation WHERE id = NEW.translation_id)"
)
OF_THE_RESPONSE = "(SELECT id FROM comment WHERE response_id = NEW.id)"
NEW_ROW = (
    f"INSERT INTO {QUEUED} (comment_id, collection_id) "
    "SELECT NEW.id, collection_id FROM response WHERE id = NEW.response_id"
)


def _acts():
    """What happens by itself: name, event, table, statement."""
    yield "is_queued", "INSERT", "comment", NEW_ROW
    for table in ABOUT_A_COMMENT:
        yield "moves_a_comment", "INSERT", table, f"{EMPTY} = NEW.comment_id"
    yield "moves_a_comment", "INSERT", "translation_reading", f"{EMPTY} = {OF_THE_TRANSLATION}"
    # Set aside, let in again, or checked against the paper, which may change its answers.
    yield "moves_comments", "UPDATE", "response", f"{EMPTY} IN {OF_THE_RESPONSE}"


def upgrade() -> None:
    op.create_table(
        QUEUED,
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("collection_id", sa.Uuid(), nullable=False),
        sa.Column("part", _part(), nullable=True),
        sa.Column("place", sa.SmallInteger(), nullable=True),
        sa.Column("needs_translation", sa.Boolean(), nullable=True),
        sa.Column("may_be_coded_again", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "(part IS NULL) = (place IS NULL)", name=op.f("ck_queued_comment_all_or_nothing")
        ),
        _of("comment_id", "comment"),
        _of("collection_id", "collection"),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_queued_comment")),
    )
    # Not worked out yet: until Heard has, pages do it each time they are opened, as before.
    op.execute(
        f"INSERT INTO {QUEUED} (comment_id, collection_id) SELECT comment.id, collection_id "
        "FROM comment JOIN response ON response.id = comment.response_id"
    )
    _index("part", "part", "place", "comment_id")
    _index("collection_id", "collection_id", "part", "place", "comment_id")
    _index("translate", "place", "comment_id", where="needs_translation")
    _index("translate_of", "collection_id", "place", "comment_id", where="needs_translation")
    _index("again", "comment_id", where="may_be_coded_again")
    _index("again_of", "collection_id", "comment_id", where="may_be_coded_again")
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for name, event, table, statement in _acts():
        (_for_sqlite if is_sqlite else _for_postgresql)(name, event, table, statement)


def _part():
    return sa.Enum(
        *PARTS,
        name=op.f("ck_queued_comment_part"),
        native_enum=False,
        create_constraint=True,
        length=max(map(len, PARTS)),
    )


def _of(column, to):
    name = op.f(f"fk_{QUEUED}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="CASCADE")


def _index(name, *columns, where=None):
    only = {}
    if where:
        # Each in the words that it is asked with: SQLite compares them letter by letter.
        only["sqlite_where"] = sa.text(f"{where} IS 1")
        only["postgresql_where"] = sa.text(f"{where} IS TRUE")
    op.create_index(op.f(f"ix_{QUEUED}_{name}"), QUEUED, columns, **only)


def _for_sqlite(name, event, table, statement) -> None:
    # What is empty stays as it is: one writer at a time, so nobody is working it out.
    only = "" if event == "INSERT" and table == "comment" else " AND part IS NOT NULL"
    op.execute(
        f"CREATE TRIGGER {table}_{name} AFTER {event} ON {table} BEGIN {statement}{only}; END"
    )


def _for_postgresql(name, event, table, statement) -> None:
    # Emptied even if it is empty: the row is locked, so whoever works it out meanwhile is waited
    # for, and what they found is emptied again.
    op.execute(
        f"CREATE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {statement}; RETURN NULL; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_{name} AFTER {event} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_{name}()"
    )


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for name, _event, table, _statement in _acts():
        if is_sqlite:
            op.execute(f"DROP TRIGGER {table}_{name}")
        else:
            op.execute(f"DROP FUNCTION {table}_{name}() CASCADE")
    op.drop_table(QUEUED)
