"""What officers record about a theme: who raised it, the reply, who was told, and what changed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Optional,
    StopValidation,
    ValidationError,
)

from forms.fields import TickField
from forms.initiative_words import AUDIENCES, DECISIONS, TOLD_HOW, choices, choices_after
from forms.long_lists import by_letter
from forms.loop_words import FORMATS, SOURCES
from forms.staff_fields import (
    CHOOSE_ONE,
    CheckboxesField,
    DayField,
    LineField,
    StaffForm,
    at_most,
    choice,
    day_in_words,
    link,
    may_tell_who,
    not_in_the_future,
    text,
)
from forms.staff_moderation import REGULATIONS

# With room for longer words in other languages, two of these fit above a survey.
LONGEST_IN_SHORT = 100
REPLY_FIRST = _l("Write the reply first: nothing is decided yet.")


def _dated_when_decided(form: "AnswerForm", field: Field) -> None:
    # A check of its own, and the first: an empty box ends all later ones.
    if form.decision.data and not any(field.raw_data or ()):
        field.errors[:] = []
        raise StopValidation(_("Write the day when it was decided."))


class ThemeForm(StaffForm):
    """What families said, when, where, and what it is about."""

    theme = text(
        _l("What families said"),
        DataRequired(_l("Write what families said, as a theme.")),
        hint=_l("In your own words, as a theme that nobody can be recognised by."),
    )
    names_are_fine = TickField(_l("The words named above do not tell who it is."))
    raised_on = DayField(
        _l("When they said it"),
        [InputRequired(_l("Write the day when families said it.")), not_in_the_future],
    )
    source = choice(_l("Where they said it"), SOURCES, _l("Choose where they said it."))
    source_note = LineField(
        _l("Which survey, session or meeting"),
        [at_most(200)],
        description=_l("No names of people, please."),
    )
    audience = choice(_l("Who said it"), AUDIENCES, _l("Choose who said it."))
    regulation = SelectField(
        _l("Which part of regulation 56 is it about?"),
        choices=choices_after(_l("Not about the Local Offer"), REGULATIONS),
        invalid_choice_message=CHOOSE_ONE,
    )
    initiative = SelectField(
        _l("Which initiative it belongs to"), invalid_choice_message=CHOOSE_ONE
    )

    def __init__(
        self,
        *,
        today: date,
        initiatives: Sequence[tuple[str, str]],
        before: date | None = None,
        **options: Any,
    ) -> None:
        """Offer the initiatives; know the first day on which anything came of it."""
        super().__init__(today=today, **options)
        self.before = before
        first = SelectChoice(value="", label=_("None of these"))
        rest = [SelectChoice(value=value, label=label) for value, label in initiatives]
        self.initiative.choices = [first, *by_letter(rest)]

    def validate_raised_on(self, field: Field) -> None:
        """Refuse a day after something came of it."""
        if field.data and self.before and field.data > self.before:
            raise ValidationError(
                _(
                    "Something came of it on %(day)s already. Check both days.",
                    day=day_in_words(self.before),
                )
            )

    def refuse_names(self, found: Sequence[str]) -> None:
        """Say which words may tell who it is."""
        self.theme.errors = [may_tell_who(found)]


class AnswerForm(StaffForm):
    """The reply: what was decided, why, who sees to it, and by when."""

    decision = SelectField(
        _l("What was decided"),
        choices=choices_after(_l("Not decided yet"), DECISIONS),
        invalid_choice_message=CHOOSE_ONE,
    )
    replied_on = DayField(
        _l("When it was decided"), [_dated_when_decided, Optional(), not_in_the_future]
    )
    reason = text(_l("Why"), hint=_l("You must say why when it is not possible."))
    passed_on_to = LineField(
        _l("To whom it was passed on"),
        [at_most(200)],
        description=_l("A team or a role, not the name of a person."),
    )
    we_did = text(_l("What we did"))
    owner = LineField(
        _l("Who sees to it"),
        [at_most(200)],
        description=_l("A team or a role, not the name of a person."),
    )
    due_on = DayField(_l("By when"), [Optional()])

    def __init__(
        self, *, today: date, raised_on: date, told_on: date | None, **options: Any
    ) -> None:
        """Know when families said it, and when they were first told."""
        super().__init__(today=today, **options)
        self.raised_on, self.told_on = raised_on, told_on

    def validate_decision(self, field: Field) -> None:
        """Refuse a day without a decision, and to take back what families were told."""
        if not field.data and (self.replied_on.data or self.told_on):
            raise ValidationError(_("Choose what was decided."))

    def validate_replied_on(self, field: Field) -> None:
        """Refuse a decision from before it was raised, or from after it was told."""
        if field.data and field.data < self.raised_on:
            raise ValidationError(_before(self.raised_on))
        if field.data and self.told_on and field.data > self.told_on:
            raise ValidationError(
                _(
                    "Families were told on %(day)s already. Check both days.",
                    day=day_in_words(self.told_on),
                )
            )

    def validate_reason(self, field: Field) -> None:
        """Refuse a no without a reason."""
        if self.decision.data == "not_possible" and not field.data:
            raise ValidationError(_("Write why it is not possible. Families will ask."))

    def validate_passed_on_to(self, field: Field) -> None:
        """Refuse to pass it on to nobody."""
        if self.decision.data == "passed_on" and not field.data:
            raise ValidationError(_("Write to whom it was passed on."))

    def validate_we_did(self, field: Field) -> None:
        """Refuse a deed that nobody describes."""
        if self.decision.data in {"done", "doing"} and not field.data:
            raise ValidationError(_("Write what you did."))

    def validate_due_on(self, field: Field) -> None:
        """Refuse a day before anybody asked."""
        if field.data and field.data < self.raised_on:
            raise ValidationError(_before(self.raised_on))


class TellingForm(StaffForm):
    """One time that families were told the reply."""

    told_on = DayField(
        _l("When families were told"),
        [InputRequired(_l("Write the day when families were told.")), not_in_the_future],
    )
    how = CheckboxesField(
        _l("How they were told"),
        choices=choices(TOLD_HOW),
        validators=[InputRequired(_l("Choose how they were told."))],
        description=_l(
            "What was told in a newsletter or on a website stands on the public page "
            "“You said, we did”, too."
        ),
    )
    languages = CheckboxesField(_l("In which languages"))
    formats = CheckboxesField(_l("In which formats"), choices=choices(FORMATS))
    is_in_their_format = TickField(_l("They were told in the languages and formats they use"))

    def __init__(
        self,
        *,
        today: date,
        raised_on: date,
        is_decided: bool,
        replied_on: date | None,
        languages: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        """Offer the area's languages; know what came before."""
        super().__init__(today=today, **options)
        self.raised_on, self.is_decided, self.replied_on = raised_on, is_decided, replied_on
        self.languages.choices = [SelectChoice(value=one, label=name) for one, name in languages]

    def validate_told_on(self, field: Field) -> None:
        """Refuse telling people before they spoke, or before anything was decided."""
        if not self.is_decided:
            raise ValidationError(REPLY_FIRST)
        if field.data and field.data < self.raised_on:
            raise ValidationError(_before(self.raised_on))
        if field.data and self.replied_on and field.data < self.replied_on:
            raise ValidationError(
                _(
                    "This was decided on %(day)s only. Check both days.",
                    day=day_in_words(self.replied_on),
                )
            )


