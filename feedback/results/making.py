"""Freezing: once a term, a survey's answers become one release, and never change again.

A term is frozen when paper forms can no longer be typed in. What comes in later is counted in the
next term, and so is a term of fewer answers than the base: every answer counts once. Only a
command freezes; a page never does.
"""

import logging
from datetime import datetime
from typing import Any
from uuid import uuid4

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
from feedback.counts import Waiting
from feedback.database import Database
from feedback.models import Action, Subject
from feedback.readings import read_pending
from feedback.results.asking import About, Plan, Seer, Wanted, plan
from feedback.results.auditing import refuse_unsafe
from feedback.results.changing import changes
from feedback.results.depending import without_those_that_tell
from feedback.results.due import RELEASE, Due, due
from feedback.results.rules import current_rules
from feedback.results.stored import FORMAT, Stored, canonical, hash_of, read, written
from feedback.results.terms import public_from
from feedback.turns import take_turn

logger = logging.getLogger(__name__)
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
    made = []
    for one in waiting:
        making = _Making(database, area, one, secret=secret, software=software, now=now)
        try:
            made.append(making.make())
        except OthersWaitError:
            # It is counted at the next look; the others need not wait for that.
            logger.warning("Answers to %s came or went while counted.", one.survey.slug)
    return [one for one in made if one is not None]


class OthersWaitError(Exception):
    """What waits is no longer what was counted."""


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
            with Session(self.database.at_one_moment) as session:
                content, mark = self._content(session), self._mark(session)
            refuse_unsafe(content, self.area)
            try:
                with self.database.transaction() as connection:
                    return self._store(connection, content, mark)
            except (IntegrityError, OthersWaitError):
                # A family took its response back meanwhile, say: count again without it.
                if left == 1:
                    raise
        raise AssertionError("unreachable")

    def _mark(self, session: Session) -> counts.Mark:
        return counts.mark_of_waiting(session, self.due.survey.slug, until=self.due.term.ends)

    def _content(self, session: Session) -> dict[str, Any]:
        survey, term = self.due.survey, self.due.term
        waiting = counts.waiting(session, survey.slug, overall=survey.overall.id, until=term.ends)
        rules = current_rules(session, secret=self.secret)
        is_few = waiting.total < rules.base
        plan_ = plan(survey, waiting.sizes)
        too_few, before = self._before(session)
        terms = [*too_few, term.ref]
        seen = {} if is_few else self._seen(session, plan_, waiting, rules)
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
            "responses": None if is_few else waiting.total,
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
        self, session: Session, plan_: Plan, waiting: Waiting, rules: Rules
    ) -> dict[str, list[dict[str, Any]]]:
        ask = plan_.ask(self.area)
        released = release(ask, plan_.people(waiting), rules)
        found: dict[str, list[dict[str, Any]]] = {
            role: [
                written(plan_.wanted[at], plan_.rows_of(plan_.wanted[at]), table)
                for at, table in zip(ask.roles[role], tables, strict=True)
            ]
            for role, tables in released.items()
        }
        found = without_those_that_tell(found, self.due.survey)
        tone = self._tone(session, rules)
        for seer in (Seer.FORUM, Seer.OFFICER):
            if found[seer]:
                found[seer].append(tone)
        return {str(seer): tables for seer, tables in found.items()}

    def _tone(self, session: Session, rules: Rules) -> dict[str, Any]:
        """Comments are counted apart from responses: one response may hold several."""
        survey, term = self.due.survey, self.due.term
        tones = counts.tones(session, survey.slug, until=term.ends, reader=READER_VERSION)
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
        self, connection: Connection, content: dict[str, Any], mark: counts.Mark
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
        if not content["withheld"]:
            term = self.due.term
            found = counts.count_in(connection, release_id, self.due.survey.slug, until=term.ends)
            if found != mark:
                raise OthersWaitError
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
