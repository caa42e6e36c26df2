"""Questions in a terminal, each asked again, with the reason, until its answer can be used."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click


def ask(
    question: str, *, default: str | None = None, check: Callable[[str], Any] | None = None
) -> Any:
    """What somebody answers, asked again until it can be used."""

    def taken(typed: str) -> Any:
        said = " ".join(typed.split())
        if not said and default is None:
            raise click.BadParameter("This is needed.")
        return check(said) if check else said

    return click.prompt(
        question,
        default="" if default is None else default,
        value_proc=taken,
        show_default=bool(default),
    )


def checked(look: Callable[[], Any], wrong: type[Exception]) -> Any:
    """What `look` finds; what it refuses is said as a sentence."""
    try:
        return look()
    except wrong as error:
        said = str(error)
        # A file's name stays as it is written.
        first = said[:1] if "." in said.partition(" ")[0] else said[:1].upper()
        raise click.BadParameter(f"{first}{said[1:]}.") from None


def whole(typed: str) -> int:
    """A whole number, of six digits at most."""
    if not typed.isdecimal() or len(typed) > 6:
        raise click.BadParameter("Type a whole number.")
    return int(typed)


def one_or_more(typed: str) -> int:
    """How many to reach: none would be reached before anybody began."""
    if not (number := whole(typed)):
        raise click.BadParameter("At least one, or it is no target.")
    return number


def no_year_before(first: int, typed: str) -> int:
    """The year in which something ends that begins in the first."""
    if (year := whole(typed)) < first:
        raise click.BadParameter(f"It begins in {first}: it cannot end before.")
    return year


def day_of(typed: str) -> date:
    """A day as computers write it: nobody mistakes the month for the day."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise click.BadParameter("Type a day such as 2026-09-01.") from None


def not_ending_before(first: date, typed: str) -> date:
    """The last day of a term that begins on the first."""
    day = day_of(typed)
    if day < first:
        raise click.BadParameter(f"The term begins on {first}: it cannot end before.")
    return day
