"""A composed survey as plain data, for the database and for files; read back whole or not at all.

Every length and every number of parts has a limit, for a file may come from anybody.
"""

from typing import Any

from forms.composed.pieces import Composed, OwnOption, OwnQuestion, Piece
from forms.composed.problems import Problem
from forms.composed.reading import Reader, composed_from
from forms.composed.words import Words

FORMAT = 1


class NotComposedError(Exception):
    """This is no composed survey; `problems` says where and why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep every place and reason."""
        super().__init__("; ".join(f"{one.path}: {one.reason}" for one in problems))
        self.problems = problems


def from_plain(plain: object) -> Composed:
    """The survey that `to_plain` was given, or one from a file; NotComposedError for all else."""
    reader = Reader()
    found = composed_from(reader, plain, FORMAT)
    if reader.problems or found is None:
        raise NotComposedError(tuple(reader.problems))
    return found


def to_plain(composed: Composed) -> dict[str, Any]:
    """The survey as a dictionary that JSON and TOML can hold: no nulls, only what is there."""
    plain: dict[str, Any] = {"format": FORMAT, "slug": composed.slug}
    for name in ("title", "easy_title", "intro", "easy_intro"):
        plain[name] = _words(getattr(composed, name))
    if composed.over_budget_reason:
        plain["over_budget_reason"] = composed.over_budget_reason
    plain["is_restricted"] = composed.is_restricted
    plain["asks_about_you"] = composed.asks_about_you
    plain["pieces"] = [_piece(piece) for piece in composed.pieces]
    return plain


def _piece(piece: Piece) -> dict[str, Any]:
    plain: dict[str, Any] = {"question": _own(piece.own) if piece.own else piece.id}
    if piece.only_for:
        plain["only_for"] = piece.only_for
    if piece.after:
        plain["after"] = {"question": piece.after.question_id, "codes": list(piece.after.codes)}
    return plain | {"is_overall": piece.is_overall, "pools": piece.pools}


def _own(own: OwnQuestion) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": own.id, "kind": own.kind.value}
    for name in ("standard", "easy", "hint", "easy_hint", "why"):
        found: Words | None = getattr(own, name)
        if found is not None:
            plain[name] = _words(found)
    if own.scale:
        plain["scale"] = own.scale.value
    if own.options:
        plain["options"] = [_option(option) for option in own.options]
    if own.text_kind:
        plain["text_kind"] = own.text_kind.value
    if own.evidences:
        plain["evidences"] = list(own.evidences)
    return plain | _picture(own.picture)


def _option(option: OwnOption) -> dict[str, Any]:
    return {
        "code": option.code,
        "standard": _words(option.standard),
        "easy": _words(option.easy),
        "meaning": option.meaning.value,
        **_picture(option.picture),
    }


def _picture(name: str | None) -> dict[str, Any]:
    return {"picture": name} if name else {}


def _words(words: Words) -> dict[str, Any]:
    plain: dict[str, Any] = {"en": words.in_english}
    plain |= {code: words.texts[code] for code in sorted(words.texts) if code != "en"}
    if words.checked:
        plain["checked"] = sorted(words.checked)
    if words.stale:
        plain["stale"] = sorted(words.stale)
    return plain
