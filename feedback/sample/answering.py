"""Made-up families and what they answer: plausible, different, and the same every time."""

import hashlib
from collections.abc import Sequence
from datetime import date
from random import Random
from uuid import UUID, uuid4

from sqlalchemy import Connection

from feedback.models import Channel
from feedback.responses import insert_answers, insert_comments, insert_response
from feedback.sample.comments import COMMENTS
from forms.build import questions_asked
from forms.consent import CONSENT_TO_QUOTE
from forms.questions import Meaning, Question, Survey, Variant
from translations import SOURCE

LANGUAGES = {
    "en": 66, "bn": 9, "ar": 6, "fr": 5, "es": 4, "pt": 4, "zh-Hans": 3, "so": 2, "tr": 1,
}  # fmt: skip
MEANINGS = {
    Meaning.POSITIVE: 58,
    Meaning.NEUTRAL: 21,
    Meaning.NEGATIVE: 17,
    Meaning.NO_VIEW: 4,
}
# Who somebody is has no meaning to weigh by.
FACTS = {
    "role": {"parent_carer": 72, "young_person": 16, "professional": 9, "helper": 3},
    "child_age": {"0_4": 18, "5_11": 40, "12_15": 22, "16_18": 12, "19_25": 5, "prefer_not": 3},
    "support": {
        "ehc_plan": 42, "sen_support": 33, "waiting": 15, "neither": 3, "not_sure": 4,
        "prefer_not": 3,
    },
    "ethnic_group": {
        "asian": 34, "black": 12, "mixed": 14, "white": 30, "other": 6, "prefer_not": 4,
    },
    "new_voice": {"no": 46, "yes": 40, "not_sure": 9, "prefer_not": 5},
    "lo_heard_of": {
        "qr_poster": 12, "school": 24, "health": 14, "family_hub": 12, "forum": 10,
        "newsletter": 8, "search": 14, "friend": 6,
    },
}  # fmt: skip
OPTIONAL = {"role": 0.95, "child_age": 0.8, "support": 0.78, "ethnic_group": 0.72}
SHARE_ANSWERING, SHARE_ABOUT_YOU, SHARE_WRITING = 0.93, 0.75, 0.62
SHARE_ON_PAPER, SHARE_QUOTABLE = 0.1, 0.5


def add_responses(
    connection: Connection,
    survey: Survey,
    number: int,
    *,
    collection_id: UUID,
    placements: Sequence[UUID],
    weeks: Sequence[date],
    seed: str,
) -> None:
    """Add this many made-up responses to a collection."""
    chance = Random(seed)  # noqa: S311 -- made-up answers, not secrets
    comments = COMMENTS.get(survey.slug, {})  # None where no question asks for words.
    unused = {language: chance.sample(texts, len(texts)) for language, texts in comments.items()}
    for count in range(number):
        language = _pick(chance, LANGUAGES)
        if not survey.is_in(language):
            language = SOURCE
        choices = _choices(chance, survey, language)
        texts = unused.get(language, [])
        comment = texts.pop() if texts and chance.random() < SHARE_WRITING else None
        response_id = uuid4()
        insert_response(
            connection,
            {
                "id": response_id,
                "collection_id": collection_id,
                "placement_id": chance.choice(placements),
                "survey_version": survey.version,
                "language": language,
                "week": chance.choice(weeks),
                "key_hash": hashlib.sha256(f"sample:{seed}:{count}".encode()).hexdigest(),
                **_manner(chance, choices, has_comment=comment is not None),
            },
        )
        insert_answers(connection, response_id, choices)
        if comment is not None:
            insert_comments(connection, response_id, language, [(*place_of(survey), comment)])


def _manner(
    chance: Random, choices: Sequence[tuple[str, str]], *, has_comment: bool
) -> dict[str, object]:
    """How a family answered: in which version, by what way, and whether we may quote them."""
    is_young = ("role", "young_person") in choices
    is_on_paper = chance.random() < SHARE_ON_PAPER
    is_quotable = has_comment and chance.random() < SHARE_QUOTABLE
    return {
        "variant": (Variant.EASY if is_young else Variant.STANDARD).value,
        "channel": Channel.PAPER if is_on_paper else Channel.ONLINE,
        "consent_version": CONSENT_TO_QUOTE.version if is_quotable else None,
        "receipt_hash": None,
        "is_quarantined": False,
    }


def place_of(survey: Survey) -> tuple[str, str]:
    """The survey's question in words, and its kind."""
    question = next(each for each in survey.questions if each.is_text)
    return question.id, str(question.text_kind)


def _choices(chance: Random, survey: Survey, language: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    role = None
    about_you = {question.id for question in questions_asked(survey)} - {
        question.id for question in survey.questions
    }
    for question in questions_asked(survey):
        share = SHARE_ABOUT_YOU if question.id in about_you else SHARE_ANSWERING
        share = OPTIONAL.get(question.id, share)
        is_asked = question.only_for in (None, role) and not question.is_text
        if not is_asked or not (question.required or chance.random() < share):
            continue
        code = _code(chance, question, language)
        role = code if question.id == "role" else role
        found.append((question.id, code))
    return found


def _code(chance: Random, question: Question, language: str) -> str:
    if question.id == "home_language":
        # Some families answer in English and speak something else at home.
        return language if chance.random() < 0.8 else _pick(chance, LANGUAGES)
    if question.id in FACTS:
        return _pick(chance, FACTS[question.id])
    return _pick(chance, weights_of(question))


def weights_of(question: Question) -> dict[str, float]:
    """How often each option of a question is chosen, by what it means."""
    number = {meaning: 0 for meaning in Meaning}
    for option in question.options:
        number[option.meaning] += 1
    return {each.code: MEANINGS[each.meaning] / number[each.meaning] for each in question.options}


def _pick(chance: Random, weights: dict[str, float] | dict[str, int]) -> str:
    return chance.choices(list(weights), weights=list(weights.values()))[0]
