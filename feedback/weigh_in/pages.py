"""What pages say of the Forum's words: who, when, and what the reader may do about them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from babel.lists import format_list
from flask import g, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from feedback import commentary
from feedback.access import current_staff
from feedback.areas import Area, Term
from feedback.commentary import Comment
from feedback.models import Matter, Role, StaffMember
from feedback.preferences import Preference
from feedback.weigh_in import things
from feedback.weigh_in.things import Thing
from forms.forum_words import month_name
from forms.initiative_words import SUPPORT, TOLD_HOW, Words
from forms.voice_words import SPEAKERS as WHO

SPEAKERS = frozenset({Role.FORUM, Role.ADVOCATE})


@dataclass(frozen=True)
class Shown:
    """One voice as a page shows it to one reader; an address is None where they may not."""

    comment: Comment
    who: str
    thing: Thing | None  # None: it is gone.
    was_called: str  # What it was called on the day, where it has another name now.
    change_url: str | None
    take_back_url: str | None
    answer_url: str | None


@dataclass(frozen=True)
class Beside:
    """Everything said about one thing, to stand beside it, and where to say more."""

    name: str
    said: tuple[Shown, ...]
    write_url: str | None


@dataclass(frozen=True)
class InTerm:
    """What was said in one term; None for days that no term covers."""

    term: Term | None
    said: tuple[Shown, ...]


def beside(kind: str, ref: object, name: object = "") -> Beside:
    """What stands beside one thing on a page: it is there, for the page shows it to this reader."""
    staff, address = current_staff(), str(ref)
    said = _by_thing().get((Matter(kind), address), [])
    found = things.find(kind, address) if said else None
    may_write = staff is not None and staff.role in SPEAKERS
    return Beside(
        name=str(name),
        said=tuple(shown(one, staff, found) for one in said),
        write_url=url_for("weigh_in.speak", kind=kind, thing_ref=address) if may_write else None,
    )


def _by_thing() -> Mapping[tuple[Matter, str], list[Comment]]:
    """All of it by what it is about: a page of twenty tables asks once."""
    if "heard_commentary" not in g:
        g.heard_commentary = defaultdict(list)
        for one in commentary.commentary():
            g.heard_commentary[one.about, one.ref].append(one)
    found: Mapping[tuple[Matter, str], list[Comment]] = g.heard_commentary
    return found


def shown(one: Comment, staff: StaffMember | None, thing: Thing | None) -> Shown:
    """One voice as this reader sees it."""
    stands = one.now is not None
    is_own = stands and staff is not None and staff.id == one.by
    may_answer = stands and staff is not None and staff.role is Role.OFFICER
    is_renamed = thing is None or commentary.as_kept(thing.original) != one.about_words
    return Shown(
        comment=one,
        who=str(WHO[one.role]),
        thing=thing,
        was_called=one.about_words if is_renamed else "",
        change_url=url_for("weigh_in.change", voice_id=one.id) if is_own else None,
        take_back_url=url_for("weigh_in.take_back", voice_id=one.id) if is_own else None,
        answer_url=url_for("weigh_in.answer", voice_id=one.id) if may_answer else None,
    )


def by_term(area: Area, staff: StaffMember) -> list[InTerm]:
    """All of it, term by term, the newest first."""
    found: dict[str | None, list[Shown]] = {}
    for one in commentary.commentary():
        view = shown(one, staff, things.find(one.about, one.ref))
        found.setdefault(area.term_ref(one.on), []).append(view)
    terms = {term.ref: term for term in area.terms}
    return [InTerm(terms.get(ref or ""), tuple(said)) for ref, said in found.items()]


def preference_facts(one: Preference) -> Sequence[tuple[str, str]]:
    """One record of how the Forum wants to be asked, in words; nothing for what it left out."""
    facts = [
        (_("Months in which not to ask"), _joined(map(month_name, sorted(one.months_to_avoid)))),
        (_("Most asks in a term"), _number(one.most_asks)),
        (_("Days of notice needed"), _number(one.days_of_notice)),
        (_("How to ask"), _spoken(one.channels, TOLD_HOW)),
        (_("What helps members to take part"), _spoken(one.support, SUPPORT)),
        (_("Anything else"), one.note),
    ]
    return [(str(name), value) for name, value in facts if value]


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _spoken(codes: Iterable[str], words: Words) -> str:
    return _joined(str(words[code]) for code in codes if code in words)


def _joined(words: Iterable[str]) -> str:
    return str(format_list(list(words), locale=get_locale()))
