"""The committee paper: two pages for people who decide, from what the public may read.

Papers of a committee are public, so nothing in it is for the board alone.
"""

from collections.abc import Iterator
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback.evidence.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Notice,
    Phrase,
    Row,
    Section,
    Table,
    Variant,
)
from feedback.evidence.gathering import cover, loops, plan, rated, surveys, tracker
from feedback.evidence.saying import of, paragraph, plain, say, say_now
from feedback.evidence.scope import Scope
from feedback.evidence.tables import ANSWER, HOW_MANY, QUESTION, headings, why_not
from feedback.evidence.wording import SECTIONS
from feedback.language import speaking
from feedback.loop import Theme
from feedback.models import Colour
from feedback.plan.indicators import good_answers
from feedback.results import Results, TableResult
from translations import Language

# As many as two pages hold beside everything else.
MOST_REPLIES = 4
OFF_TRACK = frozenset({Colour.RED, Colour.AMBER})
NOTHING = "–"


def committee_paper(as_at: date, language: Language, *, today: date) -> Document:
    """The paper as at a day; always what the public may read."""
    scope = Scope(Variant.PUBLIC, as_at, today, language)
    parts = {
        "tracker": (SECTIONS["tracker"], tracker.headline),
        "results": (SECTIONS["results"], _results),
        "plan": (SECTIONS["plan"], _plan),
        "loop": (SECTIONS["loop"], _replies),
        "missing": (_l("What is missing"), _missing),
        "decisions": (_l("What the committee is asked to do"), _decisions),
    }
    with speaking(language):
        return Document(
            title=say(_l("What families told us: a paper for the committee")),
            subtitle=cover.subtitle(scope),
            area=scope.area.name,
            look=scope.area.look,
            variant=scope.variant,
            as_at=as_at,
            language=language,
            sections=tuple(
                Section(key, say(title), tuple(gather(scope)))
                for key, (title, gather) in parts.items()
            ),
        )


def _results(scope: Scope) -> Iterator[Block]:
    """Of each survey the good answers to its main question, in its newest results."""
    asked = [(one, one.table(one.survey.overall.id)) for one in surveys.newest(scope)]
    found = [(one, table) for one, table in asked if table is not None]
    shown = [(one, table) for one, table in found if table.table.withheld is None]
    if shown:
        yield Table(
            say(_l("The main question of each survey")),
            headings(QUESTION, _l("Survey"), ANSWER, HOW_MANY),
            tuple(_main(one, table) for one, table in shown),
            tuple(why_not(table for _one, table in found)),
        )
    else:
        yield paragraph(cover.none_shown(scope))


def _main(one: Results, found: TableResult) -> Row:
    label, number, code = good_answers(found)
    cells = (
        Cell(surveys.name_of(one)),
        Cell(plain(label)),
        Cell(plain(number), found.table.cell_id(code)),
    )
    return Row(plain(found.title), cells)


def _plan(scope: Scope) -> Iterator[Block]:
    yield from list(plan.in_short(scope)) or [plan.why_none(scope)]


def _replies(scope: Scope) -> Iterator[Block]:
    """What changed last; where nothing did, what was answered last."""
    answered = [one for one in loops.to_read(scope) if one.decision is not None]
    chosen = sorted(answered, key=lambda one: (bool(one.changes), _last(one)), reverse=True)
    if not chosen:
        yield paragraph(_l("Nothing that families said has a reply yet."))
        return
    yield Table(
        say(_l("The latest of what was said and done")),
        headings(loops.YOU_SAID, loops.DECIDED, loops.WE_DID, loops.EVIDENCE),
        tuple(
            Row(
                of(one.text),
                (
                    Cell(loops.decided(one)),
                    Cell(_did(one)),
                    Cell(of(one.changes[-1].what) if one.changes else plain(NOTHING)),
                ),
            )
            for one in chosen[:MOST_REPLIES]
        ),
    )


def _did(one: Theme) -> Phrase:
    found = next((said for said in (one.we_did, one.reason, one.passed_on_to) if said.text), None)
    return of(found) if found is not None else plain(NOTHING)


def _last(one: Theme) -> date:
    return one.changes[-1].on if one.changes else one.replied_on or one.raised_on


def _missing(scope: Scope) -> Iterator[Block]:
    """What a reader could take for good news because it is not there."""
    said = [
        *_late(scope),
        *_unrated(scope),
        *(
            # Translators: a survey's name, and why its results are not shown.
            say(_l("“%(question)s” – %(answers)s", question=name.text, answers=why.text))
            for name, why in surveys.not_shown(scope)
        ),
    ]
    if said:
        yield Bullets(tuple(said))
    else:
        yield paragraph(_l("Nothing is late, and nothing is hidden."))
    yield Notice(
        say(_l("These are the answers of those who chose to answer, not of all families."))
    )


def _late(scope: Scope) -> Iterator[Phrase]:
    late = sum(bool(one.late(scope.day)) for one in loops.themes(scope))
    if late:
        yield say_now(_late_words, late)


def _late_words(late: int) -> str:
    return str(
        ngettext(
            "%(num)s thing that families said is late: no reply, not told, or not done.",
            "%(num)s things that families said are late: no reply, not told, or not done.",
            late,
        )
    )


def _unrated(scope: Scope) -> Iterator[Phrase]:
    found = rated.known(scope)
    rows = [one.action.ref for one in found.rows if one.now is None] if found else []
    if rows:
        yield say(_l("These rows of the plan are not rated yet: %(rows)s.", rows=", ".join(rows)))


def _decisions(scope: Scope) -> Iterator[Block]:
    """Only what there is something to decide about; an officer edits it in Word."""
    found = rated.known(scope)
    off = [
        one.action.ref
        for one in (found.rows if found else ())
        if one.now is not None and one.now.colour in OFF_TRACK
    ]
    asked = [say(_l("To note what families told us, and what was done."))]
    if off:
        asked.append(
            say(
                _l(
                    "To agree what to do about the rows of the plan that are red or amber: "
                    "%(rows)s.",
                    rows=", ".join(off),
                )
            )
        )
    if scope.area.target is not None and not _is_reached(scope):
        asked.append(say(_l("To agree what is designed with families next, and who leads it.")))
    if any(one.late(scope.day) for one in loops.themes(scope)):
        asked.append(say(_l("To ask each lead by when the late replies will be given.")))
    yield Bullets(tuple(asked))


def _is_reached(scope: Scope) -> bool:
    needed = scope.area.target.target if scope.area.target else None
    counted = sum(one.assessment.counts for one in tracker.standings(scope))
    return needed is None or counted >= needed
