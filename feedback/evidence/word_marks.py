"""What Word calls things and python-docx has no name for: languages, header rows, descriptions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from translations import ENGLISH, Language

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.shape import InlineShape
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph

NOTICE, WHOSE, CONTENTS = "Notice", "Who said it", "Contents heading"
IN_A_TABLE, NOTE = "Words in a table", "Note to a table"
# Word knows these only with a country.
TAGS = {"en": "en-GB", "zh-Hans": "zh-CN", "ar": "ar-SA", "bn": "bn-BD", "ur": "ur-PK"}
EAST_ASIAN = frozenset({"zh-Hans"})
# Letters that Word shapes by its rules for complex scripts.
COMPLEX = frozenset({"ar", "bn", "syl", "ur"})
FONT = "Arial"
FONTS = {"bn": "Nirmala UI", "syl": "Noto Sans Syloti Nagri", "zh-Hans": "Microsoft YaHei"}
WORD_2013 = "15"
INK, PALE, GREY = "1A3A5C", "E8EEF4", "595959"
SMALL = 8
LEFT_TO_RIGHT = "\u200e"


def tag_of(language: Language) -> str:
    """What Word calls a language."""
    return TAGS.get(language.code, language.code)


def _element(name: str, /, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _language(language: Language) -> Any:
    tag = tag_of(language)
    if language.code in COMPLEX:
        return _element("w:lang", val="en-GB", bidi=tag)
    if language.code in EAST_ASIAN:
        return _element("w:lang", val=tag, eastAsia=tag)
    return _element("w:lang", val=tag)


def run_from(paragraph: "Paragraph", language: Language) -> None:
    """Make a paragraph run from the side from which its language is read."""
    if language.direction == "rtl":
        # Its place among its siblings is fixed: python-docx knows it only for what it names.
        paragraph._p.get_or_add_pPr().insert_element_before(
            _element("w:bidi"),
            *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing"),
            *("w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:rPr"),
        )


def say(paragraph: "Paragraph", text: str, language: Language) -> None:
    """Add some words, and which language they are in."""
    _mark(paragraph.add_run(text)._r, language)


def whence(paragraph: "Paragraph", cell_id: str, language: Language) -> None:
    """Add, small and in brackets, from which cell of a release a number comes."""
    from docx.shared import Pt, RGBColor

    # Else an Arabic line would put the two brackets round something else.
    mark = LEFT_TO_RIGHT if language.direction == "rtl" else ""
    run = paragraph.add_run(f" {mark}[{cell_id}]{mark}")
    run.font.size, run.font.color.rgb = Pt(SMALL), RGBColor.from_string(GREY)
    _mark(run._r, ENGLISH)


def _mark(run: Any, language: Language) -> None:
    properties = run.get_or_add_rPr()
    font = FONTS.get(language.code, FONT)
    if language.code in COMPLEX:
        properties.append(_element("w:rFonts", ascii=FONT, hAnsi=FONT, cs=font))
    elif language.code in EAST_ASIAN:
        properties.append(_element("w:rFonts", eastAsia=font))
    if language.direction == "rtl":
        properties.append(_element("w:rtl"))
    elif language.code in COMPLEX:
        properties.append(_element("w:cs"))
    properties.append(_language(language))


def set_up(word: "WordDocument", language: Language) -> None:
    """A4, our styles, and the language of the whole document."""
    from docx.shared import Cm

    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    if language.direction == "rtl":
        page._sectPr.insert_element_before(_element("w:bidi"), "w:rtlGutter", "w:docGrid")
    _set_languages(word, language)
    _set_styles(word, language)
    compatible = _element("w:compat")
    compatible.append(
        _element(
            "w:compatSetting",
            name="compatibilityMode",
            uri="http://schemas.microsoft.com/office/word",
            val=WORD_2013,
        )
    )
    settings = word.settings.element
    settings.insert_element_before(compatible, "w:docVars", "w:rsids", "m:mathPr")


def _set_languages(word: "WordDocument", language: Language) -> None:
    from docx.oxml.ns import qn

    defaults = word.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(_language(language))


def _set_styles(word: "WordDocument", language: Language) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import RGBColor

    ink = RGBColor.from_string(INK)
    sizes = {"Normal": 11, "Title": 24, "Subtitle": 13, "Heading 1": 17, "Heading 2": 13.5}
    for name, size in {**sizes, "Caption": 11, "Quote": 11}.items():
        style: Any = word.styles[name]
        _set_font(style)
        _set_size(style, size)
        style.font.italic = style.font.cs_italic = False
        style.font.color.rgb = RGBColor(0, 0, 0) if name in {"Normal", "Quote"} else ink
    for name in (NOTICE, WHOSE, CONTENTS, IN_A_TABLE, NOTE):
        made: Any = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = word.styles["Normal"]
    for name in (IN_A_TABLE, NOTE):
        _set_size(word.styles[name], 10)
    word.styles[IN_A_TABLE].paragraph_format.space_after = 0
    word.styles[CONTENTS].font.bold = True
    for name in ("Quote", WHOSE):
        _bar_beside(word.styles[name], "right" if language.direction == "rtl" else "left")
    notice = word.styles[NOTICE].element.get_or_add_pPr()
    notice.append(_element("w:shd", val="clear", color="auto", fill=PALE))
    word.styles[NOTICE].font.bold = True
    word.styles["Caption"].font.bold = True


def _set_font(style: Any) -> None:
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # A theme's font would win over ours.
    fonts.attrib.clear()
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)


def _set_size(style: Any, points: float) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.size = Pt(points)
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    # The same size for letters that Word shapes by other rules.
    properties.find(qn("w:sz")).addnext(_element("w:szCs", val=str(round(points * 2))))


def _bar_beside(style: Any, side: str) -> None:
    """A line on the side from which the words are read."""
    borders = _element("w:pBdr")
    borders.append(_element(f"w:{side}", val="single", sz="24", space="8", color=INK))
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def head_with_first_row(table: "Table") -> None:
    """Say which row and which column name the others, and repeat the row on each page."""
    from docx.oxml.ns import qn

    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    look = table._tblPr.find(qn("w:tblLook"))
    if look is None:
        look = _element("w:tblLook")
        table._tblPr.append(look)
    look.attrib.clear()
    for key in ("firstRow", "firstColumn", "noVBand"):
        look.set(qn(f"w:{key}"), "1")
    for key in ("lastRow", "lastColumn", "noHBand"):
        look.set(qn(f"w:{key}"), "0")
    look.set(qn("w:val"), "04A0")
    for cell in table.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=PALE))
        for run in cell.paragraphs[0].runs:
            run.bold = run.font.cs_bold = True


def describe_table(table: "Table", title: str, language: Language) -> None:
    """Name a table for who cannot see it, and let it run as its language does."""
    from docx.oxml.ns import qn

    properties = table._tblPr
    if language.direction == "rtl":
        table.table_direction = _right_to_left()
    look = properties.find(qn("w:tblLook"))
    caption = _element("w:tblCaption", val=title)
    if look is None:
        properties.append(caption)
    else:
        look.addnext(caption)


def _right_to_left() -> Any:
    from docx.enum.table import WD_TABLE_DIRECTION

    return WD_TABLE_DIRECTION.RTL


def set_widths(table: "Table", shares: Sequence[int]) -> None:
    """Share the width of the page out among the columns; new rows take theirs from it."""
    whole = sum(column.width or 0 for column in table.columns)
    for column, share in zip(table.columns, shares, strict=True):
        column._gridCol.w = whole * share // sum(shares)


def keep_row_together(row: "_Row") -> None:
    """Never break a row between two pages."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def describe_picture(shape: "InlineShape", title: str, alternative: str) -> None:
    """Say in words all that a picture says."""
    shape._inline.docPr.set("title", title)
    shape._inline.docPr.set("descr", alternative)


