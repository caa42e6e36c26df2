"""What the register says about tests and statuses: whole sentences for each code of analysis."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from analysis.assessment import Missing, Status, Test
from analysis.heard import PulseVerdict
from feedback.coproduce.target import NEVER_COUNTS as NEVER_COUNTS
from feedback.coproduce.target import TEST_QUESTIONS as TEST_QUESTIONS
from forms.questions import Wording


@dataclass(frozen=True)
class Gap:
    """What a test still lacks, and what to do about it."""

    missing: Wording
    next_step: Wording


# The short name is for lists of tests, the question for a page of its own.
TEST_NAMES: Mapping[Test, Wording] = {
    Test.DELIVERED: _l("delivered"),
    Test.LEVEL: _l("designed together"),
    Test.FROM_THE_START: _l("families involved from the start"),
    Test.FEEDBACK: _l("families told what was done"),
    Test.HEARD: _l("families felt heard"),
}
STATUSES: Mapping[Status, tuple[Wording, str]] = {
    Status.CANDIDATE: (_l("Candidate: nothing is recorded yet"), "grey"),
    Status.GATHERING: (_l("Gathering evidence"), "yellow"),
    Status.READY: (_l("Ready: every test passes"), "teal"),
    Status.CONFIRMED: (_l("Confirmed: it counts"), "green"),
    Status.DISPUTED: (_l("Disputed: it does not count"), "red"),
    Status.NOT_COUNTED: (_l("Not counted"), "grey"),
    Status.LAPSED: (_l("Lapsed: nobody is working on it now"), "grey"),
    Status.REOPENED: (_l("Open again: it no longer counts"), "orange"),
    Status.CHANGED: (_l("Changed since it was confirmed: propose it again"), "orange"),
}

PULSE: Mapping[PulseVerdict, Wording] = {
    PulseVerdict.MET: _l(
        "Enough of those involved answered, and at least two in three of them felt heard."
    ),
    PulseVerdict.NOT_MET: _l(
        "Enough of those involved answered, and fewer than two in three of them felt heard."
    ),
    PulseVerdict.TOO_FEW: _l("Too few of those involved have answered."),
    PulseVerdict.MORE_THAN_INVOLVED: _l(
        "More people answered than are on record as involved, so their answers prove nothing yet."
    ),
    PulseVerdict.TOO_EARLY: _l("They were asked before they were told what was done."),
    PulseVerdict.NOT_ASKED: _l(
        "Nobody has answered whether they felt heard, or the survey is open, or closed less than "
        "a day ago."
    ),
}

GAPS: Mapping[Missing, Gap] = {
    Missing.DELIVERY_DATE: Gap(
        _l("It is not recorded as live with the day when families could first use it."),
        _l("When families can use it, set the stage to live and write the day."),
    ),
    Missing.NOT_LIVE_YET: Gap(
        _l("Families cannot use it yet."),
        _l("When families can use it, set the stage to live and write the day."),
    ),
    Missing.OUTSIDE_WINDOW: Gap(
        _l("It was delivered outside the years of the strategy."),
        _l("Check the day. Work from other years cannot count towards this target."),
    ),
    Missing.DESIGN_SESSION: Gap(
        _l("No session is recorded in which families designed it with staff."),
        _l("Add the session in which it was designed together."),
    ),
    Missing.CO_DESIGN_RUNG: Gap(
        _l("No design session gave families real influence: rung 6 or 7 of the ladder."),
        _l("Hold a design session in which families can change the design, and add it."),
    ),
    Missing.RUNG_REASON: Gap(
        _l("The design session does not say why it is on that rung."),
        _l("Write what families could change in that session."),
    ),
    Missing.OPTIONS_FIXED_DATE: Gap(
        _l("It is not recorded when the plan, the budget or the design was first fixed."),
        _l("Write the day on which the first of them was fixed."),
    ),
    Missing.OPTIONS_FIXED_AFTER_DELIVERY: Gap(
        _l("The design is recorded as fixed after families could already use it."),
        _l("Check both days."),
    ),
    Missing.EARLY_SESSION: Gap(
        _l("No early session with at least two parent carers or young people is recorded."),
        _l(
            "Add a session about the idea, the scope or the design, held on or before the day "
            "when anything was fixed. If there was none, this test cannot pass."
        ),
    ),
    Missing.THEMES: Gap(
        _l("Nothing that families said is recorded."),
        _l("Add each theme that families raised, and what was decided."),
    ),
    Missing.ANSWER: Gap(
        _l("A theme has no decision yet."),
        _l("Write what was decided about each theme."),
    ),
    Missing.REASON: Gap(
        _l("A reply says that something is not possible, and not why."),
        _l("Write why it is not possible."),
    ),
    Missing.TELLING: Gap(
        _l("Those involved have not been told about every theme."),
        _l("Tell those involved what was decided, and write the day."),
    ),
    Missing.TOLD_IN_TIME: Gap(
        _l("Those involved were told later than 30 working days after they spoke."),
        _l(
            "Check the days. What was late stays late: agree with families how to tell them "
            "sooner next time."
        ),
    ),
    Missing.THEIR_FORMAT: Gap(
        _l("It is not recorded that they were told in the languages and formats they use."),
        _l("Tell them again in the languages and formats they use, then tick the box."),
    ),
    Missing.TOLD_BEFORE_DELIVERY: Gap(
        _l("Families were not told anything before they could use it."),
        _l("Add what families were told while it was being designed."),
    ),
    Missing.TOLD_AFTER_DELIVERY: Gap(
        _l("Families have not been told anything since they could use it."),
        _l("Tell those involved what came of their ideas, and add it as a reply."),
    ),
    Missing.PULSE: Gap(
        _l(
            "Nobody has answered whether they felt heard, or the survey is open, or closed less "
            "than a day ago."
        ),
        _l("Open a collection of the survey about working together, linked to this initiative."),
    ),
    Missing.PULSE_AFTER_TELLING: Gap(
        _l("They were asked before they were told what was done."),
        _l("Tell them what was done. Then open a new collection and ask again."),
    ),
    Missing.ENOUGH_ANSWERS: Gap(
        _l("Too few of those involved have answered."),
        _l(
            "Ask again: at least three people, and at least half of those involved. If fewer "
            "than three were involved, the Forum or an advocate can take down a statement."
        ),
    ),
    Missing.PEOPLE_WHO_ANSWERED: Gap(
        _l(
            "More people answered than are on record as involved, so their answers prove nothing "
            "yet."
        ),
        _l(
            "Add every session with the number of people who came. If none is missing, ask again "
            "and give the code only to those who were involved."
        ),
    ),
    Missing.FELT_HEARD: Gap(
        _l("Fewer than two in three of those who answered felt heard."),
        _l("Ask families what would make the difference, change it, and ask again."),
    ),
    Missing.SECOND_KEY: Gap(
        _l("Nobody from the Forum, and no youth advocate, has confirmed it."),
        _l("An officer proposes it. Then the Forum or a youth advocate answers."),
    ),
    Missing.DIFFERENT_PERSON: Gap(
        _l("The same person proposed and confirmed it."),
        _l("Somebody else has to answer."),
    ),
    Missing.RIGHT_KEY: Gap(
        _l("A youth advocate answered for work that young people did not shape from the start."),
        _l("The Forum has to answer."),
    ),
}
