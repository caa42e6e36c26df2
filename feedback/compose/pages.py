"""What the pages of the composer show: the list, one survey in its order, the question bank."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from feedback.areas import Area
from feedback.authored import Said, sentence
from feedback.compose.budget import Budget, budget_of
from feedback.compose.checker import RemarkView, remarks_on
from feedback.compose.editing import may_be_overall
from feedback.compose.texts import LABELS
from feedback.drafts import Draft
from feedback.language import page_language
from forms.composed import BANK, SCALES, Composed, Kind, OwnQuestion, Piece, Problem, problems
from forms.questions import Meaning, Variant, Wording
from forms.staff_compose import KINDS
from forms.surveys import ROLE
from translations import ENGLISH, SOURCE

STATES: Mapping[str, tuple[Wording, str]] = {
    "draft": (_l("Draft: not published yet"), "yellow"),
    "published": (_l("Published"), "green"),
    "changed": (_l("Published, and changed since"), "teal"),
    "retired": (_l("Retired"), "grey"),
}


@dataclass(frozen=True)
class Line:
    """One survey in the list."""

    slug: str
    title: str
    state: Wording
    colour: str
    version: int | None


@dataclass(frozen=True)
class PieceView:
    """One question as the survey's page lists it."""

    id: str
    number: int
    standard: str
    easy: str
    is_own: bool
    is_english: bool  # Whether officers wrote the answers: ready-made ones are translated.
    kind: Wording
    answers: Sequence[str]
    good: Sequence[str] | None  # Those that count as good; None where nobody can choose which.
    picture: str | None
    conditions: Sequence[Markup]
    measures: Sequence[str]
    remarks: Sequence[RemarkView]
    problems: Sequence[str]
    is_overall: bool
    may_be_overall: bool
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class SurveyPage:
    """One survey as its officers compose it."""

    slug: str
    title: str
    state: Wording
    colour: str
    version: int | None
    is_retired: bool
    pieces: Sequence[PieceView]
    budget: Budget
    problems: Sequence[str]  # Those of the whole; a question's stand beside it.
    is_ready: bool


def state_of(draft: Draft, *, is_changed: bool = False) -> tuple[Wording, str]:
    """How far a survey is, in words and as the colour that repeats them."""
    if draft.is_retired:
        return STATES["retired"]
    if draft.version is None:
        return STATES["draft"]
    return STATES["changed" if is_changed else "published"]


def line(draft: Draft, *, is_changed: bool) -> Line:
    """One survey in the list."""
    words, colour = state_of(draft, is_changed=is_changed)
    return Line(draft.composed.slug, draft.composed.title.in_english, words, colour, draft.version)


def survey_page(draft: Draft, area: Area, *, is_changed: bool) -> SurveyPage:
    """One survey, question by question, and what keeps it from being published."""
    found = draft.composed
    wrong = problems(found)
    words, colour = state_of(draft, is_changed=is_changed)
    return SurveyPage(
        slug=found.slug,
        title=found.title.in_english,
        state=words,
        colour=colour,
        version=draft.version,
        is_retired=draft.is_retired,
        pieces=pieces(found, area, wrong),
        budget=budget_of(found),
        problems=[*_of_whole(wrong)],
        is_ready=not wrong,
    )


def _of_whole(wrong: Iterable[Problem]) -> Iterator[str]:
    for one in wrong:
        if not one.path.startswith("pieces."):
            yield said_of(one)


def said_of(problem: Problem) -> str:
    """What has to be put right, and which words it is about where it is about words."""
    parts = problem.path.split(".")
    name = parts[-2] if parts[-1] == SOURCE else ""
    if "options" in parts[:-2]:
        name = "option"
    if name not in LABELS:
        return str(problem.reason)
    return str(_("%(which)s: %(reason)s", which=LABELS[name], reason=problem.reason))


def pieces(found: Composed, area: Area, wrong: Sequence[Problem] = ()) -> list[PieceView]:
    """The questions of a survey in their order."""
    return [
        _piece(found, number, area, [one for one in wrong if _is_about(one, number)])
        for number in range(len(found.pieces))
    ]


def _is_about(problem: Problem, number: int) -> bool:
    return problem.path.startswith(f"pieces.{number}.")


