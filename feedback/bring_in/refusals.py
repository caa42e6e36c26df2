"""What was refused and why: a whole file or mapping, or one row. Never with anybody's words."""

from dataclasses import dataclass


class ImportRefusedError(Exception):
    """Nothing can be taken in; the message is a sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Refusal:
    """One row left out. The reason never holds what a cell said: it may be a family's words."""

    row: int
    column: str  # "" when the whole row is meant.
    reason: str

    def __str__(self) -> str:
        """Where, and why."""
        column = f", column “{self.column}”" if self.column else ""
        return f"row {self.row}{column}: {self.reason}"
