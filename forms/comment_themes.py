"""What a comment can be about, as staff choose it and as its writer reads it."""

from flask_babel import lazy_gettext as _l

from forms.initiative_words import Words

# The codes are those of `analysis.themes`.
THEMES: Words = {
    "communication": _l("Communication"),
    "information": _l("Information"),
    "being_heard": _l("Being heard"),
    "staff_manner": _l("How staff treat people"),
    "staff_skill": _l("Staff: how many, and what they know"),
    "waiting": _l("Waiting and appointments"),
    "place": _l("Place, access and comfort"),
    "joined_up": _l("Services working together, moving on"),
    "family": _l("Family and carers"),
    "activities": _l("Activities and food"),
    "ehc_plans": _l("EHC plans"),
    "school": _l("School"),
    "interpreting": _l("Interpreting and languages"),
    "local_offer": _l("The Local Offer"),
    "coproduction": _l("Designing services together"),
}
