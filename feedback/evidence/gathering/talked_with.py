"""Whom the partnership talked with where nobody fills in a form, and what they spoke about."""

from collections.abc import Iterator, Sequence

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback import conversations
from feedback.evidence.document import Block, Cell, Paragraph, Phrase, Row, Table
from feedback.evidence.saying import day, say, say_now
from feedback.evidence.scope import Scope
from feedback.evidence.tables import headings
from feedback.models import Conversation
from forms.comment_themes import THEMES
from forms.initiative_words import SUPPORT, Words

NOTHING = "–"


def blocks(scope: Scope) -> Iterator[Block]:
    """Every conversation by the day; headcounts are too small for the public, as of sessions."""
    found = conversations.every_conversation(as_at=scope.day)
    if not found:
        return
    yield Paragraph(say_now(_how_many, found))
    if not scope.is_public:
        yield _table(found)


def _how_many(found: Sequence[Conversation]) -> str:
    return str(
        ngettext(
            "Besides surveys, %(num)s conversation with families and others was noted.",
            "Besides surveys, %(num)s conversations with families and others were noted.",
            len(found),
        )
    )


def _table(found: Sequence[Conversation]) -> Table:
    return Table(
        say(_l("Conversations")),
        headings(
            _l("Conversation"),
            _l("Day"),
            _l("Parent carers"),
            _l("Children and young people"),
            _l("People who work with families"),
            _l("New voices"),
            _l("What helped people take part"),
            _l("What they spoke about"),
        ),
        tuple(_row(one) for one in found),
    )


def _row(one: Conversation) -> Row:
    numbers = (one.parent_carers, one.young_people, one.professionals, one.new_voices)
    return Row(
        Phrase(one.title),
        (
            Cell(day(one.held_on)),
            *(Cell(Phrase(str(number))) for number in numbers),
            Cell(say_now(_spoken, one.support, SUPPORT)),
            Cell(say_now(_spoken, one.themes, THEMES)),
        ),
    )


def _spoken(codes: str, words: Words) -> str:
    return ", ".join(str(words[code]) for code in codes.split() if code in words) or NOTHING
