"""The forms on which an officer reads a comment, and the words for what is decided there."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from forms.fields import TextField
from forms.initiative_words import Words

# Families read these as well, so every language has them.
from forms.local_offer_words import REGULATIONS as REGULATIONS
from forms.staff_fields import CHOOSE_ONE, CheckboxesField, at_most, may_tell_who, text

LONGEST_COPY = 10_000  # As long as the longest comment we take in.
CANNOT_TELL = "cannot_tell"
TONES: Words = {
    "positive": _l("Positive"),
    "neutral_or_mixed": _l("Neutral or mixed"),
    "negative": _l("Negative"),
    CANNOT_TELL: _l("I cannot tell"),
}
PUBLISH = "publish"
RULINGS: Words = {
    PUBLISH: _l("Publish the edited copy as a quote"),
    "themes": _l("Use its themes only: never quote it"),
    "individual": _l("It is about one family’s own case: do not publish"),
    "identifying": _l("It would tell who wrote it: do not publish"),
    "vexatious": _l("It is vexatious: do not publish"),
    "hold": _l("Hold it: somebody else has to look"),
}
# To withhold words for these, a council has to be able to say why.
NEEDS_A_REASON = frozenset({"vexatious", "hold"})
OF_A_QUOTE = frozenset({PUBLISH, "individual", "identifying", "hold"})
# What a highlight may be; the codes are those of `analysis.names` and `analysis.safeguarding`.
HIGHLIGHTS: Words = {
    "name": _l("a name?"),
    "school": _l("a school?"),
    "phone": _l("a phone number?"),
    "email": _l("an email address?"),
    "postcode": _l("a postcode?"),
    "nhs": _l("an NHS number?"),
    "upn": _l("a pupil number?"),
    "ni": _l("a National Insurance number?"),
    "ref": _l("a case number?"),
    "dob": _l("a date of birth?"),
    "address": _l("an address?"),
    "url": _l("a web address?"),
    "handle": _l("a name on social media?"),
    "rare": _l("only one like this?"),
    "harm": _l("harm?"),
    "sexual": _l("sexual harm?"),
    "self_harm": _l("self-harm?"),
    "neglect": _l("neglect?"),
    "fear": _l("fear?"),
    "missing": _l("missing?"),
    "restraint": _l("restraint?"),
    "exploitation": _l("exploitation?"),
    "told_in_confidence": _l("told in confidence?"),
}


def _choices(words: Words) -> list[SelectChoice]:
    return [SelectChoice(value=code, label=label) for code, label in words.items()]


class JudgementForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What one person decides about one comment."""

    tone = RadioField(
        _l("What is the tone?"),
        [DataRequired(_l("Choose a tone, or “I cannot tell”."))],
        choices=_choices(TONES),
        invalid_choice_message=CHOOSE_ONE,
    )
    ruling = RadioField(
        _l("What may happen with it?"),
        [DataRequired(_l("Choose what may happen with the comment."))],
        invalid_choice_message=CHOOSE_ONE,
    )
    edited_copy = TextField(
        _l("The edited copy, which is what people will read"),
        [at_most(LONGEST_COPY)],
        description=_l(
            "Highlighted words are replaced by […] already. Take out everything else that could "
            "tell who wrote it or whom it is about. Do not change what it says."
        ),
    )
    names_are_fine = BooleanField(
        _l("I have read the edited copy, and the words named above do not tell who it is.")
    )
    why = text(
        _l("Why?"), hint=_l("Needed when you hold it, call it vexatious or change a decision.")
    )
    themes = CheckboxesField(_l("What is it about? Choose all that fit, or none."))
    regulation = SelectField(
        _l("Which part of regulation 56 is it about?"), invalid_choice_message=CHOOSE_ONE
    )
    # The decision that stood when the page was opened; "" when there was none.
    seen = HiddenField()

    def offer(
        self, *, may_be_quoted: bool, asks_regulation: bool, themes: Sequence[tuple[str, str]]
    ) -> None:
        """Fill the lists; what the family's consent does not allow is not there to choose."""
        self.ruling.choices = [
            one for one in _choices(RULINGS) if may_be_quoted or one.value != PUBLISH
        ]
        self.themes.choices = [SelectChoice(value=code, label=label) for code, label in themes]
        if asks_regulation:
            first = SelectChoice(value="", label=_("Not about these"))
            self.regulation.choices = [first, *_choices(REGULATIONS)]
        else:
            del self.regulation
        if not may_be_quoted:
            del self.edited_copy
            del self.names_are_fine

    def validate_edited_copy(self, field: Field) -> None:
        """A quote needs words that somebody has read and edited."""
        if self.ruling.data == PUBLISH and not field.data:
            raise ValidationError(_("Write the words that may be published."))

    def validate_why(self, field: Field) -> None:
        """Withholding, and changing what was decided, have a reason."""
        if not field.data and (self.ruling.data in NEEDS_A_REASON or self.seen.data):
            raise ValidationError(_("Say why, in a few words."))

    def refuse_names(self, found: Sequence[str]) -> None:
        """Say which words of the edited copy may still tell who it is."""
        self.edited_copy.errors = [may_tell_who(found)]

    @property
    def tone_given(self) -> str | None:
        """The tone, on a checked form; None when the person could not tell."""
        return None if self.tone.data == CANNOT_TELL else str(self.tone.data)


class QuoteLookForm(JudgementForm):
    """What an officer decides about words from a conversation: no tone, no themes."""

    def offer_rulings(self) -> None:
        """Fill the list: whoever said it agreed to be quoted, and nobody is called vexatious."""
        del self.tone, self.themes, self.regulation
        self.ruling.choices = [one for one in _choices(RULINGS) if one.value in OF_A_QUOTE]


class ThemesForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The themes that a comment is put under."""

    under = CheckboxesField(_l("Which themes does it belong to?"))

    def offer(self, themes: Sequence[tuple[str, str]]) -> None:
        """Fill the list."""
        self.under.choices = [SelectChoice(value=code, label=label) for code, label in themes]


class SecondOpinionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The tone a second person gives."""

    tone = RadioField(
        _l("What is the tone?"),
        [DataRequired(_l("Choose a tone."))],
        choices=[one for one in _choices(TONES) if one.value != CANNOT_TELL],
        invalid_choice_message=CHOOSE_ONE,
    )


class TranslationForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A comment in English."""

    translation = TextField(
        _l("What it says in English"),
        [DataRequired(_l("Write what the comment says in English.")), at_most(LONGEST_COPY)],
        description=_l(
            "Your name and today’s date are kept with it. Do not use a translation website."
        ),
    )


def words_of(words: Mapping[str, object], code: str | None) -> str:
    """What a code is called; the code itself when it is one we no longer use."""
    return str(words.get(code or "", code or ""))
