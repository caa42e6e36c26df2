"""What every page must be, checked each time a test fetches one."""

import base64
import gzip
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from html5lib.constants import E as PARSE_ERRORS
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from tests.response_headers import header_problems
from translations import LANGUAGES

NOT_ASKING = frozenset({"hidden", "submit", "button", "image", "reset"})
POINTERS = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-errormessage")
ADDRESSES = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "audio": ("src",),
    "video": ("src", "poster"),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "form": ("action",),
    "button": ("formaction",),
    "input": ("formaction", "src"),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
}
ERROR_SUMMARY = "[class*=error-summary]"


@dataclass(frozen=True)
class Page:
    """One HTML answer: its headers, what it said, and the same thing parsed."""

    headers: Mapping[str, str]
    html: str
    soup: BeautifulSoup

    @property
    def root(self) -> Tag | None:
        """The html element, if the page wrote one."""
        return self.soup.find("html")


def check(response: TestResponse, *, expected_headers: Mapping[str, str]) -> None:
    """Fail, listing everything wrong with this answer, unless nothing is."""
    path = response.request.path
    wrong = header_problems(
        path=path,
        headers=response.headers,
        expected=expected_headers,
        status=response.status_code,
        takes_gzip=response.request.accept_encodings["gzip"] > 0,
    )
    if response.mimetype == "text/html" and response.data and not _is_a_mere_redirect(response):
        wrong += _problems_unless_known(_text(response), response.headers)
    assert not wrong, f"{response.request.method} {path}:\n- " + "\n- ".join(wrong)


def problems(html: str, *, headers: Mapping[str, str] | Headers | None = None) -> list[str]:
    """Everything wrong with this page, in sentences; an empty list for a good one."""
    page = Page(dict(headers or {}), html, BeautifulSoup(html, "lxml"))
    return [problem for rule in RULES for problem in rule(page)]


# Pages that were good, but for what is new each time: signing in is a page of every other test.
_GOOD: set[int] = set()
_NEW_EACH_TIME = re.compile(r'(name="(?:csrf_token|nonce)"[^>]* value=")[^"]*')


def _problems_unless_known(html: str, headers: Headers) -> list[str]:
    told = headers.get("Content-Security-Policy", "")
    key = hash((_NEW_EACH_TIME.sub(r"\1", html), told))
    if key in _GOOD:
        return []
    found = problems(html, headers=headers)
    if not found:
        _GOOD.add(key)
    return found


def _is_a_mere_redirect(response: TestResponse) -> bool:
    # Nobody reads the page a redirect carries; the framework writes it.
    return 300 <= response.status_code < 400


def _text(response: TestResponse) -> str:
    data = response.get_data()
    if response.headers.get("Content-Encoding") == "gzip":
        data = gzip.decompress(data)
    return data.decode("utf-8")


