"""Sample feedback loops, one at every step: made-up themes, labelled, about no real service."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection

from feedback.models import Decision, Outcome, Reply, Telling, ThemeSource
from feedback.responses import table_of
from forms.staff import LONDON

REPLY, TELLING, OUTCOME = table_of(Reply), table_of(Telling), table_of(Outcome)
COFFEE = "Sample: Coffee morning, last term"


@dataclass(frozen=True)
class SampleLoop:
    """A theme; the days are days ago, and below nought still to come."""

    theme: str
    raised: int
    audience: str = "parent_carers"
    source: ThemeSource = ThemeSource.COMMENTS
    source_note: str = COFFEE
    regulation: str | None = None
    decision: Decision | None = None
    replied: int | None = None
    due: int | None = None
    owner: str = ""
    words: dict[str, str] = field(default_factory=dict)
    told: tuple[tuple[int, str, str, str], ...] = ()
    changed: tuple[tuple[int, str, int | None], ...] = ()
    # What families said and what changed, as they read it before their next survey.
    in_short: tuple[str, str] | None = None


LOOPS = (
    SampleLoop("Sample: The room is too loud and too bright.", raised=6, audience="families"),
    SampleLoop(
        "Sample: Families want a session in the evening, online.",
        raised=60,
        source=ThemeSource.FORUM,
        source_note="Sample: Forum meeting in spring",
        owner="Sample: Events officer",
    ),
    SampleLoop(
        "Sample: It is hard to find out who to ring about speech therapy.",
        raised=40,
        regulation="content",
        decision=Decision.DOING,
        replied=20,
        due=3,
        owner="Sample: Local Offer officer",
        words={"we_did": "Sample: We are making one page with every number on it."},
    ),
    SampleLoop(
        "Sample: Send the slides after each session.",
        raised=30,
        decision=Decision.PLANNED,
        replied=22,
        due=-30,
        owner="Sample: Events officer",
        words={"reason": "Sample: From next term on, so that every session does it alike."},
        told=((15, "message", "en bn", ""),),
    ),
    SampleLoop(
        "Sample: The letters are full of short names that nobody explains.",
        raised=120,
        regulation="accessibility",
        decision=Decision.DONE,
        replied=100,
        owner="Sample: SEND team",
        words={"we_did": "Sample: Parent carers and staff wrote the letters again together."},
        told=((95, "in_person letter", "en bn", "easy_read"), (30, "website", "en bn ar", "")),
        changed=((60, "Sample: Every letter says each name in full.", 20),),
        in_short=("Sample: Letters are hard to read.", "Sample: We wrote them again with parents."),
    ),
    SampleLoop(
        "Sample: Young people want the room to themselves for an hour.",
        raised=50,
        audience="young_people",
        source=ThemeSource.SESSION,
        source_note="Sample: Music session",
        decision=Decision.NOT_POSSIBLE,
        replied=40,
        words={"reason": "Sample: Somebody has to be there by law. They can choose who it is."},
        told=((38, "in_person", "en", "spoken"),),
    ),
    SampleLoop(
        "Sample: There is too little to do for older children.",
        raised=35,
        audience="families",
        decision=Decision.PASSED_ON,
        replied=28,
        owner="Sample: Short breaks officer",
        words={"passed_on_to": "Sample: the youth service"},
        told=((25, "newsletter", "en", "large_print"),),
    ),
)


def add_loops(connection: Connection, *, now: datetime) -> None:
    """Add one loop at every step."""
    for loop in LOOPS:
        _add(connection, loop, now)


def _add(connection: Connection, loop: SampleLoop, now: datetime) -> None:
    new, today = uuid4(), now.astimezone(LONDON).date()

    def day(ago: int | None) -> Any:
        return None if ago is None else today - timedelta(days=ago)

    words = {"reason": "", "we_did": "", "passed_on_to": "", **loop.words}
    connection.execute(
        REPLY.insert().values(
            id=new,
            theme=loop.theme,
            raised_on=day(loop.raised),
            source=loop.source,
            source_note=loop.source_note,
            audience=loop.audience,
            regulation=loop.regulation,
            decision=loop.decision,
            replied_on=day(loop.replied),
            due_on=day(loop.due),
            owner=loop.owner,
            created_at=now,
            **words,
        )
    )
    of = {"reply_id": new, "created_at": now}
    for ago, how, languages, formats in loop.told:
        told = {"how": how, "languages": languages, "formats": formats}
        row = {**of, **told, "told_on": day(ago), "is_in_their_format": bool(formats)}
        connection.execute(TELLING.insert().values(id=uuid4(), **row))
    for ago, what, checked in loop.changed:
        row = {**of, "what_changed": what, "changed_on": day(ago), "checked_on": day(checked)}
        if loop.in_short:
            said, change = loop.in_short
            row |= {"said_in_short": said, "changed_in_short": change, "shown_until": day(-60)}
        connection.execute(OUTCOME.insert().values(id=uuid4(), evidence_link="", **row))
