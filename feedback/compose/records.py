"""Drafts and published versions, as the pages of the composer open and change them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback import checks, drafts, surveys
from feedback.checks import Checks, Pair
from feedback.compose import editing
from feedback.database import session
from feedback.drafts import ChangedMeanwhileError, Draft
from feedback.models import StaffMember
from forms import composed
from forms.composed import Composed
from translations.ledger import SignOff

__all__ = ["Draft"]

Change = Callable[[Composed], Composed]
# Each of them waits for its turn, so more than two who collide are a great exception.
TRIES = 5
OVERTAKEN = _l("Somebody changed the survey while you were reading. Read it again, then publish.")


class CannotPublishError(Exception):
    """Why a draft cannot be published, as a sentence for whoever tried."""


def all_of_them() -> Sequence[Draft]:
    """Every survey of ours, those in use first."""
    return drafts.all_of_them()


def find(slug: str) -> Draft | None:
    """One draft, or None."""
    return drafts.find(slug)


def add(made: Composed, *, by: UUID) -> Draft:
    """Keep a new draft."""
    return drafts.add(made, by=by)


def change(slug: str, how: Change, *, by: UUID) -> Draft | None:
    """Change the draft as it is now, whoever saved it last; None where there is none.

    The change says what it is about by id, so it fits whatever somebody else did meanwhile; or it
    raises an error of its own, and nothing is kept.
    """
    found = drafts.find(slug)
    for _try in range(TRIES):
        if found is None:
            return None
        try:
            return drafts.save(how(found.composed), revision=found.revision, by=by)
        except ChangedMeanwhileError as overtaken:
            found = overtaken.theirs
    raise RuntimeError(f"{slug} is saved by others all the time.")


def version_of(slug: str, number: int) -> Composed | None:
    """What a published version was made of; None where there is none."""
    return surveys.as_composed(slug, number)


def is_changed(draft: Draft) -> bool:
    """Whether a published survey's draft says something else than its newest version."""
    if draft.version is None:
        return False
    return version_of(draft.composed.slug, draft.version) != draft.composed


def publish(
    slug: str, *, ticked: Iterable[str], offered: Iterable[str], revision: str, by: StaffMember
) -> int:
    """Freeze the draft that was read, and say which version it is.

    Of the unchanged questions offered, those ticked count together with the version before.
    """
    found = drafts.find(slug)
    if found is None or str(found.revision) != revision:
        raise CannotPublishError(OVERTAKEN)
    wanted = editing.with_pools(found.composed, ticked, offered)
    # Asked first, so that a refusal leaves nothing changed.
    if composed.problems(wanted):
        raise CannotPublishError(_("Put right first what is missing."))
    if found.version and version_of(slug, found.version) == wanted:
        raise CannotPublishError(
            _("Nothing has changed since the newest version, so there is nothing to publish.")
        )
    try:
        kept = drafts.save(wanted, revision=found.revision, by=by.id)
        return drafts.publish(slug, by=str(by.id), revision=kept.revision).version
    except ChangedMeanwhileError:
        raise CannotPublishError(OVERTAKEN) from None


def retire(slug: str, *, is_retired: bool, by: UUID) -> None:
    """Offer a survey to new collections no more, or again."""
    drafts.retire(slug, is_retired=is_retired, by=by)


def discard(slug: str) -> None:
    """Forget a draft that was never published."""
    drafts.discard(slug)


def sign(slug: str, language: str, pairs: Iterable[Pair], *, by: StaffMember, on: date) -> None:
    """Keep that somebody said that these translations were checked."""
    checks.sign(session(), slug, language, pairs, SignOff(by.name, on))


def checks_of(slug: str) -> Checks:
    """Who checked which translation of a survey's own words."""
    return checks.of_survey(session(), slug)
