"""Words that say which language they are in, where the page around them speaks another.

They are a plain text wherever a text is wanted: in a file, a chart, an attribute, a comparison.
Only an element of a page, which asks for HTML, gets the marks, so that a screen reader changes its
voice and a line that runs the other way keeps its order. `str` keeps them: much of what is shown
passes through it, so that the language is chosen once and for all.
"""

import re
from collections.abc import Iterable

from babel.lists import format_list
from flask_babel import get_locale
from markupsafe import Markup, escape

from translations import Language

MARKS = re.compile(r"</?(?:bdi|span)\b[^<>]*>")


class Marked(str):
    """A text of another language than the page's, or one that holds such a text."""

    # Not __slots__: an empty text would be as false as it should be, and copies must work.
    html: Markup
    language: Language | None

    def __new__(cls, text: str, html: Markup, language: Language | None = None) -> "Marked":
        """The text, and what a page shows of it; `language` where all of it is in one."""
        made = super().__new__(cls, text)
        made.html, made.language = html, language
        return made

    def __getnewargs__(self) -> tuple[str, Markup, Language | None]:  # type: ignore[override]  # A copy needs all three.
        """What a copy is made of."""
        return self.plain, self.html, self.language

    def __str__(self) -> str:
        """Itself: whoever fixes the language by asking for a text keeps the marks."""
        return self

    def __html__(self) -> Markup:
        """The words as an element of a page shows them."""
        return self.html

    @property
    def plain(self) -> str:
        """The bare words."""
        return str.__str__(self)


def marked(text: str, language: Language) -> Marked:
    """A text in this language, on a page that speaks another."""
    words = Markup('<bdi lang="{}" dir="{}">{}</bdi>')
    html = words.format(language.code, language.direction, text)
    return Marked(text, html, language)


def filled(wording: str, **words: object) -> str:
    """A sentence of ours, not filled in yet, with words inside it that keep their marks."""
    said = {name: str(word) for name, word in words.items()}
    text = wording % said
    if not any(isinstance(word, Marked) for word in said.values()):
        return text
    return Marked(text, Markup(escape(wording)) % said)  # noqa: S704 -- escaped, and so is what goes in


def either(words: Iterable[object]) -> str:
    """Several texts as one list, each with its marks: "Very good or Good"."""
    named = {f"text_{number}": one for number, one in enumerate(words)}
    places = [f"%({name})s" for name in named]
    return filled(format_list(places, style="or", locale=get_locale()), **named)


def plain(words: object) -> str:
    """The bare words, for an attribute of a page."""
    said = str(words)
    return said.plain if isinstance(said, Marked) else said


def without_marks(html: Markup) -> Markup:
    """What a page shows, for its title, in which no mark can stand."""
    return Markup(MARKS.sub("", html))  # noqa: S704 -- it was escaped, and what goes is whole marks
