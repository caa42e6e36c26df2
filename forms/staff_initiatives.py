"""What officers record about an initiative, and what the second key says of it."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from forms.fields import TickField
from forms.initiative_words import (
    AUDIENCES,
    KINDS,
    RUNGS,
    RUNNING_STAGES,
    SHAPING_STAGES,
    STAGES,
    SUPPORT,
    VERDICTS,
    Words,
    choices,
    choices_after,
)
from forms.staff_fields import (
    CHOOSE_ONE,
    CheckboxesField,
    DayField,
    HeadcountField,
    LineField,
    StaffForm,
    at_most,
    choice,
    day_in_words,
    link,
    not_in_the_future,
    text,
)

NO_NAMES = _l("No names of people, please.")


class InitiativeForm(StaffForm):
    """What an initiative is, and when it was decided and delivered."""

    title = LineField(
        _l("Title"), [DataRequired(_l("Write a title that families would know.")), at_most(200)]
    )
    description = text(_l("What it is, in a few plain sentences"), hint=NO_NAMES)
    kind = choice(_l("What kind of work it is"), KINDS, _l("Choose what kind of work it is."))
    not_counted_reason = text(
        _l("Why it does not count, if it does not"),
        hint=_l("While something is written here, it does not count towards the target."),
    )
    stage = choice(_l("Where it is in its life"), STAGES, _l("Choose where it is in its life."))
    owner = LineField(
        _l("Which team leads it"),
        [at_most(200)],
        description=_l("A team or a role, not the name of a person."),
    )
    audience = choice(_l("Who it is for"), AUDIENCES, _l("Choose who it is for."))
    priority_ref = SelectField(
        _l("Which priority of the strategy it serves"), invalid_choice_message=CHOOSE_ONE
    )
    measure_refs = CheckboxesField(_l("Which measures of success it serves"))
    options_fixed_on = DayField(
        _l("When the plan, the budget or the design was first fixed"),
        [Optional()],
        description=_l(
            "Families must have been there by this day for it to count. "
            "Write the date like 31/12/2026."
        ),
    )
    delivered_on = DayField(
        _l("When families could first use it"),
        [Optional()],
        description=_l(
            "Until it has happened, leave it empty or write a planned day. "
            "Write the date like 31/12/2026."
        ),
    )
    delivered_link = link(_l("A web page that shows it"))

    def __init__(
        self,
        *,
        today: date,
        priorities: Words,
        measures: Words,
        first_shaping_session: date | None = None,
        **options: Any,
    ) -> None:
        """Offer the area's own priorities and measures; know the first session that shaped it."""
        super().__init__(today=today, **options)
        self.first_shaping_session = first_shaping_session
        self.priority_ref.choices = choices_after(_l("None of these"), priorities)
        self.measure_refs.choices = choices(measures)

    def validate_stage(self, field: Field) -> None:
        """Refuse a stage from before a delivery that has happened."""
        delivered = self.delivered_on.data
        if delivered and delivered <= self.today and field.data not in RUNNING_STAGES:
            raise ValidationError(
                _(
                    "You wrote a day when families could first use it. "
                    "So choose live, reviewed or closed."
                )
            )

    def validate_options_fixed_on(self, field: Field) -> None:
        """Refuse a design fixed after it was delivered."""
        delivered = self.delivered_on.data
        if field.data and delivered and field.data > delivered:
            raise ValidationError(
                _("This is after the day when families could first use it. Check both dates.")
            )

    def validate_delivered_on(self, field: Field) -> None:
        """Refuse a day to come for something live, and a day before anybody shaped it."""
        if not field.data:
            return
        if field.data > self.today and self.stage.data in RUNNING_STAGES:
            raise ValidationError(
                _("This day is still to come, so it is not live yet. Check the day or the stage.")
            )
        first = self.first_shaping_session
        if first and field.data < first:
            raise ValidationError(
                _(
                    "This is before the first session that shaped it, on %(day)s. Check both days.",
                    day=day_in_words(first),
                )
            )


