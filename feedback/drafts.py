"""Composed surveys on their way: drafts that two people may edit, and publishing one for good."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlmodel import Session

from feedback.database import session
from feedback.models import ComposedSurvey, ComposedVersion
from feedback.surveys import SURVEY, VERSION, as_composed, canonical, hash_of
from feedback.turns import take_turn
from forms import composed
from forms.composed import Composed, OwnQuestion, Piece, Problem
from forms.composed.reading import is_free_slug

TURN = "composing"


class DraftRefusedError(Exception):
    """This draft cannot be kept: its name or an id of its own questions is another survey's."""


class ChangedMeanwhileError(Exception):
    """Somebody saved this draft after it was opened; `theirs` is what is kept now."""

    def __init__(self, theirs: "Draft") -> None:
        """Keep the other person's draft, so that both can be shown."""
        super().__init__(f"{theirs.composed.slug} is at revision {theirs.revision} now.")
        self.theirs = theirs


class NotReadyError(Exception):
    """This draft cannot be published; `problems` says what has to be put right."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep every place and reason."""
        super().__init__("; ".join(f"{one.path}: {one.reason}" for one in problems))
        self.problems = problems


class NothingNewError(Exception):
    """The draft says exactly what the newest version says."""


@dataclass(frozen=True)
class Draft:
    """A draft as it is kept, and how often it was saved."""

    composed: Composed
    revision: int
    is_retired: bool
    version: int | None  # The newest published one; None where there is none yet.
    changed_at: datetime


@dataclass(frozen=True)
class Published:
    """A new version, and which questions start afresh in it."""

    version: int
    composed: Composed
    # Ids that own questions had in the draft, and have now: their answers pool with no older ones.
    renamed: dict[str, str]


def find(slug: str, *, held: Session | None = None) -> Draft | None:
    """The draft of one composed survey, or None; a command brings its own session."""
    held = held or session()
    row: ComposedSurvey | None = held.get(ComposedSurvey, slug)
    return _draft(row, _newest(held, slug)) if row else None


def all_of_them(*, held: Session | None = None) -> list[Draft]:
    """Every draft, those in use first, by name."""
    held = held or session()
    newest = dict(
        held.execute(
            select(VERSION.c.survey_slug, func.max(VERSION.c.version)).group_by(
                VERSION.c.survey_slug
            )
        ).all()
    )
    rows = held.scalars(select(ComposedSurvey).order_by(SURVEY.c.is_retired, SURVEY.c.slug))
    return [_draft(row, newest.get(row.slug)) for row in rows]


def add(draft: Composed, *, by: UUID | None, held: Session | None = None) -> Draft:
    """Keep a new draft; DraftRefusedError where its name or one of its ids is taken."""
    held = held or session()
    take_turn(held.connection(), TURN)
    if not is_free_slug(draft.slug) or held.get(ComposedSurvey, draft.slug) is not None:
        raise DraftRefusedError(f"There is a survey {draft.slug!r} already.")
    _refuse_ids_of_others(held, draft)
    row = ComposedSurvey(
        slug=draft.slug,
        draft=canonical(draft),
        revision=1,
        changed_at=datetime.now(UTC),
        changed_by=by,
    )
    held.add(row)
    return _draft(row, None)


def save(draft: Composed, *, revision: int, by: UUID | None, held: Session | None = None) -> Draft:
    """Keep a changed draft; ChangedMeanwhileError where it is not the one that was opened."""
    held = held or session()
    take_turn(held.connection(), TURN)
    row = _row(held, draft.slug)
    newest = _newest(held, draft.slug)
    if row.revision != revision:
        raise ChangedMeanwhileError(_draft(row, newest))
    _refuse_ids_of_others(held, draft)
    text = canonical(draft)
    if text != row.draft:
        _change(row, text, by)
    return _draft(row, newest)


def retire(slug: str, *, is_retired: bool, by: UUID | None, held: Session | None = None) -> None:
    """Offer a survey to new collections no more, or again; nothing that was asked changes."""
    row = _row(held or session(), slug)
    row.is_retired = is_retired
    row.changed_at, row.changed_by = datetime.now(UTC), by


def discard(slug: str, *, held: Session | None = None) -> None:
    """Forget a draft that was never published; what families were asked is never forgotten."""
    held = held or session()
    row = _row(held, slug)
    if _newest(held, slug) is not None:
        raise DraftRefusedError(f"{slug!r} was published: it can be retired, and not forgotten.")
    held.delete(row)
    held.flush()


