"""Sample conversations: made up, labelled, with nobody's words in them."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, select

from feedback.models import (
    Conversation,
    ConversationKind,
    ConversationQuote,
    ConversationTheme,
    Reply,
)
from feedback.responses import table_of
from forms.staff import LONDON

TALK, QUOTE = table_of(Conversation), table_of(ConversationQuote)
UNDER, REPLY = table_of(ConversationTheme), table_of(Reply)
# Raised in the Forum's meeting; feedback/sample/looping.py has it.
EVENING = "Sample: Families want a session in the evening, online."


def add_conversations(connection: Connection, *, now: datetime) -> None:
    """Add a Forum meeting under a theme, a drop-in that is under none yet; a quote from each."""
    today = now.astimezone(LONDON).date()
    meeting = _meeting(today - timedelta(days=60))
    drop_in = _drop_in(today - timedelta(days=9))
    for row in (meeting, drop_in):
        connection.execute(TALK.insert().values(created_at=now, **row))
    raised = connection.execute(select(REPLY.c.id).where(REPLY.c.theme == EVENING)).scalar_one()
    connection.execute(UNDER.insert().values(conversation_id=meeting["id"], reply_id=raised))
    # The Forum noted the second: an officer has to read it before anybody may.
    for row, words in (
        (drop_in, "Sample: Today I could ask in my own language."),
        (meeting, "Sample: I would come every time if it were online."),
    ):
        connection.execute(QUOTE.insert().values(**_quote(row, words)))


def _quote(talk: dict[str, Any], words: str) -> dict[str, Any]:
    agreed = {"agreed_by": "speaker", "agreed_how": "aloud", "agreed_on": talk["held_on"]}
    said = {"text": words, "language": "en", "role": "parent_carer"}
    return {"id": uuid4(), "conversation_id": talk["id"], **said, **agreed}


def _meeting(held_on: date) -> dict[str, Any]:
    return _talk(
        title="Sample: Forum meeting in spring",
        kind=ConversationKind.FORUM_MEETING,
        held_on=held_on,
        parent_carers=9,
        professionals=1,
        themes="activities being_heard",
        said="Sample: Most work until five. They would join from home after seven.",
        noted_as="forum",
    )


def _drop_in(held_on: date) -> dict[str, Any]:
    return _talk(
        title="Sample: Coffee morning at the library",
        kind=ConversationKind.DROP_IN,
        held_on=held_on,
        parent_carers=11,
        young_people=2,
        professionals=2,
        new_voices=7,
        support="interpreter childcare",
        themes="waiting interpreting",
        said="Sample: Nobody knew how long to wait. An interpreter came for the first time.",
        noted_as="officer",
    )


def _talk(**special: Any) -> dict[str, Any]:
    counts = {"parent_carers": 0, "young_people": 0, "professionals": 0, "new_voices": 0}
    words = {"support": "", "themes": "", "measure_refs": "", "said": ""}
    return {"id": uuid4(), "initiative_id": None, **counts, **words, **special}
