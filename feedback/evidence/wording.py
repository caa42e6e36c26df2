"""What every pack says by itself, the public's too: titles, and why something is not there."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from forms.questions import Wording

CRITERIA_WORDS: Mapping[str, Wording] = {
    "identified": _l("Children’s needs are found and understood"),
    "decisions": _l("Families have a say in decisions"),
    "help": _l("Children get the right help at the right time"),
    "next_steps": _l("Children are ready for their next step"),
    "included": _l("Children are valued and included"),
    "leadership": _l("Leaders listen and act"),
}

# The sections, in their order; the names never change.
SECTIONS: Mapping[str, Wording] = {
    "cover": _l("About this document"),
    "summary": _l("In short"),
    "tracker": _l("Designed with families"),
    "plan": _l("Action plan"),
    "results": _l("What families said in surveys"),
    "people": _l("Who took part"),
    "loop": _l("You said, we did"),
    "statement": _l("Local Offer statement"),
    "interpreting": _l("Interpreters and languages"),
    "quotes": _l("In families’ own words"),
    "stories": _l("How things were designed together"),
    "forum": _l("The Forum says"),
    "method": _l("How the numbers were made"),
}
# Above the list of the sections and their pages.
CONTENTS = _l("What is in it")
TITLE = _l("What families told us, and what changed")
BY_FAMILY = _l("Somebody who answered a survey")
BY_PARENT_CARER = _l("A parent carer")
BY_YOUNG_PERSON = _l("A young person")
