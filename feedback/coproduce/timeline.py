"""What happened to an initiative, day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from feedback.authored import Said
from feedback.coproduce.found import people
from feedback.coproduce.records import Record
from feedback.coproduce.standing import Standing, day_of
from feedback.models import Confirmation, Initiative, Role, Verdict
from forms.initiative_words import DECISIONS, RUNNING_STAGES, STAGES
from forms.staff_fields import day_in_words


@dataclass(frozen=True)
class Event:
    """One day, what happened, and anything more to say of it."""

    day: date
    text: str
    detail: str | Said = ""

    @property
    def when(self) -> str:
        """The day in the reader's language."""
        return day_in_words(self.day)


def timeline(standing: Standing) -> tuple[Event, ...]:
    """Everything on record with a day, oldest first."""
    # Sorting keeps what happened on one day in the order of a life: met, fixed, told, asked.
    found = (*_events(standing.record), *_changed(standing), *_failed(standing))
    return tuple(sorted(found, key=lambda event: event.day))


def done(standing: Standing) -> tuple[Event, ...]:
    """What was done on which day, and nothing of what anybody said of it."""
    found = (*_met_and_fixed(standing.record), *_delivered(standing.record.initiative))
    return tuple(sorted(found, key=lambda event: event.day))


def said_by(turn: Confirmation) -> str:
    """One turn of a key, in words."""
    said = {
        (Role.FORUM, Verdict.CONFIRMED): _("A Forum reviewer confirmed it."),
        (Role.FORUM, Verdict.DISPUTED): _("A Forum reviewer disputed it."),
        (Role.ADVOCATE, Verdict.CONFIRMED): _("A youth advocate confirmed it."),
        (Role.ADVOCATE, Verdict.DISPUTED): _("A youth advocate disputed it."),
    }
    return str(said.get((Role(turn.role), turn.verdict), _("An officer proposed that it counts.")))


def dispute_of(standing: Standing) -> Event | None:
    """The answer that an initiative is disputed by now, if it is."""
    last = standing.last_turn
    if last is None or last.verdict is not Verdict.DISPUTED:
        return None
    return Event(day_of(last.at), said_by(last), last.comment)


def _events(record: Record) -> Iterator[Event]:
    yield from _met_and_fixed(record)
    yield from _said_and_told(record)
    yield from _delivered(record.initiative)
    for pulse in record.pulses:
        words = _("Those involved were asked if they felt heard.")
        yield Event(day_of(pulse.opens_at), words, record.said(pulse, "occasion"))
    for turn in record.turns:
        yield Event(day_of(turn.at), said_by(turn), turn.comment)


def _met_and_fixed(record: Record) -> Iterator[Event]:
    for one in record.involvements:
        words = _("Families took part. What it was about: %(stage)s.", stage=STAGES[one.stage])
        yield Event(one.happened_on, words, people(one))
    if record.initiative.options_fixed_on:
        words = _("The plan, the budget or the design was first fixed.")
        yield Event(record.initiative.options_fixed_on, words)


def _delivered(row: Initiative) -> Iterator[Event]:
    if row.delivered_on:
        is_live = row.stage.value in RUNNING_STAGES
        words = _("Families could first use it.") if is_live else _("Planned: families can use it.")
        yield Event(row.delivered_on, words)


def _changed(standing: Standing) -> Iterator[Event]:
    """When what was last proposed or confirmed was changed; nothing where no day is on record."""
    last, moment = standing.last_turn, standing.record.initiative.evidence_changed_at
    if last is None or not standing.is_changed or moment is None or moment < last.at:
        return
    said = {
        Verdict.PROPOSED: _("Changed after it was proposed."),
        Verdict.CONFIRMED: _("Changed after it was confirmed."),
    }
    yield Event(day_of(moment), said[last.verdict])


def _failed(standing: Standing) -> Iterator[Event]:
    moment = standing.pulse_failed_at
    if moment is not None:
        words = _("A survey closed in which too few felt heard. It is open again.")
        yield Event(day_of(moment), words)


def _said_and_told(record: Record) -> Iterator[Event]:
    for reply in record.replies:
        yield Event(reply.raised_on, _("Families said this."), record.said(reply, "theme"))
        for telling in record.told(reply):
            decided = str(DECISIONS[reply.decision]) if reply.decision else ""
            words = _("Those involved were told what was decided.")
            yield Event(telling.told_on, words, decided)
