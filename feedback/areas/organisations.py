"""Who the area is: its partnership, its Forum, its advice service, and how to reach it."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, Strict
from pydantic.dataclasses import dataclass

from feedback.areas.shapes import SHAPE, Citation, Text, Whole

NO_BREAK = "\N{NO-BREAK SPACE}"
# What a contact line says until the area has written its own.
TO_BE_FILLED_IN = "to be filled in by the area"
# The Forum always has a day at least, and nobody waits for results longer than a term.
LookDays = Annotated[int, Strict(), Field(ge=1, le=90)]


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Partnership:
    """The council and the NHS board together, which is who the duties fall on."""

    name: Text
    council: Text
    icb: Text
    cited: Citation


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Forum:
    """The parent carer forum: a strategic partner with its own key to the register.

    It sees results `days_to_look` days before they may be public.
    """

    name: Text
    short_name: Text
    members: Whole
    cited: Citation
    days_to_look: LookDays = 14


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Sendiass:
    """The free, impartial advice service."""

    name: Text
    short_name: Text
    website: Text | None = None
    phone: Text | None = None
    email: Text | None = None
    cited: Citation

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways to reach it that the area has written down."""
        return tuple(way for way in (self.phone, self.email, self.website) if way)


def _filled_in(line: object) -> object:
    return None if line == TO_BE_FILLED_IN else line


ContactLine = Annotated[Text | None, BeforeValidator(_filled_in)]


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Contact:
    """How a family reaches the area; None means the area has still to fill that line in."""

    team: ContactLine
    email: ContactLine
    phone: ContactLine
    address: ContactLine
    local_offer: ContactLine
    data_protection: ContactLine

    @property
    def missing(self) -> tuple[str, ...]:
        """The lines the area has still to fill in."""
        return tuple(name for name, line in vars(self).items() if line is None)

    @property
    def ways(self) -> tuple[str, ...]:
        """The team and how to reach it, as far as it is filled in."""
        return tuple(line for line in (self.team, self.email, self.phone) if line)

    def __str__(self) -> str:
        """The ways to reach the team on one line, or the words that say there are none yet."""
        return ", ".join(self.ways) or TO_BE_FILLED_IN


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Safeguarding:
    """Whom to call about a child who may not be safe, by day and at all other times."""

    phone: Text
    out_of_hours: Text | None = None
    cited: Citation

    @property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """Each number as people read it, and what a phone dials; nothing where it is not plain.

        A number that a phone dials has spaces at which no line ends.
        """
        found = ((one, _dialled(one)) for one in (self.phone, self.out_of_hours) if one)
        return tuple((one.replace(" ", NO_BREAK) if dials else one, dials) for one, dials in found)

    def __str__(self) -> str:
        """The numbers on one line."""
        return ", ".join(number for number in (self.phone, self.out_of_hours) if number)


def _dialled(number: str) -> str:
    """Its digits; nothing where words stand beside them, such as the number of an extension."""
    return re.sub(r"[^+\d]", "", number) if re.fullmatch(r"\+?[\d\s()./-]+", number) else ""
