"""Files of surveys as they should be, and as their parts: what tests of broken files break."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from forms.composed import After, Composed, Piece, to_plain
from tests.conventions.checkout import ROOT
from tests.forms.composing import BRING, choice, of_every_kind, open_question

EXAMPLES = ROOT / "docs" / "examples" / "surveys"


def everything() -> Composed:
    """A survey with a question of every kind, a role and a condition."""
    more = (
        Piece(choice("own_eeeeeeeeee"), only_for="young_person"),
        Piece(open_question("own_ffffffffff"), after=After(BRING, ("friend",))),
    )
    return replace(of_every_kind(), pieces=(*of_every_kind().pieces, *more))


def plain() -> dict[str, Any]:
    """The survey with everything as named values."""
    made: dict[str, Any] = json.loads(_written())
    return made


@cache
def _written() -> str:
    return json.dumps(to_plain(everything()))


def sent(values: object) -> bytes:
    """The values as a file of JSON."""
    return json.dumps(values, ensure_ascii=False, indent=1).encode()


def groups(value: object) -> Iterator[dict[str, Any]]:
    """Every group of named values inside, itself the first."""
    if isinstance(value, dict):
        yield value
        for below in value.values():
            yield from groups(below)
    elif isinstance(value, list):
        for below in value:
            yield from groups(below)
