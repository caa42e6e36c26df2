"""Paragraphs for an area's self-evaluation, by what inspectors judge, each with its source.

Officers write it by hand and have eight working days: this is to copy from, and for officers.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from flask_babel import lazy_gettext as _l

from feedback import loop
from feedback.evidence.criteria import Criterion, criterion_of
from feedback.evidence.document import (
    Block,
    Bullets,
    Document,
    Notice,
    Phrase,
    Quotation,
    Section,
    Subheading,
    Variant,
)
from feedback.evidence.gathering import cover, loops, quoting, surveys
from feedback.evidence.saying import paragraph, say
from feedback.evidence.scope import Scope
from feedback.evidence.wording import SECTIONS
from feedback.language import speaking
from feedback.loop import Theme
from feedback.moderate.quotes import Sourced, sourced
from feedback.plan.indicators import good_answers
from feedback.results import Results, TableResult
from forms.loop_words import SOURCES
from forms.staff_fields import day_in_words
from translations import Language

MOST_QUOTES = 3
# A longer quote is seldom read in a self-evaluation.
SHORT_ENOUGH = 300
ENDS_A_SENTENCE = (".", "!", "?")


def self_evaluation(as_at: date, language: Language, *, today: date) -> Document:
    """The paragraphs as at a day, from what the board may see."""
    found = _Found(Scope(Variant.BOARD, as_at, today, language))
    with speaking(language):
        return Document(
            title=say(_l("Paragraphs for the self-evaluation")),
            subtitle=cover.subtitle(found.scope),
            area=found.scope.area.name,
            look=found.scope.area.look,
            variant=found.scope.variant,
            as_at=as_at,
            language=language,
            sections=(
                Section("how", say(_l("How to use this")), tuple(_how())),
                *(
                    Section(one.value, say(one.words), tuple(_blocks(one, found)))
                    for one in Criterion
                ),
            ),
        )


def _how() -> Iterator[Block]:
    yield Notice(
        say(
            _l(
                "This is for officers. Each paragraph ends with its source in square brackets: "
                "keep it for your file, and take it out of what you publish."
            )
        )
    )
    yield paragraph(
        _l(
            "Everybody quoted here agreed to it, and can change their mind. Make this again "
            "before you use it."
        )
    )


@dataclass(frozen=True)
class _Found:
    """What is on record by the day, each thing asked for once."""

    scope: Scope

    @cached_property
    def themes(self) -> Sequence[Theme]:
        return loops.themes(self.scope)

    @cached_property
    def quotes(self) -> Sequence[Sourced]:
        return sourced(to_officer=False, as_at=self.scope.day)

    @cached_property
    def themes_of_quotes(self) -> Mapping[UUID, tuple[Theme, ...]]:
        """The themes that a person put each quoted comment under, as far as they were that day."""
        found = loop.themes_of([one.comment_id for one in self.quotes])
        return {
            comment: tuple(
                each for one in themes if (each := loop.as_at(one, self.scope.day)) is not None
            )
            for comment, themes in found.items()
        }

    @cached_property
    def criteria_of_themes(self) -> Mapping[UUID, Criterion]:
        """What most of the comments under a theme are evidence for, where there are any."""
        counted: dict[UUID, Counter[Criterion]] = {}
        for one in self.quotes:
            for theme in self.themes_of_quotes.get(one.comment_id, ()):
                counted.setdefault(theme.id, Counter())[_criterion(one)] += 1
        return {theme: found.most_common(1)[0][0] for theme, found in counted.items()}


def _criterion(one: Sourced) -> Criterion:
    return criterion_of(one.survey, one.question_id)


def _blocks(criterion: Criterion, found: _Found) -> Iterator[Block]:
    said = [
        *_answers(criterion, found.scope),
        *_quotes(criterion, found),
        *_changes(criterion, found),
    ]
    yield from said or [paragraph(_l("There is nothing to say about this yet."))]


def _answers(criterion: Criterion, scope: Scope) -> Iterator[Block]:
    points = tuple(
        _answer(one, table)
        for one in surveys.newest(scope)
        for table in surveys.answers(one)
        if criterion_of(one.survey, table.question_id) is criterion
        if table.table.withheld is None
    )
    if points:
        yield Subheading(say(SECTIONS["results"]))
        yield Bullets(points)


def _answer(one: Results, found: TableResult) -> Phrase:
    label, number, code = good_answers(found)
    return say(
        _l(
            "Asked “%(question)s”, %(number)s answered “%(answer)s” (%(terms)s). [%(cell)s]",
            question=found.title,
            number=number,
            answer=label,
            terms=surveys.terms(one).text,
            cell=found.table.cell_id(code),
        )
    )


def _quotes(criterion: Criterion, found: _Found) -> Iterator[Block]:
    """The strongest: those that led to a change first, then those answered; short ones first."""
    of_it = [one for one in found.quotes if _criterion(one) is criterion]
    strongest = sorted(of_it, key=lambda one: _strength(one, found))[:MOST_QUOTES]
    if strongest:
        yield Subheading(say(SECTIONS["quotes"]))
    for one in strongest:
        yield Quotation(Phrase(one.quote.text, one.quote.language), _by(one, found))


def _strength(one: Sourced, found: _Found) -> tuple[bool, bool, bool, UUID]:
    themes = found.themes_of_quotes.get(one.comment_id, ())
    return (
        not any(theme.changes for theme in themes),
        not any(theme.decision for theme in themes),
        len(one.quote.text) > SHORT_ENOUGH,
        one.comment_id,
    )


def _by(one: Sourced, found: _Found) -> Phrase:
    who, code = quoting.by(one.quote), one.comment_id.hex[:8]
    themes = found.themes_of_quotes.get(one.comment_id, ())
    if themes:
        return say(
            _l(
                "%(who)s [comment %(code)s, theme “%(theme)s”]",
                who=who.text,
                code=code,
                theme=themes[0].text.text,
            )
        )
    return say(_l("%(who)s [comment %(code)s]", who=who.text, code=code))


def _changes(criterion: Criterion, found: _Found) -> Iterator[Block]:
    changed = [
        one
        for one in found.themes
        if one.changes and found.criteria_of_themes.get(one.id, Criterion.LEADERSHIP) is criterion
    ]
    if changed:
        yield Subheading(say(_l("What changed")))
        yield Bullets(tuple(_change(one) for one in changed))


def _change(one: Theme) -> Phrase:
    last = one.changes[-1]
    # Translators: three whole sentences by officers, and then where the first comes from.
    return say(
        _l(
            "Families said: “%(said)s” We did: %(did)s On %(day)s this changed: %(what)s "
            "[%(source)s]",
            said=one.text.text,
            did=_sentence(one.we_did.text or one.reason.text),
            day=day_in_words(last.on),
            what=_sentence(last.what.text),
            source=_source(one),
        )
    )


def _sentence(text: str) -> str:
    return text if not text or text.endswith(ENDS_A_SENTENCE) else f"{text}."


def _source(one: Theme) -> str:
    where = str(SOURCES[one.source]) if one.source else ""
    parts = (where, one.source_note, day_in_words(one.raised_on))
    return ", ".join(part for part in parts if part)
