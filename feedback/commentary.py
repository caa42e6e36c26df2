"""What the Forum and youth advocates say of results, initiatives, replies and plan rows.

Any feature may read it here. It is only ever added to: no function changes or deletes an entry,
and the database refuses it, too.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from feedback.database import session
from feedback.models import Commentary, CommentaryAnswer, Matter, Role, StaffMember

LONDON = ZoneInfo("Europe/London")
LONGEST_NAME = 500


@dataclass(frozen=True)
class Answer:
    """What an officer answered."""

    text: str
    on: date


@dataclass(frozen=True)
class Words:
    """What was said on one day, and what officers answered to just that."""

    text: str
    on: date
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Comment:
    """One voice about one thing as it stands, with the words it had before.

    `id` is of the newest entry. Words that were taken back are not shown any more: `now` is None.
    """

    id: UUID
    about: Matter
    ref: str
    about_words: str
    role: Role
    by: UUID
    on: date
    now: Words | None
    before: tuple[Words, ...]


def commentary(about: Matter | None = None, ref: str | None = None) -> tuple[Comment, ...]:
    """All of it, or what is about one thing; the newest first."""
    wanted = select(Commentary).order_by(col(Commentary.written_at), col(Commentary.id))
    if about is not None:
        wanted = wanted.where(col(Commentary.about) == about)
    if ref is not None:
        wanted = wanted.where(col(Commentary.about_ref) == ref)
    rows = session().exec(wanted).all()
    answers = _answers()
    chains = [_comment(chain, answers) for chain in _chains(rows)]
    return tuple(sorted(chains, key=lambda one: (one.on, str(one.id)), reverse=True))


def as_at(one: Comment, day: date) -> Words | None:
    """What a voice said by the end of a day; None where it had said nothing, or took it back since.

    Words that were put differently later are the words of that day.
    """
    if one.now is None:
        return None
    found = next((each for each in (one.now, *one.before) if each.on <= day), None)
    if found is None:
        return None
    return replace(found, answers=tuple(each for each in found.answers if each.on <= day))


def comment(entry_id: UUID) -> Comment | None:
    """The voice whose newest entry this is; None where there is none, or a newer one."""
    row = session().get(Commentary, entry_id)
    found = commentary(row.about, row.about_ref) if row else ()
    return next((one for one in found if one.id == entry_id), None)


def _answers() -> Mapping[UUID, list[Answer]]:
    found: dict[UUID, list[Answer]] = defaultdict(list)
    ordered = select(CommentaryAnswer).order_by(
        col(CommentaryAnswer.written_at), col(CommentaryAnswer.id)
    )
    for row in session().exec(ordered):
        found[row.commentary_id].append(Answer(row.text, _day(row.written_at)))
    return found


def _chains(rows: Sequence[Commentary]) -> list[list[Commentary]]:
    """Each first entry, and those that came in its place, the oldest first."""
    after = {row.replaces_id: row for row in rows if row.replaces_id is not None}
    chains = []
    for first in rows:
        if first.replaces_id is None:
            chain = [first]
            while chain[-1].id in after:
                chain.append(after[chain[-1].id])
            chains.append(chain)
    return chains


def _comment(chain: Sequence[Commentary], answers: Mapping[UUID, list[Answer]]) -> Comment:
    said = [
        Words(row.text, _day(row.written_at), tuple(answers.get(row.id, ())))
        for row in chain
        if not row.is_taken_back
    ]
    last = chain[-1]
    return Comment(
        id=last.id,
        about=last.about,
        ref=last.about_ref,
        about_words=last.about_words,
        role=Role(last.role),
        by=last.staff_id,
        on=_day(last.written_at),
        now=None if last.is_taken_back else said[-1],
        # What was taken back is kept, but nobody is shown it.
        before=() if last.is_taken_back else tuple(said[-2::-1]),
    )


def as_kept(name: str) -> str:
    """What a thing is called, as long as it is kept beside the words about it."""
    return name[:LONGEST_NAME]


def say(
    about: Matter, ref: str, about_words: str, text: str, *, by: StaffMember, now: datetime
) -> UUID:
    """Keep what somebody says about a thing."""
    return _add(by, now, about=about, about_ref=ref, about_words=as_kept(about_words), text=text)


def say_instead(earlier: Comment, text: str, *, by: StaffMember, now: datetime) -> UUID:
    """Put new words in place of somebody's own; the old ones stay, and are marked."""
    return _add_after(earlier, by, now, text=text)


def take_back(earlier: Comment, *, by: StaffMember, now: datetime) -> UUID:
    """Take somebody's own words back: that they did stays to be seen."""
    return _add_after(earlier, by, now, is_taken_back=True)


def _add_after(earlier: Comment, by: StaffMember, now: datetime, **special: Any) -> UUID:
    if earlier.by != by.id:
        raise ValueError("Nobody but who said it puts it differently or takes it back.")
    return _add(
        by,
        now,
        about=earlier.about,
        about_ref=earlier.ref,
        about_words=earlier.about_words,
        replaces_id=earlier.id,
        **special,
    )


def _add(by: StaffMember, now: datetime, **values: Any) -> UUID:
    row = Commentary(staff_id=by.id, role=by.role.value, written_at=now, **values)
    session().add(row)
    session().flush()
    return row.id


def answer(to: Comment, text: str, *, by: StaffMember, now: datetime) -> None:
    """Keep what an officer answers, beside what was said."""
    session().add(CommentaryAnswer(commentary_id=to.id, text=text, staff_id=by.id, written_at=now))


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
