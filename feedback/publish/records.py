"""Statements in the database: what officers chose, and every version that was published."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from feedback import loop, results
from feedback.database import session
from feedback.language import current_languages
from feedback.models import Place, Statement, StatementChoice
from feedback.publish.drafting import Chosen, Draft, InLanguages, Year, draft
from feedback.publish.frozen import Content, as_json, read
from feedback.turns import take_turn
from forms.staff import LONDON
from translations import ENGLISH


@dataclass(frozen=True)
class Kept:
    """A version as it is kept, and a hash by which anybody can tell that it is the same."""

    content: Content
    hash: str


def published() -> Sequence[Content]:
    """Every version of every year: the newest year first, in it the newest version."""
    ordered = select(col(Statement.content)).order_by(
        col(Statement.year).desc(), col(Statement.version).desc()
    )
    return [read(one) for one in session().scalars(ordered)]


def newest_year() -> str | None:
    """The last year of which families can read a statement; None before there is one."""
    newest = select(col(Statement.year)).order_by(col(Statement.year).desc()).limit(1)
    return session().scalars(newest).first()


def versions(year: str) -> Sequence[Content]:
    """Every version of one year, the newest first."""
    return [one for one in published() if one.year == year]


def chosen(year: str) -> Mapping[UUID, Chosen]:
    """What officers chose for the themes of a year."""
    found = session().scalars(select(StatementChoice).where(col(StatementChoice.year) == year))
    return {one.reply_id: Chosen(one.place, one.reason) for one in found}


def choose(year: str, theme_id: UUID, place: str, reason: str) -> None:
    """Keep where a theme goes in a year, instead of what was chosen before."""
    held = session()
    row = held.get(StatementChoice, (year, theme_id))
    if row is None:
        row = StatementChoice(year=year, reply_id=theme_id, place=Place(place))
    row.place, row.reason = Place(place), reason
    held.add(row)


def draft_of(year: Year, before: Year | None) -> Draft:
    """The year's statement as it stands now."""
    carried = chosen(before.key) if before else {}
    return draft(year, _in_languages(), chosen(year.key), carried)


def _in_languages() -> Sequence[InLanguages]:
    """Every theme in every language families are offered, the oldest first."""
    offered = {ENGLISH.code: ENGLISH, **{one.code: one for one in current_languages().offered}}
    found = {code: loop.every_theme(language=one) for code, one in offered.items()}
    each = zip(*found.values(), strict=True)
    return [dict(zip(found, themes, strict=True)) for themes in each][::-1]


def publish(year: Year, before: Year | None, correction: str, *, by: UUID, now: datetime) -> Kept:
    """Freeze the year's statement as its next version."""
    held = session()
    take_turn(held.connection(), "statement")
    first = versions(year.key)
    content = Content(
        year=year.key,
        version=len(first) + 1,
        published_on=now.astimezone(LONDON).date(),
        correction=correction,
        left_out=_left_out(year, first),
        entries=draft_of(year, before).entries,
    )
    stored = as_json(content)
    held.add(
        Statement(
            year=year.key,
            version=content.version,
            content=stored,
            staff_id=by,
            published_at=now,
        )
    )
    return Kept(content, hashlib.sha256(stored.encode()).hexdigest())


def _left_out(year: Year, before: Sequence[Content]) -> tuple[int, int]:
    """Counted once: a correction with another count would tell of one comment."""
    if before:
        return before[-1].left_out
    found = results.left_out(year.first, year.last)
    return found.low, found.high


def preview(year: Year, entries: Draft, today: date) -> Content:
    """The draft as a page shows it: nothing was counted for it yet."""
    found = Content(year.key, 0, today, "", (0, 0), ())
    return replace(found, entries=entries.entries)
