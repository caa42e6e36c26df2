"""What a results page shows around the safe tables: why, as evidence of what, and the charts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from analysis.charts import Spoken, spoken
from analysis.tables import SafeTable, Withheld
from feedback.areas import Area, Baseline, Term
from feedback.results import About, Results, TableResult
from feedback.review.records import Asked, RawComment
from forms.bank import QUESTIONS
from forms.questions import Survey, Wording
from forms.staff import LONDON
from translations import LANGUAGES

PAGE_WITHHELD: dict[Withheld, Wording] = {
    Withheld.TOO_FEW: _l("We have had fewer than 10 answers, so we are not showing results yet."),
    Withheld.UNPROTECTABLE: _l("We cannot show these results without showing what a few said."),
    Withheld.WOULD_REVEAL: _l(
        "Other pages already show part of these answers. Somebody could subtract them and find "
        "what a few families said, so we do not show this page yet."
    ),
}
TABLE_WITHHELD: dict[Withheld, Wording] = {
    Withheld.TOO_FEW: _l(
        "Fewer than 10 people answered this question, so we are not showing it yet."
    ),
    Withheld.UNPROTECTABLE: _l(
        "We do not show this table: with these numbers, somebody could work out who said what."
    ),
    Withheld.WOULD_REVEAL: _l(
        "Other pages already show part of this table. Somebody could subtract them and find what "
        "a few families said, so we do not show it."
    ),
}
TONES: dict[str, Wording] = {
    "positive": _l("Positive"),
    "neutral_or_mixed": _l("Neutral or mixed"),
    "negative": _l("Negative"),
    "not_scored_language": _l("Not scored: not in English"),
    "not_scored_empty": _l("Not scored: too short"),
    "not_scored_too_short": _l("Not scored: too short"),
    "pending": _l("Not read yet"),
}
YARDSTICKS: dict[str, Wording] = {
    "right": _l("You can compare with this."),
    "rough": _l("Other people: look only for who is missing."),
    "wrong": _l("For background only. Do not compare with this."),
}


@dataclass(frozen=True)
class Evidence:
    """What one question gives evidence for: a row of the plan or a measure of the strategy."""

    ref: str
    text: str
    is_action: bool


@dataclass(frozen=True)
class Known:
    """What was published before about the people we ask, word for word."""

    label: str
    value: str
    as_at: str
    source: str
    caution: str
    yardstick: Wording


@dataclass(frozen=True)
class Part:
    """One table on the page, with what surrounds it."""

    id: str
    table: SafeTable
    why_withheld: Wording | None
    chart_url: str | None
    evidence: tuple[Evidence, ...]
    known: tuple[Known, ...]


@dataclass(frozen=True)
class CommentView:
    """One raw comment on the officers' page."""

    question: str
    language: str
    direction: str
    language_name: str
    text: str
    tone: Wording
    may_be_quoted: bool
    is_quarantined: bool


def parts(
    found: Results, about: About, *, area: Area, chart_url: Callable[[str], str]
) -> list[Part]:
    """The tables of one part of the page, in page order."""
    return [_part(one, area=area, chart_url=chart_url) for one in found.about(about)]


def _part(one: TableResult, *, area: Area, chart_url: Callable[[str], str]) -> Part:
    withheld = one.table.withheld
    return Part(
        id=one.question_id,
        table=one.table,
        why_withheld=TABLE_WITHHELD[withheld] if withheld else None,
        chart_url=None if withheld else chart_url(one.question_id),
        evidence=tuple(_evidence(area, one.evidences)),
        known=tuple(_known(area, baseline) for baseline in area.baselines_for(one.question_id)),
    )


def _evidence(area: Area, refs: Sequence[str]) -> list[Evidence]:
    """Only refs this area has: another area's plan need not have the same rows."""
    actions = {action.ref: action.text for action in area.actions}
    measures = {measure.ref: measure.text for measure in area.measures}
    return [
        Evidence(ref, actions.get(ref) or measures[ref], is_action=ref in actions)
        for ref in refs
        if area.resolves(ref)
    ]


def _known(area: Area, baseline: Baseline) -> Known:
    """A published count or published words, exactly as published: nothing is worked out here."""
    document = area.document(baseline.cited.document)
    return Known(
        label=baseline.label,
        value=baseline.published or str(baseline.count),
        as_at=baseline.as_at,
        source=f"{document.title} ({document.date}), {baseline.cited.section}",
        caution=baseline.caution,
        yardstick=YARDSTICKS[baseline.yardstick],
    )


def why_withheld(found: Results) -> Wording | None:
    """Why the whole page shows no numbers; None when it shows some."""
    return PAGE_WITHHELD[found.withheld] if found.withheld else None


def period(asked: Asked) -> str:
    """When a collection was open, in days."""
    words: str = _(
        "Open from %(first)s to %(last)s",
        first=_day(asked.opens_at),
        last=_day(asked.closes_at),
    )
    return words


def _day(moment: datetime) -> str:
    day: str = format_date(moment.astimezone(LONDON).date(), "long")
    return day


def terms_so_far(area: Area, *, today: date) -> list[Term]:
    """The terms that have begun, the newest first."""
    return sorted(
        (term for term in area.terms if term.starts <= today),
        key=lambda term: term.starts,
        reverse=True,
    )


def surveys_shown(surveys: Sequence[Survey], *, to_officer: bool) -> list[Survey]:
    """The surveys whose results this reader may open: the restricted one is for officers."""
    return [survey for survey in surveys if to_officer or not survey.is_restricted]


def chart_words(table: SafeTable) -> str:
    """Everything a chart says, as a list in the words of the table beside it."""
    return "\n".join(_bar_words(bar, total=table.total) for bar in spoken(table))


def _bar_words(bar: Spoken, *, total: int | None) -> str:
    if bar.shown is not None:
        return str(_("%(label)s: %(num)s", label=bar.label, num=bar.shown))
    if bar.low == 0:
        return str(_("%(label)s: fewer than %(num)s", label=bar.label, num=bar.high + 1))
    if bar.high == total:
        return str(_("%(label)s: %(num)s or more", label=bar.label, num=bar.low))
    return str(_("%(label)s: %(low)s to %(high)s", label=bar.label, low=bar.low, high=bar.high))


def comment_view(raw: RawComment) -> CommentView:
    """A raw comment with its question and its language in words."""
    # An older survey or a spreadsheet may bring a question or a language we do not have.
    language = LANGUAGES.get(raw.language)
    question = QUESTIONS.get(raw.question_id)
    return CommentView(
        question=str(question.standard) if question else _("A question we no longer ask"),
        language=raw.language,
        direction=language.direction if language else "auto",
        language_name=language.own_name if language else raw.language,
        text=raw.text,
        tone=TONES[raw.tone],
        may_be_quoted=raw.may_be_quoted,
        is_quarantined=raw.is_quarantined,
    )
