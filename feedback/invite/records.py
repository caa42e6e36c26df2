"""Collections and their placements, as officers open and change them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import ceil
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from feedback import codes, preferences, surveys
from feedback.authored import Said, Translations, translations_of
from feedback.database import session
from feedback.models import (
    Collection,
    Initiative,
    KeptPulse,
    Placement,
    PlacementKind,
    Response,
)
from forms.questions import Survey
from forms.staff import LONDON
from translations import Language

__all__ = ["Collection", "Placement"]

TRIES_FOR_A_CODE = 20
A_PAGE = 50


class SurveyIsFixedError(Exception):
    """Families have answered this survey, so the collection cannot ask another."""


class InitiativeIsFixedError(Exception):
    """Families have answered about this initiative, so it cannot be about another."""


class DatesAreFixedError(Exception):
    """Those involved answered between these days, and the answers count for an initiative."""

    def __init__(self, field: str) -> None:
        """Name the field of the form that may not change."""
        super().__init__(f"{field} may not change.")
        self.field = field


class NoFreeCodeError(Exception):
    """Every code we drew was taken, which means that something is wrong with drawing."""


@dataclass(frozen=True)
class Wanted:
    """What an officer asked for, already checked by the form."""

    survey_slug: str
    occasion: str
    opens_at: datetime
    closes_at: datetime
    initiative_id: UUID | None


def collections(*, page: int) -> Sequence[Collection]:
    """One page of all collections, the newest opening first."""
    ordered = select(Collection).order_by(
        col(Collection.opens_at).desc(), col(Collection.occasion), col(Collection.id)
    )
    return session().scalars(ordered.limit(A_PAGE).offset((page - 1) * A_PAGE)).all()


def pages_of_collections() -> int:
    """How many pages there are."""
    number = session().scalar(select(func.count()).select_from(Collection)) or 0
    return max(1, ceil(number / A_PAGE))


def collection(collection_id: UUID) -> Collection | None:
    """One collection, or None when there is no such."""
    return session().get(Collection, collection_id)


def placements(collection_id: UUID) -> Sequence[Placement]:
    """Where one collection's codes hang, in the order of their labels."""
    ordered = (
        select(Placement)
        .where(col(Placement.collection_id) == collection_id)
        .order_by(col(Placement.label), col(Placement.code))
    )
    return session().scalars(ordered).all()


def placement(placement_id: UUID) -> Placement | None:
    """One placement, or None when there is no such."""
    return session().get(Placement, placement_id)


def initiatives(language: Language) -> list[tuple[str, str, Language]]:
    """Every initiative as (id, title, the language of its title), by its English title."""
    ordered = select(Initiative).order_by(col(Initiative.title), col(Initiative.id))
    found = session().scalars(ordered).all()
    words = translations_of(found)
    titles = [(one.id, words.said(one, "title", language)) for one in found]
    return [(str(one_id), said.text, said.language) for one_id, said in titles]


def initiative_title(initiative_id: UUID | None, language: Language) -> Said | None:
    """What an initiative is called in this language, else in English; None when there is none."""
    found = session().get(Initiative, initiative_id) if initiative_id else None
    return translations_of([found]).said(found, "title", language) if found else None


def translations(found: Sequence[Collection]) -> Translations:
    """What these collections are about, in other languages."""
    return translations_of(found)


def surveys_to_ask(now_asked: str) -> list[Survey]:
    """What a collection may ask: what is on offer, and what this one asks already."""
    offered = surveys.on_offer()
    asked = surveys.find(now_asked) if now_asked and now_asked not in offered else None
    return [*offered.values(), *([asked] if asked else [])]


def days_too_soon(wanted: Wanted, today: date) -> int | None:
    """The days of notice that the Forum wants, where a collection leaves it fewer."""
    about = session().get(Initiative, wanted.initiative_id) if wanted.initiative_id else None
    asked = preferences.whom(wanted.survey_slug, about.audience if about else None)
    said = preferences.preferences()
    opens_on = wanted.opens_at.astimezone(LONDON).date()
    return preferences.days_too_soon(
        said[0] if said else None, asked, opens_on=opens_on, today=today
    )


