"""The words for feedback loops: where a theme comes from, how far it is, and what is late."""

from flask_babel import lazy_gettext as _l

from forms.initiative_words import Words

SOURCES: Words = {
    "comments": _l("Comments on a survey"),
    "session": _l("A session with families"),
    "forum": _l("A meeting of the Forum"),
}
FORMATS: Words = {
    "easy_read": _l("Easy Read"),
    "large_print": _l("Large print"),
    "spoken": _l("Spoken"),
    "bsl": _l("British Sign Language"),
}
STATES: Words = {
    "waiting": _l("Waiting for a reply"),
    "replied": _l("Replied, families not told yet"),
    "told": _l("Told, nothing changed yet"),
    "changed": _l("Something changed"),
    "nothing_to_change": _l("Told, and it stays as it is"),
}
