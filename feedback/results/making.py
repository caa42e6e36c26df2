"""Freezing: once a term, a survey's answers become one release, and never change again.

A term is frozen when paper forms can no longer be typed in. What comes in later is counted in the
next term, and so is a term of fewer answers than the base: every answer counts once. Only a
command freezes; a page never does.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from analysis.gate.asked import Ask, Rules
from analysis.gate.release import release
from analysis.gate.shape import Cell, Shape
from analysis.tone import READER_VERSION
from feedback import breakdowns, counts
from feedback.areas import Area
from feedback.chain import COMMAND_LINE, Entry, append
from feedback.counts import Given
from feedback.database import Database
from feedback.models import Action, CountedResponse, Subject
from feedback.readings import read_pending
from feedback.responses import table_of
from feedback.results.asking import About, Plan, Seer, Wanted, plan
from feedback.results.auditing import refuse_unsafe
from feedback.results.changing import changes
from feedback.results.due import RELEASE, Due, due
from feedback.results.rules import current_rules
from feedback.results.stored import FORMAT, Stored, canonical, hash_of, read, written
from feedback.results.terms import public_from
from feedback.turns import take_turn

COUNTED = table_of(CountedResponse)
TONE = "tone"
TRIES = 3


def make_due(
    database: Database, area: Area, *, secret: bytes, software: str, now: datetime
) -> list[Stored]:
    """Freeze every survey and term that can be frozen; says what was made."""
    with Session(database.reading) as session:
        waiting = list(due(session, area, today=now.date()))
    if waiting:
        # A comment nobody has read yet would be counted as such for ever.
        read_pending(database)
    made = [
        _Making(database, area, one, secret=secret, software=software, now=now).make()
        for one in waiting
    ]
    return [one for one in made if one is not None]


class _Making:
    """One release on its way: counted and protected first, then numbered and stored at once."""

    def __init__(
        self,
        database: Database,
        area: Area,
        due: Due,
        *,
        secret: bytes,
        software: str,
        now: datetime,
    ) -> None:
        self.database, self.area, self.due = database, area, due
        self.secret, self.software, self.now = secret, software, now

    def make(self) -> Stored | None:
        """Freeze it; None when somebody else did so meanwhile."""
        for left in range(TRIES, 0, -1):
            with Session(self.database.reading) as session:
                given = counts.waiting(session, self.due.survey.slug, until=self.due.term.ends)
                content = self._content(session, given)
            counted = [] if content["withheld"] else list(given)
            refuse_unsafe(content, self.area)
            try:
                with self.database.transaction() as connection:
                    return self._store(connection, content, counted)
            except IntegrityError:
                # A family took its response back meanwhile: count again without it.
                if left == 1:
                    raise
        raise AssertionError("unreachable")

    def _content(self, session: Session, given: Mapping[UUID, Given]) -> dict[str, Any]:
        rules = current_rules(session, secret=self.secret)
        responses = list(given.values())
        is_few = len(responses) < rules.base
        plan_ = plan(self.due.survey, responses)
        too_few, before = self._before(session)
        terms = [*too_few, self.due.term.ref]
        seen = {} if is_few else self._seen(session, plan_, given, rules)
        return {
            "format": FORMAT,
            "area": self.area.code,
            "survey": self.due.survey.slug,
            "survey_version": self.due.survey.version,
            "terms": terms,
            "frozen_on": self.now.date().isoformat(),
            "public_from": public_from(self.now.date(), self.area).isoformat(),
            "software": self.software,
            "base": rules.base,
            "threshold": rules.threshold,
            "responses": None if is_few else len(responses),
            "withheld": "too_few" if is_few else None,
            "occasions": {} if is_few else {k: str(v) for k, v in plan_.occasions.items()},
            "everybody": {} if is_few else _everybody(plan_),
            "seen": seen,
            "change": changes(
                self.area, self.due.survey.overall, seen=seen, terms=terms, before=before
            ),
        }

    def _before(self, session: Session) -> tuple[list[str], Stored | None]:
        """The terms before this one that had too few answers, and the release before those.

        What those terms had is counted in this one.
        """
        found: list[str] = []
        rows = session.execute(
            select(RELEASE.c.number, RELEASE.c.term_ref, RELEASE.c.content, RELEASE.c.hash)
            .where(RELEASE.c.survey_slug == self.due.survey.slug)
            .order_by(RELEASE.c.number.desc())
        )
        for number, term, content, expected in rows:
            stored = read(number, content, expected)
            if stored.responses is not None:
                return found, stored
            found.insert(0, term)
        return found, None

    def _seen(
        self, session: Session, plan_: Plan, given: Mapping[UUID, Given], rules: Rules
    ) -> dict[str, list[dict[str, Any]]]:
        people = Counter(plan_.cell_of(each) for each in given.values())
        ask = plan_.ask(self.area)
        released = release(ask, people, rules)
        found: dict[str, list[dict[str, Any]]] = {
            role: [
                written(plan_.wanted[at], plan_.rows_of(plan_.wanted[at]), table)
                for at, table in zip(ask.roles[role], tables, strict=True)
            ]
            for role, tables in released.items()
        }
        tone = self._tone(session, given, rules)
        for seer in (Seer.FORUM, Seer.OFFICER):
            if found[seer]:
                found[seer].append(tone)
        return {str(seer): tables for seer, tables in found.items()}

    def _tone(self, session: Session, given: Mapping[UUID, Given], rules: Rules) -> dict[str, Any]:
        """Comments are counted apart from responses: one response may hold several."""
        survey, term = self.due.survey, self.due.term
        tones = counts.tones(session, survey.slug, until=term.ends, reader=READER_VERSION, of=given)
        rows = {category.code: codes for category, codes in breakdowns.of_tones(tones.total())}
        people: dict[Cell, int] = {
            ((TONE, row),): sum(tones[code] for code in codes) for row, codes in rows.items()
        }
        ask = Ask(Shape({TONE: tuple(rows)}), [(TONE,)], {"all": [0]}, {})
        [table] = release(ask, people, rules)["all"]
        return written(Wanted(TONE, About.TONE, (TONE,)), rows, table)

    @property
    def _same(self) -> Select[Any]:
        """The release of this survey and term, if there is one."""
        return select(RELEASE.c.id).where(
            RELEASE.c.survey_slug == self.due.survey.slug,
            RELEASE.c.term_ref == self.due.term.ref,
        )

    def _store(
        self, connection: Connection, content: dict[str, Any], counted: Sequence[UUID]
    ) -> Stored | None:
        take_turn(connection, "number of a release")
        if connection.execute(self._same).first():
            return None
        number, previous = _last(connection)
        text = canonical({**content, "number": number + 1, "previous": previous})
        release_id = uuid4()
        connection.execute(
            RELEASE.insert().values(
                id=release_id,
                number=number + 1,
                survey_slug=self.due.survey.slug,
                term_ref=self.due.term.ref,
                frozen_at=self.now,
                content=text,
                hash=hash_of(text),
            )
        )
        rows = [{"response_id": each, "release_id": release_id} for each in counted]
        if rows:
            connection.execute(COUNTED.insert(), rows)
        made = Entry(Action.RELEASED_RESULTS, COMMAND_LINE, Subject.RELEASE, f"R{number + 1}")
        append(connection, [made])
        return read(number + 1, text, hash_of(text))


def _everybody(plan_: Plan) -> dict[str, dict[str, list[str]]]:
    """The rows of the questions that crossed tables count everybody by; "" is no answer."""
    return {
        name: {
            row: sorted(codes | ({""} if row == each.last else frozenset()))
            for row, codes in each.rows.items()
        }
        for name, each in plan_.crossed.items()
    }


def _last(connection: Connection) -> tuple[int, str | None]:
    """The number and the hash of the newest release."""
    newest = select(func.max(RELEASE.c.number)).scalar_subquery()
    row = connection.execute(
        select(RELEASE.c.number, RELEASE.c.hash).where(RELEASE.c.number == newest)
    ).first()
    return (row[0], row[1]) if row else (0, None)