def has_answers(collection_id: UUID) -> bool:
    """Whether any family has answered this collection, erased since or not; never how many."""
    one = select(col(Response.id)).where(col(Response.collection_id) == collection_id).limit(1)
    kept = select(KeptPulse).where(col(KeptPulse.collection_id) == collection_id).limit(1)
    found = (session().execute(each).first() for each in (one, kept))
    return any(row is not None for row in found)


def counts_for_good(found: Collection) -> bool:
    """Whether its answers are evidence for an initiative, so that its days stay as they are."""
    return found.initiative_id is not None and has_answers(found.id)


def open_collection(wanted: Wanted, *, opened_by: UUID) -> UUID:
    """Store a new collection and return its id."""
    new = Collection(
        survey_slug=wanted.survey_slug,
        survey_version=surveys.get(wanted.survey_slug).version,
        occasion=wanted.occasion,
        opens_at=wanted.opens_at,
        closes_at=wanted.closes_at,
        initiative_id=wanted.initiative_id,
        created_by=opened_by,
        created_at=datetime.now(UTC),
    )
    session().add(new)
    return new.id


def change_collection(found: Collection, wanted: Wanted, *, now: datetime) -> None:
    """Change a collection; an error if old answers would come under something new.

    That is SurveyIsFixedError for new questions, InitiativeIsFixedError for another initiative,
    DatesAreFixedError for other days of answers that count for one.
    """
    is_answered = has_answers(found.id)
    if is_answered and wanted.initiative_id != found.initiative_id:
        raise InitiativeIsFixedError
    if wanted.survey_slug != found.survey_slug:
        if is_answered:
            raise SurveyIsFixedError
        found.survey_slug = wanted.survey_slug
        found.survey_version = surveys.get(wanted.survey_slug).version
    opens_at, closes_at = _moments(found, wanted)
    if is_answered and found.initiative_id:
        _keep_dates(found, opens_at, closes_at, now=now)
    found.occasion = wanted.occasion
    found.opens_at, found.closes_at = opens_at, closes_at
    found.initiative_id = wanted.initiative_id


def _moments(found: Collection, wanted: Wanted) -> tuple[datetime, datetime]:
    """The moments asked for; a form knows no seconds, so the same minute is the same moment."""
    both = ((found.opens_at, wanted.opens_at), (found.closes_at, wanted.closes_at))
    opens_at, closes_at = (
        kept if kept.replace(second=0, microsecond=0) == asked else asked for kept, asked in both
    )
    return opens_at, closes_at


def _keep_dates(
    found: Collection, opens_at: datetime, closes_at: datetime, *, now: datetime
) -> None:
    # When they were asked decides whether they had been told; when it closed, which survey is last.
    if opens_at != found.opens_at:
        raise DatesAreFixedError("opens_on")
    if found.closes_at <= now and closes_at != found.closes_at:
        raise DatesAreFixedError("closes_on")


def close(found: Collection, *, at: datetime) -> bool:
    """Close an open collection at this moment; False when it is not open."""
    if not found.opens_at < at < found.closes_at:
        return False
    found.closes_at = at
    return True


def set_aside_in_a_burst(collection_id: UUID) -> int:
    """How many answers of a collection wait because they came very fast."""
    counted = select(func.count()).where(*_in_a_burst(collection_id))
    return int(session().execute(counted).scalar_one())


def count_the_burst(collection_id: UUID) -> int:
    """Let them be counted, from the next release on; says how many there were."""
    found = session().scalars(select(Response).where(*_in_a_burst(collection_id))).all()
    for one in found:
        one.is_quarantined = False
    return len(found)


def _in_a_burst(collection_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Response.collection_id) == collection_id,
        col(Response.is_in_burst).is_(True),
        col(Response.is_quarantined).is_(True),
    )


def add_placement(collection_id: UUID, *, kind: str, label: str) -> Placement:
    """Store a new placement with a code that no other has."""
    for _try in range(TRIES_FOR_A_CODE):
        new = Placement(
            collection_id=collection_id,
            code=codes.new_code(),
            kind=PlacementKind(kind),
            label=label,
            created_at=datetime.now(UTC),
        )
        try:
            with session().begin_nested():
                session().add(new)
        except IntegrityError:
            continue  # Another placement has this code: draw again.
        return new
    raise NoFreeCodeError
