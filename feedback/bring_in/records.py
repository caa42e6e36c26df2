"""What an import stores: everything in one short transaction, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from feedback.bring_in.checking import Comment as DraftComment
from feedback.bring_in.planning import Addition, Stored, Tally
from feedback.models import Answer, Channel, Collection, Comment, ImportRun, Response
from feedback.responses import table_of
from forms.questions import Survey, Variant

COLLECTION, RUN, RESPONSE = table_of(Collection), table_of(ImportRun), table_of(Response)
ANSWER, COMMENT = table_of(Answer), table_of(Comment)
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Batch:
    """What the responses of one import share."""

    survey: Survey
    occasion: str
    file_hash: str
    consent_version: int | None


@dataclass(frozen=True)
class Run:
    """One file that is being taken in, and the collection it goes to."""

    id: UUID
    collection_id: UUID


def occasion_of(connection: Connection, *, survey: Survey, file_hash: str) -> str | None:
    """The occasion under which this very file was imported before, or None."""
    found = connection.execute(
        select(COLLECTION.c.occasion)
        .join(RUN, RUN.c.collection_id == COLLECTION.c.id)
        .where(COLLECTION.c.survey_slug == survey.slug, RUN.c.file_hash == file_hash)
        .order_by(RUN.c.finished_at, RUN.c.id)
        .limit(1)
    ).scalar()
    return None if found is None else str(found)


def find_collection(connection: Connection, *, survey: Survey, occasion: str) -> UUID | None:
    """The collection that earlier imports of this occasion went to, or None."""
    found: UUID | None = connection.execute(
        select(COLLECTION.c.id)
        .join(RUN, RUN.c.collection_id == COLLECTION.c.id)
        .where(
            COLLECTION.c.survey_slug == survey.slug,
            # A collection keeps its version for ever.
            COLLECTION.c.survey_version == survey.version,
            COLLECTION.c.occasion == occasion,
        )
        .order_by(COLLECTION.c.created_at, COLLECTION.c.id)
        .limit(1)
    ).scalar()
    return found


def was_erased(connection: Connection, collection_id: UUID) -> bool:
    """Whether anything of a collection was erased because it had been kept long enough."""
    erased = select(COLLECTION.c.erased_until).where(COLLECTION.c.id == collection_id)
    return connection.execute(erased).scalar_one() is not None


def stored_responses(
    connection: Connection, collection_id: UUID | None, *, keys: Sequence[str]
) -> dict[str, tuple[UUID, Stored]]:
    """The imported responses of a collection that have these keys."""
    if collection_id is None:
        return {}
    imported = (
        RESPONSE.c.key_hash.in_(keys),
        RESPONSE.c.collection_id == collection_id,
        RESPONSE.c.import_run_id.is_not(None),
    )
    found = {
        row.key_hash: (row.id, Stored())
        for row in connection.execute(select(RESPONSE.c.key_hash, RESPONSE.c.id).where(*imported))
    }
    by_id = dict(found.values())
    for answer in connection.execute(select(ANSWER).join(RESPONSE).where(*imported)):
        by_id[answer.response_id].choices[answer.question_id] = answer.code
    for row in connection.execute(select(COMMENT).join(RESPONSE).where(*imported)):
        comment = DraftComment(row.question_id, row.question_kind, row.text, row.language)
        by_id[row.response_id].comments[comment] += 1
    return found


def add_collection(
    connection: Connection, batch: Batch, *, days: tuple[date, date], now: datetime
) -> UUID:
    """A collection that has closed, from the first day of its feedback to the last."""
    first, last = days
    opens = datetime.combine(first, time.min, LONDON)
    last_day_over = datetime.combine(last + timedelta(days=1), time.min, LONDON)
    collection_id = uuid4()
    connection.execute(
        COLLECTION.insert().values(
            id=collection_id,
            survey_slug=batch.survey.slug,
            survey_version=batch.survey.version,
            occasion=batch.occasion,
            opens_at=opens,
            closes_at=max(min(last_day_over, now), opens + timedelta(seconds=1)),
            created_at=now,
            is_sample=False,
        )
    )
    return collection_id


def add_run(connection: Connection, batch: Batch, *, collection_id: UUID, now: datetime) -> Run:
    """Remember that a file is taken in; how much of it, `finish_run` says."""
    run = Run(uuid4(), collection_id)
    connection.execute(
        RUN.insert().values(
            id=run.id,
            collection_id=collection_id,
            file_hash=batch.file_hash,
            accepted=0,
            refused=0,
            already_there=0,
            finished_at=now,
        )
    )
    return run


def finish_run(connection: Connection, run: Run, tally: Tally) -> None:
    """Remember how much of a file was taken in."""
    connection.execute(
        RUN.update()
        .where(RUN.c.id == run.id)
        .values(
            accepted=tally.accepted,
            refused=len(tally.refused),
            already_there=tally.already_there,
            finished_at=datetime.now(UTC),
        )
    )


def add_all(
    connection: Connection,
    batch: Batch,
    additions: Sequence[Addition],
    *,
    run: Run,
    known: Mapping[str, UUID],
) -> None:
    """Add responses, answers and comments, each kind in one go."""
    responses, answers, comments = [], [], []
    not_quotable = [
        known[each.key] for each in additions if each.key in known and not each.may_be_quoted
    ]
    for addition in additions:
        response_id = known.get(addition.key) or uuid4()
        if addition.is_new:
            responses.append(
                {
                    "id": response_id,
                    "collection_id": run.collection_id,
                    "import_run_id": run.id,
                    **_response(batch, addition),
                }
            )
        answers += [
            {"response_id": response_id, "question_id": question, "code": code}
            for question, code in addition.choices.items()
        ]
        comments += [_comment(response_id, comment) for comment in addition.comments]
    if not_quotable:
        # Their new rows came without consent, and a response has one consent for all its words.
        connection.execute(
            RESPONSE.update().where(RESPONSE.c.id.in_(not_quotable)).values(consent_version=None)
        )
    for table, rows in ((RESPONSE, responses), (ANSWER, answers), (COMMENT, comments)):
        if rows:
            connection.execute(table.insert(), rows)


def _response(batch: Batch, addition: Addition) -> dict[str, object]:
    return {
        "survey_version": batch.survey.version,
        "variant": Variant.STANDARD.value,
        "language": addition.first.language,
        "channel": Channel.IMPORTED,
        "week": addition.first.week,
        "key_hash": addition.key,
        "consent_version": batch.consent_version if addition.may_be_quoted else None,
        "is_quarantined": False,
    }


def _comment(response_id: UUID, comment: DraftComment) -> dict[str, object]:
    return {
        "id": uuid4(),
        "response_id": response_id,
        "question_id": comment.question_id,
        "question_kind": comment.kind,
        "language": comment.language,
        "text": comment.text,
    }
