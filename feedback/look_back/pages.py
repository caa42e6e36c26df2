"""What the page of the audit shows: each entry in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import format_datetime, format_decimal
from flask_babel import gettext as _

from feedback.audit import Action, Subject
from feedback.chain import COMMAND_LINE, NOBODY
from feedback.look_back.records import Line
from feedback.look_back.words import ACTIONS, SUBJECTS
from forms.staff import LONDON


@dataclass(frozen=True)
class Row:
    """One entry in words."""

    number: int
    when: str
    who: str
    action: str
    subject: str
    subject_id: str
    how_many: str
    reason: str


def row(line: Line, names: Mapping[str, str]) -> Row:
    """An entry as the page shows it: names where there are any, the id itself where not."""
    # Whose account it is says more than its id, and so does "the same person" than twice the id.
    named = names.get(line.subject_id or "", line.subject_id or "")
    return Row(
        number=line.number,
        when=str(format_datetime(line.at.astimezone(LONDON), "medium", rebase=False)),
        who=_who(line.who, names),
        action=action_words(line.action),
        subject=_subject_words(line.subject),
        subject_id=named,
        how_many="" if line.how_many is None else str(format_decimal(line.how_many)),
        reason=line.reason or "",
    )


def _who(who: str, names: Mapping[str, str]) -> str:
    if who == COMMAND_LINE:
        return str(_("A command on the server"))
    if who == NOBODY:
        return str(_("Somebody not signed in"))
    return names.get(who) or str(_("Somebody who has no account any more: %(id)s", id=who))


def action_words(action: str) -> str:
    """An action in words; the bare word for what is no longer done."""
    return str(ACTIONS[Action(action)]) if action in set(Action) else action


def _subject_words(subject: str | None) -> str:
    if subject is None:
        return ""
    return str(SUBJECTS[Subject(subject)]) if subject in set(Subject) else subject