class OutcomeForm(StaffForm):
    """Something that changed because of what families said."""

    what_changed = text(
        _l("What changed"),
        DataRequired(_l("Write what is different now.")),
        hint=_l("What families can see or feel, in plain words. No names, please."),
    )
    changed_on = DayField(
        _l("When it changed"),
        [InputRequired(_l("Write the day when it changed.")), not_in_the_future],
    )
    evidence_link = link(_l("A web page that shows it"))
    checked_on = DayField(
        _l("When you asked families if it is better"),
        [Optional(), not_in_the_future],
        description=_l("Leave it empty until you have asked. Write the date like 31/12/2026."),
    )
    said_in_short = LineField(
        _l("What families said, in short"),
        [at_most(LONGEST_IN_SHORT)],
        description=_l("Families read this and the next line before their next survey. No names."),
    )
    changed_in_short = LineField(_l("What changed, in short"), [at_most(LONGEST_IN_SHORT)])
    shown_until = DayField(
        _l("Last day on which families read these two lines"),
        [Optional()],
        description=_l("Leave it empty to show them nothing. Write the date like 31/12/2026."),
    )

    def __init__(self, *, today: date, raised_on: date, is_decided: bool, **options: Any) -> None:
        """Know what came before."""
        super().__init__(today=today, **options)
        self.raised_on, self.is_decided = raised_on, is_decided

    def validate_what_changed(self, _field: Field) -> None:
        """Refuse a change that answers nothing."""
        if not self.is_decided:
            raise ValidationError(REPLY_FIRST)

    def validate_changed_on(self, field: Field) -> None:
        """Refuse a change from before families asked for it."""
        if field.data and field.data < self.raised_on:
            raise ValidationError(_before(self.raised_on))

    def validate_checked_on(self, field: Field) -> None:
        """Refuse asking about a change before it was made."""
        changed = self.changed_on.data
        if field.data and changed and field.data < changed:
            raise ValidationError(_("This is before the day when it changed. Check both days."))

    def validate_shown_until(self, field: Field) -> None:
        """Refuse to show half a sentence, or to stop before it changed."""
        if field.data and not (self.said_in_short.data and self.changed_in_short.data):
            raise ValidationError(_("Write both lines above: families read them together."))
        self.validate_checked_on(field)


def _before(raised_on: date) -> str:
    return str(
        _(
            "Families said it on %(day)s, so this cannot be earlier. Check both days.",
            day=day_in_words(raised_on),
        )
    )
