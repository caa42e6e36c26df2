"""feedback loop."""

from collections import defaultdict
from uuid import uuid4

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ONE_OF_THE_SOURCES = "source IN ('comments', 'session', 'forum')"
CHECK_SOURCE, CHECK_OWNER = "ck_reply_source", "ck_translation_one_owner"
# Beside the ways of telling in the one column that held both.
THEIR_FORMAT = "their_format"
OWNERS = ("collection_id", "initiative_id", "reply_id")

TRANSLATION = sa.table(
    "translation",
    sa.column("id", sa.Uuid()),
    *(sa.column(name, sa.Uuid()) for name in OWNERS),
    *(sa.column(name, sa.String()) for name in ("field", "language", "text", "key", "speaker")),
    sa.column("checked_on", sa.Date()),
)
TELLING = sa.table(
    "telling",
    sa.column("id", sa.Uuid()),
    sa.column("reply_id", sa.Uuid()),
    sa.column("told_on", sa.Date()),
    *(sa.column(name, sa.String()) for name in ("how", "languages", "formats")),
    sa.column("is_in_their_format", sa.Boolean()),
    sa.column("created_at", sa.DateTime(timezone=True)),
)
REPLY = sa.table(
    "reply",
    sa.column("id", sa.Uuid()),
    sa.column("initiative_id", sa.Uuid()),
    sa.column("told_on", sa.Date()),
    sa.column("told_how", sa.String()),
    sa.column("audience", sa.String()),
    sa.column("created_at", sa.DateTime(timezone=True)),
)
INITIATIVE = sa.table(
    "initiative", sa.column("id", sa.Uuid()), sa.column("audience", sa.String())
)
# Name, type, and what old rows have.
ADDED = (
    ("source", sa.String(8), None),
    ("source_note", sa.String(200), ""),
    ("audience", sa.String(20), "families"),
    ("regulation", sa.String(20), None),
    ("replied_on", sa.Date(), None),
    ("passed_on_to", sa.String(200), ""),
    ("owner", sa.String(200), ""),
    ("due_on", sa.Date(), None),
)


def _words(length=None):
    return sqlmodel.sql.sqltypes.AutoString(length=length)


def _one_owner(*columns):
    each = (f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in columns)
    return f"({' + '.join(each)}) = 1"


def _taken_out():
    """Translations of replies, out of the way: SQLite deletes them with the old table."""
    found = op.get_bind().execute(sa.select(TRANSLATION).where(TRANSLATION.c.reply_id.is_not(None)))
    rows = [dict(row) for row in found.mappings()]
    op.execute(TRANSLATION.delete().where(TRANSLATION.c.reply_id.is_not(None)))
    return rows


def _put_back(rows) -> None:
    if rows:
        op.bulk_insert(TRANSLATION, rows)


def upgrade() -> None:
    translations, told = _taken_out(), _told()
    _loosen_replies()
    op.execute(REPLY.update().values(audience=_of_its_initiative()).where(_has_audience()))
    _make_tellings()
    _make_outcomes()
    _make_comment_themes()
    _share_translations()
    _put_back(translations)
    if told:
        op.bulk_insert(TELLING, told)


def _loosen_replies() -> None:
    with op.batch_alter_table("reply") as batch:
        batch.alter_column("initiative_id", existing_type=sa.Uuid(), nullable=True)
        for name, kind, usual in ADDED:
            column = sa.Column(name, kind, nullable=usual is None, server_default=usual)
            batch.add_column(column)
        batch.drop_column("told_on")
        batch.drop_column("told_how")
        batch.create_check_constraint(op.f(CHECK_SOURCE), ONE_OF_THE_SOURCES)


def _of_its_initiative():
    return (
        sa.select(INITIATIVE.c.audience)
        .where(INITIATIVE.c.id == REPLY.c.initiative_id)
        .scalar_subquery()
    )


def _has_audience():
    # Nobody chose one for an initiative that came from the area's file without it.
    return _of_its_initiative().in_(("families", "parent_carers", "young_people"))


def _told():
    """What was told, as rows of a table of their own."""
    columns = (REPLY.c.id, REPLY.c.told_on, REPLY.c.told_how, REPLY.c.created_at)
    found = op.get_bind().execute(sa.select(*columns).where(REPLY.c.told_on.is_not(None)))
    return [
        {
            "id": uuid4(),
            "reply_id": row.id,
            "told_on": row.told_on,
            "how": " ".join(way for way in row.told_how.split() if way != THEIR_FORMAT),
            "languages": "",
            "formats": "",
            "is_in_their_format": THEIR_FORMAT in row.told_how.split(),
            "created_at": row.created_at,
        }
        for row in found
    ]