class InvolvementForm(StaffForm):
    """One session in which families took part."""

    happened_on = DayField(
        _l("When it was"), [InputRequired(_l("Write the day of the session.")), not_in_the_future]
    )
    stage = choice(
        _l("What the session was about"),
        {code: words for code, words in STAGES.items() if code != "stopped"},
        _l("Choose what the session was about."),
    )
    rung = RadioField(
        _l("How much say families had"),
        [DataRequired(_l("Choose how much say families had."))],
        choices=choices(RUNGS),
        invalid_choice_message=CHOOSE_ONE,
    )
    rung_reason = text(
        _l("Why you say so"),
        DataRequired(_l("Write why you say so: what could families change?")),
        hint=_l("What could families change, and what did they change? No names, please."),
    )
    parent_carers = HeadcountField(_l("How many parent carers took part"))
    young_people = HeadcountField(_l("How many children and young people took part"))
    new_voices = HeadcountField(
        _l("How many of them had never given us their views before"),
        description=_l("Write 0 if you do not know."),
    )
    support = CheckboxesField(_l("What helped people take part"), choices=choices(SUPPORT))
    note = text(_l("Notes"), hint=NO_NAMES)
    note_link = link(_l("A link to the notes of the session"))
    is_witnessed_statement = TickField(
        _l("This is a statement that the Forum or a youth advocate took down"),
        description=_l(
            "Only where fewer than three people were involved, and those people agreed to it. "
            "Say in the notes who took it down: the Forum or an advocate."
        ),
    )

    def __init__(
        self, *, today: date, delivered_on: date | None, other_shaping: date | None, **options: Any
    ) -> None:
        """Know when it was delivered, and the first of the other sessions that shaped it."""
        super().__init__(today=today, **options)
        self.delivered = delivered_on
        self.other_shaping = other_shaping

    def validate_happened_on(self, field: Field) -> None:
        """Refuse the first session to shape something after it was delivered."""
        self.refuse_after_delivery(field.data, self.stage.data)

    def refuse_after_delivery(self, day: date | None, stage: str | None) -> None:
        """Refuse a day on which families could use already what it is to have shaped."""
        if not day or stage not in SHAPING_STAGES or not self.delivered:
            return
        first = min(each for each in (day, self.other_shaping) if each)
        if first > self.delivered:
            raise ValidationError(
                _(
                    "Families could already use it on %(day)s, so this session cannot have "
                    "shaped it. Check the day, or what the session was about.",
                    day=day_in_words(self.delivered),
                )
            )

    def validate_young_people(self, field: Field) -> None:
        """Refuse a session without anybody."""
        if field.data == 0 and self.parent_carers.data == 0:
            raise ValidationError(_("Somebody must have taken part. Write how many."))

    def validate_new_voices(self, field: Field) -> None:
        """Refuse more new voices than people."""
        if self.parent_carers.errors or self.young_people.errors:
            return  # First say how many people there were.
        people = (self.parent_carers.data or 0) + (self.young_people.data or 0)
        if (field.data or 0) > people:
            raise ValidationError(_("This is more than the number of people who took part."))

    def validate_note(self, field: Field) -> None:
        """Refuse a statement nobody is said to have taken down."""
        if self.is_witnessed_statement.data and not field.data:
            raise ValidationError(_("Say who took the statement down: the Forum or an advocate."))


SAID_BY_A_CONVERSATION = (
    *("happened_on", "parent_carers", "young_people", "new_voices", "support"),
    # A conversation is no statement.
    "is_witnessed_statement",
)


class ConversationSessionForm(InvolvementForm):
    """A session that is a conversation on record: its day and its people are known."""

    def __init__(self, *, held_on: date, **options: Any) -> None:
        """Know the day, and ask for nothing that the conversation says."""
        super().__init__(**options)
        self.held_on = held_on
        for name in SAID_BY_A_CONVERSATION:
            del self[name]

    def validate_stage(self, field: Field) -> None:
        """Refuse the first session to shape something after it was delivered."""
        self.refuse_after_delivery(self.held_on, field.data)

    def validate_note(self, field: Field) -> None:
        """Whatever the officer writes."""


class VerdictForm(StaffForm):
    """The second key: confirmed or disputed, and why."""

    verdict = RadioField(
        _l("What do you say?"),
        [DataRequired(_l("Choose whether you confirm or dispute it."))],
        choices=choices(VERDICTS),
        invalid_choice_message=CHOOSE_ONE,
    )
    comment = text(
        _l("What people should know about your answer"),
        DataRequired(_l("Write a comment: it is kept with your answer.")),
        hint=NO_NAMES,
    )
    # What was on the page when they read it.
    fingerprint = HiddenField()