def _piece(found: Composed, number: int, area: Area, wrong: Sequence[Problem]) -> PieceView:
    piece = found.pieces[number]
    own = piece.own
    return PieceView(
        id=piece.id,
        number=number + 1,
        standard=wording_of(piece, Variant.STANDARD),
        easy=wording_of(piece, Variant.EASY),
        is_own=own is not None,
        is_english=own is not None and own.kind is not Kind.SCALE,
        kind=kind_of(piece),
        answers=answers_of(piece),
        good=_good_of(own) if own and own.kind is Kind.CHOICE else None,
        picture=own.picture if own else BANK[piece.id].picture,
        conditions=[*_conditions(found, piece)],
        measures=[ref for ref, _text in measures_of(piece, area)],
        remarks=[*_remarks_of(piece)],
        problems=[said_of(one) for one in wrong],
        is_overall=piece.is_overall,
        may_be_overall=may_be_overall(piece),
        is_first=number == 0,
        is_last=number == len(found.pieces) - 1,
    )


def said_of_piece(piece: Piece) -> Said:
    """A question as a page may print it among its own words: it says which language it is in."""
    page = page_language()
    language = ENGLISH if piece.own else page
    return Said(wording_of(piece, Variant.STANDARD), language, page)


def _said_answer(piece: Piece, words: str) -> Said:
    page = page_language()
    is_typed = piece.own is not None and piece.own.kind is not Kind.SCALE
    return Said(words, ENGLISH if is_typed else page, page)


def wording_of(piece: Piece, variant: Variant) -> str:
    """A question in one of its versions: the bank's in the page's language, an own in English."""
    if piece.own is None:
        return str(BANK[piece.id].wording(variant))
    return (piece.own.easy if variant is Variant.EASY else piece.own.standard).in_english


def kind_of(piece: Piece) -> Wording:
    """How families answer it, in words."""
    if piece.own:
        return KINDS[piece.own.kind]
    return KINDS[Kind.OPEN] if BANK[piece.id].is_text else _l("One answer")


def answers_of(piece: Piece) -> list[str]:
    """What families can choose, in order."""
    return [words for _code, words in coded_answers_of(piece)]


def _good_of(own: OwnQuestion) -> list[str]:
    return [one.standard.in_english for one in own.options if one.meaning is Meaning.POSITIVE]


def coded_answers_of(piece: Piece) -> list[tuple[str, str]]:
    """The same, each with its code."""
    own = piece.own
    if own is None:
        return [(one.code, str(one.standard)) for one in BANK[piece.id].options]
    if own.kind is Kind.SCALE and own.scale:
        return [(one.code, str(one.standard)) for one in SCALES[own.scale]]
    return [(one.code, one.standard.in_english) for one in own.options]


def _conditions(found: Composed, piece: Piece) -> Iterator[Markup]:
    role = piece.only_for or (None if piece.own else BANK[piece.id].only_for)
    if role:
        yield sentence(_("Only for: %(role)s"), role=ROLE.option(role).standard)
    if piece.after is None:
        return
    before = found.piece(piece.after.question_id)
    if before is None:
        return
    words = dict(coded_answers_of(before))
    answers = [_said_answer(before, words.get(code, code)) for code in piece.after.codes]
    yield sentence(
        _("Only after “%(question)s”: %(answers)s"),
        question=said_of_piece(before),
        answers=Markup(", ").join(answers),
    )


def measures_of(piece: Piece, area: Area) -> list[tuple[str, str]]:
    """The rows and measures that a question gives evidence for, as (ref, text)."""
    own = piece.own.evidences if piece.own else BANK[piece.id].evidences
    return [(row.ref, row.text) for row in area.evidenced_by(piece.id, own)]


def _remarks_of(piece: Piece) -> Iterator[RemarkView]:
    if piece.own is None:
        return
    for path, words in piece.own.words():
        yield from remarks_on(words.in_english, is_easy_read="easy" in path)


def earlier_answers(found: Composed, question_id: str | None) -> list[tuple[str, Markup]]:
    """Every answer that a question can hang on: those of the questions before it."""
    choices = []
    for piece in found.pieces:
        if piece.id == question_id:
            break
        is_several = piece.own is not None and piece.own.kind is Kind.SEVERAL
        if not is_several:
            asked = said_of_piece(piece)
            for code, words in coded_answers_of(piece):
                # Two whole texts side by side, as a heading is.
                both = Markup("{} – {}").format(asked, _said_answer(piece, words))
                choices.append((f"{piece.id}|{code}", both))
    return choices
