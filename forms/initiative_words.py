"""The words for what is recorded about an initiative: kinds, stages, the ladder, decisions."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from forms.questions import Wording

# Families read these as well, so every language has them.
from forms.reply_words import DECISIONS as DECISIONS

Words = Mapping[str, Wording]

KINDS: Words = {
    "co_design": _l("Co-design: families helped to shape it"),
    "co_production": _l("Co-production: families and staff decided together, to the end"),
    "influence": _l("Influence: families changed a decision"),
    "consultation": _l("Consultation: families were asked about a plan"),
    "funding": _l("Funding: money for a group to do it"),
}

STAGES: Words = {
    "idea": _l("Idea"),
    "scoped": _l("Scoped together"),
    "designed": _l("Designed together"),
    "decided": _l("Decided"),
    "delivering": _l("Being delivered"),
    "live": _l("Live"),
    "reviewed": _l("Reviewed"),
    "closed": _l("Closed"),
    "stopped": _l("Stopped"),
}
# Once families use it, it has a delivery date; before that, it has at most a planned one.
RUNNING_STAGES = frozenset({"live", "reviewed", "closed"})
# A session of these shapes the work, so it cannot come after everything was delivered.
SHAPING_STAGES = frozenset({"idea", "scoped", "designed", "decided"})

# Think Local Act Personal's ladder, from the bottom.
RUNGS: Words = {
    "1": _l("1. Coercion: families had no choice"),
    "2": _l("2. Educating: families were taught what we do"),
    "3": _l("3. Informing: families were told what we plan"),
    "4": _l("4. Consultation: families were asked, and we decided"),
    "5": _l("5. Engagement: families could say more, and we decided"),
    "6": _l("6. Co-design: families had real influence on the design"),
    "7": _l("7. Co-production: families and staff shared every decision, to the end"),
}

AUDIENCES: Words = {
    "families": _l("Families: parent carers and young people"),
    "parent_carers": _l("Parent carers"),
    "young_people": _l("Children and young people"),
}

SUPPORT: Words = {
    "interpreter": _l("Interpreter"),
    "easy_read": _l("Easy Read"),
    "paid": _l("Paid for their time"),
    "childcare": _l("Childcare"),
}

TOLD_HOW: Words = {
    "in_person": _l("In person or in a meeting"),
    "phone": _l("By phone or video"),
    "message": _l("By email or text message"),
    "letter": _l("By letter"),
    "newsletter": _l("In a newsletter"),
    "website": _l("On a website"),
}
# Kept beside the ways of telling: it says how they were told, too.
THEIR_FORMAT = "their_format"

VERDICTS: Words = {
    "confirmed": _l("We confirm it: it happened as recorded here"),
    "disputed": _l("We dispute it: it did not happen as recorded here"),
}


def choices(words: Words, *, without: frozenset[str] = frozenset()) -> list[SelectChoice]:
    """The same words as a form offers them."""
    return [
        SelectChoice(value=code, label=label)
        for code, label in words.items()
        if code not in without
    ]


def choices_after(first: Wording, words: Words) -> list[SelectChoice]:
    """The same, after an empty choice that is where everybody begins."""
    return [SelectChoice(value="", label=first), *choices(words)]
