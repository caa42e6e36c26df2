"""What a results page shows around the safe tables: why, as evidence of what, and the charts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from analysis.charts import Size, chart_size
from analysis.tables import SafeCell, SafeTable
from feedback import breakdowns, surveys
from feedback.areas import Action, Area, Baseline, Term
from feedback.results import (
    About,
    ChangeResult,
    Pooled,
    Results,
    Seer,
    TableResult,
    across_surveys,
)
from feedback.review import comparing, pictures, words
from feedback.review.comparing import Group
from feedback.review.pictures import Picture
from feedback.review.records import Asked, RawComment
from forms.questions import Survey, Wording
from forms.staff import LONDON
from translations import LANGUAGES

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
    is_right_yardstick: bool
    base: int | None
    base_of: str | None
    is_in_words: bool  # Published as words, not as a count.


@dataclass(frozen=True)
class Row:
    """One row of a table: a count or the words for its range, and a verdict if there is one."""

    label: str
    number: str
    is_hidden: bool
    verdict: Wording | None
    cell_id: str
    fits: str = ""  # How large a group so many answers fit, where that can be said.


@dataclass(frozen=True)
class Chart:
    """The picture beside a table, and everything it says."""

    url: str
    words: str
    size: Size


@dataclass(frozen=True)
class Part:
    """One table on the page, with what surrounds it."""

    id: str
    table: SafeTable
    rows: tuple[Row, ...]
    why_withheld: str | None
    chart: Chart | None
    evidence: tuple[Evidence, ...]
    known: tuple[Known, ...]
    change: ChangeResult | None = None


@dataclass(frozen=True)
class CommentView:
    """One raw comment on the officers' page."""

    question: str
    language: str
    direction: str
    language_name: str
    text: str
    tone: Wording | None  # None until a person has decided.
    may_be_quoted: bool
    is_quarantined: bool


def parts(
    found: Results,
    about: About,
    *,
    area: Area,
    chart_url: Callable[[str], str],
    to_officer: bool,
) -> list[Part]:
    """The tables of one part of the page, in page order."""
    return [
        replace(
            _part(one, area=area, chart_url=chart_url, to_officer=to_officer),
            change=found.change if one.question_id == found.survey.overall.id else None,
        )
        for one in found.about(about)
    ]


def together(*, area: Area, to_officer: bool, seer: Seer) -> list[tuple[Pooled, Part]]:
    """The questions that several surveys ask, each with its table; their pictures are elsewhere."""
    return [
        (one, _part(one.table, area=area, chart_url=lambda _name: "", to_officer=to_officer))
        for one in across_surveys(seer)
    ]


def _part(
    one: TableResult, *, area: Area, chart_url: Callable[[str], str], to_officer: bool
) -> Part:
    return Part(
        id=one.question_id,
        table=one.table,
        rows=_rows(one, area=area, to_officer=to_officer),
        why_withheld=words.why_withheld(one),
        chart=_chart(one, url=chart_url(one.question_id)) if _has_own_chart(one) else None,
        evidence=tuple(_evidence(area, one)),
        known=tuple(_known(area, baseline) for baseline in area.baselines_for(one.question_id)),
    )


def _rows(one: TableResult, *, area: Area, to_officer: bool) -> tuple[Row, ...]:
    said: Mapping[str, Group] = {}
    if one.about is About.PARTICIPATION:
        said = comparing.groups(one, area=area, to_officer=to_officer)
    return tuple(_row(cell, one.table, said.get(cell.category.code)) for cell in one.table.cells)


def _row(cell: SafeCell, table: SafeTable, group: Group | None) -> Row:
    return Row(
        label=cell.category.label,
        number=words.number_words(cell, total=table.total),
        is_hidden=cell.shown is None,
        verdict=group.verdict if group else None,
        cell_id=table.cell_id(cell.category.code),
        fits=words.fits_words(group.fits) if group and group.fits else "",
    )


def _has_own_chart(one: TableResult) -> bool:
    """Questions with good answers stand together in the picture at the head of the page."""
    return one.table.withheld is None and not pictures.is_in_the_picture(one)


def picture(drawn: Picture | None, url: str) -> Chart | None:
    """A picture of several tables, and everything it says."""
    return Chart(url, drawn.words, drawn.size) if drawn else None


def _chart(one: TableResult, *, url: str) -> Chart:
    says = words.everything_in_words(one.table)
    return Chart(
        url=url,
        words=str(_("Chart of “%(title)s”. %(numbers)s", title=one.table.title, numbers=says)),
        size=chart_size(one.table, title=one.title),
    )


def _evidence(area: Area, one: TableResult) -> list[Evidence]:
    return [
        Evidence(row.ref, row.text, is_action=isinstance(row, Action))
        for row in area.evidenced_by(one.question_id, one.evidences)
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
        is_right_yardstick=baseline.is_right_yardstick,
        base=baseline.base,
        base_of=baseline.base_of,
        is_in_words=baseline.published is not None,
    )


def covers(terms: Sequence[Term]) -> str:
    """Some terms in the area's own words."""
    return ", ".join(term.name for term in terms)


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


def surveys_shown(surveys: Sequence[Survey], *, to_officer: bool) -> list[Survey]:
    """The surveys whose results this reader may open: the restricted one is for officers."""
    return [survey for survey in surveys if to_officer or not survey.is_restricted]


def comment_view(raw: RawComment) -> CommentView:
    """A raw comment with its question and its language in words."""
    # An older survey or a spreadsheet may bring a question or a language we do not have.
    language = LANGUAGES.get(raw.language) or LANGUAGES.get(raw.language.split("-")[0])
    # Bengali in Latin letters runs from left to right.
    is_romanised = raw.language.endswith("-Latn")
    question = surveys.question(raw.question_id)
    return CommentView(
        question=str(question.standard) if question else _("A question we no longer ask"),
        language=raw.language,
        direction=language.direction if language and not is_romanised else "auto",
        language_name=language.own_name if language else raw.language,
        text=raw.text,
        tone=breakdowns.tone_words(raw.tone) if raw.tone else None,
        may_be_quoted=raw.may_be_quoted,
        is_quarantined=raw.is_quarantined,
    )
