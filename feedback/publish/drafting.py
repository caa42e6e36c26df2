"""Which themes go into a year's statement, and what still has to be said before it is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from feedback.areas import Area
from feedback.authored import Said
from feedback.loop import Changed, Theme
from feedback.models import Place
from feedback.publish.frozen import Change, Entry, Words
from forms.local_offer_words import REGULATIONS
from translations import ENGLISH

# A theme in every language we offer; English among them.
InLanguages = Mapping[str, Theme]


@dataclass(frozen=True)
class Year:
    """A school year of the area's terms: what one statement is about."""

    key: str
    first: date
    last: date

    def is_over(self, today: date) -> bool:
        """Whether all of it is past, so that nothing more can come in."""
        return self.last < today


@dataclass(frozen=True)
class Chosen:
    """What an officer chose for one theme, and why."""

    place: Place
    reason: str = ""


@dataclass(frozen=True)
class Line:
    """One theme of the year: where it goes, and what it says there."""

    id: UUID
    text: Said
    entry: Entry
    place: Place | None  # None: a gap, without a reply and without a choice.
    reason: str
    was_carried_over: bool


@dataclass(frozen=True)
class Draft:
    """All themes of one year, by where they go."""

    lines: tuple[Line, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What would be published now."""
        return tuple(
            line.entry for line in self.lines if line.place in {Place.INCLUDE, Place.CARRY_OVER}
        )

    @property
    def gaps(self) -> tuple[Line, ...]:
        """Themes that need a reply, or a reason why they wait: nothing is published before."""
        return tuple(line for line in self.lines if line.place is None)

    @property
    def left_out(self) -> tuple[Line, ...]:
        """Themes that an officer took out, with the reason."""
        return tuple(line for line in self.lines if line.place is Place.LEAVE_OUT)

    def line(self, theme_id: UUID) -> Line | None:
        """One theme of the year; None where it is not in it."""
        return next((line for line in self.lines if line.id == theme_id), None)


def years(area: Area, today: date) -> list[Year]:
    """The school years that have begun, the newest first."""
    found = [
        Year(
            key,
            min(term.starts for term in area.terms if term.year == key),
            max(term.ends for term in area.terms if term.year == key),
        )
        for key in dict.fromkeys(term.year for term in area.terms)
    ]
    begun = (year for year in found if year.first <= today)
    return sorted(begun, key=lambda year: year.first, reverse=True)


def draft(
    year: Year,
    themes: Sequence[InLanguages],
    chosen: Mapping[UUID, Chosen],
    chosen_before: Mapping[UUID, Chosen],
) -> Draft:
    """The year's statement as it stands now: what is about the Local Offer, the oldest first."""
    lines = []
    for each in themes:
        theme = each[ENGLISH.code]
        before = chosen_before.get(theme.id)
        is_carried = before is not None and before.place is Place.CARRY_OVER
        is_of_year = year.first <= theme.raised_on <= year.last
        if theme.regulation in REGULATIONS and (is_of_year or is_carried):
            lines.append(_line(each, chosen.get(theme.id), was_carried_over=is_carried))
    order = list(REGULATIONS)
    lines.sort(key=lambda one: order.index(one.entry.regulation))
    return Draft(tuple(lines))


def _line(each: InLanguages, chosen: Chosen | None, *, was_carried_over: bool) -> Line:
    theme = each[ENGLISH.code]
    place = place_of(theme, chosen)
    reason = chosen.reason if chosen and chosen.place is place else ""
    is_waiting = place is Place.CARRY_OVER
    return Line(
        id=theme.id,
        text=theme.text,
        entry=_entry(each, carried_over=reason if is_waiting else ""),
        place=place,
        reason=reason,
        was_carried_over=was_carried_over,
    )


def place_of(theme: Theme, chosen: Chosen | None) -> Place | None:
    """Where a theme goes: with a reply in it, unless it was left out; without one, nowhere yet."""
    if chosen is not None and chosen.place is Place.LEAVE_OUT:
        return Place.LEAVE_OUT
    if theme.decision is not None:
        return Place.INCLUDE
    if chosen is not None and chosen.place is Place.CARRY_OVER:
        return Place.CARRY_OVER
    return None


def _entry(each: InLanguages, *, carried_over: str) -> Entry:
    theme = each[ENGLISH.code]
    return Entry(
        regulation=theme.regulation or "",
        you_said=_words({code: one.text for code, one in each.items()}),
        decision=theme.decision.value if theme.decision else None,
        we_did=_words({code: one.we_did for code, one in each.items()}),
        reason=_words({code: one.reason for code, one in each.items()}),
        passed_on_to=_words({code: one.passed_on_to for code, one in each.items()}),
        due_on=theme.due_on,
        carried_over=carried_over,
        changes=tuple(_change(each, at, one) for at, one in enumerate(theme.changes)),
    )


def _change(each: InLanguages, at: int, one: Changed) -> Change:
    return Change(
        what=_words({code: theme.changes[at].what for code, theme in each.items()}),
        on=one.on,
        link=one.link,
    )


def _words(said: Mapping[str, Said]) -> Words:
    """Only what is said in a language: where nothing is, English is read."""
    texts = {code: one.text for code, one in said.items() if one.language.code == code}
    drafts = tuple(sorted(code for code in texts if said[code].is_draft))
    return Words(texts, drafts)
