"""A sample Local Offer statement: made-up themes of the last school year, published once."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, select
from sqlmodel import col

from feedback.areas import Area
from feedback.models import Decision, Place, Reply, Role, StaffMember, Statement, StatementChoice
from feedback.publish import drafting
from feedback.publish.frozen import Content, Entry, Words, as_json
from feedback.responses import table_of
from forms.staff import LONDON

REPLY, CHOICE = table_of(Reply), table_of(StatementChoice)
STATEMENT = table_of(Statement)
WAITS = "Sample: The health partner answers in the spring."
THEMES: tuple[dict[str, Any], ...] = (
    {
        "theme": "Sample: The page about short breaks does not say who can have one.",
        "regulation": "content",
        "decision": Decision.DONE,
        "we_did": "Sample: Parent carers wrote a list of questions and answers with us.",
    },
    {
        "theme": "Sample: Families want to see how the Local Offer is reviewed.",
        "regulation": "development",
        "decision": None,
        "we_did": "",
    },
)
# As the gate says a few: between none and four.
LEFT_OUT = (0, 4)


def add_statement(connection: Connection, *, area: Area, now: datetime) -> None:
    """Add last year's themes and publish them; nothing where the area's file has no such year."""
    today = now.astimezone(LONDON).date()
    year = next((one for one in drafting.years(area, today) if one.is_over(today)), None)
    if year is None:
        return
    raised = year.last - timedelta(days=50)
    at = datetime.combine(raised, time(12), LONDON)
    for theme in THEMES:
        new = uuid4()
        replied = {"replied_on": raised + timedelta(days=14)} if theme["decision"] else {}
        row = {**theme, **replied, "reason": "", "passed_on_to": "", "owner": ""}
        connection.execute(
            REPLY.insert().values(
                id=new, raised_on=raised, audience="families", source_note="", created_at=at, **row
            )
        )
        if not theme["decision"]:
            chosen = {"year": year.key, "reply_id": new, "place": Place.CARRY_OVER}
            connection.execute(CHOICE.insert().values(reason=WAITS, **chosen))
    _publish(connection, year.key, now=now)


def _publish(connection: Connection, year: str, *, now: datetime) -> None:
    officer = connection.execute(
        select(col(StaffMember.id)).where(
            col(StaffMember.is_sample), col(StaffMember.role) == Role.OFFICER
        )
    ).scalar_one()
    today = now.astimezone(LONDON).date()
    content = Content(year, 1, today, "", LEFT_OUT, tuple(_entry(one) for one in THEMES))
    connection.execute(
        STATEMENT.insert().values(
            id=uuid4(),
            year=year,
            version=1,
            content=as_json(content),
            staff_id=officer,
            published_at=now,
        )
    )


def _entry(theme: dict[str, Any]) -> Entry:
    decision = theme["decision"]
    return Entry(
        regulation=theme["regulation"],
        you_said=Words({"en": theme["theme"]}),
        decision=decision.value if decision else None,
        we_did=Words({"en": theme["we_did"]}),
        reason=Words({"en": ""}),
        passed_on_to=Words({"en": ""}),
        due_on=None,
        carried_over="" if decision else WAITS,
        changes=(),
    )
