"""Where each string is used, in words a translator understands, and which are Easy Read."""

from collections.abc import Iterator
from dataclasses import dataclass

from babel.messages.catalog import Message

from forms.consent import CONSENT_TO_QUOTE
from forms.questions import Question, Survey, Wording
from forms.surveys import ABOUT_YOU, ROLE, SURVEYS
from forms.surveys.about_you import EASY_WHY_WE_ASK, WHY_WE_ASK
from translations.catalogues import FOR_FAMILIES, is_for_families

EVERY_SURVEY = "Every survey"
LOCAL_OFFER = "The Local Offer statement"
OPEN = "The pages that anybody may open"
OPEN_RESULTS = "The results that anybody may read"
TOGETHER = "The page about what was made together with families"
# The first that fits: where the code has it, and what a translator knows it by.
PLACES = (
    ("forms/surveys/", "A survey"),
    ("forms/scales.py", "An answer to choose"),
    ("forms/consent.py", EVERY_SURVEY),
    ("forms/composed_words.py", "A survey"),
    ("forms/conditions.py", "Below a question of a survey that officers put together"),
    ("forms/validators.py", "A message when an answer cannot be taken"),
    ("feedback/templates/respond/survey.html", "Every survey page, around the questions"),
    ("feedback/templates/respond/thanks.html", "The page that thanks a family"),
    ("feedback/templates/respond/privacy.html", "The privacy page"),
    ("feedback/templates/respond/withdraw.html", "The page for taking an answer back"),
    ("feedback/templates/respond/closed.html", "The page of a survey that is not open"),
    ("feedback/templates/respond/home.html", "The first page"),
    ("feedback/templates/respond/receipt.html", "The page that thanks a family"),
    ("feedback/templates/respond/what_became", "The page that says what happened to a comment"),
    ("forms/comment_themes.py", "The page that says what happened to a comment"),
    ("forms/reply_words.py", "The page that says what happened to a comment"),
    ("feedback/templates/respond/what_changed.html", "Above the questions, and on the thank-you"),
    ("feedback/templates/publish/columns.html", LOCAL_OFFER),
    ("feedback/templates/publish/statement.html", LOCAL_OFFER),
    ("forms/local_offer_words.py", LOCAL_OFFER),
    ("feedback/templates/publish/open/release.html", OPEN_RESULTS),
    ("feedback/templates/publish/open/voices.html", OPEN_RESULTS),
    ("feedback/results/plain.py", OPEN_RESULTS),
    ("forms/answer_groups.py", OPEN_RESULTS),
    ("forms/voice_words.py", OPEN_RESULTS),
    ("feedback/templates/publish/open/progress.html", TOGETHER),
    ("feedback/coproduce/target.py", TOGETHER),
    ("feedback/publish/progress.py", TOGETHER),
    ("forms/rating_words.py", "The page about the action plan"),
    ("feedback/templates/publish/open/", OPEN),
    ("feedback/publish/open_routes.py", OPEN),
    ("feedback/publish/site.py", OPEN),
    ("feedback/evidence/", "A document that is handed over"),
    ("feedback/templates/respond/accessibility.html", "The accessibility statement"),
    ("feedback/templates/respond/missing_language", "The page for a missing language"),
    ("forms/missing_language.py", "The page for a missing language"),
    ("feedback/templates/respond/tablet", "A tablet that is handed to a family"),
    ("feedback/templates/components/tablet.html", "A tablet that is handed to a family"),
    ("feedback/templates/respond/", "A page families read"),
    ("feedback/respond/", "A page families read"),
    ("feedback/invite/paper.py", "The form on paper"),
    ("feedback/invite/poster.py", "Posters, flyers and cards"),
    ("feedback/invite/insert.py", "The sheet that comes with a decision letter"),
    ("feedback/templates/components/errors.html", "The list of what went wrong"),
    ("feedback/templates/components/questions.html", "A question on a survey page"),
    ("feedback/templates/family_base.html", "Every page families read"),
    ("feedback/templates/error.html", "A page that says what went wrong"),
    ("feedback/errors.py", "A page that says what went wrong"),
    ("feedback/templates/sign_in/", "Staff pages: signing in and the first page"),
    ("feedback/sign_in/", "Staff pages: signing in and the first page"),
    ("feedback/templates/invite/", "Staff pages: collections"),
    ("feedback/invite/", "Staff pages: collections"),
    ("feedback/templates/review/", "Staff pages: results"),
    ("feedback/review/", "Staff pages: results"),
    ("feedback/templates/coproduce/", "Staff pages: initiatives"),
    ("feedback/coproduce/", "Staff pages: initiatives"),
    ("forms/initiative", "Staff pages: initiatives"),
    ("feedback/templates/languages/", "Staff pages: languages"),
    ("feedback/languages/", "Staff pages: languages"),
    ("forms/staff_languages.py", "Staff pages: languages"),
)
ELSEWHERE = "Staff pages"


