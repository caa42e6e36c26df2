"""What a spreadsheet is made of, before anybody knows what its columns mean."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeAlias

Cell: TypeAlias = str | date
# The number of the row as the person sees it, and its cells from left to right.
Record: TypeAlias = tuple[int, Sequence[Cell]]
# Given what the person should know, such as a guessed encoding.
Tell: TypeAlias = Callable[[str], None]
