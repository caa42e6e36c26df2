"""What the Forum can speak of: what it is called, and where its page is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import current_app, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from feedback import loop, results, surveys
from feedback.areas import Area
from feedback.authored import translations_of
from feedback.database import session
from feedback.language import page_language
from feedback.models import Initiative, Matter, Reply
from feedback.results import Seer
from forms.marked import filled

# R3 is a release, and R3.ar_heard one question in it: what their numbers are traced by, too.
RELEASE_REF = re.compile(r"R(?P<number>[1-9][0-9]{0,8})(?:\.(?P<question>[a-z0-9_]+))?")


@dataclass(frozen=True)
class Thing:
    """One thing: its name for the reader, its name as it was written, and its page."""

    matter: Matter
    ref: str
    name: str
    original: str
    url: str


def find(kind: str, ref: str) -> Thing | None:
    """One thing that the Forum may see; None where there is none."""
    matter = next((one for one in Matter if one == kind), None)
    return FINDERS[matter](ref) if matter else None


def _release(ref: str) -> Thing | None:
    asked = RELEASE_REF.fullmatch(ref)
    found = results.release(int(asked["number"]), Seer.FORUM) if asked else None
    # What is so rare that only officers see it is not there for anybody else.
    if asked is None or found is None or found.survey.is_restricted:
        return None
    question = asked["question"]
    if question and found.table(question) is None:
        return None
    name = _name_of(found, question)
    with force_locale("en"):
        original = _name_of(found, question)
    anchor = f"question-{question}" if question else None
    url = url_for("review.release", number=found.numbers[0], _anchor=anchor)
    return Thing(Matter.RELEASE, ref, name, original, url)


def _name_of(found: results.Results, question: str | None) -> str:
    terms = ", ".join(term.name for term in found.terms)
    name = filled("%(survey)s, %(terms)s", survey=found.survey.title, terms=terms)
    asked = surveys.question(question) if question else None
    said = asked.standard if asked else None
    return filled("%(name)s: %(question)s", name=name, question=said) if asked else name


def _initiative(ref: str) -> Thing | None:
    key = _uuid(ref)
    row = session().get(Initiative, key) if key else None
    if row is None:
        return None
    name = translations_of([row]).said(row, "title", page_language())
    url = url_for("coproduce.initiative", initiative_id=row.id)
    return Thing(Matter.INITIATIVE, str(row.id), name.text, row.title, url)


def _reply(ref: str) -> Thing | None:
    key = _uuid(ref)
    row = session().get(Reply, key) if key else None
    found = loop.theme(row.id) if row else None
    if row is None or found is None:
        return None
    url = url_for("reply.theme", theme_id=row.id)
    return Thing(Matter.REPLY, str(row.id), found.text.text, row.theme, url)


def _plan(ref: str) -> Thing | None:
    area: Area = current_app.extensions["heard_area"]
    action = next((one for one in area.actions if one.ref == ref), None)
    if action is None:
        return None
    original = f"{action.ref} {action.text}"
    name = str(_("Action plan, row %(ref)s", ref=ref))
    return Thing(Matter.PLAN, ref, name, original, url_for("plan.row", ref=ref))


def _uuid(ref: str) -> UUID | None:
    try:
        return UUID(ref)
    except ValueError:
        return None


FINDERS: Mapping[Matter, Callable[[str], Thing | None]] = {
    Matter.RELEASE: _release,
    Matter.INITIATIVE: _initiative,
    Matter.REPLY: _reply,
    Matter.PLAN: _plan,
}
