"""Which open pages there are today: for the page that lists them, the sitemap, and robots.txt."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from xml.etree import ElementTree

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from feedback.areas import Area, Term
from feedback.authored import sentence
from feedback.language import page_language
from feedback.moderate.quotes import public_quotes
from feedback.plan.snapshots import frozen
from feedback.publish import changes, records
from feedback.publish.open_results import public_releases
from translations import ENGLISH, Language

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
# What holds nothing to find: a family's own pages, whose codes are on paper, and those of staff.
NOT_TO_BE_FOUND = ("/S/", "/s/", "/tablet/", "/find", "/receipt", "/withdraw", "/staff")


@dataclass(frozen=True)
class Page:
    """One page that anybody may open; without a title it is in the sitemap only."""

    endpoint: str
    title: str | Markup = ""
    terms: Sequence[Term] = ()
    values: Mapping[str, Any] = field(default_factory=dict)

    def url(self, language: Language) -> str:
        """Its address on this server, in a language."""
        return url_for(self.endpoint, **self.values, lang=language.code)


def pages(area: Area, today: date) -> list[Page]:
    """Every open page that there is something on today, as the page of all pages lists them."""
    return [one for one in every_page(area, today) if one.title]


def every_page(area: Area, today: date) -> list[Page]:
    """The same, and each reply by itself."""
    return [Page("respond.home", _("Tell us what helped and what did not")), *_found(area, today)]


def _found(area: Area, today: date) -> Iterator[Page]:
    yield Page("open_pages.changes", _("You said, we did"))
    for told in changes.told_in_public(page_language(), today):
        yield Page("open_pages.answer", values={"reply_id": told.id})
    if area.target:
        yield Page("open_pages.progress", _("Made together with families: how far are we?"))
    yield from _results(today)
    if public_quotes(today):
        yield Page("open_pages.quotes", _("In families’ own words"))
    if frozen():
        yield Page("open_pages.plan", _("The action plan: how far are we?"))
    yield from _statements()
    yield Page("respond.privacy", _("What happens to your answers"))
    yield Page("respond.accessibility", _("Accessibility: can everyone use this?"))
    yield Page("open_pages.contact", _("Contact us"))


def _results(today: date) -> Iterator[Page]:
    found = public_releases(today)
    if found:
        yield Page("open_pages.results", _("What families answered"))
    for one in found:
        values = {"number": one.number}
        yield Page("open_pages.release", str(one.survey.title), one.terms, values)


def _statements() -> Iterator[Page]:
    years = dict.fromkeys(one.year for one in records.published())
    for year in years:
        shown = Markup('<bdi dir="ltr">{}</bdi>').format(year)
        title = sentence(_("The Local Offer: you said, we did, %(year)s"), year=shown)
        yield Page("local_offer.year", title, values={"year": year})


def sitemap(found: Iterable[Page], base_url: str, languages: Sequence[Language]) -> bytes:
    """Every page in English, with its address in each other language beside it."""
    ElementTree.register_namespace("", SITEMAP)
    ElementTree.register_namespace("xhtml", XHTML)
    written = ElementTree.Element(f"{{{SITEMAP}}}urlset")
    for page in found:
        one = ElementTree.SubElement(written, f"{{{SITEMAP}}}url")
        place = ElementTree.SubElement(one, f"{{{SITEMAP}}}loc")
        place.text = base_url + page.url(ENGLISH)
        for language in languages:
            address = {"hreflang": language.code, "href": base_url + page.url(language)}
            ElementTree.SubElement(one, f"{{{XHTML}}}link", {"rel": "alternate", **address})
    return bytes(ElementTree.tostring(written, encoding="utf-8", xml_declaration=True))


def robots(base_url: str, *, is_sample: bool) -> str:
    """What search engines are asked to leave out: of made-up answers, everything."""
    if is_sample:
        return "User-agent: *\nDisallow: /\n"
    lines = ["User-agent: *", *(f"Disallow: {place}" for place in NOT_TO_BE_FOUND), ""]
    return "\n".join([*lines, f"Sitemap: {base_url}{url_for('open_pages.sitemap')}", ""])
