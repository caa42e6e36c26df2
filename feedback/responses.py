"""Storing a response once: shared by a family's form, the paper entry and the sample.

The import stores many in one go, and knows by itself which are there already.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Executable, Table

from feedback.database import insert_for
from feedback.models import Answer, Comment, Response
from feedback.prepared import Prepared
from forms.answers import Answers
from forms.questions import Survey


def table_of(model: Any) -> Table:
    """The table behind a model, for the plain inserts of the busy paths."""
    found: Table = model.__table__
    return found


RESPONSE, ANSWER, COMMENT = table_of(Response), table_of(Answer), table_of(Comment)


def week_of(moment: datetime) -> date:
    """The Monday of that week: the only time kept with a response."""
    day = moment.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())


def store_once(
    connection: Connection,
    values: dict[str, Any],
    *,
    choices: Sequence[tuple[str, str]],
    comments: Sequence[tuple[str, str, str]],
    comment_language: str | None = None,
) -> bool:
    """Store a response and all it says, unless its key is already there; says whether it was new.

    Comments are (question id, kind of question, text), in the form's language if none is named.
    """
    is_new = insert_response(connection, values)
    if is_new:
        insert_answers(connection, values["id"], choices)
        insert_comments(connection, values["id"], comment_language or values["language"], comments)
    return is_new


def comments_of(survey: Survey, answers: Answers) -> list[tuple[str, str, str]]:
    """What was written, as (question id, kind of question, text)."""
    return [
        (question, str(survey.question(question).text_kind), text)
        for question, text in answers.texts
    ]


def insert_response(connection: Connection, values: dict[str, Any]) -> bool:
    """Add a response row unless its key is already there; says whether it was added."""
    return insert_once(connection, RESPONSE, values)


def insert_once(connection: Connection, table: Table, values: dict[str, Any]) -> bool:
    """Add a row unless one with its key_hash is already there; says whether it was added."""
    return bool(_inserting_once(table, tuple(values)).run(connection, values))


@lru_cache(maxsize=16)
def _inserting_once(table: Table, names: tuple[str, ...]) -> Prepared:
    def make(dialect: str) -> Executable:
        return (
            insert_for(dialect, table)
            .on_conflict_do_nothing(index_elements=["key_hash"])
            # Not the count of rows: after an insert PostgreSQL's driver may leave it unknown.
            .returning(table.c.key_hash)
        )

    return Prepared(make, *names)


_INSERT_ANSWER = Prepared(lambda _dialect: ANSWER.insert(), "response_id", "question_id", "code")
_INSERT_COMMENT = Prepared(
    lambda _dialect: COMMENT.insert(),
    *("id", "response_id", "question_id", "question_kind", "language", "text"),
)


def insert_answers(
    connection: Connection, response_id: UUID, choices: Sequence[tuple[str, str]]
) -> None:
    """Add the options chosen in one response."""
    rows = [
        {"response_id": response_id, "question_id": question, "code": code}
        for question, code in choices
    ]
    _INSERT_ANSWER.run_each(connection, rows)


def insert_comments(
    connection: Connection,
    response_id: UUID,
    language: str,
    comments: Sequence[tuple[str, str, str]],
) -> None:
    """Add what was written in one response."""
    rows = [
        {
            "id": uuid4(),
            "response_id": response_id,
            "question_id": question,
            "question_kind": kind,
            "language": language,
            "text": text,
        }
        for question, kind, text in comments
    ]
    _INSERT_COMMENT.run_each(connection, rows)
