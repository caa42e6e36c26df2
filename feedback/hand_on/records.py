"""Surveys that leave as files, and drafts that came as files, in the database."""

from uuid import UUID

from sqlmodel import Session

from feedback import drafts, surveys
from feedback.drafts import DraftRefusedError
from forms.composed import Composed, with_new_ids
from forms.survey_files import Lost, TakenIn
from forms.survey_files.drafting import renamed

__all__ = ["Lost", "TakenIn"]


def find(slug: str, version: int | None = None, *, held: Session | None = None) -> Composed | None:
    """A draft as it is now, or one published version; None where there is none."""
    if version is not None:
        return surveys.as_composed(slug, version, held=held)
    found = drafts.find(slug, held=held)
    return found.composed if found else None


def keep(made: Composed, *, by: UUID | None, held: Session | None = None) -> str:
    """Keep a survey that came as a file as a draft, and say its name.

    It stays what it was where nothing here is like it. Where its name or one of its questions is
    here already, it is a copy: another name, and other questions from now on.
    """
    taken = {one.composed.slug for one in drafts.all_of_them(held=held)}
    wanted = renamed(made, taken)
    if wanted.slug != made.slug:
        wanted = with_new_ids(wanted)
    try:
        return drafts.add(wanted, by=by, held=held).composed.slug
    except DraftRefusedError:
        return drafts.add(with_new_ids(wanted), by=by, held=held).composed.slug
