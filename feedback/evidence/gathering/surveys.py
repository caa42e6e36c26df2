"""What families said: by what inspectors judge, survey by survey, with pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flask_babel import lazy_gettext as _l

from analysis.comparison import Change
from feedback.evidence import for_staff, tables
from feedback.evidence.criteria import Criterion, criterion_of
from feedback.evidence.document import Block, Notice, Paragraph, Phrase, Picture, Subheading
from feedback.evidence.saying import paragraph, plain, say, say_now
from feedback.evidence.scope import Scope
from feedback.results import About, ChangeResult, Results, TableResult
from feedback.review import pages, pictures, words


def terms(one: Results) -> Phrase:
    """The terms that a release covers, in the area's own words."""
    return Phrase(pages.covers(one.terms))


def answers(one: Results) -> tuple[TableResult, ...]:
    """Its tables of answers."""
    return one.about(About.ANSWERS)


def newest(scope: Scope) -> list[Results]:
    """The newest release of each survey that shows something."""
    found = {one.survey.slug: one for one in reversed(scope.shown)}
    return [one for one in scope.shown if found[one.survey.slug] is one]


def name_of(one: Results) -> Phrase:
    """A release as a heading names it: the survey, the terms and the release."""
    return plain(f"{one.survey.title}, {pages.covers(one.terms)} ({one.ref})")


def blocks(scope: Scope) -> Iterator[Block]:
    """The answers, by what they are evidence for; then why some surveys have none."""
    for criterion in Criterion:
        found = [
            (one, tuple(each for each in answers(one) if _is_for(criterion, one, each)))
            for one in scope.shown
            if not one.survey.is_restricted
        ]
        title = say(criterion.words)
        yield Subheading(title)
        said = [
            block for one, asked in found if asked for block in _of(one, asked, title=title.text)
        ]
        yield from said or [
            paragraph(
                _l(
                    "Fewer than %(num)s answers this term about this, or nobody was asked.",
                    num=scope.base,
                )
            )
        ]
    yield from _tone(scope)
    yield from _not_shown(scope)


def annex(scope: Scope) -> Iterator[Block]:
    """The survey about so few children that officers alone may read it; in no other document."""
    yield Notice(say(for_staff.NOT_TO_COPY))
    found = [one for one in scope.releases if one.survey.is_restricted]
    for one in found:
        if one.withheld is None:
            yield from _of(one, answers(one), title=str(one.survey.title))
        else:
            yield Paragraph(name_of(one))
            yield Notice(say_now(words.page_withheld, one))
    if not found:
        yield paragraph(_l("Fewer than %(num)s answers this term.", num=scope.base))


def _is_for(criterion: Criterion, one: Results, each: TableResult) -> bool:
    return criterion_of(one.survey, each.question_id) is criterion


def _of(one: Results, asked: Sequence[TableResult], *, title: str) -> Iterator[Block]:
    name = name_of(one)
    part = replace(one, tables=tuple(asked))
    drawn = pictures.of_answers(part, title=title)
    if drawn is not None:
        yield _picture(drawn, name)
    table = tables.of_results(name, asked)
    if table is not None:
        yield table
    else:
        for why in tables.why_not(asked):
            yield Notice(why)
    overall = one.survey.overall.id
    if one.change and any(each.question_id == overall for each in asked):
        yield Paragraph(change_words(one.change))


def _picture(drawn: pictures.Picture, name: Phrase) -> Picture:
    return Picture(name, plain(drawn.words), drawn.draw)


def picture_of(drawn: pictures.Picture) -> Picture:
    """A picture of the results pages as a block."""
    return Picture(plain(drawn.title), plain(drawn.words), drawn.draw)


def change_words(one: ChangeResult) -> Phrase:
    """What may be said of the term before."""
    term = pages.covers(one.terms)
    if one.change is Change.MORE:
        return say(
            _l(
                "Out of all answers, more were “%(answers)s” than in %(term)s. A change this big "
                "would be unusual by chance.",
                answers=one.answers,
                term=term,
            )
        )
    if one.change is Change.FEWER:
        return say(
            _l(
                "Out of all answers, fewer were “%(answers)s” than in %(term)s. A change this big "
                "would be unusual by chance.",
                answers=one.answers,
                term=term,
            )
        )
    return say(_l("Too few answers to tell if this has changed since %(term)s.", term=term))


def _tone(scope: Scope) -> Iterator[Block]:
    """What a computer made of the comments; the public is not shown it."""
    found = [(one, one.about(About.TONE)) for one in scope.shown if not one.survey.is_restricted]
    shown = [(one, tone) for one, tone in found if tone]
    if not shown:
        return
    yield Subheading(say(_l("Tone of comments (computer estimate)")))
    yield paragraph(for_staff.GUESSED)
    for one, tone in shown:
        table = tables.of_results(name_of(one), tone)
        if table is not None:
            yield table
        for why in () if table else tables.why_not(tone):
            yield Paragraph(plain(f"{name_of(one).text}: {why.text}"))


def _not_shown(scope: Scope) -> Iterator[Block]:
    found = not_shown(scope)
    if found:
        yield Subheading(say(_l("What is not shown here")))
    for name, why in found:
        yield Paragraph(name)
        yield Notice(why)


def not_shown(scope: Scope) -> list[tuple[Phrase, Phrase]]:
    """The releases that show nothing, and those that the public will see later; and why."""
    without = [one for one in scope.releases if one.withheld is not None]
    later = [one for one in scope.waiting if one.has_results]
    return [
        *((name_of(one), say_now(words.page_withheld, one)) for one in without),
        *(
            (
                plain(f"{one.survey.title}, {pages.covers(one.terms)}"),
                say_now(words.public_when, one, scope.day),
            )
            for one in later
        ),
    ]
