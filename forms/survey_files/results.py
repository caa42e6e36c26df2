"""What comes of a file: a survey and what was lost on the way, or nothing and the reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.composed import Composed
from forms.questions import Wording


@dataclass(frozen=True)
class Refusal:
    """One thing that is wrong with a file: its line where it is known, the place, and why."""

    line: int | None
    path: str
    reason: Wording


class FileRefusedError(Exception):
    """Nothing of this file can be taken in; `refusals` says where and why."""

    def __init__(self, *refusals: Refusal) -> None:
        """Keep every place and reason."""
        super().__init__("\n".join(_sentences(refusals)))
        self.refusals = refusals


def _sentences(refusals: Sequence[Refusal]) -> Iterator[str]:
    for one in refusals:
        line = f"line {one.line}: " if one.line else ""
        yield f"{line}{one.path}: {one.reason}" if one.path else f"{line}{one.reason}"


@dataclass(frozen=True)
class Lost:
    """Something of another tool's survey that does not come along: what, where it was, and why."""

    where: str
    what: str
    why: Wording


@dataclass(frozen=True)
class TakenIn:
    """A survey read from a file, as a draft, and what of the file is not in it."""

    composed: Composed
    lost: tuple[Lost, ...] = ()
