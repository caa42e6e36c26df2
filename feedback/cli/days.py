"""Days on the command line: written as 2026-11-28, and what is not is answered in words."""

from datetime import datetime
from typing import Any

import click

FORMAT = "%Y-%m-%d"


class Day(click.DateTime):
    """A day; who writes it otherwise is told how, and never sees a format of a program's."""

    name = "day"

    def __init__(self) -> None:
        """One way of writing it."""
        super().__init__([FORMAT])

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The day as a moment, as click does it."""
        try:
            found: datetime = super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"“{value}” is not a day. Write it as 2026-11-28.", param, ctx)
        return found

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How it is written, in the help."""
        return "YYYY-MM-DD"
