"""You said, we did, and the evidence; what is still open and for how long; the yearly statement."""

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from analysis.feedback_loop import Late, LoopState
from feedback import loop
from feedback.authored import Said
from feedback.evidence.document import Block, Cell, Paragraph, Phrase, Row, Subheading, Table
from feedback.evidence.saying import in_words, of, paragraph, plain, say, say_now
from feedback.evidence.scope import Scope
from feedback.evidence.tables import headings
from feedback.language import speaking
from feedback.loop import Theme
from feedback.publish import pages, records
from feedback.publish.changes import days_in_public
from feedback.publish.frozen import Content
from forms.loop_words import STATES
from forms.reply_words import DECISIONS
from forms.staff_fields import day_in_words

OPEN = frozenset({LoopState.WAITING, LoopState.REPLIED, LoopState.TOLD})
YOU_SAID, WE_DID, EVIDENCE = _l("You said"), _l("We did"), _l("Evidence")
DECIDED = _l("What was decided")
NOTHING = "–"


def themes(scope: Scope) -> Sequence[Theme]:
    """What families had raised by the day, each as far as it was then; the latest first."""
    found = (loop.as_at(one, scope.day) for one in loop.every_theme(language=scope.language))
    return [one for one in found if one is not None]


def to_read(scope: Scope) -> Sequence[Theme]:
    """Those whose words this reader may have: the public only of what was told in public."""
    found = themes(scope)
    if not scope.is_public:
        return found
    return [one for one in found if days_in_public(one, scope.day)]


def still_open(found: Sequence[Theme]) -> Phrase:
    """How many are still open, in words."""
    waiting = sum(map(is_open, found))
    return say_now(lambda: ngettext("%(num)s is still open.", "%(num)s are still open.", waiting))


def is_open(one: Theme) -> bool:
    """Whether something is still to be done about it."""
    return one.state in OPEN


def said_and_done(scope: Scope) -> Iterator[Block]:
    """Everything with a reply, in the columns that areas publish; then what is open."""
    every, found = themes(scope), to_read(scope)
    answered = [one for one in found if one.decision is not None]
    waiting = sorted((one for one in found if is_open(one)), key=lambda one: one.raised_on)
    if not every:
        yield paragraph(_l("Nothing that families said was on record by this day."))
        return
    if answered:
        yield Table(
            say(_l("You said, we did")),
            headings(YOU_SAID, DECIDED, WE_DID, EVIDENCE),
            tuple(_answered(one) for one in answered),
        )
    if waiting:
        yield _waiting(waiting, scope)
    elif any(map(is_open, every)):
        yield Paragraph(still_open(every))
    else:
        yield paragraph(_l("Every reply is finished."))


def _answered(one: Theme) -> Row:
    return Row(of(one.text), (Cell(decided(one)), Cell(_did(one)), Cell(_changes(one))))


def decided(one: Theme) -> Phrase:
    """What the reply decides, without which a plan would read as done."""
    return say(DECISIONS[one.decision]) if one.decision else plain(NOTHING)


def _did(one: Theme) -> Phrase:
    return _joined([one.we_did, one.reason, one.passed_on_to])


def _changes(one: Theme) -> Phrase:
    said = []
    for change in one.changes:
        said.append(_dated(change.what, change.on))
        if change.link and pages.is_web(change.link):
            said.append(replace_text(change.what, change.link))
    return _joined(said)


def _dated(said: Said, on: date, link: str = "") -> Said:
    """Officers' words after their day, in the language of the words."""
    with speaking(said.language):
        day = day_in_words(on)
    return replace_text(said, f"{day}: {said.text} {link}".strip())


def replace_text(said: Said, text: str) -> Said:
    """Other words in the same language."""
    return Said(text, said.language, page=said.page)


def _joined(said: Sequence[Said]) -> Phrase:
    """Officers' words one after another; one that nobody translated makes all of it English."""
    found = [one for one in said if one.text]
    if not found:
        return plain(NOTHING)
    codes = {one.language.code for one in found}
    return Phrase(" ".join(one.text for one in found), *(codes if len(codes) == 1 else ()))


def _waiting(found: Sequence[Theme], scope: Scope) -> Table:
    return Table(
        say(_l("Still open, the oldest first")),
        headings(YOU_SAID, _l("How far it is"), _l("Days since they said it"), _l("Late")),
        tuple(
            Row(
                of(one.text),
                (
                    Cell(say(STATES[one.state])),
                    Cell(plain((scope.day - one.raised_on).days)),
                    Cell(_late(one, scope)),
                ),
            )
            for one in found
        ),
    )


def _late(one: Theme, scope: Scope) -> Phrase:
    words = {
        Late.REPLY: _l("No reply in time"),
        Late.TELLING: _l("Families not told in time"),
        Late.DUE: _l("Not done in time"),
    }
    late = one.late(scope.day)
    if not late:
        return say(_l("No"))
    return say_now(lambda: ". ".join(str(words[what]) for what in late))


def statement(scope: Scope) -> Iterator[Block]:
    """The newest statement published by the day, word for word."""
    published = [one for one in records.published() if one.published_on <= scope.day]
    if not published:
        yield paragraph(_l("No Local Offer statement had been published by this day."))
        return
    newest = max(published, key=lambda one: (one.published_on, one.year, one.version))
    yield paragraph(_l("The Local Offer: you said, we did, %(year)s", year=newest.year))
    yield paragraph(_l("Published on %(day)s.", day=in_words(newest.published_on)))
    yield from _parts(newest, scope)
    yield Paragraph(say_now(lambda: _left_out(newest)))


def _parts(newest: Content, scope: Scope) -> Iterator[Block]:
    for part in pages.parts(newest, scope.language):
        if part.rows:
            yield Table(
                say(part.title),
                headings(YOU_SAID, DECIDED, WE_DID, EVIDENCE),
                tuple(_published(row) for row in part.rows),
            )
        else:
            yield Subheading(say(part.title))
            yield paragraph(_l("Families said nothing about this."))


def _published(row: pages.Row) -> Row:
    decided = say(row.decision) if row.decision else Phrase(row.waits)
    did = [one for one in (row.we_did, row.reason, row.passed_on_to) if one is not None]
    shown = [_dated(one.what, one.on, one.link) for one in row.evidence]
    return Row(of(row.you_said), (Cell(decided), Cell(_joined(did)), Cell(_joined(shown))))


def _left_out(one: Content) -> str:
    low, high = one.left_out
    if low == high:
        return str(
            ngettext(
                "We left out %(num)s comment: it was about one family only, or meant to hurt.",
                "We left out %(num)s comments: they were about one family only, or meant to hurt.",
                low,
            )
        )
    return str(
        _(
            "We left out fewer than %(num)s comments, or none: those about one family only, or "
            "meant to hurt.",
            num=high + 1,
        )
    )
