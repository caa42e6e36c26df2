"""Feedback loops as anybody reads them: a theme, the reply, who was told, and what changed."""

from collections import defaultdict
from collections.abc import Collection as Several
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from analysis.feedback_loop import Late, LoopFacts, LoopState, late_about, state_of
from feedback.authored import Said, Translations, translations_of
from feedback.database import session
from feedback.language import page_language
from feedback.models import CommentTheme, Decision, Outcome, Reply, Telling, ThemeSource
from translations import Language

STAYS_AS_IT_IS = frozenset({Decision.NOT_POSSIBLE, Decision.ALREADY})


@dataclass(frozen=True)
class Told:
    """One time that families were told: codes of ways, languages and formats."""

    id: UUID
    on: date
    how: tuple[str, ...]
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    is_in_their_format: bool


@dataclass(frozen=True)
class Changed:
    """Something that changed; `checked_on` is the day families said so too, None before it.

    `shown_until` is the last day on which their survey says it in short, None where it does not.
    """

    id: UUID
    on: date
    what: Said
    link: str
    checked_on: date | None
    shown_until: date | None


@dataclass(frozen=True)
class Theme:
    """What families said, and all that came of it; each list in the order it happened."""

    id: UUID
    initiative_id: UUID | None
    text: Said
    raised_on: date
    source: ThemeSource | None
    source_note: str
    audience: str
    regulation: str | None
    decision: Decision | None
    replied_on: date | None
    reason: Said
    passed_on_to: Said
    we_did: Said
    owner: str
    due_on: date | None
    told: tuple[Told, ...]
    changes: tuple[Changed, ...]

    @property
    def facts(self) -> LoopFacts:
        """What decides how far it has come."""
        return LoopFacts(
            heard_on=self.raised_on,
            is_answered=self.decision is not None,
            stays_as_it_is=self.decision in STAYS_AS_IT_IS,
            told_on=self.told[0].on if self.told else None,
            has_changed=bool(self.changes),
            due_on=self.due_on,
        )

    @property
    def state(self) -> LoopState:
        """How far it has come."""
        return state_of(self.facts)

    def late(self, today: date) -> tuple[Late, ...]:
        """What is late about it."""
        # The area's file names no bank holidays: without them the 30 working days end sooner.
        return late_about(self.facts, as_at=today)


def every_theme(*, language: Language | None = None) -> tuple[Theme, ...]:
    """All that families raised, the latest first."""
    wanted = select(Reply).order_by(col(Reply.raised_on).desc(), col(Reply.created_at).desc())
    return _themes(session().exec(wanted.order_by(col(Reply.id))).all(), language)


def as_at(one: Theme, day: date) -> Theme | None:
    """A theme as it stood at the end of a day; None where nobody had raised it.

    What was decided later is left out, and so is what was told, changed or checked later.
    """
    if one.raised_on > day:
        return None
    nothing = replace(one.reason, text="")
    is_decided = one.replied_on is None or one.replied_on <= day
    return replace(
        one,
        decision=one.decision if is_decided else None,
        replied_on=one.replied_on if is_decided else None,
        reason=one.reason if is_decided else nothing,
        passed_on_to=one.passed_on_to if is_decided else nothing,
        we_did=one.we_did if is_decided else nothing,
        told=tuple(each for each in one.told if each.on <= day),
        changes=tuple(_change_as_at(each, day) for each in one.changes if each.on <= day),
    )


def _change_as_at(one: Changed, day: date) -> Changed:
    is_checked = one.checked_on is not None and one.checked_on <= day
    return replace(one, checked_on=one.checked_on if is_checked else None)


def theme(reply_id: UUID) -> Theme | None:
    """One of them; None where there is none."""
    row = session().get(Reply, reply_id)
    return _themes([row], None)[0] if row else None


