"""What officers and the Forum note of a conversation, and words from it that may be quoted."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, ValidationError

from forms.comment_themes import THEMES
from forms.fields import TickField
from forms.initiative_words import SUPPORT, Words, choices
from forms.long_lists import by_letter
from forms.staff_fields import (
    CHOOSE_ONE,
    CheckboxesField,
    DayField,
    HeadcountField,
    LineField,
    StaffForm,
    at_most,
    choice,
    may_tell_who,
    not_in_the_future,
    text,
)
from translations import Language

KINDS: Words = {
    "focus_group": _l("A group that we invited"),
    "forum_meeting": _l("A meeting of the Forum"),
    "drop_in": _l("A coffee morning, a club or another place where people meet"),
    "visit": _l("A visit to a school or a service"),
    "one_to_one": _l("A talk with one person or one family"),
}
ROLES: Words = {
    "parent_carer": _l("A parent carer"),
    "young_person": _l("A child or young person"),
    "professional": _l("Somebody who works with families"),
}
AGREED_BY: Words = {
    "speaker": _l("The person who said it"),
    "with_adult": _l("The person who said it, and an adult who looks after them"),
}
AGREED_HOW: Words = {
    "in_writing": _l("In writing"),
    "aloud": _l("Aloud, and it was noted at once"),
    "message": _l("By email or text message"),
}
NO_NAMES = _l("No names of people, please.")
MAY_STAY = _l("The words named above do not tell who it is.")


class ConversationForm(StaffForm):
    """Who talked with us, when, and what was said."""

    may_have_names = False

    title = LineField(
        _l("What to call it"),
        [DataRequired(_l("Write what to call it.")), at_most(200)],
        description=_l("For example: Coffee morning in spring. No names of people, please."),
    )
    kind = choice(_l("How you met"), KINDS, _l("Choose how you met."))
    held_on = DayField(
        _l("When it was"), [InputRequired(_l("Write the day when it was.")), not_in_the_future]
    )
    parent_carers = HeadcountField(_l("How many parent carers took part"))
    young_people = HeadcountField(_l("How many children and young people took part"))
    professionals = HeadcountField(_l("How many people who work with families took part"))
    new_voices = HeadcountField(
        _l("How many families had never given us their views before"),
        description=_l(
            "Count parent carers, children and young people. Write 0 if you do not know."
        ),
    )
    support = CheckboxesField(_l("What helped people take part"), choices=choices(SUPPORT))
    themes = CheckboxesField(_l("What they spoke about"), choices=choices(THEMES))
    said = text(
        _l("What they said"),
        hint=_l("In your own words, so that nobody can be recognised. It is kept for a time only."),
    )
    names_are_fine = TickField(MAY_STAY)
    initiative = SelectField(
        _l("Which initiative it belongs to"), invalid_choice_message=CHOOSE_ONE
    )
    measure_refs = CheckboxesField(_l("Which measures of success it says something about"))

    def __init__(
        self,
        *,
        today: date,
        initiatives: Sequence[tuple[str, str]],
        measures: Words,
        is_a_session: bool = False,
        **options: Any,
    ) -> None:
        """Offer the initiatives and the area's measures; know if a session rests on it."""
        super().__init__(today=today, **options)
        self.is_a_session = is_a_session
        self.initiative.choices = [
            SelectChoice(value="", label=_("None of these")),
            *by_letter(SelectChoice(value=value, label=label) for value, label in initiatives),
        ]
        self.measure_refs.choices = choices(measures)

    @property
    def checked_for_names(self) -> tuple[Field, ...]:
        """What others will read, and so may not tell who somebody is."""
        return self.title, self.said

    def validate_professionals(self, field: Field) -> None:
        """Refuse a conversation with nobody, or a session of an initiative without families."""
        if self.parent_carers.errors or self.young_people.errors or field.errors:
            return
        families = (self.parent_carers.data or 0) + (self.young_people.data or 0)
        if families == 0 and self.is_a_session:
            raise ValidationError(
                _("It is a session of an initiative, so somebody of a family must have taken part.")
            )
        if families + (field.data or 0) == 0:
            raise ValidationError(_("Somebody must have taken part. Write how many."))

    def validate_new_voices(self, field: Field) -> None:
        """Refuse more new voices than parent carers and young people."""
        if self.parent_carers.errors or self.young_people.errors:
            return
        families = (self.parent_carers.data or 0) + (self.young_people.data or 0)
        if (field.data or 0) > families:
            raise ValidationError(
                _("This is more than the parent carers and young people who took part.")
            )


class QuoteForm(StaffForm):
    """Words of one person, and how they agreed that they are quoted."""

    may_have_names = False

    quoted = text(
        _l("Their words"),
        DataRequired(_l("Write the words that may be quoted.")),
        hint=_l("Word for word, without names. Anybody may read them."),
    )
    names_are_fine = TickField(MAY_STAY)
    language = SelectField(_l("In which language"), invalid_choice_message=CHOOSE_ONE)
    role = choice(_l("Who said it"), ROLES, _l("Choose who said it."))
    agreed_by = choice(_l("Who agreed"), AGREED_BY, _l("Choose who agreed."))
    agreed_how = choice(_l("How they agreed"), AGREED_HOW, _l("Choose how they agreed."))
    agreed_on = DayField(
        _l("When they agreed"),
        [InputRequired(_l("Write the day when they agreed.")), not_in_the_future],
    )
    is_agreed = TickField(
        _l("They agreed that their words stand in reports and on web pages for anybody to read"),
        [DataRequired(_l("Without their agreement their words cannot be kept here."))],
        description=_l("Tell them whom to ask if they change their mind."),
    )

    def __init__(
        self, *, today: date, held_on: date, languages: Sequence[Language], **options: Any
    ) -> None:
        """Offer the area's languages; know the day of the conversation."""
        super().__init__(today=today, **options)
        self.held_on = held_on
        self.language.choices = [
            SelectChoice(
                value=one.code,
                label=one.own_name,
                render_kw={"lang": one.code, "dir": one.direction},
            )
            for one in languages
        ]

    @property
    def checked_for_names(self) -> tuple[Field, ...]:
        """What others will read."""
        return (self.quoted,)

    def validate_agreed_on(self, field: Field) -> None:
        """Refuse an agreement from before anything was said."""
        if field.data and field.data < self.held_on:
            raise ValidationError(_("This is before the conversation. Check both days."))


class RaisedForm(StaffForm):
    """Under which themes a conversation belongs."""

    themes = CheckboxesField(_l("Themes that were raised in it"))

    def __init__(self, *, today: date, themes: Sequence[tuple[str, Any]], **options: Any) -> None:
        """Offer every theme on record."""
        super().__init__(today=today, **options)
        self.themes.choices = [SelectChoice(value=one, label=words) for one, words in themes]


def refuse_names(form: ConversationForm | QuoteForm, found: dict[str, Sequence[str]]) -> None:
    """Say at each field which of its words may tell who it is, and offer to keep them."""
    form.may_have_names = bool(found)
    for name, words in found.items():
        form[name].errors = [may_tell_who(words)]
