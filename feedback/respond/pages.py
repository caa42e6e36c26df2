"""A family's survey page: what it shows, rendered once and kept as bytes, or again after an error.

Nothing here may import textblob, numpy or matplotlib: a family's request never pays for them.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from flask import render_template
from flask_babel import format_date
from flask_babel import gettext as _

from feedback import read_only
from feedback.authored import Said
from feedback.language import current_languages, speaking
from feedback.respond import keeping
from feedback.respond.compiled import MARK, CompiledPage, compile_with_as_much_as_fits
from feedback.respond.records import OpenedPlacement, players_on
from feedback.respond.shelf import Shelf
from feedback.respond.views import (
    NOTHING_HEARD,
    NOTHING_YET,
    Heard,
    Typed,
    above_the_questions,
    questions,
)
from feedback.respond.ways import BY_THEMSELVES, NOTHING_CARRIED, Way, form_action
from feedback.shown_changes import ShownChange
from forms.questions import Survey, Variant
from translations import Language

MOST_PAGES_KEPT = 512
# When somebody last looked whether the accessibility statement is true.
STATEMENT_PREPARED = date(2026, 11, 27)


def survey_template(way: Way) -> str:
    """The survey's page for this way in."""
    if way.is_preview:
        return "compose/preview.html"
    return "respond/tablet_survey.html" if way.is_tablet else "respond/survey.html"


def _has_a_draft(
    survey: Survey, occasion: Said, changes: tuple[ShownChange, ...], language: Language
) -> bool:
    is_draft = (
        occasion.is_draft
        or language.code in survey.unchecked
        or any(one.is_draft for one in changes)
    )
    return is_draft or current_languages().is_draft(language)


def render_survey(
    survey: Survey,
    variant: Variant,
    language: Language,
    *,
    occasion: Said,
    stamp: str = MARK,
    typed: Typed = NOTHING_YET,
    way: Way = BY_THEMSELVES,
    times_sent: int = 0,
    stamp_for_another: str | None = None,
    heard: Heard = NOTHING_HEARD,
    changes: tuple[ShownChange, ...] = (),
    carried: Mapping[str, str] = NOTHING_CARRIED,
    may_dial: bool = True,
) -> str:
    """The whole page in one language and version, with whatever was typed still there.

    With a `stamp_for_another`, it asks whether to change what was sent or to send these as well;
    with an empty one, only whether to change it.
    """
    with speaking(language):
        return render_template(
            survey_template(way),
            survey=survey,
            is_for_young_people=way.is_young,
            reads_aloud=way.reads_aloud,
            variant=variant.value,
            languages=current_languages().choices(language, survey.is_in),
            occasion=occasion,
            **above_the_questions(survey, variant),
            **questions(survey, variant, typed, heard),
            nonce=stamp,
            is_answer_to_form=stamp != MARK,
            form_action=form_action(variant, language, way, times_sent + 1, carried),
            stamp_for_another=stamp_for_another,
            changes=changes,
            may_dial=may_dial,
            draft_language=_has_a_draft(survey, occasion, changes, language),
        )


class CompiledPages:
    """The newest pages as bytes, one for each collection, language and version."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        """Start with none; each is made when first asked for, or read where it was made before."""
        self._kept: OrderedDict[tuple[object, ...], CompiledPage] = OrderedDict()
        self.shelf = shelf

    def page(
        self,
        survey: Survey,
        variant: Variant,
        language: Language,
        placement: OpenedPlacement,
        way: Way,
        changes: tuple[ShownChange, ...],
        *,
        catalogue: str,
    ) -> CompiledPage:
        """The page for a first visit, compiled now or before; the catalogue as it was before."""
        occasion = placement.occasion_in(language)
        # The words shown, whether they are checked, and what can be heard, as they are before the
        # page is made: no kept page outlives a change.
        key = (
            survey.slug,
            str(survey.version),
            variant.value,
            language.code,
            occasion,
            way,
            placement.recordings or "",
            changes,
            catalogue,
        )
        found = self._kept.get(key)
        if found is None:
            make = partial(_compiled, survey, variant, language, placement, way, changes)
            found = self._from_the_shelf(key, make) if _may_be_shelved(survey, changes) else make()
            self._kept[key] = found
            while len(self._kept) > MOST_PAGES_KEPT:
                self._kept.popitem(last=False)
        return found

    def _from_the_shelf(
        self, key: tuple[object, ...], make: Callable[[], CompiledPage]
    ) -> CompiledPage:
        if self.shelf is None:
            return make()
        # Every page offers the other languages, too.
        whole_key = (*key, *(one.code for one in current_languages().offered))
        found = self.shelf.get(whole_key)
        if found is None:
            found = make()
            self.shelf.put(whole_key, found)
        return found


def _may_be_shelved(survey: Survey, changes: tuple[ShownChange, ...]) -> bool:
    """Whether a file may hold it: the edition says what a built-in survey asks, and words about
    what changed, which officers may take back, would outlast that."""
    return not survey.is_composed and not changes


def _compiled(
    survey: Survey,
    variant: Variant,
    language: Language,
    placement: OpenedPlacement,
    way: Way,
    changes: tuple[ShownChange, ...],
) -> CompiledPage:
    heard = players_on(survey, variant, language, placement)
    occasion = placement.occasion_in(language)
    made = partial(render_survey, survey, variant, language, occasion=occasion, way=way)
    # The last to go are the links that dial a number: the number itself never does.
    return compile_with_as_much_as_fits(
        lambda extras: made(
            heard=heard, changes=changes[: max(0, extras - 1)], may_dial=extras > 0
        ),
        len(changes) + 1,
    )


def privacy_notice() -> str:
    """What happens to a family's answers, and how long they are kept."""
    return render_template("respond/privacy.html", times=keeping.times())


def accessibility_statement() -> str:
    """Who can use this, who may not be able to, and when we last looked."""
    return render_template(
        "respond/accessibility.html", prepared=format_date(STATEMENT_PREPARED, "long")
    )


def gentle_message(name: str) -> tuple[str, str]:
    """Heading and message for a code that takes no answers now."""
    messages = {
        "not_yet": (
            _("This survey has not opened yet"),
            _("Please come back on the date below."),
        ),
        "closed": (
            _("This survey has closed"),
            _("Thank you for coming. It no longer takes answers."),
        ),
        "unknown": (
            _("We do not know this code"),
            _("Check the letters and numbers on the poster or letter, and try again."),
        ),
    }
    return messages[name]


def no_such_receipt() -> str:
    """The same for a code that never was and for one whose answers are deleted."""
    return str(
        _(
            "We cannot find answers with this code. Check the code on your thank-you page. "
            "If you deleted them before, they are gone."
        )
    )


def not_saved() -> str:
    """What to do when answers could not be saved; everything typed is still on the page."""
    if read_only.is_on():
        later = _("We cannot save answers for a while. Keep this page open, and try again later.")
        return str(later)
    return str(_("We could not save your answers just now. Please press the button again."))
