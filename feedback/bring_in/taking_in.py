"""The import itself: read and check every row first, then store what is new all at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from feedback import chain
from feedback.areas import Area
from feedback.bring_in import records
from feedback.bring_in.cells import Tell
from feedback.bring_in.checking import Checker, Draft
from feedback.bring_in.mapping import Mapping
from feedback.bring_in.planning import Plan, grouped, key_hash, plan
from feedback.bring_in.records import Batch
from feedback.bring_in.refusals import ImportRefusedError, Refusal
from feedback.bring_in.sheet import fingerprint, read_rows
from feedback.database import Database
from feedback.models import Action, Subject
from feedback.turns import take_turn
from forms.questions import Survey

LONGEST_OCCASION = 200
ROWS_BETWEEN_NEWS = 10_000


@dataclass(frozen=True)
class Source:
    """A file to take in, and what its rows mean."""

    path: Path
    survey: Survey
    mapping: Mapping
    occasion: str
    on: date | None = None


@dataclass(frozen=True)
class Report:
    """What became of every row; nothing in it is anybody's words."""

    occasion: str
    accepted: int
    already_there: int
    refused: tuple[Refusal, ...]
    responses: int
    comments: int


def take_in(
    database: Database, source: Source, *, area: Area, is_rehearsal: bool = False, tell: Tell
) -> Report:
    """Store the new rows of a file; raises ImportRefusedError before anything is stored.

    A rehearsal reports the same and stores nothing.
    """
    if not 0 < len(source.occasion) <= LONGEST_OCCASION:
        raise ImportRefusedError(f"The occasion needs 1 to {LONGEST_OCCASION} characters.")
    file_hash = fingerprint(source.path)
    drafts, refused = _checked(source, area=area, tell=tell)
    groups = {
        key_hash(key, survey_slug=source.survey.slug, occasion=source.occasion): rows
        for key, rows in grouped(drafts).items()
    }
    # Everything slow is behind us: families wait for the write lock only while rows are stored.
    with database.reading.connect() if is_rehearsal else database.engine.begin() as connection:
        take_turn(connection, "import")
        _refuse_same_file_elsewhere(connection, source, file_hash=file_hash)
        collection_id = records.find_collection(
            connection, survey=source.survey, occasion=source.occasion
        )
        if collection_id and records.was_erased(connection, collection_id):
            raise ImportRefusedError(
                "Answers of this occasion were erased, having been kept long enough, and this "
                "could bring them back. Take only newer rows in, under another occasion."
            )
        known = records.stored_responses(connection, collection_id) if collection_id else {}
        made = plan(groups, {key: stored for key, (_id, stored) in known.items()})
        made.refused = sorted([*refused, *made.refused], key=lambda refusal: refusal.row)
        if made.accepted and not is_rehearsal:
            _store(
                connection,
                source,
                made,
                file_hash=file_hash,
                collection_id=collection_id,
                known={key: response_id for key, (response_id, _stored) in known.items()},
            )
    return _report(source, made)


def _report(source: Source, made: Plan) -> Report:
    return Report(
        occasion=source.occasion,
        accepted=made.accepted,
        already_there=made.already_there,
        refused=tuple(made.refused),
        responses=made.responses,
        comments=made.comments,
    )


def _checked(source: Source, *, area: Area, tell: Tell) -> tuple[list[Draft], list[Refusal]]:
    checker = Checker(
        survey=source.survey,
        mapping=source.mapping,
        area=area,
        today=datetime.now(records.LONDON).date(),
        on=source.on,
    )
    drafts: list[Draft] = []
    refused: list[Refusal] = []
    for draft in _each(checker, source, tell=tell):
        if isinstance(draft, Refusal):
            refused.append(draft)
        else:
            drafts.append(draft)
    return drafts, refused


def _each(checker: Checker, source: Source, *, tell: Tell) -> Iterator[Draft | Refusal]:
    rows = read_rows(
        source.path,
        columns=source.mapping.columns(),
        heading_rows=source.mapping.heading_rows,
        tell=tell,
    )
    for count, row in enumerate(rows, start=1):
        yield row if isinstance(row, Refusal) else checker.check(row)
        if count % ROWS_BETWEEN_NEWS == 0:
            tell(f"Checked {count:,} rows …")


def _refuse_same_file_elsewhere(connection: Connection, source: Source, *, file_hash: str) -> None:
    before = records.occasion_of(connection, survey=source.survey, file_hash=file_hash)
    if before is not None and before != source.occasion:
        raise ImportRefusedError(
            f"This very file was taken in before, as the occasion “{before}”. A second time would "
            "count every family twice."
        )


def _store(
    connection: Connection,
    source: Source,
    made: Plan,
    *,
    file_hash: str,
    collection_id: UUID | None,
    known: dict[str, UUID],
) -> None:
    consent = source.mapping.consent
    batch = Batch(
        survey=source.survey,
        occasion=source.occasion,
        file_hash=file_hash,
        consent_version=consent.wording if consent else None,
    )
    if collection_id is None:
        days = [addition.first.day for addition in made.additions]
        collection_id = records.add_collection(connection, batch, days=days, now=datetime.now(UTC))
    run_id = records.add_run(connection, batch, collection_id=collection_id, plan=made)
    records.add_all(
        connection,
        batch,
        made.additions,
        collection_id=collection_id,
        run_id=run_id,
        known=known,
    )
    taken_in = chain.Entry(
        Action.IMPORTED,
        chain.COMMAND_LINE,
        Subject.COLLECTION,
        collection_id,
        how_many=made.accepted,
    )
    chain.append(connection, [taken_in])
