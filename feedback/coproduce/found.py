"""The evidence found for each test, in sentences."""

from collections.abc import Callable, Iterator, Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from analysis.assessment import Test
from analysis.coproduction import tell_by
from analysis.evidence import ReplyEvidence
from feedback.authored import sentence
from feedback.coproduce.records import Record
from feedback.coproduce.standing import STAGES, Standing
from feedback.coproduce.words import PULSE
from feedback.models import Involvement, Reply
from forms.initiative_words import RUNGS, RUNNING_STAGES
from forms.staff_fields import day_in_words


def people(row: Involvement) -> str:
    """How many took part, without a name."""
    return str(
        _(
            "Parent carers: %(parent_carers)s. Children and young people: %(young_people)s. "
            "New voices: %(new_voices)s.",
            parent_carers=row.parent_carers,
            young_people=row.young_people,
            new_voices=row.new_voices,
        )
    )


def evidence_for(test: Test, standing: Standing) -> tuple[str, ...]:
    """What is on record that speaks to one test; empty when nothing is."""
    return tuple(FOUND[test](standing))


def _delivered(standing: Standing) -> Iterator[str]:
    row = standing.record.initiative
    if row.delivered_on is None:
        return
    if row.stage.value in RUNNING_STAGES:
        yield _("Families could first use it on %(day)s.", day=day_in_words(row.delivered_on))
    else:
        yield _("It is planned for %(day)s.", day=day_in_words(row.delivered_on))


def _level(standing: Standing) -> Iterator[str]:
    for row in standing.record.involvements:
        if row.stage == "designed":
            yield _(
                "Session of %(day)s. %(rung)s. The reason given: %(reason)s",
                day=day_in_words(row.happened_on),
                rung=RUNGS[str(row.rung)],
                reason=row.rung_reason,
            )


def _from_the_start(standing: Standing) -> Iterator[str]:
    fixed_on = standing.record.initiative.options_fixed_on
    if fixed_on is None:
        return
    yield _(
        "The plan, the budget or the design was first fixed on %(day)s.", day=day_in_words(fixed_on)
    )
    for row in standing.record.involvements:
        is_early = STAGES[row.stage] in {"scoping", "priorities", "design"}
        if is_early and row.happened_on <= fixed_on:
            yield _(
                "Session of %(day)s. %(people)s",
                day=day_in_words(row.happened_on),
                people=people(row),
            )


def _feedback(standing: Standing) -> Iterator[str]:
    replies = standing.record.replies
    if not replies:
        return
    yield ngettext("%(num)s theme is recorded.", "%(num)s themes are recorded.", len(replies))
    answered = sum(row.decision is not None for row in replies)
    yield ngettext("%(num)s theme has a reply.", "%(num)s themes have a reply.", answered)
    for row in replies:
        yield _telling(row, standing.record)


def _telling(row: Reply, record: Record) -> str:
    theme, told_on = record.said(row, "theme"), record.first_told(row)
    by = tell_by(ReplyEvidence(theme=row.theme, heard_on=row.raised_on))
    if told_on is None:
        return sentence(
            _("“%(theme)s” was said on %(raised)s. Tell those involved by %(by)s."),
            theme=theme,
            raised=day_in_words(row.raised_on),
            by=day_in_words(by),
        )
    return sentence(
        _(
            "“%(theme)s” was said on %(raised)s. Those involved were told on %(told)s; "
            "the last day for it was %(by)s."
        ),
        theme=theme,
        raised=day_in_words(row.raised_on),
        told=day_in_words(told_on),
        by=day_in_words(by),
    )


def _heard(standing: Standing) -> Iterator[str]:
    yield str(PULSE[standing.evidence.pulse])
    heard = next(one for one in standing.assessment.tests if one.test is Test.HEARD)
    if heard.is_witnessed:
        yield _(
            "Fewer than three people were involved. A statement that the Forum or a youth "
            "advocate took down stands in for the survey."
        )


FOUND: Mapping[Test, Callable[[Standing], Iterator[str]]] = {
    Test.DELIVERED: _delivered,
    Test.LEVEL: _level,
    Test.FROM_THE_START: _from_the_start,
    Test.FEEDBACK: _feedback,
    Test.HEARD: _heard,
}
