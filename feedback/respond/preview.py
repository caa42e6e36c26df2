"""A survey as families will see it, for officers who are still writing it; nothing can be sent."""

from collections.abc import Mapping, Sequence

from flask import g

from feedback.authored import Said
from feedback.language import current_languages, page_language
from feedback.respond import pages
from feedback.respond.ways import Way
from forms.questions import Survey, Variant
from translations import ENGLISH


def show(survey: Survey, asked: Mapping[str, str], *, always: Sequence[str], not_whole: str) -> str:
    """The page in the language and version that its own buttons ask for, or that stand there.

    It says `always`, and `not_whole` where families are not offered the language, in the
    officer's own language: staff read few of those that families do.
    """
    kind, _colon, value = asked.get("switch", "").partition(":")
    code = value if kind == "lang" else asked.get("lang")
    version = value if kind == "version" else asked.get("version")
    language = current_languages().named(code) or ENGLISH
    words = [*always, *([] if survey.is_in(language.code) else [not_whole])]
    g.heard_preview = [Said(one, page_language(), language) for one in words]
    return pages.render_survey(
        survey,
        Variant.EASY if version == Variant.EASY else Variant.STANDARD,
        language,
        occasion=Said("", language, language),
        way=Way(is_preview=True),
    )
