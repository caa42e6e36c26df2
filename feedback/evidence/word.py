"""A document as a Word file that officers may edit: real headings, header rows, named languages.

The same document is the same file, byte for byte.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, time
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

from feedback import typeset
from feedback.evidence import word_marks as marks
from feedback.evidence.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Notice,
    Paragraph,
    Phrase,
    Picture,
    Quotation,
    Section,
    Subheading,
    Table,
)
from feedback.evidence.plain import clean
from feedback.evidence.repeatable import same_zip
from feedback.evidence.saying import say
from feedback.evidence.wording import CONTENTS
from feedback.language import speaking
from translations import Language

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

# Of the columns of a table, in letters.
LETTERS_IN_A_LINE, PADDING, WIDEST = 96, 4, 110
SMALL = 0.85  # How wide a small letter is.
PAGE_INCHES = 6.7  # What an A4 page leaves between its margins.
POINTS_TO_AN_INCH = 72
CONTENTS_FROM = 8  # A shorter document needs no list of its sections.


def as_docx(document: Document) -> bytes:
    """The document as a Word file; CannotPrintError where what draws its pictures is missing."""
    with speaking(document.language):
        writer = _Writer(document)
        writer.write()
    made = BytesIO()
    writer.word.save(made)
    return same_zip(made.getvalue())


class _Writer:
    """One Word file being written."""

    def __init__(self, document: Document) -> None:
        """Begin with an empty file in the document's language."""
        import docx

        self.document = document
        self.word: WordDocument = docx.Document()
        self.styles: Mapping[str | None, str] = {}
        self.blocks: Mapping[type[Any], Callable[[Any], object]] = {
            Paragraph: lambda block: self._said(block.words, "Normal"),
            Bullets: self._bullets,
            Subheading: lambda block: self._said(block.words, "Heading 2"),
            Notice: lambda block: self._said(block.words, marks.NOTICE),
            Quotation: self._quotation,
            Table: self._table,
            Picture: self._picture,
        }

    def write(self) -> None:
        """Write all of it, in order."""
        document, language = self.document, self.document.language
        marks.set_up(self.word, language)
        self.styles = {style.name: style.style_id for style in self.word.styles}
        self._properties()
        self._said(document.title, "Title")
        self._said(document.subtitle, "Subtitle")
        if len(document.sections) >= CONTENTS_FROM:
            self._contents(language)
        for section in document.sections:
            self._section(section)
        marks.number_pages(self.word, clean(document.title.text), language)

    def _properties(self) -> None:
        found, document = self.word.core_properties, self.document
        day = datetime.combine(document.as_at, time(), tzinfo=UTC)
        found.title, found.subject = clean(document.title.text), clean(document.subtitle.text)
        found.author = found.last_modified_by = clean(document.area)
        found.language = marks.tag_of(document.language)
        found.comments, found.keywords = "", document.variant.value
        found.created = found.modified = found.last_printed = day
        found.revision = 1

    def _contents(self, language: Language) -> None:
        heading = say(CONTENTS)
        # Not a heading: the list would be in the reader's own list of headings.
        self._said(heading, marks.CONTENTS)
        for section in self.document.sections:
            line = self._paragraph("List Bullet", section.title.known_language)
            marks.link_to(
                line, section.key, clean(section.title.text), section.title.known_language
            )

    def _section(self, section: Section) -> None:
        heading = self._said(section.title, "Heading 1")
        marks.bookmark(heading, section.key)
        for block in section.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        self.blocks[type(block)](block)

    def _said(self, phrase: Phrase, style: str) -> "WordParagraph":
        paragraph = self._paragraph(style, phrase.known_language)
        marks.say(paragraph, clean(phrase.text), phrase.known_language)
        return paragraph

    def _paragraph(self, style: str, language: Language) -> "WordParagraph":
        paragraph = self.word.add_paragraph()
        # Its own way of naming a style reads all of them each time.
        paragraph._p.style = self.styles[style]
        marks.run_from(paragraph, language)
        return paragraph

    def _bullets(self, block: Bullets) -> None:
        for point in block.points:
            self._said(point, "List Bullet")

    def _quotation(self, block: Quotation) -> None:
        said = self._said(block.words, "Quote")
        said.paragraph_format.keep_with_next = True
        if block.by.text:
            self._said(block.by, marks.WHOSE)

    def _table(self, block: Table) -> None:
        caption = self._said(block.title, "Caption")
        caption.paragraph_format.keep_with_next = True
        table = self.word.add_table(rows=0, cols=len(block.headings), style="Table Grid")
        marks.set_widths(table, _widths(block))
        marks.describe_table(table, clean(block.title.text), self.document.language)
        for cells in (
            map(Cell, block.headings),
            *((Cell(one.header), *one.cells) for one in block.rows),
        ):
            self._row(table, cells)
        marks.head_with_first_row(table)
        for note in block.notes:
            self._said(note, marks.NOTE)
        if not block.notes:
            # Two tables with nothing between them are one table to Word.
            self._paragraph(marks.NOTE, self.document.language)

    def _row(self, table: Any, cells: Iterable[Cell]) -> None:
        row = table.add_row()
        for place, cell in zip(row.cells, cells, strict=True):
            paragraph, language = place.paragraphs[0], cell.words.known_language
            marks.run_from(paragraph, language)
            paragraph._p.style = self.styles[marks.IN_A_TABLE]
            marks.say(paragraph, clean(cell.words.text), language)
            if cell.cell_id:
                marks.whence(paragraph, cell.cell_id, self.document.language)
        marks.keep_row_together(row)

    def _picture(self, block: Picture) -> None:
        from docx.shared import Inches

        drawn, width = typeset.drawing_as_png(block.draw_svg())
        title = self._said(block.title, "Caption")
        title.paragraph_format.keep_with_next = True
        run = self.word.add_paragraph().add_run()
        inches = min(width / POINTS_TO_AN_INCH, PAGE_INCHES)
        shape = run.add_picture(BytesIO(drawn), width=Inches(inches))
        marks.describe_picture(shape, clean(block.title.text), clean(block.alternative.text))


def _widths(table: Table) -> list[int]:
    """How many letters each column may have: no word is broken, and a long text has most lines."""
    columns = [_texts(table, at) for at in range(len(table.headings))]
    needed = [
        max(len(word) for text in texts for word in text.split() or [""]) for texts in columns
    ]
    wished = [min(max(map(len, texts)), WIDEST) for texts in columns]
    over = [max(wish - need, 0) for wish, need in zip(wished, needed, strict=True)]
    free = max(LETTERS_IN_A_LINE - sum(needed) - PADDING * len(columns), 0)
    return [
        need + PADDING + free * more // max(sum(over), 1)
        for need, more in zip(needed, over, strict=True)
    ]


def _texts(table: Table, at: int) -> list[str]:
    texts = [table.headings[at].text]
    for row in table.rows:
        cell = (Cell(row.header), *row.cells)[at]
        # Small letters between brackets: they take less room, and none of it can be broken.
        whence = f"[{cell.cell_id}]" if cell.cell_id else ""
        texts += [cell.words.text, "m" * ceil(len(whence) * SMALL)]
    return texts
