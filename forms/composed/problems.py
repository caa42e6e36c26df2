"""What keeps a composed survey from being published, each with the place to put it right."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from forms.composed import limits
from forms.composed.pieces import Composed, Kind, OwnQuestion, Piece
from forms.composed.survey import BANK
from forms.questions import Wording
from forms.surveys import ROLE

NO_ENGLISH = _l("Write this in English.")
NO_PIECES = _l("Add at least one question.")
TOO_MANY_PIECES = _l("This survey is too long. Take some questions away.")
ONE_OVERALL = _l("Choose the one question that everybody has to answer.")
ODD_OVERALL = _l(
    "The question that everybody has to answer needs answers to choose one from, and no condition."
)
TWICE = _l("This question is in the survey twice.")
TOO_MUCH = _l(
    "More than six questions with answers, or more than one in families’ own words: "
    "say why this survey needs them."
)
NO_SCALE = _l("Choose a scale.")
FEW_OPTIONS = _l("Write at least two answers.")
TOO_MANY_OPTIONS = _l("There are too many answers. Take some away.")
SAME_OPTIONS = _l("Two answers are the same.")
NO_TEXT_KIND = _l("Choose what families are asked to write about.")
LATER = _l("A question can only depend on one that comes before it.")
ODD_CONDITION = _l("Choose a question with one answer, and at least one of its answers.")
EVERY_ANSWER = _l("This question would be shown after every answer. Leave some answers out.")
ALREADY_FOR = _l("This question is only for some people already.")


@dataclass(frozen=True)
class Problem:
    """One thing to put right: where, as a path through the survey's plain form, and why."""

    path: str
    reason: Wording


def problems(composed: Composed) -> tuple[Problem, ...]:
    """Everything that has to be put right before publishing, in the order of the survey."""
    found = [Problem(f"{path}.en", NO_ENGLISH) for path, w in composed.words() if not w.in_english]
    for number, piece in enumerate(composed.pieces):
        for path, reason in _of_piece(composed, number, piece):
            found.append(Problem(f"pieces.{number}{path}", reason))
    return (*found, *(Problem(path, reason) for path, reason in _of_whole(composed)))


def is_over_budget(composed: Composed) -> bool:
    """Whether it asks more than families answer gladly."""
    open_ones = sum(_is_open(piece) for piece in composed.pieces)
    scaled = len(composed.pieces) - open_ones
    return scaled > limits.MOST_SCALED or open_ones > limits.MOST_OPEN


def _is_open(piece: Piece) -> bool:
    if piece.own:
        return piece.own.kind is Kind.OPEN
    return piece.id in BANK and BANK[piece.id].is_text


def _of_whole(composed: Composed) -> Iterator[tuple[str, Wording]]:
    if not composed.pieces:
        yield "pieces", NO_PIECES
    if len(composed.pieces) > limits.MOST_PIECES:
        yield "pieces", TOO_MANY_PIECES
    if composed.pieces and sum(piece.is_overall for piece in composed.pieces) != 1:
        yield "pieces", ONE_OVERALL
    reason = (composed.over_budget_reason or "").strip()
    if is_over_budget(composed) and len(reason) < limits.SHORTEST_REASON:
        yield "over_budget_reason", TOO_MUCH


def _of_piece(composed: Composed, number: int, piece: Piece) -> Iterator[tuple[str, Wording]]:
    earlier = composed.pieces[:number]
    if any(before.id == piece.id for before in earlier):
        yield ".question", TWICE
    if piece.own:
        for path, reason in _of_own(piece.own):
            yield f".question{path}", reason
    elif piece.only_for and BANK[piece.id].only_for not in (None, piece.only_for):
        yield ".only_for", ALREADY_FOR
    is_several = piece.own is not None and piece.own.kind is Kind.SEVERAL
    has_condition = piece.after is not None or _for_whom(piece) is not None
    if piece.is_overall and (is_several or _is_open(piece) or has_condition):
        yield ".is_overall", ODD_OVERALL
    if piece.after:
        reason_why_not = _of_condition(composed, earlier, piece)
        if reason_why_not is not None:
            yield ".after", reason_why_not


def _for_whom(piece: Piece) -> str | None:
    return piece.only_for or (None if piece.own else BANK[piece.id].only_for)


def _of_condition(composed: Composed, earlier: tuple[Piece, ...], piece: Piece) -> Wording | None:
    assert piece.after is not None  # noqa: S101 -- only asked of those with a condition
    on = next((before for before in earlier if before.id == piece.after.question_id), None)
    if on is None:
        is_there = composed.piece(piece.after.question_id) is not None
        return LATER if is_there else ODD_CONDITION
    if on.own:
        codes = () if on.own.kind is Kind.SEVERAL else on.own.codes
    else:
        codes = tuple(option.code for option in BANK[on.id].options)
    wanted = set(piece.after.codes)
    if not codes or not wanted or not wanted <= set(codes):
        return ODD_CONDITION
    return EVERY_ANSWER if wanted == set(codes) else None


def _of_own(own: OwnQuestion) -> Iterator[tuple[str, Wording]]:
    if own.kind is Kind.SCALE and own.scale is None:
        yield ".scale", NO_SCALE
    if own.kind is Kind.OPEN and own.text_kind is None:
        yield ".text_kind", NO_TEXT_KIND
    if own.kind in (Kind.CHOICE, Kind.SEVERAL):
        yield from _of_options(own)


def _of_options(own: OwnQuestion) -> Iterator[tuple[str, Wording]]:
    most = limits.MOST_TICKS if own.kind is Kind.SEVERAL else limits.MOST_OPTIONS
    if len(own.options) < limits.FEWEST_OPTIONS:
        yield ".options", FEW_OPTIONS
    if len(own.options) > most:
        yield ".options", TOO_MANY_OPTIONS
    said = [(option.standard.in_english or "").strip().casefold() for option in own.options]
    times = Counter(text for text in said if text)
    if len(set(own.codes)) < len(own.codes) or any(time > 1 for time in times.values()):
        yield ".options", SAME_OPTIONS


def is_role(code: str) -> bool:
    """Whether somebody answering can be this."""
    return any(option.code == code for option in ROLE.options)