def _words(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ", strip=True).split()) if tag else ""


def _value(tag: Tag, attribute: str) -> str:
    value = tag.get(attribute)
    return " ".join(value) if isinstance(value, list) else value or ""


def _show(tag: Tag) -> str:
    attributes = "".join(
        f' {name}="{_value(tag, name)}"'
        for name in ("id", "name", "type", "class")
        if tag.get(name)
    )
    return f"<{tag.name}{attributes}>"


def parses(page: Page) -> Iterator[str]:
    """HTML5 without a single parse error."""
    parser = html5lib.HTMLParser()
    parser.parse(page.html)
    for (line, column), code, details in parser.errors:
        yield f"line {line}, column {column}: {PARSE_ERRORS[code] % details}"


def heading_and_title(page: Page) -> Iterator[str]:
    """One h1, and a title that begins with it, after "Error: " when there is an error summary."""
    headings = page.soup.find_all("h1")
    if len(headings) != 1:
        yield f"{len(headings)} h1 elements, not one"
        return
    heading, title = _words(headings[0]), _words(page.soup.find("title"))
    if not heading:
        yield "the h1 is empty"
    if page.soup.select_one(ERROR_SUMMARY) is None:
        if not title.startswith(heading):
            yield f"the title {title!r} does not begin with the h1 {heading!r}"
    # The prefix is translated, and French writes a space before its colon.
    elif not re.match(rf"[^:：]+[:：]\s*{re.escape(heading)}", title):
        yield f"the page has errors; its title {title!r} is not 'Error: ' and the h1 {heading!r}"


def labels(page: Page) -> Iterator[str]:
    """Every control says what it asks, and choices sit in a group with a name."""
    for control in page.soup.select("input, select, textarea"):
        if control.name == "input" and _value(control, "type") in NOT_ASKING:
            continue
        if not _is_labelled(page, control):
            yield f"{_show(control)} has no label"
        if _value(control, "type") == "radio" and not _is_grouped(control):
            yield f"{_show(control)} is not in a fieldset with a legend"


def _is_labelled(page: Page, control: Tag) -> bool:
    own_id = _value(control, "id")
    named = page.soup.find_all("label", attrs={"for": own_id}) if own_id else []
    if any(_words(label) for label in named):
        return True
    wrapper = control.find_parent("label")
    if _words(wrapper) or _value(control, "aria-label").strip():
        return True
    pointed = (page.soup.find(id=id_) for id_ in _value(control, "aria-labelledby").split())
    return any(_words(tag) for tag in pointed)


def _is_grouped(control: Tag) -> bool:
    group = control.find_parent("fieldset")
    return bool(group and _words(group.find("legend")))


def ids(page: Page) -> Iterator[str]:
    """No id is used twice, and everything that points at an id finds it."""
    tags = page.soup.find_all(True)
    counted = Counter(_value(tag, "id") for tag in tags if "id" in tag.attrs)
    for id_, times in counted.items():
        if times > 1:
            yield f'id="{id_}" is used {times} times'
    for attribute in POINTERS:
        for tag in (tag for tag in tags if attribute in tag.attrs):
            for id_ in _value(tag, attribute).split():
                if id_ not in counted:
                    yield f'{_show(tag)} {attribute}="{id_}" points at nothing'
    yield from _links_within(page, known=set(counted))


def _links_within(page: Page, *, known: set[str]) -> Iterator[str]:
    for tag in page.soup.select('a[href^="#"]'):
        if _value(tag, "href")[1:] not in known:
            yield f'the link "{_words(tag)}" to {_value(tag, "href")} points at nothing'


def language(page: Page) -> Iterator[str]:
    """The page and every passage in another language say which, and how it runs."""
    root = page.root
    code = _value(root, "lang") if root else ""
    if code not in LANGUAGES:
        yield f'<html lang="{code}"> is not a language we know'
        return
    assert root is not None
    direction = LANGUAGES[code].direction
    if _value(root, "dir") != direction:
        yield f'<html lang="{code}" dir="{_value(root, "dir")}"> should run {direction}'
    for tag in page.soup.select("body [lang]"):
        passage = LANGUAGES.get(_value(tag, "lang"))
        if passage and passage.direction != direction and _value(tag, "dir") != passage.direction:
            yield f'{_show(tag)} in {passage.english_name} needs dir="{passage.direction}"'


def nothing_inline(page: Page) -> Iterator[str]:
    """No script, style or handler is written into the page, save a style the policy names."""
    yield from _inline_attributes(page)
    for script in page.soup.find_all("script"):
        if not script.get("src"):
            yield "there is an inline script"
    for style in page.soup.find_all("style"):
        digest = hashlib.sha256((style.string or "").encode()).digest()
        name = f"'sha256-{base64.b64encode(digest).decode()}'"
        if name not in page.headers.get("Content-Security-Policy", ""):
            yield f"there is an inline style that the content security policy does not name: {name}"


def _inline_attributes(page: Page) -> Iterator[str]:
    for tag in page.soup.find_all(True):
        if tag.has_attr("style"):
            yield f"{_show(tag)} has a style attribute"
        for name in tag.attrs:
            if name.lower().startswith("on"):
                yield f"{_show(tag)} has the handler {name}"
        # What somebody typed stands in a value, where no browser follows it.
        followed = (_value(tag, name) for name in tag.attrs if name != "value")
        if any(one.strip().lower().startswith("javascript:") for one in followed):
            yield f"{_show(tag)} has a javascript: address"


def only_our_addresses(page: Page) -> Iterator[str]:
    """Opening the page or sending its form asks nobody but us."""
    for name, attributes in ADDRESSES.items():
        for tag in page.soup.find_all(name):
            for attribute in attributes:
                for address in _value(tag, attribute).split(","):
                    if _is_elsewhere(address.strip()):
                        yield f"{_show(tag)} {attribute} asks another site: {address.strip()}"
    if page.soup.find("base"):
        yield "there is a base element"
    if page.soup.find("meta", attrs={"http-equiv": re.compile("^refresh$", re.I)}):
        yield "the page refreshes itself"


def _is_elsewhere(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme in {"http", "https", "ftp", "mailto"}


def pictures(page: Page) -> Iterator[str]:
    """Every picture says what it shows, or that it only decorates."""
    for tag in page.soup.find_all("img"):
        if not tag.has_attr("alt"):
            yield f"{_show(tag)} {_value(tag, 'src')} has no alt"
    for tag in page.soup.find_all("svg"):
        hidden = tag.find_parent(attrs={"aria-hidden": "true"}) or (
            _value(tag, "aria-hidden") == "true"
        )
        named = _value(tag, "aria-label") or _value(tag, "aria-labelledby")
        if not hidden and not (_value(tag, "role") == "img" and named):
            yield f"{_show(tag)} is neither hidden nor a named picture"


def tables(page: Page) -> Iterator[str]:
    """Every table says what it counts, and every heading cell what it heads."""
    for table in page.soup.find_all("table"):
        if not _words(table.find("caption")):
            yield f"{_show(table)} has no caption"
        for cell in table.find_all("th"):
            if _value(cell, "scope") not in {"col", "row", "colgroup", "rowgroup"}:
                yield f'the heading cell "{_words(cell)}" has no scope'


def words(page: Page) -> Iterator[str]:
    """The page never promises what it cannot: that nobody could recognise an answer."""
    body = page.soup.find("body")
    if "anonym" in _words(body).lower():
        yield "the page says 'anonymous'"


RULES: tuple[Callable[[Page], Iterator[str]], ...] = (
    parses,
    heading_and_title,
    labels,
    ids,
    language,
    nothing_inline,
    only_our_addresses,
    pictures,
    tables,
    words,
)