def _of_reply(table):
    return sa.ForeignKeyConstraint(
        ["reply_id"], ["reply.id"], name=op.f(f"fk_{table}_reply_id_reply"), ondelete="CASCADE"
    )


def _make_tellings() -> None:
    op.create_table(
        "telling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reply_id", sa.Uuid(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("how", _words(200), nullable=False),
        sa.Column("languages", _words(200), nullable=False),
        sa.Column("formats", _words(200), nullable=False),
        sa.Column("is_in_their_format", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _of_reply("telling"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_telling")),
    )
    op.create_index(op.f("ix_telling_reply_id"), "telling", ["reply_id"])


def _make_outcomes() -> None:
    op.create_table(
        "outcome",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reply_id", sa.Uuid(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("what_changed", _words(), nullable=False),
        sa.Column("evidence_link", _words(500), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _of_reply("outcome"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
    )
    op.create_index(op.f("ix_outcome_reply_id"), "outcome", ["reply_id"])


def _make_comment_themes() -> None:
    op.create_table(
        "comment_theme",
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("reply_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_comment_theme_comment_id_comment"),
            ondelete="CASCADE",
        ),
        _of_reply("comment_theme"),
        sa.PrimaryKeyConstraint("comment_id", "reply_id", name=op.f("pk_comment_theme")),
    )
    op.create_index(op.f("ix_comment_theme_reply_id"), "comment_theme", ["reply_id"])


def _share_translations() -> None:
    with op.batch_alter_table("translation") as batch:
        batch.drop_constraint(op.f(CHECK_OWNER), type_="check")
        batch.add_column(sa.Column("outcome_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_translation_outcome_id_outcome"),
            "outcome",
            ["outcome_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch.create_unique_constraint(
            op.f("uq_translation_outcome_id_field_language"), ["outcome_id", "field", "language"]
        )
        batch.create_check_constraint(op.f(CHECK_OWNER), _one_owner(*OWNERS, "outcome_id"))


def downgrade() -> None:
    """What was about no initiative, or was said to have changed, has no place in the old tables."""
    told = _first_told()
    no_place = sa.select(REPLY.c.id).where(REPLY.c.initiative_id.is_(None))
    op.execute(TRANSLATION.delete().where(TRANSLATION.c.reply_id.in_(no_place)))
    translations = _taken_out()
    _unshare_translations()
    for table in ("comment_theme", "outcome", "telling"):
        op.drop_table(table)
    op.execute(REPLY.delete().where(REPLY.c.initiative_id.is_(None)))
    _tighten_replies()
    for reply_id, (day, how) in told.items():
        values = {"told_on": day, "told_how": " ".join(how)}
        op.execute(REPLY.update().where(REPLY.c.id == reply_id).values(**values))
    _put_back(translations)


def _first_told():
    """The first day each reply was told, and every way in which it was."""
    found = op.get_bind().execute(sa.select(TELLING).order_by(TELLING.c.told_on, TELLING.c.id))
    told = defaultdict(lambda: [None, []])
    for row in found:
        one = told[row.reply_id]
        one[0] = one[0] or row.told_on
        ways = (*row.how.split(), *([THEIR_FORMAT] if row.is_in_their_format else []))
        one[1] += [way for way in ways if way not in one[1]]
    return told


def _unshare_translations() -> None:
    op.execute("DELETE FROM translation WHERE outcome_id IS NOT NULL")
    with op.batch_alter_table("translation") as batch:
        batch.drop_constraint(op.f(CHECK_OWNER), type_="check")
        batch.drop_constraint(op.f("uq_translation_outcome_id_field_language"), type_="unique")
        batch.drop_constraint(op.f("fk_translation_outcome_id_outcome"), type_="foreignkey")
        batch.drop_column("outcome_id")
        batch.create_check_constraint(op.f(CHECK_OWNER), _one_owner(*OWNERS))


def _tighten_replies() -> None:
    with op.batch_alter_table("reply") as batch:
        batch.drop_constraint(op.f(CHECK_SOURCE), type_="check")
        batch.alter_column("initiative_id", existing_type=sa.Uuid(), nullable=False)
        batch.add_column(sa.Column("told_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("told_how", _words(200), nullable=False, server_default=""))
        for name, *_rest in reversed(ADDED):
            batch.drop_column(name)
