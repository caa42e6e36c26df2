"""What the pages about themes show: the list, what is late in it, and one theme day by day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import NamedTuple
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from analysis.feedback_loop import Late, LoopState, last_day_to_tell
from feedback.authored import Said
from feedback.loop import Changed, Theme, Told
from forms.initiative_words import AUDIENCES, DECISIONS, TOLD_HOW, Words
from forms.loop_words import FORMATS, SOURCES, STATES
from forms.staff_fields import day_in_words
from forms.staff_moderation import REGULATIONS
from translations import LANGUAGES, Language

COLOURS: Mapping[LoopState, str] = {
    LoopState.WAITING: "yellow",
    LoopState.REPLIED: "orange",
    LoopState.TOLD: "purple",
    LoopState.CHANGED: "green",
    LoopState.NOTHING_TO_CHANGE: "grey",
}
A_PAGE = 50
OPEN = (LoopState.WAITING, LoopState.REPLIED, LoopState.TOLD)


@dataclass(frozen=True)
class Line:
    """One theme in the list."""

    id: UUID
    text: Said
    state: str
    colour: str
    late: Sequence[str]
    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Listed:
    """One page of the list, and how many themes and pages there are."""

    lines: Sequence[Line]
    number: int
    page: int
    pages: int


@dataclass(frozen=True)
class Choice:
    """One part of the list that can be asked for."""

    code: str
    words: str
    number: int
    is_current: bool


@dataclass(frozen=True)
class ToldView:
    """One telling in words."""

    id: UUID
    day: str
    how: Sequence[str]
    languages: Sequence[Language]
    formats: Sequence[str]


class ChangeView(NamedTuple):
    """Something that changed, and its days in words; None where there is no such day."""

    change: Changed
    day: str
    checked: str | None
    shown_until: str | None


@dataclass(frozen=True)
class Event:
    """One day, what happened, and anything more to say of it."""

    day: date
    text: str
    detail: str | Said = ""

    @property
    def when(self) -> str:
        """The day in the reader's language."""
        return day_in_words(self.day)


@dataclass(frozen=True)
class ThemePage:
    """Everything the page of one theme says."""

    theme: Theme
    state: str
    colour: str
    late: Sequence[str]
    tell_by: str | None
    next_step: LoopState
    facts: Sequence[tuple[str, str]]
    reply: Sequence[tuple[str, str | Said]]
    told: Sequence[ToldView]
    changes: Sequence[ChangeView]
    events: Sequence[Event]


def listed(themes: Sequence[Theme], wanted: str, today: date, *, page: int) -> Listed:
    """What is late first, then what is least far, the oldest first; what is done, newest first."""

    def place(one: Theme) -> tuple[bool, int, int]:
        is_open = one.state in OPEN
        age = one.raised_on.toordinal()
        step = list(LoopState).index(one.state) if is_open else len(LoopState)
        return not one.late(today), step, age if is_open else -age

    chosen = [one for one in themes if not wanted or one.state == wanted]
    pages = max(1, ceil(len(chosen) / A_PAGE))
    page = min(max(1, page), pages)
    shown = sorted(chosen, key=place)[(page - 1) * A_PAGE : page * A_PAGE]
    return Listed([_line(one, today) for one in shown], len(chosen), page, pages)


def parts(themes: Sequence[Theme], wanted: str) -> Sequence[Choice]:
    """All of them, and those of each state, with how many there are."""
    numbers = [one.state for one in themes]
    return [
        Choice("", str(_("All of them")), len(themes), not wanted),
        *(Choice(one, str(STATES[one]), numbers.count(one), wanted == one) for one in LoopState),
    ]


def _line(one: Theme, today: date) -> Line:
    facts = [
        (_("When families said it"), _age(one, today)),
        (_("Who said it"), str(AUDIENCES.get(one.audience, one.audience))),
        (_("Who sees to it"), one.owner),
    ]
    return Line(
        id=one.id,
        text=one.text,
        state=str(STATES[one.state]),
        colour=COLOURS[one.state],
        late=_late(one, today),
        facts=[(name, value) for name, value in facts if value],
    )