def publish(
    slug: str, *, by: str, revision: int | None = None, held: Session | None = None
) -> Published:
    """Freeze the draft as the next version of its survey; the audit is the caller's.

    NotReadyError says what has to be put right first, NothingNewError that nothing is new. An own
    question that was worded differently before, or that shall not pool, gets another id.
    """
    held = held or session()
    take_turn(held.connection(), TURN)
    row = _row(held, slug)
    newest = _newest(held, slug)
    if revision is not None and row.revision != revision:
        raise ChangedMeanwhileError(_draft(row, newest))
    draft = composed.from_plain(json.loads(row.draft))
    wrong = composed.problems(draft)
    if wrong:
        raise NotReadyError(wrong)
    earlier = _earlier(held, slug, newest)
    if earlier and earlier[-1] == draft:
        raise NothingNewError(f"{slug} says what its version {newest} says.")
    afresh = frozenset(_start_afresh(earlier, draft))
    made = composed.with_new_ids(draft, but=frozenset(p.id for p in draft.pieces) - afresh)
    version = (newest or 0) + 1
    text = canonical(made)
    held.add(
        ComposedVersion(
            survey_slug=slug,
            version=version,
            content=text,
            hash=hash_of(slug, version, text),
            published_by=by,
            published_at=datetime.now(UTC),
        )
    )
    if text != row.draft:
        _change(row, text, row.changed_by)
    pairs = zip(draft.pieces, made.pieces, strict=True)
    renamed = {old.id: new.id for old, new in pairs if old.id != new.id}
    return Published(version, made, renamed)


def starting_afresh(slug: str, *, held: Session | None = None) -> frozenset[str]:
    """Ids of the draft's own questions whose answers would pool with none of the version before."""
    held = held or session()
    found = find(slug, held=held)
    if found is None:
        return frozenset()
    return frozenset(_start_afresh(_earlier(held, slug, found.version), found.composed))


def _earlier(held: Session, slug: str, newest: int | None) -> list[Composed]:
    found = (as_composed(slug, one, held=held) for one in range(1, (newest or 0) + 1))
    return [one for one in found if one is not None]


def _start_afresh(earlier: Sequence[Composed], now: Composed) -> Iterator[str]:
    """Own questions that families answered before and that ask something else now."""
    changed: set[str] = set()
    for piece in now.pieces:
        then = next((one for before in reversed(earlier) if (one := before.piece(piece.id))), None)
        if piece.own is None or then is None:
            continue
        hangs_from_changed = piece.after is not None and piece.after.question_id in changed
        if not piece.pools or hangs_from_changed or _asks(then) != _asks(piece):
            changed.add(piece.id)
            yield piece.id


def _asks(piece: Piece) -> object:
    """What makes two answers to a question comparable: what was asked, of whom, and the options.

    In English: a translation put right says what the English says.
    """
    own = piece.own
    assert own is not None  # noqa: S101 -- no id of the bank is an own one
    options = [
        (one.code, one.standard.in_english, one.easy.in_english, one.meaning) for one in own.options
    ]
    return (_wording(own), own.kind, own.scale, own.text_kind, options, piece.only_for, piece.after)


def _wording(own: OwnQuestion) -> list[str | None]:
    said = (own.standard, own.easy, own.hint, own.easy_hint)
    return [words.in_english if words else None for words in said]


def _refuse_ids_of_others(held: Session, draft: Composed) -> None:
    """Answers are stored under these ids, so no two surveys may share one."""
    mine = [piece.id for piece in draft.pieces if piece.own]
    if not mine:
        return
    for table, name, text in (
        (SURVEY, SURVEY.c.slug, SURVEY.c.draft),
        (VERSION, VERSION.c.survey_slug, VERSION.c.content),
    ):
        is_there = or_(*(text.contains(f'"{one}"', autoescape=True) for one in mine))
        wanted = select(name).select_from(table).where(name != draft.slug, is_there).limit(1)
        other = held.execute(wanted).scalar()
        if other is not None:
            raise DraftRefusedError(f"A question of {draft.slug!r} has an id of {other!r}.")


def _row(held: Session, slug: str) -> ComposedSurvey:
    row = held.get(ComposedSurvey, slug, populate_existing=True)
    if row is None:
        raise DraftRefusedError(f"There is no survey {slug!r}.")
    return row


def _change(row: ComposedSurvey, text: str, by: UUID | None) -> None:
    row.draft, row.revision = text, row.revision + 1
    row.changed_at, row.changed_by = datetime.now(UTC), by


def _newest(held: Session, slug: str) -> int | None:
    wanted = select(func.max(VERSION.c.version)).where(VERSION.c.survey_slug == slug)
    found: int | None = held.execute(wanted).scalar()
    return found


def _draft(row: ComposedSurvey, version: int | None) -> Draft:
    made = composed.from_plain(json.loads(row.draft))
    return Draft(made, row.revision, row.is_retired, version, row.changed_at)
