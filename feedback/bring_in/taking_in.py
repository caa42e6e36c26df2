"""The import itself: read and check every row first, then store what is new all at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from feedback import chain
from feedback.areas import Area
from feedback.bring_in import records
from feedback.bring_in.cells import Tell
from feedback.bring_in.checking import Checker, Draft
from feedback.bring_in.mapping import Mapping
from feedback.bring_in.planning import Tally, plan
from feedback.bring_in.records import Batch, Run
from feedback.bring_in.refusals import ImportRefusedError, Refusal
from feedback.bring_in.sheet import fingerprint, read_rows
from feedback.bring_in.staging import Staged, staging
from feedback.database import Database
from feedback.models import Action, Subject
from feedback.turns import take_turn
from forms.questions import Survey

LONGEST_OCCASION = 200
ROWS_BETWEEN_NEWS = 10_000
# Enough for one question to ask of many, and few enough to hold.
RESPONSES_AT_ONCE = 500


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
    with staging() as staged:
        tally = Tally(_check(source, staged, area=area, tell=tell))
        groups = staged.groups(survey_slug=source.survey.slug, occasion=source.occasion)
        # Reading and checking are behind us: families wait for the write lock only while rows
        # are stored.
        with database.reading.connect() if is_rehearsal else database.engine.begin() as connection:
            storing = _begun(connection, source, file_hash=file_hash, is_rehearsal=is_rehearsal)
            while some := dict(islice(groups, RESPONSES_AT_ONCE)):
                storing.add(some, tally, days=staged.days)
            storing.finish(tally)
    return _report(source, tally)


def _report(source: Source, tally: Tally) -> Report:
    return Report(
        occasion=source.occasion,
        accepted=tally.accepted,
        already_there=tally.already_there,
        refused=tuple(sorted(tally.refused, key=lambda refusal: refusal.row)),
        responses=tally.responses,
        comments=tally.comments,
    )


def _check(source: Source, staged: Staged, *, area: Area, tell: Tell) -> list[Refusal]:
    """Put every row by that can be taken in; says which cannot."""
    checker = Checker(
        survey=source.survey,
        mapping=source.mapping,
        area=area,
        today=datetime.now(records.LONDON).date(),
        on=source.on,
    )
    refused: list[Refusal] = []

    def accepted() -> Iterator[Draft]:
        for draft in _each(checker, source, tell=tell):
            if isinstance(draft, Refusal):
                refused.append(draft)
            else:
                yield draft

    staged.add(accepted())
    return refused


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


def _begun(
    connection: Connection, source: Source, *, file_hash: str, is_rehearsal: bool
) -> "_Storing":
    """What stores the rows; refuses when they may not be."""
    take_turn(connection, "import")
    _refuse_same_file_elsewhere(connection, source, file_hash=file_hash)
    earlier = records.find_collection(connection, survey=source.survey, occasion=source.occasion)
    if earlier and records.was_erased(connection, earlier):
        raise ImportRefusedError(
            "Answers of this occasion were erased, having been kept long enough, and this "
            "could bring them back. Take only newer rows in, under another occasion."
        )
    consent = source.mapping.consent
    batch = Batch(
        survey=source.survey,
        occasion=source.occasion,
        file_hash=file_hash,
        consent_version=consent.wording if consent else None,
    )
    return _Storing(connection, batch, earlier, is_rehearsal=is_rehearsal)


class _Storing:
    """Stores some responses after others, all in one transaction."""

    def __init__(
        self, connection: Connection, batch: Batch, earlier: UUID | None, *, is_rehearsal: bool
    ) -> None:
        self._connection, self._batch, self._earlier = connection, batch, earlier
        self._is_rehearsal = is_rehearsal
        self._run: Run | None = None

    def add(
        self, groups: dict[str, list[Draft]], tally: Tally, *, days: Callable[[], tuple[date, date]]
    ) -> None:
        """Store what is new of some responses."""
        known = records.stored_responses(self._connection, self._earlier, keys=list(groups))
        made = plan(groups, {key: stored for key, (_id, stored) in known.items()})
        tally.count(made)
        if not made.additions or self._is_rehearsal:
            return
        # Only what stores something leaves a trace that it was there.
        self._run = self._run or self._new_run(days)
        ids = {key: response_id for key, (response_id, _stored) in known.items()}
        records.add_all(self._connection, self._batch, made.additions, run=self._run, known=ids)

    def _new_run(self, days: Callable[[], tuple[date, date]]) -> Run:
        now = datetime.now(UTC)
        place = self._earlier or records.add_collection(
            self._connection, self._batch, days=days(), now=now
        )
        return records.add_run(self._connection, self._batch, collection_id=place, now=now)

    def finish(self, tally: Tally) -> None:
        """Write down how much was taken in, if anything was."""
        if self._run is None:
            return
        records.finish_run(self._connection, self._run, tally)
        taken_in = chain.Entry(
            Action.IMPORTED,
            chain.COMMAND_LINE,
            Subject.COLLECTION,
            self._run.collection_id,
            how_many=tally.accepted,
        )
        chain.append(self._connection, [taken_in])
