"""Whether a survey fits the small page that a family's phone may be made to fetch."""

from collections.abc import Iterator

from feedback.authored import Said
from feedback.language import current_languages
from feedback.respond.compiled import MOST_BYTES, compile_page
from feedback.respond.pages import render_survey
from forms.questions import Survey, Variant
from translations import Language


def too_large_in(survey: Survey) -> Iterator[Language]:
    """The languages in which its page would be too large, whatever can be left out left out."""
    for language in current_languages().offered:
        if survey.is_in(language.code) and not _fits(survey, language):
            yield language


def _fits(survey: Survey, language: Language) -> bool:
    occasion = Said("", language, language)
    pages = (
        compile_page(render_survey(survey, variant, language, occasion=occasion, may_dial=False))
        for variant in Variant
    )
    return all(page.size <= MOST_BYTES for page in pages)