def bookmark(paragraph: "Paragraph", name: str) -> None:
    """Make a place to which a link leads."""
    number = str(len(paragraph.part.element.xpath("//w:bookmarkStart")))
    start = _element("w:bookmarkStart", id=number, name=_bookmark(name))
    paragraph._p.insert_element_before(start, "w:r")
    paragraph._p.append(_element("w:bookmarkEnd", id=number))


def _bookmark(name: str) -> str:
    """Word takes letters, digits and low lines only, and few of them."""
    return f"section_{name.replace('-', '_')}"[:40]


def link_to(paragraph: "Paragraph", name: str, text: str, language: Language) -> None:
    """Add words that lead to a bookmark."""
    link = _element("w:hyperlink", anchor=_bookmark(name), history="1")
    run = paragraph.add_run(text)
    _mark(run._r, language)
    link.append(run._r)
    paragraph._p.append(link)


def number_pages(word: "WordDocument", title: str, language: Language) -> None:
    """Every page says which it is, and of which document."""
    line = word.sections[0].footer.paragraphs[0]
    run_from(line, language)
    say(line, f"{title} · ", language)
    for field, after in (("PAGE", " / "), ("NUMPAGES", "")):
        counted = _element("w:fldSimple", instr=field)
        run = line.add_run("1")._r
        counted.append(run)
        line._p.append(counted)
        if after:
            say(line, after, language)
