"""Sample collections: one survey each on a made-up occasion, with codes that are easy to type.

Beside them, the languages that made-up families lacked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from secrets import token_hex
from uuid import UUID, uuid4

from sqlalchemy import Connection

from feedback.areas import Area, Term
from feedback.authored import TRANSLATION
from feedback.models import Collection, MissingLanguage, Placement, PlacementKind
from feedback.responses import table_of
from feedback.sample.answering import add_responses
from feedback.sample.composing import SLUG, sample_surveys
from translations import ledger

COLLECTION, PLACEMENT = table_of(Collection), table_of(Placement)
MISSING = table_of(MissingLanguage)
WEEKS_OF_ANSWERS = 6
STAYS_OPEN = timedelta(days=365)


@dataclass(frozen=True)
class SamplePlacement:
    """Where a code hangs. Real codes are never words; these are, to be typed while trying."""

    code: str
    kind: PlacementKind
    label: str


@dataclass(frozen=True)
class SampleCollection:
    """A made-up occasion, and how many families answered."""

    slug: str
    occasion: str
    responses: int
    placements: tuple[SamplePlacement, ...]
    terms_ago: int = 0
    # In other languages, as drafts: nobody has checked them.
    translations: Mapping[str, str] = field(default_factory=dict)


# The numbers of the terms that are over show each thing the gate does: 8 (withheld), 13 and 26
# (two rows a question), 55 (group by group) and 120 (three rows).
COLLECTIONS = (
    SampleCollection(
        "post_session",
        "Sample: Coffee morning, last term",
        31,
        (SamplePlacement("MARKET", PlacementKind.CLINIC, "Sample: clinic waiting room"),),
        terms_ago=1,
    ),
    SampleCollection(
        "post_session",
        "Sample: Family day, last term",
        24,
        (SamplePlacement("BREEZE", PlacementKind.IN_THE_ROOM, "Sample: cards on the tables"),),
        terms_ago=1,
    ),
    SampleCollection(
        "post_session",
        "Sample: Coffee morning, the term before",
        26,
        (SamplePlacement("FEATHER", PlacementKind.CLINIC, "Sample: clinic waiting room"),),
        terms_ago=2,
    ),
    SampleCollection(
        "annual_review",
        "Sample: EHC plan reviews last term",
        13,
        (SamplePlacement("NUTMEG", PlacementKind.IN_THE_ROOM, "Sample: card in the room"),),
        terms_ago=1,
    ),
    SampleCollection(
        "local_offer",
        "Sample: Local Offer website last term",
        120,
        (SamplePlacement("CANVAS", PlacementKind.LOCAL_OFFER, "Sample: foot of each page"),),
        terms_ago=1,
    ),
    SampleCollection(
        "interpreter",
        "Sample: Interpreters last term",
        8,
        (SamplePlacement("DRUMS", PlacementKind.CLINIC, "Sample: clinic reception"),),
        terms_ago=1,
    ),
    SampleCollection(
        "post_session",
        "Sample: Drop-in at the library",
        27,
        (SamplePlacement("GARDEN", PlacementKind.LIBRARY, "Sample: library noticeboard"),),
        translations={
            "ar": "مثال: لقاء مفتوح في المكتبة",
            "bn": "নমুনা: লাইব্রেরিতে দেখা করার সময়",
            "fr": "Exemple : permanence à la bibliothèque",
        },
    ),
    SampleCollection(
        "annual_review",
        "Sample: EHC plan reviews this term",
        13,
        (
            SamplePlacement("THREAD", PlacementKind.IN_THE_ROOM, "Sample: card in the room"),
            SamplePlacement("STAMPS", PlacementKind.DECISION_LETTER, "Sample: decision letter"),
        ),
    ),
    SampleCollection(
        "local_offer",
        "Sample: Local Offer website this term",
        27,
        (SamplePlacement("SEARCH", PlacementKind.LOCAL_OFFER, "Sample: foot of each page"),),
    ),
    SampleCollection(
        "ap_experience",
        "Sample: Learning away from school",
        1,
        (SamplePlacement("BRANCH", PlacementKind.IN_THE_ROOM, "Sample: with a trusted adult"),),
    ),
    SampleCollection(
        "interpreter",
        "Sample: Interpreters this term",
        8,
        (SamplePlacement("SPEECH", PlacementKind.CLINIC, "Sample: clinic reception"),),
    ),
    SampleCollection(
        "feeling_heard",
        "Sample: Planning group for a family day",
        0,
        (SamplePlacement("HEARTS", PlacementKind.NEWSLETTER, "Sample: note to the group"),),
    ),
    SampleCollection(
        "forum_valued",
        "Sample: Forum members, last term",
        19,
        (SamplePlacement("THANKS", PlacementKind.NEWSLETTER, "Sample: note to the members"),),
        terms_ago=1,
    ),
    SampleCollection(
        SLUG,
        "Sample: Stay and play, last term",
        34,
        (SamplePlacement("PUPPET", PlacementKind.FAMILY_HUB, "Sample: family hub, by the toys"),),
        terms_ago=1,
        translations={
            "ar": "مثال: ابقوا والعبوا، الفصل الماضي",
            "fr": "Exemple : Jouer ensemble, le trimestre dernier",
        },
    ),
    SampleCollection(
        "forum_valued",
        "Sample: Forum members this term",
        4,
        (SamplePlacement("MEETUP", PlacementKind.NEWSLETTER, "Sample: note to the members"),),
    ),
)


# What families asked for, and how many terms ago; the last one in their own words.
MISSING_LANGUAGES: tuple[tuple[str | None, str, int], ...] = (
    ("ti", "", 1),
    ("syl", "", 0),
    ("ro", "", 0),
    (None, "Sample: Hakka", 0),
)


def add_collections(connection: Connection, *, area: Area, now: datetime) -> None:
    """Add every sample collection with its placements and what families answered."""
    every = sample_surveys()
    for wanted in COLLECTIONS:
        weeks = weeks_of(area, now.date(), terms_ago=wanted.terms_ago)
        collection_id = uuid4()
        opens = datetime.combine(weeks[0], datetime.min.time(), now.tzinfo)
        # On a Friday: who opens the form then may send it until midnight, in the same week.
        friday = opens + timedelta(weeks=len(weeks), days=-2)
        closes = friday if wanted.terms_ago else now + STAYS_OPEN
        connection.execute(
            COLLECTION.insert().values(
                id=collection_id,
                survey_slug=wanted.slug,
                survey_version=every[wanted.slug].version,
                occasion=wanted.occasion,
                opens_at=opens,
                closes_at=closes,
                created_at=now,
                is_sample=True,
            )
        )
        _add_translations(connection, wanted, collection_id)
        placements = _add_placements(connection, wanted, collection_id, now=now)
        add_responses(
            connection,
            every[wanted.slug],
            wanted.responses,
            collection_id=collection_id,
            placements=placements,
            weeks=weeks,
            seed=wanted.occasion,
        )


def add_missing_languages(connection: Connection, *, area: Area, now: datetime) -> None:
    """Add which languages families said they lack."""
    rows = [
        {
            "id": uuid4(),
            "code": code,
            "typed": typed,
            "week": weeks_of(area, now.date(), terms_ago=terms_ago)[-1],
            "key_hash": token_hex(32),
            "is_quarantined": False,
        }
        for code, typed, terms_ago in MISSING_LANGUAGES
    ]
    connection.execute(MISSING.insert(), rows)


def _add_translations(
    connection: Connection, wanted: SampleCollection, collection_id: UUID
) -> None:
    rows = [
        {
            "id": uuid4(),
            "collection_id": collection_id,
            "field": "occasion",
            "language": language,
            "text": text,
            "key": ledger.key(wanted.occasion, text),
        }
        for language, text in wanted.translations.items()
    ]
    if rows:
        connection.execute(TRANSLATION.insert(), rows)


def _add_placements(
    connection: Connection, wanted: SampleCollection, collection_id: UUID, *, now: datetime
) -> list[UUID]:
    rows = [
        {
            "id": uuid4(),
            "collection_id": collection_id,
            "code": placement.code,
            "kind": placement.kind,
            "label": placement.label,
            "created_at": now + timedelta(seconds=order),
        }
        for order, placement in enumerate(wanted.placements)
    ]
    connection.execute(PLACEMENT.insert(), rows)
    return [row["id"] for row in rows if isinstance(row["id"], UUID)]


def weeks_of(area: Area, today: date, *, terms_ago: int) -> list[date]:
    """The Mondays of the last weeks of this term so far, or of an earlier one."""
    this_week = today - timedelta(days=today.weekday())
    term = area.term_for(this_week)
    last_day = today
    for _term in range(terms_ago):
        term, last_day = _term_before(area, term)
    latest = last_day - timedelta(days=last_day.weekday())
    mondays = [latest - timedelta(weeks=back) for back in range(WEEKS_OF_ANSWERS)]
    # In a term's first days its own first Monday may be the only one, or lie before it.
    return sorted(day for day in mondays if term.covers(day)) or [latest]


def _term_before(area: Area, term: Term) -> tuple[Term, date]:
    last_day = term.starts - timedelta(days=1)
    try:
        return area.term_for(last_day), last_day
    except LookupError:  # The area's file begins with this term.
        return term, term.starts + timedelta(weeks=1)
