"""The story of each thing designed with families: the problem, together, what changed, heard."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from analysis.assessment import Status, Test
from analysis.heard import PulseVerdict
from feedback.coproduce.found import evidence_for
from feedback.coproduce.standing import Standing
from feedback.coproduce.timeline import done, timeline
from feedback.coproduce.words import PULSE, STATUSES
from feedback.evidence.document import Block, Bullets, Paragraph, Subheading
from feedback.evidence.gathering.loops import is_open, to_read
from feedback.evidence.gathering.tracker import standings, title_of
from feedback.evidence.saying import of, paragraph, plain, say
from feedback.evidence.scope import Scope
from feedback.loop import Theme
from forms.initiative_words import KINDS


def blocks(scope: Scope) -> Iterator[Block]:
    """Every initiative about which there is something to tell."""
    raised = to_read(scope)
    told = [
        one
        for one in standings(scope)
        if one.assessment.status is not Status.NOT_COUNTED and _has_a_story(one)
    ]
    for one in told:
        of_it = [each for each in raised if each.initiative_id == one.record.initiative.id]
        yield from _story(one, of_it, scope)
    if not told:
        yield paragraph(_l("No story can be told yet: no work with families is far enough."))


def _has_a_story(one: Standing) -> bool:
    return bool(one.record.involvements or one.record.replies or one.record.turns)


def _story(one: Standing, raised: list[Theme], scope: Scope) -> Iterator[Block]:
    row = one.record.initiative
    yield Subheading(title_of(one))
    yield Paragraph(say(KINDS[row.kind]))
    if not scope.is_public:
        yield Paragraph(say(STATUSES[one.assessment.status][0]))
    description = one.record.said(row, "description")
    if description:
        yield Paragraph(of(description))
    if raised:
        yield paragraph(_l("What families said:"))
        yield Bullets(tuple(of(each.text) for each in raised))
    yield from _together(one, scope)
    yield from _changed(raised)
    if not scope.is_public or one.evidence.pulse is PulseVerdict.MET:
        yield paragraph(_l("Whether those involved felt heard:"))
        yield Paragraph(say(PULSE[one.evidence.pulse]))


def _together(one: Standing, scope: Scope) -> Iterator[Block]:
    """What happened day by day; for the public without headcounts, and who said what of it."""
    events = done(one) if scope.is_public else timeline(one)
    if not events:
        return
    yield paragraph(_l("What happened:"))
    yield Bullets(
        tuple(plain(f"{event.when}: {event.text}") for event in events),
    )
    if scope.is_public:
        return
    files = [kept for found in one.record.files.values() for kept in found]
    if files:
        # The name is the beginning of the fingerprint that the two keys signed.
        yield paragraph(_l("Files that are kept with it:"))
        yield Bullets(tuple(plain(f"{kept.what} ({kept.kind}, {kept.name})") for kept in files))
    for test in (Test.LEVEL, Test.FROM_THE_START):
        found = evidence_for(test, one)
        if found:
            yield Bullets(tuple(plain(each) for each in found))


def _changed(raised: list[Theme]) -> Iterator[Block]:
    changes = [change for one in raised for change in one.changes]
    if changes:
        yield paragraph(_l("What changed:"))
        yield Bullets(tuple(of(each.what) for each in changes))
    elif any(is_open(one) for one in raised):
        yield paragraph(_l("Nothing has changed yet."))
