"""What the Forum and youth advocates say, word for word: no officer can change it."""

from collections.abc import Iterator, Mapping
from textwrap import shorten

from flask_babel import lazy_gettext as _l

from feedback import commentary
from feedback.commentary import Comment, Words
from feedback.evidence.document import Block, Paragraph, Phrase, Quotation, Subheading
from feedback.evidence.gathering.loops import to_read
from feedback.evidence.saying import in_words, paragraph, say
from feedback.evidence.scope import Scope
from feedback.models import Matter, Role
from feedback.results import About
from forms.questions import Wording
from forms.staff_fields import day_in_words

WHO: Mapping[Role, Wording] = {
    Role.FORUM: _l("The Forum"),
    Role.ADVOCATE: _l("A youth advocate"),
}

LONGEST_HEADING = 100


def blocks(scope: Scope) -> Iterator[Block]:
    """Every voice that stood on the day, with what officers answered to just that."""
    yield paragraph(
        _l("These are the Forum’s and young people’s own words. Nobody else can change them.")
    )
    seen = _seen(scope)
    found = [
        (one, said)
        for one in commentary.commentary()
        if _may_be_in(one, seen, scope) and (said := commentary.as_at(one, scope.day))
    ]
    for one, said in found:
        yield from _voice(one, said)
    if not found:
        yield paragraph(_l("The Forum has said nothing yet."))


def _may_be_in(one: Comment, seen: frozenset[str], scope: Scope) -> bool:
    """What is about something that this reader may not see would tell of it."""
    if one.about is Matter.RELEASE:
        return (one.ref if scope.is_public else one.ref.partition(".")[0]) in seen
    return not scope.is_public or one.about is not Matter.REPLY or one.ref in seen


def _seen(scope: Scope) -> frozenset[str]:
    """What this reader sees: releases; and the public, which tables and replies, by their names."""
    if not scope.is_public:
        return frozenset(one.ref for one in scope.releases)
    tables = (
        found.table.ref
        for one in scope.shown
        for found in one.about(About.ANSWERS)
        if found.table.withheld is None
    )
    replies = (str(one.id) for one in to_read(scope))
    return frozenset((*(one.ref for one in scope.shown), *tables, *replies))


def _voice(one: Comment, said: Words) -> Iterator[Block]:
    yield Subheading(Phrase(shorten(one.about_words, LONGEST_HEADING, placeholder=" …")))
    who = say(WHO[one.role])
    day = day_in_words(said.on)
    yield Quotation(Phrase(said.text), Phrase(f"{who.text}, {day}", who.language))
    for answer in said.answers:
        yield paragraph(_l("An officer answered on %(day)s:", day=in_words(answer.on)))
        yield Paragraph(Phrase(answer.text))
