"""How far the own words of composed surveys are, beside what else officers wrote."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import lazy_gettext as _l

from feedback import drafts
from feedback.authored import Said
from feedback.languages.pages import Line
from forms.composed import Composed
from translations import ENGLISH, Language
from translations.ledger import Tally

SURVEY = _l("Survey")


@dataclass(frozen=True)
class SurveyWords:
    """One survey's own words, and every translation of them."""

    found: Composed

    def tally(self, languages: Sequence[Language]) -> Tally:
        """How many texts there are to be said in these languages, and how far they are."""
        texts = [words for _path, words in self.found.words() if words.in_english]
        return Tally(
            total=len(texts) * len(languages),
            translated=sum(one.code in words.languages for words in texts for one in languages),
            checked=sum(one.code in words.checked for words in texts for one in languages),
        )

    def line(self, languages: Sequence[Language], page: Language) -> Line:
        """The survey in the list; each of its languages has a page of its own."""
        return Line(
            kind=SURVEY,
            words=Said(self.found.title.in_english, ENGLISH, page),
            url=url_for("composed_publishing.publish", slug=self.found.slug, _anchor="languages"),
            tally=self.tally(languages),
        )


def in_use() -> list[SurveyWords]:
    """Every composed survey that is not retired."""
    return [SurveyWords(one.composed) for one in drafts.all_of_them() if not one.is_retired]
