"""The replies told in public as an Atom feed (RFC 4287), so that news comes to whoever wants it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from xml.etree import ElementTree

from feedback.authored import Said
from feedback.publish.changes import Answered
from translations import Language

ATOM = "http://www.w3.org/2005/Atom"
NEWEST = 50
# From when the names of our entries are: RFC 4151 wants a day on which the domain was the area's.
SINCE = date(2026, 1, 1)
LONGEST_TITLE = 200
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What no XML may hold, whoever typed it.
FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class About:
    """What the feed is called, whose it is, its language, and its addresses, each a whole one."""

    title: str
    author: str
    language: Language
    base_url: str
    self_url: str
    page_url: str
    url_of: Callable[[Answered], str]


@dataclass(frozen=True)
class Labels:
    """What stands before each part of an entry, in the language of the feed."""

    we_did: str
    why: Callable[[Said], str]
    passed_on_to: Callable[[Said], str]


def atom(found: Sequence[Answered], about: About, labels: Labels) -> bytes:
    """The newest replies as a feed; what was told last is first."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {LANG: about.language.code})
    newest = found[:NEWEST]
    _text(feed, "id", _name(about, "you-said-we-did", about.language.code))
    _text(feed, "title", about.title)
    _text(feed, "updated", _moment(max((one.last_told for one in newest), default=SINCE)))
    _text(_add(feed, "author"), "name", about.author)
    _add(feed, "link", rel="self", type="application/atom+xml", href=about.self_url)
    _add(feed, "link", rel="alternate", type="text/html", href=about.page_url)
    for one in newest:
        _entry(feed, one, about, labels)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(feed: ElementTree.Element, one: Answered, about: About, labels: Labels) -> None:
    entry = _add(feed, "entry")
    # Another language is another text, so it has a name of its own.
    _text(entry, "id", _name(about, "reply", str(one.id), about.language.code))
    said = one.row.you_said
    _text(entry, "title", _short(said.text), language=said.language)
    _text(entry, "published", _moment(one.first_told))
    _text(entry, "updated", _moment(one.last_told))
    url = about.url_of(one)
    _add(entry, "link", rel="alternate", type="text/html", href=url, hreflang=about.language.code)
    _text(entry, "content", _content(one, labels), language=_language_of(one, about))


def _content(one: Answered, labels: Labels) -> str:
    row = one.row
    decided = labels.passed_on_to(row.passed_on_to) if row.passed_on_to else str(row.decision)
    lines = [f"{row.you_said}", f"{labels.we_did}: {decided}"]
    lines += [str(row.we_did)] if row.we_did else []
    lines += [labels.why(row.reason)] if row.reason else []
    lines += [f"{change.what}" for change in row.evidence]
    return "\n\n".join(lines)


def _language_of(one: Answered, about: About) -> Language:
    """That of what was written, where all of it is in another one than the feed's."""
    spoken = {one.row.you_said.language, *(each.language for each in (one.row.we_did,) if each)}
    return spoken.pop() if len(spoken) == 1 else about.language


def _name(about: About, *parts: str) -> str:
    """A name that stays the same wherever the page moves to: a tag URI (RFC 4151)."""
    return f"tag:{urlsplit(about.base_url).hostname},{SINCE.year}:{':'.join(parts)}"


def _moment(day: date) -> str:
    """We know the day; the format wants a moment."""
    return f"{day.isoformat()}T00:00:00Z"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"


def _add(to: ElementTree.Element, name: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.SubElement(to, f"{{{ATOM}}}{name}", attributes)


def _text(
    to: ElementTree.Element, name: str, text: str, *, language: Language | None = None
) -> None:
    made = _add(to, name)
    made.text = FORBIDDEN.sub("", text)
    if language is not None:
        made.set(LANG, language.code)
