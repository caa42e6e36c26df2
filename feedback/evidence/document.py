"""What a document says, before it is a PDF, a Word file or a spreadsheet.

Every writer takes the same frozen document, so a number cannot differ between two files.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from feedback.areas import Look
from translations import ENGLISH, LANGUAGES, Language


class Variant(StrEnum):
    """For whom a document is made: it says to each what they may know, and nothing more."""

    PUBLIC = "public"
    BOARD = "board"
    RESTRICTED = "restricted"


@dataclass(frozen=True)
class Phrase:
    """Some words and the language they are in."""

    text: str
    language: str = ENGLISH.code

    @property
    def known_language(self) -> Language:
        """The language with its direction; English where we do not know it."""
        return LANGUAGES.get(self.language, ENGLISH)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    words: Phrase


@dataclass(frozen=True)
class Bullets:
    """A list of points, in their order."""

    points: tuple[Phrase, ...]


@dataclass(frozen=True)
class Subheading:
    """A heading inside a section."""

    words: Phrase


@dataclass(frozen=True)
class Notice:
    """What a reader must not miss, such as why a table is not shown."""

    words: Phrase


@dataclass(frozen=True)
class Quotation:
    """What somebody said and let us quote, and who they are as far as may be known."""

    words: Phrase
    by: Phrase


@dataclass(frozen=True)
class Cell:
    """One cell of a table; a released number names its release cell."""

    words: Phrase
    cell_id: str = ""


@dataclass(frozen=True)
class Row:
    """One row: what it is about, and a cell under each further heading."""

    header: Phrase
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table with its title, one heading for each column, and what has to be known about it."""

    title: Phrase
    headings: tuple[Phrase, ...]
    rows: tuple[Row, ...]
    notes: tuple[Phrase, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a row with another number of cells than there are headings."""
        if any(len(row.cells) + 1 != len(self.headings) for row in self.rows):
            raise ValueError(f"A row of {self.title.text!r} does not fit its headings.")


@dataclass(frozen=True)
class Picture:
    """A drawing, and in words everything that it says."""

    title: Phrase
    alternative: Phrase
    draw_svg: Callable[[], bytes]

    def __post_init__(self) -> None:
        """Refuse a picture that says nothing to who cannot see it."""
        if not self.alternative.text.strip():
            raise ValueError("A picture needs words that say the same.")


Block = Paragraph | Bullets | Subheading | Notice | Quotation | Table | Picture


@dataclass(frozen=True)
class Section:
    """One section; `key` is its name in addresses and file names and never changes."""

    key: str
    title: Phrase
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A whole document, as at a day."""

    title: Phrase
    subtitle: Phrase
    area: str
    variant: Variant
    as_at: date
    language: Language
    sections: tuple[Section, ...]
    look: Look = field(default_factory=Look)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in reading order."""
        blocks = (block for section in self.sections for block in section.blocks)
        return tuple(block for block in blocks if isinstance(block, Table))
