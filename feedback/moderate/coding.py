"""Comments that were read twice: by a person and the computer, or by two people."""

from typing import Any

from sqlalchemy import select

from analysis.agreement import Agreement, agreement
from analysis.tone import READER_VERSION, Tone
from feedback.database import session
from feedback.judgements import Tones, first_blind_judgement
from feedback.models import SecondOpinion
from feedback.responses import COMMENT, table_of

SECOND = table_of(SecondOpinion)
CODES = tuple(tone.value for tone in Tone)


def person_and_computer() -> Agreement:
    """What people said first, not having seen what the computer said, and what that was."""
    person, tones = first_blind_judgement(), Tones(reader=READER_VERSION)
    comments = (
        select(person.c.tone, tones.estimated)
        .select_from(COMMENT)
        .join(person, person.c.comment_id == COMMENT.c.id)
    )
    both = (person.c.tone.is_not(None), tones.estimated.is_not(None))
    return _counted(tones.beside_comments(comments).where(*both))


def two_people() -> Agreement:
    """What the first person said and what the second did, of each comment coded twice."""
    person = first_blind_judgement()
    return _counted(
        select(person.c.tone, SECOND.c.tone)
        .select_from(SECOND)
        .join(person, person.c.comment_id == SECOND.c.comment_id)
        .where(person.c.tone.is_not(None))
    )


def _counted(pairs: Any) -> Agreement:
    return agreement((tuple(pair) for pair in session().execute(pairs)), codes=CODES)
