"""What the pages of a statement show: the columns, the deadline, and words that may be names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from analysis.names import find_names
from feedback.authored import Said
from feedback.publish.frozen import Content, Entry, Words
from forms.initiative_words import DECISIONS
from forms.local_offer_words import REGULATIONS
from forms.questions import Wording
from forms.staff_fields import day_in_words
from translations import ENGLISH, Language

# A promise with a day to it: what else was decided needs none.
TO_COME = frozenset({"doing", "planned"})
PASSED_ON = "passed_on"
WEB = ("https://", "http://")
# Themes need replies before anything can be published, and replies take a month and a half.
TIME_TO_BEGIN = timedelta(days=60)


@dataclass(frozen=True)
class Shown:
    """Something that changed, and where that can be seen."""

    what: Said
    on: date
    link: str


@dataclass(frozen=True)
class Row:
    """One theme in its three columns."""

    you_said: Said
    decision: Wording | None  # None: not answered yet, for the reason in `waits`.
    passed_on_to: Said | None
    we_did: Said | None
    reason: Said | None
    due_on: date | None
    waits: str
    evidence: Sequence[Shown]


@dataclass(frozen=True)
class Part:
    """What families said of one thing that regulation 56 names."""

    title: Wording
    rows: Sequence[Row]


@dataclass(frozen=True)
class Deadline:
    """When the next statement has to be there: a year after the last, or at once."""

    last: date | None
    due: date | None
    is_overdue: bool


def parts(content: Content, language: Language) -> list[Part]:
    """The statement in a language, under what the regulation names."""
    return [
        Part(title, [_row(one, language) for one in content.entries if one.regulation == code])
        for code, title in REGULATIONS.items()
    ]


def _row(one: Entry, language: Language) -> Row:
    return Row(
        you_said=one.you_said.said(language),
        decision=DECISIONS[one.decision] if one.decision else None,
        passed_on_to=_said(one.passed_on_to, language) if one.decision == PASSED_ON else None,
        we_did=_said(one.we_did, language),
        reason=_said(one.reason, language),
        due_on=one.due_on if one.decision in TO_COME else None,
        waits=one.carried_over,
        evidence=[
            Shown(each.what.said(language), each.on, each.link if is_web(each.link) else "")
            for each in one.changes
        ],
    )


def _said(words: Words, language: Language) -> Said | None:
    return words.said(language) if words else None


def is_web(link: str) -> bool:
    """Whether a link leads to a page on the web, and runs nothing."""
    return link.startswith(WEB)


def has_drafts(found: Sequence[Part]) -> bool:
    """Whether any of the words are a translation that nobody had checked."""
    return any(is_draft(row) for part in found for row in part.rows)


def is_draft(row: Row) -> bool:
    """The same of one theme."""
    said = (*_words_of(row), *(one.what for one in row.evidence))
    return any(one is not None and one.is_draft for one in said)


def _words_of(row: Row) -> Iterator[Said | None]:
    yield from (row.you_said, row.passed_on_to, row.we_did, row.reason)


def deadline(published: Sequence[Content], today: date) -> Deadline:
    """At least annually: a correction is no new statement."""
    last = max((one.published_on for one in published if one.version == 1), default=None)
    if last is None:
        return Deadline(None, None, is_overdue=True)
    due = _a_year_after(last)
    return Deadline(last, due, is_overdue=due < today)


def deadline_words(found: Deadline) -> str:
    """When the next statement has to be there, in a sentence."""
    if found.last is None or found.due is None:
        return str(_("Overdue: no statement has been published yet."))
    last, due = day_in_words(found.last), day_in_words(found.due)
    if found.is_overdue:
        return str(
            _(
                "Overdue: the last statement was published on %(last)s. "
                "The next was due by %(due)s.",
                last=last,
                due=due,
            )
        )
    return str(
        _(
            "The last statement was published on %(last)s. The next is due by %(due)s.",
            last=last,
            due=due,
        )
    )


def is_worth_saying(found: Deadline, today: date) -> bool:
    """Whether the home page speaks of it: it is late, or an officer has to begin with it."""
    return found.due is None or found.due - today <= TIME_TO_BEGIN


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February.
        return date(day.year + 1, 3, 1)


def maybe_names(content: Content) -> list[str]:
    """Words in the English that may be a name, a school or a number: a person looks again."""
    found = (span.of(text) for text in _english(content) for span in find_names(text))
    return list(dict.fromkeys(found))


def _english(content: Content) -> Iterator[str]:
    for one in content.entries:
        words = (one.you_said, one.we_did, one.reason, one.passed_on_to)
        yield from (each.texts.get(ENGLISH.code, "") for each in words)
        yield one.carried_over
        yield from (each.what.texts.get(ENGLISH.code, "") for each in one.changes)
