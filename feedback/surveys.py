"""Every survey there is: the built-in ones, and what officers have put together and published.

A published version never changes, so each process keeps those it has read, by their hash.
"""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Lock
from typing import Any, TypeAlias

from flask import g, has_request_context, request
from sqlalchemy import Connection, Row, Select, select
from sqlmodel import Session

from feedback.database import reading_engine, session
from feedback.models import Collection, ComposedSurvey, ComposedVersion
from forms import composed
from forms.bank import QUESTIONS
from forms.composed import Composed
from forms.questions import Question, Survey
from forms.surveys import SURVEYS

_SURVEY: Any = ComposedSurvey
_VERSION: Any = ComposedVersion
_COLLECTION: Any = Collection
SURVEY, VERSION = _SURVEY.__table__, _VERSION.__table__
COLLECTION = _COLLECTION.__table__
MOST_KEPT = 256

# Who reads without a request (a command, a worker, a family's short transaction) brings its own.
Held: TypeAlias = Connection | Session | None
Hashes: TypeAlias = tuple[str, ...]


class VersionBrokenError(Exception):
    """A stored version is not what was published: nothing of it may be shown."""


class _Kept:
    """The surveys read last, by the hashes of the versions they are made of."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made: OrderedDict[Hashes, Survey] = OrderedDict()
        self._lock = Lock()

    def get(self, hashes: Hashes) -> Survey | None:
        """The survey made of these versions, if it is still kept."""
        with self._lock:
            found = self._made.get(hashes)
            if found is not None:
                self._made.move_to_end(hashes)
            return found

    def put(self, hashes: Hashes, made: Survey) -> Survey:
        """Keep it; where another thread was quicker, its survey is the one that counts."""
        with self._lock:
            kept = self._made.setdefault(hashes, made)
            while len(self._made) > MOST_KEPT:
                self._made.popitem(last=False)
            return kept


_kept = _Kept()


def canonical(found: Composed) -> str:
    """The survey as the bytes that are hashed and kept: the same on every machine."""
    plain = composed.to_plain(found)
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def hash_of(slug: str, version: int, content: str) -> str:
    """What a version is known by; it changes with any letter of it."""
    return hashlib.sha256(f"{slug} {version} {content}".encode()).hexdigest()


def find(slug: str, version: int | None = None, *, held: Held = None) -> Survey | None:
    """A survey as it was published under this number, or else as it is now; None for no survey."""
    if slug in SURVEYS:
        return SURVEYS[slug]
    wanted = select(VERSION.c.version, VERSION.c.hash).where(VERSION.c.survey_slug == slug)
    if version is not None:
        wanted = wanted.where(VERSION.c.version == version)
    rows = _rows(wanted.order_by(VERSION.c.version.desc()).limit(1), held)
    return _published(slug, rows[0].version, rows[0].hash, held) if rows else None


def get(slug: str, version: int | None = None, *, held: Held = None) -> Survey:
    """The same for a survey that must be there, because a collection asks it."""
    found = find(slug, version, held=held)
    if found is None:
        raise KeyError(f"No survey {slug!r} was ever published in version {version}.")
    return found


def all_of_them(*, held: Held = None) -> dict[str, Survey]:
    """Every survey by its slug, each with all that any version of it has asked."""
    return {**SURVEYS, **dict(_composed(held))}


def over_time(slug: str, *, held: Held = None) -> Survey | None:
    """All that any version of a survey has asked: what its results and comments belong to."""
    return SURVEYS[slug] if slug in SURVEYS else dict(_composed(held, slug)).get(slug)


def as_frozen(slug: str, version: int, *, held: Held = None) -> Survey:
    """All that any version has asked, with the main question and the reason of this version.

    A release is read with it: what a later version changes may not change what was published.
    """
    now = over_time(slug, held=held)
    if now is None:
        raise KeyError(f"No survey {slug!r} was ever published.")
    hashes = [
        row.hash
        for row in _every_version(held)
        if (row.survey_slug, row.version) == (slug, version)
    ]
    if slug in SURVEYS or not hashes:
        return now
    then = _published(slug, version, hashes[0], held)
    return replace(
        now,
        questions=tuple(replace(one, required=one.id == then.overall.id) for one in now.questions),
        asks_about_you=then.asks_about_you,
        over_budget_reason=then.over_budget_reason,
    )


def for_the_public(*, held: Held = None) -> dict[str, Survey]:
    """What anybody may read: the built-in ones, and those that some families were asked.

    Not what officers only prepare, and none whose results never appear on a public page.
    """
    asked = {row.survey_slug for row in _rows(select(COLLECTION.c.survey_slug).distinct(), held)}
    composed_ones = {
        slug: survey
        for slug, survey in _composed(held)
        if slug in asked and not survey.is_restricted
    }
    return {**SURVEYS, **composed_ones}


def question(question_id: str, *, held: Held = None) -> Question | None:
    """A question of the bank, or of any composed survey, as it was asked last; None for none."""
    is_own = question_id.startswith(composed.OWN)
    return questions(held=held).get(question_id) if is_own else QUESTIONS.get(question_id)


def questions(*, held: Held = None) -> dict[str, Question]:
    """Every question by its id: of the bank, and of all composed surveys."""
    own = (one for _slug, survey in _composed(held) for one in survey.questions)
    # A composed survey asks a bank question with conditions of its own.
    return {one.id: one for one in own} | QUESTIONS


def on_offer(*, held: Held = None) -> dict[str, Survey]:
    """What a new collection may ask: each survey as it is now, but for those that are retired."""
    retired = select(SURVEY.c.slug).where(SURVEY.c.is_retired)
    newest = {
        row.survey_slug: row
        for row in _rows(_versions().where(VERSION.c.survey_slug.not_in(retired)), held)
    }
    return SURVEYS | {
        slug: _published(slug, row.version, row.hash, held) for slug, row in newest.items()
    }


def as_composed(slug: str, version: int, *, held: Held = None) -> Composed | None:
    """What a published version was made of; None where there is none."""
    wanted = select(VERSION.c.content, VERSION.c.hash).where(
        VERSION.c.survey_slug == slug, VERSION.c.version == version
    )
    rows = _rows(wanted, held)
    if not rows:
        return None
    if hash_of(slug, version, rows[0].content) != rows[0].hash:
        raise VersionBrokenError(f"Version {version} of {slug} is not what was published.")
    return composed.from_plain(json.loads(rows[0].content))


def _versions() -> Select[Any]:
    order = (VERSION.c.survey_slug, VERSION.c.version)
    return select(*order, VERSION.c.hash).order_by(*order)


def _composed(held: Held, slug: str | None = None) -> Iterator[tuple[str, Survey]]:
    versions: dict[str, list[Row[Any]]] = {}
    for row in _every_version(held):
        if slug in (None, row.survey_slug):
            versions.setdefault(row.survey_slug, []).append(row)
    for name, rows in versions.items():
        hashes = tuple(row.hash for row in rows)
        yield (
            name,
            _kept.get(hashes)
            or _kept.put(
                hashes, merged([_published(name, row.version, row.hash, held) for row in rows])
            ),
        )


def _every_version(held: Held) -> Sequence[Row[Any]]:
    """Which versions there are: asked once for a page that is only looked at."""
    if held is not None or not has_request_context() or request.method != "GET":
        return _rows(_versions(), held)
    if "heard_versions" not in g:
        g.heard_versions = _rows(_versions(), held)
    found: Sequence[Row[Any]] = g.heard_versions
    return found


def _published(slug: str, version: int, hash_: str, held: Held) -> Survey:
    found = _kept.get((hash_,))
    if found is not None:
        return found
    made = as_composed(slug, version, held=held)
    assert made is not None  # noqa: S101 -- its row was there, and no row ever goes
    return _kept.put((hash_,), composed.survey(made, version))


def merged(versions: Sequence[Survey]) -> Survey:
    """One survey that holds every question of its versions, the newest wording and order first.

    A question that asks something else has another id, so that nothing is counted together.
    """
    *older, newest = versions
    asked: dict[str, Question] = {question.id: question for question in newest.questions}
    for survey in reversed(older):
        for question in survey.questions:
            now = asked.setdefault(question.id, replace(question, required=False))
            if now is not question:
                # Whoever was not asked it then may not be counted as if they had been.
                asked[question.id] = replace(
                    now,
                    only_for=now.only_for or question.only_for,
                    after=now.after or question.after,
                )
    in_all = frozenset[str].intersection(*(frozenset(map(_id, one.questions)) for one in versions))
    return replace(
        newest,
        questions=tuple(asked.values()),
        is_restricted=any(survey.is_restricted for survey in versions),
        partly_asked=frozenset(asked) - in_all,
        once_asked=tuple(
            one for survey in older for one in survey.questions if _of_others(one, asked[one.id])
        ),
        apart=frozenset[str]().union(*(one.apart for one in versions)),
    )


def _of_others(then: Question, now: Question) -> bool:
    """Whether it hung then on other answers than now."""
    return (then.only_for, then.after) not in ((None, None), (now.only_for, now.after))


def _id(question: Question) -> str:
    return question.id


def _rows(wanted: Select[Any], held: Held) -> Sequence[Row[Any]]:
    # The request's own session only where it has one: to open it here would take, in a post, the
    # one lock that a shorter transaction of the same request may need.
    if held is None and has_request_context() and "heard_session" in g:
        held = session()
    if held is not None:
        return held.execute(wanted).all()
    with reading_engine().connect() as connection:
        return connection.execute(wanted).all()