@dataclass(frozen=True)
class Use:
    """One place where a family meets a string."""

    english: str
    where: str
    is_easy_read: bool = False


@dataclass(frozen=True)
class Uses:
    """Every place in the surveys, in the order in which a family meets them."""

    by_english: dict[str, list[Use]]

    def is_easy_read(self, message: Message) -> bool:
        """Whether the Easy Read version of some survey says it."""
        return any(use.is_easy_read for use in self._of(message))

    def where(self, message: Message) -> str:
        """Where a translator has to picture it."""
        found = list(dict.fromkeys(use.where for use in self._of(message)))
        if not found:
            found = list(dict.fromkeys(place_of(path) for path in _families_first(message)))
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        comments = " ".join(message.auto_comments).replace("Translators:", "").strip()
        return ". ".join(part for part in (f"{found[0]}{more}", comments) if part)

    def _of(self, message: Message) -> list[Use]:
        # A staff page may say the same as a language's own name, which is never translated.
        if not is_for_families(message):
            return []
        return self.by_english.get(message.id if isinstance(message.id, str) else message.id[0], [])


def in_surveys() -> Uses:
    """Every string that belongs to a question, with its places."""
    found: dict[str, list[Use]] = {}
    for use in _all():
        found.setdefault(use.english, []).append(use)
    return Uses(found)


def _all() -> Iterator[Use]:
    yield from _question(ROLE, EVERY_SURVEY)
    for survey in SURVEYS.values():
        yield from _survey(survey)
    yield from _both(WHY_WE_ASK, EASY_WHY_WE_ASK, f"{EVERY_SURVEY}, about you: introduction")
    for question in ABOUT_YOU:
        yield from _question(question, f"{EVERY_SURVEY}, about you")
    yield from _both(
        CONSENT_TO_QUOTE.standard, CONSENT_TO_QUOTE.easy, f"{EVERY_SURVEY}: the box to tick"
    )


def _survey(survey: Survey) -> Iterator[Use]:
    name = f"Survey “{survey.title}”"
    yield from _both(survey.title, survey.easy_title, f"{name}: title")
    yield from _both(survey.intro, survey.easy_intro, f"{name}: introduction")
    for notice in survey.notices:
        yield from _both(notice, notice, f"{name}: notice")
    for question in survey.questions:
        yield from _question(question, name)


def _question(question: Question, name: str) -> Iterator[Use]:
    asked = f"“{question.standard}”"
    yield from _both(question.standard, question.easy, f"{name}: question")
    yield from _both(question.hint, question.easy_hint, f"{name}: explanation below {asked}")
    for option in question.options:
        yield from _both(option.standard, option.easy, f"{name}: answer to {asked}")


def _both(standard: Wording | None, easy: Wording | None, where: str) -> Iterator[Use]:
    if standard:
        yield Use(str(standard), where)
    if easy:
        yield Use(str(easy), where, is_easy_read=True)


def _families_first(message: Message) -> list[str]:
    paths = (path for path, _line in message.locations)
    return sorted(paths, key=lambda path: not path.startswith(FOR_FAMILIES))


def place_of(path: str) -> str:
    """What a translator knows the page or message by that the code has at this path."""
    return next((words for start, words in PLACES if path.startswith(start)), ELSEWHERE)
