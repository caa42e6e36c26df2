"""How far a visit came that began with a code, in words."""

from flask_babel import lazy_gettext as _l

from forms.initiative_words import Words

STAGES: Words = {
    "opened": _l("Opened the survey"),
    # Translators: a family pressed a button, and had answered something before.
    "begun": _l("Answered something and pressed a button"),
    "sent": _l("Sent their answers"),
}
