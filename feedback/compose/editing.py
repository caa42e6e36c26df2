"""Changing a survey that is being composed: every change is a new value, and loses nothing."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from forms import composed
from forms.composed import BANK, Composed, Kind, Piece, Words


def add_from_bank(found: Composed, question_ids: Iterable[str]) -> Composed:
    """The same with these questions of the bank at its end; what is there stays once."""
    for name in question_ids:
        if name in BANK and found.piece(name) is None:
            found = _added(found, Piece(name))
    return found


def add_own(found: Composed, piece: Piece) -> Composed:
    """The same with a question of its own at its end."""
    return _added(found, piece)


def _added(found: Composed, piece: Piece) -> Composed:
    # The first question that can be everybody's is: most surveys have it right so.
    is_first = may_be_overall(piece) and not any(one.is_overall for one in found.pieces)
    return replace(found, pieces=(*found.pieces, replace(piece, is_overall=is_first)))


def put(found: Composed, piece: Piece) -> Composed:
    """The same with this piece in place of the one with its id."""
    pieces = tuple(piece if one.id == piece.id else one for one in found.pieces)
    return replace(found, pieces=pieces)


def move(found: Composed, question_id: str, *, by: int) -> Composed:
    """The same with one question so many places further down, or up; the ends are the ends."""
    pieces = list(found.pieces)
    at = next((n for n, one in enumerate(pieces) if one.id == question_id), None)
    if at is None:
        return found
    piece = pieces.pop(at)
    pieces.insert(max(0, at + by), piece)
    return replace(found, pieces=tuple(pieces))


def remove(found: Composed, question_id: str) -> Composed:
    """The same without one question; what hung on its answers is asked of everybody."""
    kept = [
        replace(one, after=None) if one.after and one.after.question_id == question_id else one
        for one in found.pieces
        if one.id != question_id
    ]
    return replace(found, pieces=tuple(kept))


def make_overall(found: Composed, question_id: str) -> Composed:
    """The same with this as the one question that everybody has to answer."""
    return replace(
        found,
        pieces=tuple(replace(one, is_overall=one.id == question_id) for one in found.pieces),
    )


def may_be_overall(piece: Piece) -> bool:
    """Whether everybody can answer it with one of its answers."""
    if piece.only_for or piece.after:
        return False
    if piece.own:
        return piece.own.kind in {Kind.SCALE, Kind.CHOICE}
    asked = BANK[piece.id]
    return not asked.is_text and asked.only_for is None


def with_pools(found: Composed, ticked: Iterable[str], offered: Iterable[str]) -> Composed:
    """The same with what the officer said of counting each offered question together."""
    kept, asked = set(ticked), set(offered)
    pieces = (
        replace(one, pools=one.id in kept) if one.id in asked else one for one in found.pieces
    )
    return replace(found, pieces=tuple(pieces))


def english(words: Words | None, text: str) -> Words:
    """Words that say this in English, with whatever translations there are."""
    return words.with_english(text) if words else Words.english(text)


def english_or_none(words: Words | None, text: str) -> Words | None:
    """The same where words may be left out altogether."""
    return english(words, text) if text else None


def about(found: Composed) -> Mapping[str, Any]:
    """What a survey says of itself, as its form shows it."""
    return {
        "title": found.title.in_english,
        "easy_title": found.easy_title.in_english,
        "intro": found.intro.in_english,
        "easy_intro": found.easy_intro.in_english,
        "over_budget_reason": found.over_budget_reason or "",
        "asks_about_you": found.asks_about_you,
        "is_restricted": found.is_restricted,
    }


def with_about(found: Composed, values: Mapping[str, Any]) -> Composed:
    """The same with these; an empty Easy Read title says what the title says."""
    return replace(
        found,
        title=english(found.title, values["title"]),
        easy_title=english(found.easy_title, values["easy_title"] or values["title"]),
        intro=english(found.intro, values["intro"]),
        easy_intro=english(found.easy_intro, values["easy_intro"]),
        over_budget_reason=values["over_budget_reason"] or None,
        asks_about_you=values["asks_about_you"],
        is_restricted=values["is_restricted"],
    )


def fingerprint(shown: object) -> str:
    """A short hash of what a page showed: another one means that somebody saved since."""
    text = json.dumps(shown, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def piece_shown(piece: Piece) -> object:
    """What the page of one question shows of it, for its fingerprint."""
    plain = composed.to_plain(replace(_EMPTY, pieces=(replace(piece, is_overall=False),)))
    return plain["pieces"]


_NOTHING = Words.english("")
_EMPTY = Composed("empty", _NOTHING, _NOTHING, _NOTHING, _NOTHING)
