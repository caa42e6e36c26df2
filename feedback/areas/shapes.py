"""What every row of an area's file is built from: strict types, and where it was copied from."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import ConfigDict, Field, Strict
from pydantic.dataclasses import dataclass

# Strict, because TOML has types: a number in quotes is a slip, not a number.
Text = Annotated[str, Strict(), Field(min_length=1)]
Whole = Annotated[int, Strict(), Field(ge=0)]
OneOrMore = Annotated[int, Strict(), Field(ge=1)]
Day = Annotated[date, Strict()]
YesNo = Annotated[bool, Strict()]
Percent = Annotated[Decimal, Field(ge=0, le=100)]
Refs = tuple[Text, ...]

# A key we do not know is refused: most are a slip in one we do.
SHAPE = ConfigDict(extra="forbid")


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Citation:
    """Where a row was copied from: the key of a document, and the place in it."""

    document: Text
    section: Text


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Document:
    """A published source; `date` is as the document gives it."""

    key: Text
    title: Text
    publisher: Text
    date: Text
    note: Text | None = None