def _age(one: Theme, today: date) -> str:
    days = (today - one.raised_on).days
    return str(ngettext("%(num)s day ago", "%(num)s days ago", days))


def _late(one: Theme, today: date) -> Sequence[str]:
    by = day_in_words(last_day_to_tell(one.facts))
    said = {
        Late.REPLY: _("Late: no reply yet. Families were to be told by %(day)s.", day=by),
        Late.TELLING: _("Late: families were to be told by %(day)s.", day=by),
        Late.DUE: _("Late: it was due by %(day)s.", day=day_in_words(one.due_on or today)),
    }
    return [str(said[what]) for what in one.late(today)]


def page_for(one: Theme, today: date) -> ThemePage:
    """The page of one theme."""
    waits = one.state in {LoopState.WAITING, LoopState.REPLIED}
    late = _late(one, today)
    by = day_in_words(last_day_to_tell(one.facts))
    return ThemePage(
        theme=one,
        state=str(STATES[one.state]),
        colour=COLOURS[one.state],
        late=late,
        tell_by=by if waits and not late else None,
        next_step=one.state,
        facts=_facts(one, today),
        reply=_reply(one),
        told=[_told(each) for each in one.told],
        changes=[
            ChangeView(each, day_in_words(each.on), _day(each.checked_on), _day(each.shown_until))
            for each in one.changes
        ],
        events=sorted(_events(one), key=lambda event: event.day),
    )


def _day(day: date | None) -> str | None:
    return day_in_words(day) if day else None


def _facts(one: Theme, today: date) -> Sequence[tuple[str, str]]:
    raised = _("%(day)s, %(ago)s", day=day_in_words(one.raised_on), ago=_age(one, today))
    facts = [
        (_("When families said it"), raised),
        (_("Where they said it"), str(SOURCES[one.source]) if one.source else ""),
        (_("Which survey, session or meeting"), one.source_note),
        (_("Who said it"), str(AUDIENCES.get(one.audience, one.audience))),
        (_("Regulation 56"), str(REGULATIONS[one.regulation]) if one.regulation else ""),
    ]
    return [(name, value) for name, value in facts if value]


def _reply(one: Theme) -> Sequence[tuple[str, str | Said]]:
    decided = str(DECISIONS[one.decision]) if one.decision else _("Not decided yet")
    facts: list[tuple[str, str | Said]] = [
        (_("What was decided"), decided),
        (_("When it was decided"), day_in_words(one.replied_on) if one.replied_on else ""),
        (_("Why"), one.reason),
        (_("To whom it was passed on"), one.passed_on_to),
        (_("What we did"), one.we_did),
        (_("Who sees to it"), one.owner),
        (_("By when"), day_in_words(one.due_on) if one.due_on else ""),
    ]
    return [(name, value) for name, value in facts if value]


def _told(one: Told) -> ToldView:
    formats = [*_spoken(one.formats, FORMATS)]
    if one.is_in_their_format:
        formats.append(str(_("In the languages and formats they use")))
    return ToldView(
        id=one.id,
        day=day_in_words(one.on),
        how=_spoken(one.how, TOLD_HOW),
        languages=[LANGUAGES[code] for code in one.languages if code in LANGUAGES],
        formats=formats,
    )


def _spoken(codes: Sequence[str], words: Words) -> Sequence[str]:
    return [str(words[code]) for code in codes if code in words]


def _events(one: Theme) -> Iterator[Event]:
    yield Event(one.raised_on, _("Families said this."))
    if one.replied_on and one.decision:
        yield Event(one.replied_on, _("It was decided."), str(DECISIONS[one.decision]))
    for told in one.told:
        yield Event(told.on, _("Families were told."), ", ".join(_spoken(told.how, TOLD_HOW)))
    for changed in one.changes:
        yield Event(changed.on, _("This changed."), changed.what)
        if changed.checked_on:
            yield Event(changed.checked_on, _("Families were asked if it is better."))
