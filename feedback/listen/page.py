"""What the pages about conversations show: the list, what was spoken about, and one of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback import conversations, loop, titles
from feedback.areas import Area
from feedback.authored import Said
from feedback.listen import records
from feedback.models import Conversation, ConversationQuote, Role
from forms.comment_themes import THEMES
from forms.initiative_words import SUPPORT, Words
from forms.questions import Wording
from forms.staff_conversations import AGREED_BY, AGREED_HOW, KINDS, ROLES
from forms.staff_fields import day_in_words
from forms.voice_words import SPEAKERS
from translations import LANGUAGES, SOURCE, Language

Fact = tuple[str, str | Said]
NOTED_AS: Words = {Role.OFFICER: _l("An officer"), **SPEAKERS}


@dataclass(frozen=True)
class Line:
    """One conversation in the list."""

    id: UUID
    title: str
    day: str
    kind: str
    facts: Sequence[Fact]
    has_theme: bool


@dataclass(frozen=True)
class QuoteView:
    """Words that may be quoted, and how that was agreed."""

    id: UUID
    text: str
    language: Language
    facts: Sequence[Fact]


@dataclass(frozen=True)
class ConversationPage:
    """Everything the page of one conversation says."""

    id: UUID
    title: str
    day: str
    facts: Sequence[Fact]
    said: str
    raised: Sequence[loop.Theme]
    quotes: Sequence[QuoteView]
    initiative: tuple[UUID, Said] | None
    # Whether the initiative that it belongs to has it as a session.
    is_its_session: bool
    had_families: bool


def lines(found: Sequence[Conversation]) -> Sequence[Line]:
    """Every conversation, the newest first."""
    with_a_theme = conversations.with_a_theme()
    return [
        Line(
            id=one.id,
            title=one.title,
            day=day_in_words(one.held_on),
            kind=str(KINDS[one.kind]),
            facts=[*_people(one), *_spoken(_("What they spoke about"), one.themes, THEMES)],
            has_theme=one.id in with_a_theme,
        )
        for one in found
    ]


def spoken_about(found: Sequence[Conversation]) -> Sequence[tuple[str, int]]:
    """In how many conversations people spoke about each theme, the most first."""
    counted = Counter(code for one in found for code in one.themes.split() if code in THEMES)
    in_order = sorted(counted, key=lambda code: (-counted[code], list(THEMES).index(code)))
    return [(str(THEMES[code]), counted[code]) for code in in_order]


def page_for(one: Conversation, area: Area, role: Role) -> ConversationPage:
    """The page of one conversation, as somebody of this role reads it."""
    initiative_id = one.initiative_id
    raised = [loop.theme(each) for each in conversations.raised_in(one.id)]
    return ConversationPage(
        id=one.id,
        title=one.title,
        day=day_in_words(one.held_on),
        facts=_facts(one, area),
        said=one.said,
        raised=[each for each in raised if each is not None],
        quotes=[_quote(each, one, role) for each in conversations.quotes_of(one.id)],
        initiative=(initiative_id, titles.title_of(initiative_id)) if initiative_id else None,
        is_its_session=initiative_id in records.initiatives_of(one.id),
        had_families=bool(one.parent_carers + one.young_people),
    )


def theme_choices() -> Sequence[tuple[str, Said]]:
    """Every theme on record, the latest first."""
    return [(str(one.id), one.text) for one in loop.every_theme()]


def languages(area: Area) -> Sequence[Language]:
    """English first, then the area's other languages."""
    return [LANGUAGES[code] for code in dict.fromkeys((SOURCE, *area.languages))]


def may_change(one: Conversation, role: Role) -> bool:
    """Officers change what officers noted; the Forum and youth advocates what theirs did."""
    return one.noted_as == role


def may_take_out(one: Conversation, role: Role) -> bool:
    """Officers take out anybody's words: whoever changes their mind may tell any of us."""
    return role is Role.OFFICER or may_change(one, role)


def day_of(one: Conversation) -> date:
    """The day it was held."""
    return one.held_on


def _facts(one: Conversation, area: Area) -> Sequence[Fact]:
    measures = [each for each in area.measures if each.ref in one.measure_refs.split()]
    return [
        (_("When it was"), day_in_words(one.held_on)),
        (_("How you met"), str(KINDS[one.kind])),
        *_people(one),
        *_spoken(_("What helped people take part"), one.support, SUPPORT),
        *_spoken(_("What they spoke about"), one.themes, THEMES),
        *((_("Measure"), f"{each.ref} {each.text}") for each in measures),
        (_("Who noted it"), str(NOTED_AS[one.noted_as])),
    ]


def _people(one: Conversation) -> Sequence[Fact]:
    counted = (
        (_("Parent carers"), one.parent_carers),
        (_("Children and young people"), one.young_people),
        (_("People who work with families"), one.professionals),
        (_("Families who had never given us their views before"), one.new_voices),
    )
    return [(name, str(number)) for name, number in counted if number]


def _spoken(name: str, codes: str, words: Words) -> Sequence[Fact]:
    found = [str(words[code]) for code in codes.split() if code in words]
    return [(name, str(format_list(found, locale=get_locale())))] if found else []


def _quote(one: ConversationQuote, held: Conversation, role: Role) -> QuoteView:
    who: Sequence[Fact] = [
        (_("Who said it"), str(ROLES[one.role])),
        (_("Who agreed"), str(AGREED_BY[one.agreed_by])),
    ]
    # Of few, it would tell whoever reads it whose words they are.
    may_know_who = may_change(held, role) or conversations.role_to_name(one, held)
    facts = [
        *(who if may_know_who else ()),
        (_("How they agreed"), str(AGREED_HOW[one.agreed_how])),
        (_("When they agreed"), day_in_words(one.agreed_on)),
        (_("May the public read it?"), str(_may_be_public(one, held))),
    ]
    return QuoteView(one.id, one.text, LANGUAGES[one.language], facts)


def _may_be_public(one: ConversationQuote, held: Conversation) -> Wording:
    if held.noted_as == Role.OFFICER:
        return _l("Yes")
    decision = conversations.decision_about(one.id)
    if decision is None:
        return _l("Not before an officer has read it")
    return _l("Yes, as an officer edited it") if decision.edited_copy else _l("No")
