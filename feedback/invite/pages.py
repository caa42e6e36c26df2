"""What the collection pages show, and what an officer typed as values to store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from flask_babel import format_date, format_datetime
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback import surveys
from feedback.authored import Said
from feedback.invite.records import Collection, Placement, Wanted, translations
from feedback.opening import State, state_of
from forms.questions import Wording
from forms.staff import LONDON, PLACES, SURVEY_FOR_INITIATIVES, CollectionForm
from translations import Language

MORNING, EVENING = time(9, 0), time(17, 0)


STATE_WORDS: dict[State, Wording] = {
    State.NOT_YET: _l("Not open yet"),
    State.OPEN: _l("Open"),
    State.CLOSED: _l("Closed"),
}
STATE_COLOURS = {State.NOT_YET: "yellow", State.OPEN: "green", State.CLOSED: "grey"}


@dataclass(frozen=True)
class Line:
    """One collection as a page shows it."""

    id: UUID
    occasion: Said
    survey: str
    state: State
    opens: str
    closes: str
    initiative_id: UUID | None

    @property
    def state_words(self) -> Wording:
        """Open, closed or not yet, in words."""
        return STATE_WORDS[self.state]

    @property
    def colour(self) -> str:
        """The colour that repeats those words."""
        return STATE_COLOURS[self.state]


@dataclass(frozen=True)
class Placed:
    """One placement as a page shows it."""

    id: UUID
    label: str
    kind: str
    code: str
    address: str


def lines(found: Sequence[Collection], language: Language, *, now: datetime) -> list[Line]:
    """Collections in words, each named in this language where it can be."""
    words = translations(found)
    return [_line(one, now=now, occasion=words.said(one, "occasion", language)) for one in found]


def _line(found: Collection, *, now: datetime, occasion: Said) -> Line:
    """A collection in words, its times on the London clock."""
    return Line(
        id=found.id,
        occasion=occasion,
        survey=str(surveys.get(found.survey_slug, found.survey_version).title),
        state=state_of(found.opens_at, found.closes_at, now),
        opens=_moment(found.opens_at),
        closes=_moment(found.closes_at),
        initiative_id=found.initiative_id,
    )


def _moment(at: datetime) -> str:
    """A day and a time as the reader's language writes them, on the London clock."""
    return str(
        _("%(day)s at %(time)s", day=format_date(at, "long"), time=format_datetime(at, "HH:mm"))
    )


def placed(found: Placement, *, address: str) -> Placed:
    """A placement in words."""
    return Placed(found.id, found.label, str(PLACES[found.kind.value]), found.code, address)


def wanted(form: CollectionForm) -> Wanted:
    """What a checked form asks for."""
    initiative = form.initiative.data
    return Wanted(
        survey_slug=form.survey.data,
        occasion=form.occasion.data,
        opens_at=form.opens_at,
        closes_at=form.closes_at,
        initiative_id=UUID(initiative) if initiative else None,
    )


def preselected(initiative: str | None, survey: str | None) -> dict[str, object]:
    """The starting values of the form when somebody comes from an initiative or a survey."""
    if initiative:
        return {"survey": SURVEY_FOR_INITIATIVES, "initiative": initiative}
    return {"survey": survey} if survey else {}


def as_typed(found: Collection) -> dict[str, object]:
    """A stored collection as the form's starting values."""
    opens, closes = found.opens_at.astimezone(LONDON), found.closes_at.astimezone(LONDON)
    return {
        "survey": found.survey_slug,
        "occasion": found.occasion,
        "opens_on": opens.date(),
        "opens_time": opens.time(),
        "closes_on": closes.date(),
        "closes_time": closes.time(),
        "initiative": str(found.initiative_id or ""),
    }
