"""Sample words of the Forum, and how it wants to be asked, so that their pages show something."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection, select
from sqlmodel import col

from feedback.areas import Area
from feedback.models import (
    Commentary,
    CommentaryAnswer,
    ForumPreference,
    Matter,
    Role,
    StaffMember,
)
from feedback.responses import table_of

COMMENTARY, ANSWER = table_of(Commentary), table_of(CommentaryAnswer)
PREFERENCE = table_of(ForumPreference)
SAID = {
    Role.FORUM: "Sample: parents tell us that these guides still use too many long words.",
    Role.ADVOCATE: "Sample: young people would like to see a short film as well.",
}


def add_voices(connection: Connection, *, area: Area, now: datetime) -> None:
    """Let the Forum and a youth advocate speak, an officer answer, and the Forum say how to ask."""
    staff: dict[Role, UUID] = {
        row.role: row.id
        for row in connection.execute(
            select(col(StaffMember.role), col(StaffMember.id)).where(col(StaffMember.is_sample))
        )
    }
    for action, (role, text) in zip(area.actions, SAID.items(), strict=False):
        said = {
            "id": uuid4(),
            "about": Matter.PLAN,
            "about_ref": action.ref,
            "about_words": f"{action.ref} {action.text}"[:500],
            "text": text,
            "is_taken_back": False,
            "staff_id": staff[role],
            "role": role.value,
            "written_at": now,
        }
        connection.execute(COMMENTARY.insert().values(**said))
        if role is Role.FORUM:
            answer = {"commentary_id": said["id"], "text": "Sample: thank you. We read them again."}
            by = {"staff_id": staff[Role.OFFICER], "written_at": now}
            connection.execute(ANSWER.insert().values(id=uuid4(), **answer, **by))
    connection.execute(
        PREFERENCE.insert().values(
            id=uuid4(),
            months_to_avoid="8 12",
            channels="in_person message",
            support="childcare paid",
            most_asks=1,
            days_of_notice=21,
            note="Sample: please ask the whole Forum, and not one person.",
            staff_id=staff[Role.FORUM],
            written_at=now,
        )
    )
