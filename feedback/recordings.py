"""Which recordings families can listen to: those of the very words that stand on the page."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from feedback.database import database
from feedback.language import current_languages, speaking
from feedback.models import Recording, RecordingRevision
from feedback.responses import table_of
from forms.questions import Question, Variant
from translations import LANGUAGES, Language

# Enough of the hash for a few thousand recordings never to meet by chance. No longer: what cannot
# be compressed costs a family most, and a page may hold two players for each question.
ADDRESS_LENGTH = 12

RECORDING = table_of(Recording)
_REVISION = table_of(RecordingRevision)

# Read in one query with the placement: a page kept by any worker may be older than a recording.
REVISION = select(_REVISION.c.revision).limit(1).scalar_subquery().label("recordings")


@dataclass(frozen=True)
class Player:
    """One recording as a page offers it."""

    language: Language
    content_hash: str


def words_of(question: Question, variant: Variant) -> list[str]:
    """What is read out for a question, in the current language: the question, then its answers."""
    hint = question.hint_for(variant)
    options = [option.wording(variant) for option in question.options]
    return [str(words) for words in (question.wording(variant), hint, *options) if words]


def wording_hash(question: Question, variant: Variant) -> str:
    """Changes when any word changes that a recording of this question reads out."""
    words = json.dumps(words_of(question, variant), ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()


def content_hash(content: bytes) -> str:
    """What names a recording in its address: the same bytes, the same address, for ever."""
    return hashlib.sha256(content).hexdigest()[:ADDRESS_LENGTH]


def players(
    questions: Iterable[Question], variant: Variant, form: Language
) -> Mapping[str, Sequence[Player]]:
    """The recordings to offer on a form, by question; none whose words have changed since."""
    heard = current_languages().heard_on(form)
    with speaking(form):
        hashes = {question.id: wording_hash(question, variant) for question in questions}
    order = [language.code for language in heard]
    found: dict[str, list[Player]] = {}
    for row in sorted(_rows(variant, order), key=lambda row: order.index(row.language)):
        if hashes.get(row.question_id) == row.wording_hash:
            player = Player(LANGUAGES[row.language], row.content_hash)
            found.setdefault(row.question_id, []).append(player)
    return found


def _rows(variant: Variant, languages: list[str]) -> Sequence[Any]:
    """Everything but the sound itself."""
    wanted = (
        select(
            RECORDING.c.question_id,
            RECORDING.c.language,
            RECORDING.c.wording_hash,
            RECORDING.c.content_hash,
        )
        .where(RECORDING.c.variant == variant.value, RECORDING.c.language.in_(languages))
        .order_by(RECORDING.c.question_id, RECORDING.c.language)
    )
    with database().reading.connect() as connection:
        return connection.execute(wanted).all()
