"""A question of a survey's own as its form shows it, and what was typed as a question."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from feedback.compose.editing import english, english_or_none
from forms.composed import After, Kind, OwnOption, OwnQuestion, Piece, Scale, Words, new_own_id
from forms.questions import Meaning, TextKind
from forms.staff_compose import OwnQuestionForm, PlaceForm, lines_of

LONGEST_CODE = 20


def new_question(kind: Kind) -> Piece:
    """A question of which nothing is written yet, under an id of its own."""
    nothing = Words.english("")
    return Piece(OwnQuestion(new_own_id(), kind, standard=nothing, easy=nothing))


def as_typed(piece: Piece) -> Mapping[str, Any]:
    """A question as its form shows it."""
    own = piece.own
    return {**_place(piece), **(_words(own) if own else {})}


def _place(piece: Piece) -> Mapping[str, Any]:
    after = piece.after
    return {
        "only_for": piece.only_for or "",
        "after": [f"{after.question_id}|{code}" for code in after.codes] if after else [],
    }


def _words(own: OwnQuestion) -> Mapping[str, Any]:
    standard = [one.standard.in_english for one in own.options]
    easy = [one.easy.in_english for one in own.options]
    return {
        "standard": own.standard.in_english,
        "easy": own.easy.in_english,
        "hint": _english(own.hint),
        "easy_hint": _english(own.easy_hint),
        "why": _english(own.why),
        "scale": own.scale or Scale.YES_PARTLY_NO,
        "text_kind": own.text_kind or TextKind.OPEN,
        "options": "\n".join(standard),
        "easy_options": "" if easy == standard else "\n".join(easy),
        "good_options": "\n".join(
            one.standard.in_english for one in own.options if one.meaning is Meaning.POSITIVE
        ),
        "measure": own.evidences[0] if own.evidences else "",
        "picture": own.picture or "",
    }


def _english(words: Words | None) -> str:
    return words.in_english if words else ""


def with_place(piece: Piece, form: PlaceForm) -> Piece:
    """The same, asked of whom and when a checked form says."""
    return replace(piece, only_for=form.only_for.data or None, after=_after(form.after.data or ()))


def _after(answers: Sequence[str]) -> After | None:
    if not answers:
        return None
    codes = tuple(answer.partition("|")[2] for answer in answers)
    return After(answers[0].partition("|")[0], codes)


def with_words(piece: Piece, form: OwnQuestionForm) -> Piece:
    """The same with everything that a checked form says."""
    own = piece.own
    if own is None:
        raise TypeError(f"{piece.id} is a question of the bank: its words are not the survey's.")
    changed = replace(
        own,
        standard=english(own.standard, form.standard.data),
        easy=english(own.easy, form.easy.data),
        hint=english_or_none(own.hint, form.hint.data),
        easy_hint=english_or_none(own.easy_hint, form.easy_hint.data),
        why=english_or_none(own.why, form.why.data),
        evidences=_evidences(own, form.measure.data),
        picture=form.picture.data or None,
        **_of_kind(own, form),
    )
    return replace(with_place(piece, form), question=changed)


def _of_kind(own: OwnQuestion, form: OwnQuestionForm) -> Mapping[str, Any]:
    if own.kind is Kind.SCALE:
        return {"scale": Scale(form.scale.data)}
    if own.kind is Kind.OPEN:
        return {"text_kind": TextKind(form.text_kind.data)}
    options = _options(own, form.options.data, form.easy_options.data)
    if own.kind is Kind.CHOICE:
        options = tuple(_weighed(options, lines_of(form.good_options.data)))
    return {"options": options}


def _weighed(options: Sequence[OwnOption], good: Sequence[str]) -> Iterator[OwnOption]:
    """The answers, each good news or not; none says anything good or bad where none is good."""
    named = {line.casefold() for line in good}
    for one in options:
        if one.standard.in_english.casefold() in named:
            yield replace(one, meaning=Meaning.POSITIVE)
        elif not named:
            yield replace(one, meaning=Meaning.NO_VIEW)
        # What a file says is bad news stays so.
        elif one.meaning is Meaning.NEGATIVE:
            yield one
        else:
            yield replace(one, meaning=Meaning.NEUTRAL)


def _evidences(own: OwnQuestion, measure: str) -> tuple[str, ...]:
    # The form asks for one; what came with a file beyond it stays.
    return ((measure,) if measure else ()) + own.evidences[1:]


def _options(own: OwnQuestion, typed: str, easy_typed: str) -> tuple[OwnOption, ...]:
    lines = lines_of(typed)
    easy = lines_of(easy_typed) or lines
    before = _kept_options(own.options, lines)
    codes = _codes(lines, before)
    return tuple(
        _option(code, line, easy_line, old)
        for line, easy_line, old, code in zip(lines, easy, before, codes, strict=True)
    )


def _option(code: str, line: str, easy_line: str, old: OwnOption | None) -> OwnOption:
    if old is None:
        return OwnOption(code, standard=Words.english(line), easy=Words.english(easy_line))
    standard, easy = old.standard.with_english(line), old.easy.with_english(easy_line)
    return replace(old, standard=standard, easy=easy)


def _kept_options(options: Sequence[OwnOption], lines: Sequence[str]) -> Sequence[OwnOption | None]:
    """The answer that each line was before: the one that said so, or else the one in its place.

    By its place only where as many lines as before were typed: it is then most likely put right.
    """
    said = {one.standard.in_english: one for one in options}
    found = [said.get(line) for line in lines]
    if len(lines) != len(options):
        return found
    used = {one.code for one in found if one}
    return [
        one or (old if old.code not in used else None)
        for one, old in zip(found, options, strict=True)
    ]


def _codes(lines: Sequence[str], before: Sequence[OwnOption | None]) -> Iterator[str]:
    taken = {one.code for one in before if one}
    for line, old in zip(lines, before, strict=True):
        code = old.code if old else _new_code(line, taken)
        taken.add(code)
        yield code


def _new_code(line: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", line.lower()).strip("_")[: LONGEST_CODE - 3].strip("_")
    begin, number = plain or "answer", 1
    code = begin
    while code in taken:
        number += 1
        code = f"{begin}_{number}"
    return code