def themes_of(
    comment_ids: Several[UUID], *, language: Language | None = None
) -> Mapping[UUID, tuple[Theme, ...]]:
    """The themes that a person put each of these comments under, the oldest first.

    A comment under none is not in it. The words are in this language, or in the page's.
    """
    rows = session().exec(
        select(CommentTheme.comment_id, Reply)
        .join(Reply, col(Reply.id) == col(CommentTheme.reply_id))
        .where(col(CommentTheme.comment_id).in_(list(comment_ids)))
        .order_by(col(Reply.raised_on), col(Reply.created_at), col(Reply.id))
    )
    pairs = list(rows)
    distinct = {row.id: row for _comment_id, row in pairs}
    made = {one.id: one for one in _themes(list(distinct.values()), language)}
    found: dict[UUID, tuple[Theme, ...]] = {}
    for comment_id, row in pairs:
        found[comment_id] = (*found.get(comment_id, ()), made[row.id])
    return found


def put_under(comment_id: UUID, reply_ids: Iterable[UUID]) -> None:
    """Put a comment under these themes and no others; those that are gone are left out."""
    held = session()
    held.execute(delete(CommentTheme).where(col(CommentTheme.comment_id) == comment_id))
    there = held.exec(select(Reply.id).where(col(Reply.id).in_(list(reply_ids))))
    held.add_all([CommentTheme(comment_id=comment_id, reply_id=one) for one in there])


def also_put_under(comment_id: UUID, reply_id: UUID) -> None:
    """Put a comment under one more theme."""
    session().add(CommentTheme(comment_id=comment_id, reply_id=reply_id))


def tellings_of(reply_ids: Several[UUID]) -> Mapping[UUID, Sequence[Telling]]:
    """Every time each of these replies was told, the first first."""
    in_order = (col(Telling.told_on), col(Telling.created_at), col(Telling.id))
    return _by_reply(Telling, reply_ids, in_order)


def _by_reply(table: Any, reply_ids: Several[UUID], in_order: Any) -> Mapping[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    wanted = select(table).where(table.reply_id.in_(list(reply_ids))).order_by(*in_order)
    for row in session().exec(wanted):
        found[row.reply_id].append(row)
    return found


def _themes(rows: Sequence[Reply], language: Language | None) -> tuple[Theme, ...]:
    ids = [row.id for row in rows]
    told = tellings_of(ids)
    in_order = (col(Outcome.changed_on), col(Outcome.created_at), col(Outcome.id))
    changes: Mapping[UUID, list[Outcome]] = _by_reply(Outcome, ids, in_order)
    words = translations_of([*rows, *(one for each in changes.values() for one in each)])
    said = _Saying(words, language or page_language())
    return tuple(_theme(row, said, told.get(row.id, ()), changes.get(row.id, ())) for row in rows)


@dataclass(frozen=True)
class _Saying:
    """Officers' words in one language."""

    words: Translations
    language: Language

    def __call__(self, row: Reply | Outcome, field: str) -> Said:
        return self.words.said(row, field, self.language)


def _theme(row: Reply, said: _Saying, told: Sequence[Telling], changes: Sequence[Outcome]) -> Theme:
    return Theme(
        id=row.id,
        initiative_id=row.initiative_id,
        text=said(row, "theme"),
        raised_on=row.raised_on,
        source=row.source,
        source_note=row.source_note,
        audience=row.audience,
        regulation=row.regulation,
        decision=row.decision,
        replied_on=row.replied_on,
        reason=said(row, "reason"),
        passed_on_to=said(row, "passed_on_to"),
        we_did=said(row, "we_did"),
        owner=row.owner,
        due_on=row.due_on,
        told=tuple(_told(one) for one in told),
        changes=tuple(
            Changed(
                id=one.id,
                on=one.changed_on,
                what=said(one, "what_changed"),
                link=one.evidence_link,
                checked_on=one.checked_on,
                shown_until=one.shown_until,
            )
            for one in changes
        ),
    )


def _told(row: Telling) -> Told:
    return Told(
        id=row.id,
        on=row.told_on,
        how=tuple(row.how.split()),
        languages=tuple(row.languages.split()),
        formats=tuple(row.formats.split()),
        is_in_their_format=row.is_in_their_format,
    )
