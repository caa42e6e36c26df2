"""The bars that Heard is held to, each with what it is measured against in the same run.

Every module here that has BARS is found by `make bench`: to add a bar, add a module. A bar's
`measure` gives one figure and, in words, the limit it was measured beside. Bars of one module may
share a measurement: keep it in a function with functools.cache. Nothing here is asserted in tests:
timings wobble, so they are looked at by people.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

# Pages, posts, growth, imports, starting: the order of the table.
ORDER = "GPDIC"


class NotMeasuredError(Exception):
    """What a bar is measured with is missing here, or the disk never held still; says which."""


@dataclass(frozen=True)
class Measured:
    """One figure, and what it was measured beside."""

    value: float
    # The limit in the same run, in words with its figure.
    beside: str
    # The same figure of the default stack (WTForms widgets, a SQLModel session), where it has one.
    default: float | None = None


@dataclass(frozen=True)
class Bar:
    """One promise about speed, size or growth."""

    id: str
    words: str
    unit: str
    must: float
    stretch: float | None
    measure: Callable[[], Measured]
    # Most bars are limits; a share of what the machine can do is wanted large.
    is_at_least: bool = False

    def meets(self, limit: float | None, value: float) -> bool:
        """Whether a figure is as good as a limit."""
        if limit is None:
            return False
        return value >= limit if self.is_at_least else value <= limit

    def verdict(self, value: float) -> str:
        """How good a figure is, in one word."""
        if self.meets(self.stretch, value):
            return "stretch"
        return "met" if self.meets(self.must, value) else "MISSED"


def every_bar() -> tuple[Bar, ...]:
    """All bars of all modules here, in the order of the table."""
    return tuple(sorted(_found(), key=_place))


def _found() -> Iterator[Bar]:
    for module in iter_modules(__path__):
        yield from getattr(import_module(f"{__name__}.{module.name}"), "BARS", ())


def _place(bar: Bar) -> tuple[int, str]:
    return ORDER.index(bar.id[0]), bar.id
