"""A sample survey that made-up officers put together: four questions, two of them their own."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, select
from sqlmodel import col

from feedback.models import Role, StaffMember
from feedback.surveys import SURVEY, VERSION, canonical, hash_of
from forms.composed import Composed, Kind, OwnOption, OwnQuestion, Piece, Scale, Words, survey
from forms.questions import Meaning, Survey
from forms.surveys import SURVEYS

SLUG = "stay_and_play"
PUBLISHED_BEFORE = timedelta(days=200)


def _said(english: str, arabic: str, french: str) -> Words:
    """A text in three languages; nobody has checked the translations."""
    return Words({"en": english, "ar": arabic, "fr": french})


def _option(code: str, meaning: Meaning, *texts: str) -> OwnOption:
    return OwnOption(code, _said(*texts), _said(*texts), meaning)


GETTING_THERE = OwnQuestion(
    "own_sampleway1",
    Kind.SCALE,
    standard=_said(
        "Was it easy to get there?",
        "هل كان الوصول إلى المكان سهلًا؟",
        "Était-ce facile de venir ?",
    ),
    easy=_said("Was it easy to come?", "هل كان المجيء سهلًا؟", "C’était facile de venir ?"),
    why=_said(
        "We can choose another place.",
        "يمكننا اختيار مكان آخر.",
        "Nous pouvons choisir un autre lieu.",
    ),
    scale=Scale.YES_PARTLY_NO,
)
OTHER_FAMILIES = OwnQuestion(
    "own_samplemet2",
    Kind.CHOICE,
    standard=_said(
        "Did you get to know other families?",
        "هل تعرّفت على عائلات أخرى؟",
        "Avez-vous fait connaissance avec d’autres familles ?",
    ),
    easy=_said(
        "Did you meet other families?",
        "هل التقيت بعائلات أخرى؟",
        "Avez-vous rencontré d’autres familles ?",
    ),
    options=(
        _option("several", Meaning.POSITIVE, "Yes, several", "نعم، عدة عائلات", "Oui, plusieurs"),
        _option("one", Meaning.POSITIVE, "Yes, one", "نعم، عائلة واحدة", "Oui, une"),
        _option("nobody", Meaning.NEUTRAL, "Not this time", "ليس هذه المرة", "Pas cette fois"),
    ),
)
COMPOSED = Composed(
    slug=SLUG,
    title=_said("Sample: Stay and play", "مثال: ابقوا والعبوا", "Exemple : Jouer ensemble"),
    easy_title=_said("Sample: Stay and play", "مثال: ابقوا والعبوا", "Exemple : Jouer ensemble"),
    intro=_said(
        "Tell us how the morning was for you.",
        "أخبرونا كيف كان الصباح بالنسبة إليكم.",
        "Dites-nous comment s’est passée la matinée.",
    ),
    easy_intro=_said("Tell us how it was.", "أخبرونا كيف كان.", "Dites-nous comment c’était."),
    pieces=(
        Piece("ps_overall", is_overall=True),
        Piece("ps_listened"),
        Piece(GETTING_THERE),
        Piece(OTHER_FAMILIES),
    ),
)
VERSION_NUMBER = 1


def sample_surveys() -> Mapping[str, Survey]:
    """Every survey that sample families are asked, the composed one among them."""
    return {**SURVEYS, SLUG: survey(COMPOSED, VERSION_NUMBER)}


def add_composed(connection: Connection, *, now: datetime) -> None:
    """Add the survey, published before anybody was asked it."""
    officer: UUID = connection.execute(
        select(col(StaffMember.id)).where(
            col(StaffMember.is_sample), col(StaffMember.role) == Role.OFFICER
        )
    ).scalar_one()
    on, text = now - PUBLISHED_BEFORE, canonical(COMPOSED)
    connection.execute(
        SURVEY.insert().values(
            slug=SLUG, draft=text, revision=1, is_retired=False, changed_at=on, changed_by=officer
        )
    )
    connection.execute(
        VERSION.insert().values(
            survey_slug=SLUG,
            version=VERSION_NUMBER,
            content=text,
            hash=hash_of(SLUG, VERSION_NUMBER, text),
            published_by=str(officer),
            published_at=on,
        )
    )
