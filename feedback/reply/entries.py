"""Between the forms and the tables: checked values to store, and stored values to edit."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from markupsafe import Markup

from feedback.authored import Said
from feedback.conversations import audience_of
from feedback.loop import Theme
from feedback.models import (
    Conversation,
    ConversationKind,
    Decision,
    Outcome,
    Reply,
    Telling,
    ThemeSource,
)
from feedback.preferences import FORUM, PARENT_CARERS
from forms.staff_loop import AnswerForm, OutcomeForm, TellingForm, ThemeForm
from translations import LANGUAGES, Language

THEME_TEXTS = ("theme", "raised_on", "source_note", "audience")
ANSWER_TEXTS = ("replied_on", "reason", "passed_on_to", "we_did", "owner", "due_on")
OUTCOME_TEXTS = (
    *("what_changed", "changed_on", "evidence_link", "checked_on"),
    *("said_in_short", "changed_in_short", "shown_until"),
)
CODES = ("how", "languages", "formats")


def theme_form(
    initiatives: Sequence[tuple[UUID, Said]], *, today: date, **options: Any
) -> ThemeForm:
    """The form about a theme, with these initiatives to choose from."""
    titles = [(str(one), str(title)) for one, title in initiatives]
    return ThemeForm(today=today, initiatives=titles, **options)


def answer_form(found: Theme, row: Reply, *, today: date) -> AnswerForm:
    """The form about a reply, with what is on record."""
    return AnswerForm(
        today=today,
        raised_on=found.raised_on,
        told_on=found.told[0].on if found.told else None,
        data=answer_data(row),
    )


def telling_form(
    found: Theme, languages: Sequence[str], *, today: date, **options: Any
) -> TellingForm:
    """The form about a telling, with the area's languages."""
    return TellingForm(
        today=today,
        raised_on=found.raised_on,
        is_decided=found.decision is not None,
        replied_on=found.replied_on,
        languages=[(code, _own_name(LANGUAGES[code])) for code in languages],
        **options,
    )


def _own_name(language: Language) -> Markup:
    words = Markup('<bdi lang="{}" dir="{}">{}</bdi>')
    return words.format(language.code, language.direction, language.own_name)


def outcome_form(found: Theme, *, today: date, **options: Any) -> OutcomeForm:
    """The form about what changed."""
    is_decided = found.decision is not None
    return OutcomeForm(today=today, raised_on=found.raised_on, is_decided=is_decided, **options)


def prefilled(
    comment_id: UUID | None, talk: Conversation | None, initiative_id: UUID | None
) -> dict[str, Any]:
    """What is known of a new theme from where it was raised: nobody types it twice."""
    if talk is None:
        source = "comments" if comment_id else ""
        return {"source": source, "initiative": str(initiative_id or "")}
    is_forum = talk.kind is ConversationKind.FORUM_MEETING
    audience = audience_of(talk)
    return {
        "raised_on": talk.held_on,
        "source": "forum" if is_forum else "session",
        "source_note": talk.title,
        "audience": PARENT_CARERS if audience == FORUM else audience or "",
        "initiative": str(talk.initiative_id or ""),
    }


def theme_values(form: ThemeForm) -> dict[str, Any]:
    """The columns of a theme, from a form that has passed its checks."""
    return {
        **{name: form[name].data for name in THEME_TEXTS},
        "source": ThemeSource(form.source.data),
        "regulation": form.regulation.data or None,
        "initiative_id": UUID(form.initiative.data) if form.initiative.data else None,
    }


def theme_data(row: Reply) -> dict[str, Any]:
    """What the form shows when an officer edits a theme."""
    return {
        **{name: getattr(row, name) for name in THEME_TEXTS},
        "source": row.source.value if row.source else "",
        "regulation": row.regulation or "",
        "initiative": str(row.initiative_id or ""),
    }


def answer_values(form: AnswerForm) -> dict[str, Any]:
    """The columns of a reply, from a form that has passed its checks."""
    return {
        **{name: form[name].data for name in ANSWER_TEXTS},
        "decision": Decision(form.decision.data) if form.decision.data else None,
    }


def answer_data(row: Reply) -> dict[str, Any]:
    """What the form shows when an officer edits a reply."""
    return {
        **{name: getattr(row, name) for name in ANSWER_TEXTS},
        "decision": row.decision.value if row.decision else "",
    }


def telling_values(form: TellingForm) -> dict[str, Any]:
    """The columns of a telling, from a form that has passed its checks."""
    return {
        **{name: " ".join(form[name].data or ()) for name in CODES},
        "told_on": form.told_on.data,
        "is_in_their_format": form.is_in_their_format.data,
    }


def telling_data(row: Telling) -> dict[str, Any]:
    """What the form shows when an officer edits a telling."""
    return {
        **{name: getattr(row, name).split() for name in CODES},
        "told_on": row.told_on,
        "is_in_their_format": row.is_in_their_format,
    }


def outcome_values(form: OutcomeForm) -> dict[str, Any]:
    """The columns of what changed, from a form that has passed its checks."""
    return {name: form[name].data for name in OUTCOME_TEXTS}


def outcome_data(row: Outcome) -> dict[str, Any]:
    """What the form shows when an officer edits what changed."""
    return {name: getattr(row, name) for name in OUTCOME_TEXTS}


def first_day_after(theme: Theme) -> date | None:
    """The first day on which anything came of a theme; None while nothing has."""
    days = [*(one.on for one in theme.told), *(one.on for one in theme.changes)]
    return min([*days, *([theme.replied_on] if theme.replied_on else [])], default=None)
