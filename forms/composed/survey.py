"""Turn what officers composed into the survey that families answer, and say in which languages."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from flask_babel import LazyString, get_locale
from markupsafe import escape

from forms.bank import QUESTIONS
from forms.composed.pieces import SCALES, Composed, Kind, OwnQuestion, Piece
from forms.composed.words import Words
from forms.marked import filled, marked
from forms.questions import Condition, Option, Question, Survey, Ticks
from forms.scales import TICKED_OR_NOT
from forms.surveys import ABOUT_YOU, ROLE, SURVEYS
from translations import ENGLISH, LANGUAGES, SOURCE

# What may be asked again elsewhere; every form asks who is answering by itself.
BANK: dict[str, Question] = {
    name: question for name, question in QUESTIONS.items() if question not in (ROLE, *ABOUT_YOU)
}
RESTRICTED = frozenset(q.id for one in SURVEYS.values() if one.is_restricted for q in one.questions)
CODES = {language.locale: language.code for language in LANGUAGES.values()}


def survey(composed: Composed, version: int) -> Survey:
    """The survey that families answer; ask `problems` first, for a draft may not make one."""
    return Survey(
        slug=composed.slug,
        version=version,
        title=said(composed.title),
        easy_title=said(composed.easy_title),
        intro=said(composed.intro),
        easy_intro=said(composed.easy_intro),
        questions=tuple(q for piece in composed.pieces for q in _questions(piece)),
        is_restricted=composed.is_restricted or any(p.id in RESTRICTED for p in composed.pieces),
        asks_about_you=composed.asks_about_you,
        languages=frozenset(languages(composed, LANGUAGES)),
        unchecked=unchecked(composed),
        # Asked of others than elsewhere, a question is comparable to nothing.
        apart=frozenset(p.id for p in composed.pieces if not p.pools or p.after or p.only_for),
        over_budget_reason=composed.over_budget_reason,
    )


def languages(composed: Composed, offered: Iterable[str]) -> tuple[str, ...]:
    """Of the languages offered, whose catalogues are whole, those in which every text is there."""
    texts = [found.languages for _path, found in composed.words()]
    return tuple(code for code in offered if all(code in there for there in texts))


def unchecked(composed: Composed) -> frozenset[str]:
    """The languages in which no fluent speaker has checked every text of its own."""
    texts = [found for _path, found in composed.words()]
    others = frozenset(LANGUAGES) - {SOURCE}
    return frozenset(code for code in others if any(code not in one.checked for one in texts))


class _Typed(LazyString):  # type: ignore[misc]  # Flask-Babel ships no types
    """Words that somebody typed: unlike our own they may hold markup, which is never meant."""

    def __html__(self) -> str:
        """The words as a page may show them."""
        return str(escape(str(self)))


def said(words: Words) -> LazyString:
    """The words in the language of the page; where that has none, in English, and marked so.

    Families are offered only languages in which every text is there.
    """
    return _Typed(lambda: _in_or_marked(words, _current()))


def inner_id(question: OwnQuestion, code: str) -> str:
    """Under which id one box of several is stored."""
    return f"{question.id}_{code}"


def _in_or_marked(words: Words, code: str) -> str:
    there = words.in_(code)
    return marked(words.in_english, ENGLISH) if there is None else there


def _current() -> str:
    return CODES.get(str(get_locale()), SOURCE)


def _questions(piece: Piece) -> Iterator[Question]:
    after = Condition(piece.after.question_id, piece.after.codes) if piece.after else None
    for asked in _asked(piece):
        # A bank question for one role stays so, wherever it is asked.
        role = piece.only_for or asked.only_for
        yield replace(asked, only_for=role, after=after, required=piece.is_overall)


def _asked(piece: Piece) -> Iterable[Question]:
    if piece.own is None:
        return (BANK[piece.id],)
    return _boxes(piece.own) if piece.own.kind is Kind.SEVERAL else (_own(piece.own),)


def _own(own: OwnQuestion) -> Question:
    if own.kind is Kind.SCALE and own.scale:
        options = SCALES[own.scale]
    else:
        options = tuple(_option(own, code) for code in own.codes)
    return Question(
        own.id,
        standard=said(own.standard),
        easy=said(own.easy),
        options=options,
        hint=_or_none(own.hint),
        easy_hint=_or_none(own.easy_hint),
        text_kind=own.text_kind,
        evidences=own.evidences,
        picture=own.picture,
        why=_or_none(own.why),
    )


def _option(own: OwnQuestion, code: str) -> Option:
    found = next(one for one in own.options if one.code == code)
    return Option(code, said(found.standard), said(found.easy), found.meaning, found.picture)


def _boxes(own: OwnQuestion) -> Iterator[Question]:
    """One question for each box, so that each is counted by itself."""
    ticks = Ticks(
        own.id,
        standard=said(own.standard),
        easy=said(own.easy),
        hint=_or_none(own.hint),
        easy_hint=_or_none(own.easy_hint),
        why=_or_none(own.why),
        picture=own.picture,
    )
    for one in own.options:
        yield Question(
            inner_id(own, one.code),
            standard=_both(own.standard, one.standard),
            easy=_both(own.easy, one.easy),
            options=TICKED_OR_NOT,
            evidences=own.evidences,
            ticks=ticks,
            box=_option(own, one.code),
        )


def _both(question: Words, box: Words) -> LazyString:
    # Two whole texts side by side, as a heading is: languages do not order them differently.
    return _Typed(lambda: filled("%(question)s – %(box)s", question=said(question), box=said(box)))


def _or_none(words: Words | None) -> LazyString | None:
    return said(words) if words is not None else None
