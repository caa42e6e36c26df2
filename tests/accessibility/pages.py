"""Every page there is, and how a person comes to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from uuid import uuid4

from playwright.sync_api import Page

from tests.accessibility.compose_pages import compose_visits
from tests.accessibility.conversation_pages import conversation_visits
from tests.accessibility.open_visits import open_visits
from tests.accessibility.plan_pages import PLAN
from tests.accessibility.raw_pages import raw_visits
from tests.accessibility.survey_file_pages import survey_file_visits
from tests.accessibility.visit import Places as Places
from tests.accessibility.visit import Visit as Visit
from tests.stand_in_provider import BROKEN_CODE

SURVEYS = {
    "post_session": "GARDEN",
    "annual_review": "THREAD",
    "local_offer": "SEARCH",
    "ap_experience": "BRANCH",
    "interpreter": "SPEECH",
    "feeling_heard": "HEARTS",
    "forum_valued": "MEETUP",
}
VERSIONS = ("standard", "easy")
OPEN = SURVEYS["post_session"]
# A name under words that nobody has written yet.
NOT_THERE = {"speaker-ar": "Amina"}
# It has recordings in English and Arabic; and one in Sylheti, of words that have changed.
RECORDED = "in_asked"
WITH_MISTAKES = (
    "new collection",
    "a collection",
    "new initiative",
    "new session",
    "new theme",
    "say that families were told",
    "say what changed",
    "type in a paper form",
    "find a paper form",
    "rate a row of the plan",
    "add a number to the plan",
    "bring in numbers",
    "publish a local offer statement",
)
ROW, SPEAK = "/staff/plan/1.1", "/staff/forum/about/plan/1.1/new"
WISHES = "/staff/forum/preferences"
PROBLEM, SIGNED_IN = ".h-error-summary", ".h-quiet"
BURST = "form[action$='/count-the-burst']"


def _at(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)

    return go


def _sent(path: str, **typed: str) -> Callable[[Page], None]:
    """Fill in the main form of a page and press its last button; fetching a file is not it."""

    def go(page: Page) -> None:
        page.goto(path)
        for field, text in typed.items():
            page.locator(f"#{field}").fill(text)
        with page.expect_navigation():
            page.locator("main form:not([action$='.pdf'])").last.locator("button").last.click()

    return go


def _answered(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)
        page.locator("#ps_overall").check()
        with page.expect_navigation():
            page.locator("#send").click()

    return go


def _left_alone(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)
        page.locator("dialog").evaluate("dialog => dialog.showModal()")

    return go


def _sent_with_a_mistake(language: str) -> Callable[[Page], None]:
    return _with_a_mistake(f"/tablet/{OPEN}/form?lang={language}")


def _withdrawn(language: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        _answered(f"/S/{OPEN}?lang={language}")(page)
        receipt = page.locator(".h-receipt").inner_text()
        _sent(f"/withdraw?lang={language}", receipt=receipt)(page)

    return go


def _what_became(language: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(f"/S/{OPEN}?lang={language}")
        page.locator("#ps_overall").check()
        page.locator("#ps_better").fill("A bigger room")
        with page.expect_navigation():
            page.locator("#send").click()
        with page.expect_navigation():
            form = page.locator("form[action^='/receipt']")
            form.evaluate("form => { form.target = '_self'; }")
            form.locator("button").click()

    return go


def survey_visits(language: str, survey: str) -> Iterator[Visit]:
    """A survey as it first opens and after a mistake, in both versions."""
    for version in VERSIONS:
        name = f"{survey}, {version}, {language}"
        path = f"/S/{SURVEYS[survey]}?lang={language}&version={version}"
        yield Visit(name, language, _at(path), "#send")
        yield Visit(f"{name}, with a mistake", language, _with_a_mistake(path), PROBLEM)


def _with_a_mistake(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)
        # Nothing has to be answered in some surveys, and no text may be longer than this.
        page.locator("textarea").first.evaluate("box => { box.value = 'a '.repeat(6000); }")
        with page.expect_navigation():
            page.locator("#send").click()

    return go


def family_visits(language: str, places: Places) -> Iterator[Visit]:
    """Every page a family meets, but the surveys."""
    tablet = f"/tablet/{OPEN}"
    pages = {
        "home": (_at(f"/?lang={language}"), "#code"),
        "home, no code typed": (_at(f"/find?code=&lang={language}"), PROBLEM),
        "thank you": (_answered(f"/S/{OPEN}?lang={language}"), ".h-receipt"),
        "closed": (_at(f"/S/{places.closed}?lang={language}"), "h1"),
        "not yet open": (_at(f"/S/{places.not_yet}?lang={language}"), "h1"),
        "unknown code": (_at(f"/S/NOSUCH?lang={language}"), "h1"),
        "privacy": (_at(f"/privacy?lang={language}"), "main h2"),
        "accessibility": (_at(f"/accessibility?lang={language}"), "main h2"),
        "missing language": (_at(f"/missing-language?lang={language}"), "#written"),
        "missing language, none": (_sent(f"/missing-language?lang={language}"), PROBLEM),
        "missing language, told": (_at(f"/missing-language/thanks?lang={language}"), "h1"),
        "young person": (_at(f"/S/{OPEN}?lang={language}&for=young-person"), "#send"),
        "tablet": (_at(f"{tablet}?lang={language}"), "a.h-button"),
        "tablet, privacy": (_at(f"/tablet/{OPEN}/privacy?lang={language}"), "main h2"),
        "tablet, accessibility": (_at(f"/tablet/{OPEN}/accessibility?lang={language}"), "main h2"),
        "tablet, language": (_at(f"/tablet/{OPEN}/missing-language?lang={language}"), "#written"),
        "tablet, language told": (_at(f"{tablet}/missing-language/thanks?lang={language}"), "h1"),
        "tablet, form": (_at(f"/tablet/{OPEN}/form?lang={language}"), "[data-clear]"),
        "tablet, asks": (_left_alone(f"/tablet/{OPEN}/form?lang={language}"), "dialog[open]"),
        "tablet, mistake": (_sent_with_a_mistake(language), PROBLEM),
        "tablet, thank you": (_answered(f"/tablet/{OPEN}/form?lang={language}"), "[data-clear]"),
        "withdraw": (_at(f"/withdraw?lang={language}"), "#receipt"),
        "withdraw, wrong code": (_sent(f"/withdraw?lang={language}", receipt="AAAA"), PROBLEM),
        "withdraw, done": (_withdrawn(language), "main:not(:has(#receipt)) h1"),
        "receipt": (_at(f"/receipt?lang={language}"), "#receipt"),
        "receipt, wrong code": (_sent(f"/receipt?lang={language}", receipt="AAAA"), PROBLEM),
        "receipt, what became": (_what_became(language), "form[action^='/withdraw']"),
        "no such page": (_at(f"/no/such/page?lang={language}"), "h1"),
    }
    recorded = SURVEYS["interpreter"]
    pages["survey with a recording"] = (_at(f"/S/{recorded}?lang={language}"), "audio")
    pages["survey read aloud"] = (_at(f"/S/{OPEN}?lang={language}&sound=on"), "#read-aloud")
    for name, (go, shows) in pages.items():
        yield Visit(f"{name}, {language}", language, go, shows)
    yield from open_visits(language)


def signed_out_visits(language: str) -> Iterator[Visit]:
    """What staff see before they are in."""
    path = f"/staff/sign-in?lang={language}"
    yield Visit(f"sign in, {language}", language, _at(path), "#password")
    wrong = _sent(path, email="nobody@example.org", password="wrong")
    yield Visit(f"sign in, refused, {language}", language, wrong, PROBLEM)
    links = "/staff/links"
    yield Visit(f"ask for a link, {language}", language, _at(f"{links}?lang={language}"), "#email")
    nobody = _sent(f"{links}?lang={language}")
    yield Visit(f"ask for a link, no address, {language}", language, nobody, PROBLEM)
    yield Visit(f"link sent, {language}", language, _at(f"{links}/sent?lang={language}"), "h1")
    old = _at(f"{links}/invitation/old?lang={language}")
    yield Visit(f"a link that was used, {language}", language, old, "main a")
    work = "/staff/sign-in/work-account"
    refused = _at(f"{work}/answer?lang={language}")
    yield Visit(f"work account, refused, {language}", language, refused, "main a")
    unknown = _come_back(f"{work}?lang={language}")
    yield Visit(f"work account, not connected, {language}", language, unknown, "main a")
    away = _provider_breaks(f"{work}?lang={language}")
    yield Visit(f"work account, provider away, {language}", language, away, "main a")
    left = _at(f"/staff/sign-in/signed-out?lang={language}")
    yield Visit(f"signed out, work account open, {language}", language, left, "main a.h-button")


def _provider_breaks(path: str) -> Callable[[Page], None]:
    """The same while the provider's answers are no answers."""

    def go(page: Page) -> None:
        page.goto(path)
        address = page.locator("#yes").get_attribute("href")
        broken = re.sub("code=[^&]+", f"code={BROKEN_CODE}", str(address))
        page.goto(f"{broken}&{path.partition('?')[2]}")

    return go


def _come_back(path: str) -> Callable[[Page], None]:
    """Say yes on the provider's page, and return with its answer."""

    def go(page: Page) -> None:
        page.goto(path)
        page.locator("#yes").click()

    return go


def officer_visits(language: str, places: Places) -> Iterator[Visit]:
    """Every page an officer meets."""
    collection = f"/staff/collections/{places.collection}"
    initiative = f"/staff/initiatives/{places.initiative}"
    looked_at = {
        **PLAN,
        "staff home": "/staff",
        "collections": "/staff/collections",
        "new collection": "/staff/collections/new",
        "a collection": collection,
        "edit a collection": f"{collection}/edit",
        "comments": f"{collection}/comments",
        "type in a paper form": f"{collection}/paper",
        "find a paper form": f"{collection}/paper/find",
        "check a paper form": f"{collection}/paper/{places.paper_number}/check",
        "delete a paper form": f"{collection}/paper/{places.paper_number}/delete",
        "initiatives": "/staff/initiatives",
        "an initiative": initiative,
        "what was confirmed": f"/staff/initiatives/{places.confirmed}/confirmed",
        "new initiative": "/staff/initiatives/new",
        "edit an initiative": f"{initiative}/edit",
        "new session": f"{initiative}/involvement/new",
        "themes": "/staff/themes",
        **theme_pages(places.theme),
        "languages": "/staff/languages",
        "language and interpreting": "/staff/languages/evidence",
        "a collection in other languages": f"/staff/languages/collections/{places.collection}",
        "an initiative in other languages": f"/staff/languages/initiatives/{places.initiative}",
        "no such staff page": "/staff/no/such/page",
    }
    for name, path in looked_at.items():
        shows = BURST if name == "a collection" else SIGNED_IN
        yield Visit(f"{name}, {language}", language, _at(f"{path}?lang={language}"), shows)
    for name in WITH_MISTAKES:
        go = _sent(f"{looked_at[name]}?lang={language}")
        yield Visit(f"{name}, with a mistake, {language}", language, go, PROBLEM)
    yield from (*_half_done_visits(language, places), *_poster_visits(language, places))
    yield from (*_recording_visits(language), *_comment_visits(language, places))
    yield from (*_results_visits(language, places), *_followed_visits(language, places))
    yield from (*_account_visits(language), *_listening_and_asking_visits(language))


def _listening_and_asking_visits(language: str) -> Iterator[Visit]:
    """Conversations, and surveys that officers put together."""
    yield from (*conversation_visits(language), *compose_visits(language))
    yield from survey_file_visits(language)


def theme_pages(theme_id: str) -> dict[str, str]:
    """The pages about one theme whose address is known beforehand."""
    theme = f"/staff/themes/{theme_id}"
    return {
        "new theme": "/staff/themes/new",
        "a theme": theme,
        "edit a theme": f"{theme}/edit",
        "delete a theme": f"{theme}/delete",
        "reply to a theme": f"{theme}/reply",
        "say that families were told": f"{theme}/told/new",
        "say what changed": f"{theme}/changes/new",
    }


def _half_done_visits(language: str, places: Places) -> Iterator[Visit]:
    """Mistakes that take something typed first."""
    words = f"/staff/languages/collections/{places.collection}?lang={language}"
    go = _sent(words, **NOT_THERE)
    yield Visit(f"checked before it is translated, {language}", language, go, PROBLEM)
    go = _sent(f"/staff/themes/{places.theme}/reply?lang={language}", replied_on="")
    yield Visit(f"reply to a theme, with a mistake, {language}", language, go, PROBLEM)
    go = _sent(f"{PLAN['evidence packs']}?lang={language}", as_at="soon")
    yield Visit(f"evidence pack, with a mistake, {language}", language, go, PROBLEM)
    go = _at(f"{PLAN['papers']}?lang={language}&paper=&as_at=soon")
    yield Visit(f"papers, with a mistake, {language}", language, go, PROBLEM)
    paper = f"/staff/collections/{places.collection}/paper/{places.paper_number}/check"
    go = _sent(f"{paper}?lang={language}", ps_overall="3")
    yield Visit(f"check a paper form, differing, {language}", language, go, PROBLEM)


def _poster_visits(language: str, places: Places) -> Iterator[Visit]:
    """What to print for a place; what is chosen right is a file, and no page."""
    posters = f"{places.posters}?lang={language}"
    yield Visit(f"posters, {language}", language, _at(posters), SIGNED_IN)
    go = _at(f"{posters}&sheet=languages&file=pdf")
    yield Visit(f"posters, with a mistake, {language}", language, go, PROBLEM)


def _results_visits(language: str, places: Places) -> Iterator[Visit]:
    """What was released, and what is planned for who is missing."""
    release = f"/staff/results/{places.release}"
    looked_at = {
        "results": "/staff/results",
        "a question in several surveys": "/staff/results/together",
        "results of a collection": f"/staff/results/collections/{places.collection}",
        "scans of a collection": f"/staff/collections/{places.scanned}/scans",
        "results of a term": release,
        "results, too few": f"/staff/results/{places.withheld_release}",
        "results of a year": places.year,
        "plan for who is missing": f"{release}/plan",
    }
    for name, path in looked_at.items():
        yield Visit(f"{name}, {language}", language, _at(f"{path}?lang={language}"), SIGNED_IN)
    go = _sent(f"{release}/plan?lang={language}")
    yield Visit(f"plan for who is missing, with a mistake, {language}", language, go, PROBLEM)


def _recording_visits(language: str) -> Iterator[Visit]:
    """The questions that families can listen to."""
    office = "/staff/recordings"
    looked_at = {
        "recordings": office,
        "recordings in a language": f"{office}/bn/easy",
        "a recording": f"{office}/en/standard/{RECORDED}",
        "a recording, out of date": f"{office}/syl/standard/{RECORDED}",
        "delete a recording": f"{office}/en/standard/{RECORDED}/delete",
    }
    for name, path in looked_at.items():
        yield Visit(f"{name}, {language}", language, _at(f"{path}?lang={language}"), SIGNED_IN)
    go = _sent(f"{looked_at['a recording']}?lang={language}")
    yield Visit(f"a recording, with a mistake, {language}", language, go, PROBLEM)


def _account_visits(language: str) -> Iterator[Visit]:
    """What everybody signed in can do about themselves."""
    own, password = (f"/staff/account{page}?lang={language}" for page in ("", "/password"))
    yield Visit(f"own account, {language}", language, _at(own), SIGNED_IN)
    yield Visit(f"change a password, {language}", language, _at(password), SIGNED_IN)
    wrong = _sent(password)
    yield Visit(f"change a password, with a mistake, {language}", language, wrong, PROBLEM)
    step = f"/staff/account/second-step?lang={language}"
    yield Visit(f"set up a second step, {language}", language, _at(step), "main svg")
    wrong = _sent(step)
    yield Visit(f"set up a second step, with a mistake, {language}", language, wrong, PROBLEM)
    work = "/staff/account/work-account"
    go = _at(f"{work}?lang={language}")
    yield Visit(f"connect a work account, {language}", language, go, "#go")
    other = _come_back(f"/staff/sign-in/work-account?connect=yes&next={work}&lang={language}")
    yield Visit(f"connect a work account, another address, {language}", language, other, PROBLEM)


def _comment_visits(language: str, places: Places) -> Iterator[Visit]:
    """What an officer reads of families, and what becomes of it."""
    queue = "/staff/comments"
    one = f"{queue}/{places.comment}"
    looked_at = {
        "comments to read": queue,
        "comments, nothing to translate": f"{queue}?state=held",
        "agreement": f"{queue}/agreement",
        "quotes": f"{queue}/quotes",
        "a comment": one,
        "a comment, decided": f"{queue}/{places.decided_comment}",
        "a second opinion": f"{queue}/{places.decided_comment}/again",
    }
    for name, path in looked_at.items():
        go = _at(f"{path}?lang={language}" if "?" not in path else f"{path}&lang={language}")
        yield Visit(f"{name}, {language}", language, go, SIGNED_IN)
    for name in ("a comment", "a second opinion"):
        go = _sent(f"{looked_at[name]}?lang={language}")
        yield Visit(f"{name}, with a mistake, {language}", language, go, PROBLEM)


def _followed_visits(language: str, places: Places) -> Iterator[Visit]:
    """Pages whose address only a link on another page knows."""
    initiative = f"/staff/initiatives/{places.initiative}"
    theme = f"/staff/themes/{places.theme}"
    followed = {
        "edit a session": (initiative, "a[href*='/involvement/'][href$='/edit']"),
        "delete a session": (initiative, "a[href*='/involvement/'][href$='/delete']"),
        "add a file": (initiative, "a[href$='/files/new']"),
        "delete a file": (initiative, "a[href*='/files/'][href$='/delete']"),
        "a reply in other languages": (theme, "a[href*='/languages/replies/']"),
        "what changed in other languages": (theme, "a[href*='/languages/outcomes/']"),
        "edit a telling": (theme, "a[href*='/told/'][href$='/edit']"),
        "delete a telling": (theme, "a[href*='/told/'][href$='/delete']"),
        "edit what changed": (theme, "a[href*='/changes/'][href$='/edit']"),
        "delete what changed": (theme, "a[href*='/changes/'][href$='/delete']"),
        "answer the Forum": (ROW, "a[href*='/forum/'][href$='/answer']"),
        "an evidence pack": (PLAN["evidence packs"], "#made ~ ul a"),
        "place a theme": (PLAN["a local offer statement"], "a[href*='/2025-26/themes/']"),
    }
    for name, (path, link) in followed.items():
        go = _followed(f"{path}?lang={language}", link, language)
        yield Visit(f"{name}, {language}", language, go, SIGNED_IN)


def _forum_says_visits(language: str) -> Iterator[Visit]:
    """What the Forum says of a row of the plan, and how it wants to be asked."""
    for path in ("/staff/forum", SPEAK, WISHES):
        yield Visit(f"{path}, {language}", language, _at(f"{path}?lang={language}"), SIGNED_IN)
    for path, typed in ((SPEAK, {}), (WISHES, {"most_asks": "99"})):
        wrong = _sent(f"{path}?lang={language}", **typed)
        yield Visit(f"{path}, with a mistake, {language}", language, wrong, PROBLEM)
    for link in ("change", "take-back"):
        go = _having_spoken(link, language)
        yield Visit(f"own words, {link}, {language}", language, go, SIGNED_IN)


def _having_spoken(link: str, language: str) -> Callable[[Page], None]:
    """Only who said something finds this link beside it."""

    def go(page: Page) -> None:
        _sent(SPEAK, said="A quieter room, please.")(page)
        _followed(ROW, f"a[href*='/forum/'][href$='/{link}']", language)(page)

    return go


def _followed(path: str, link: str, language: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)
        target = page.locator(link).first.get_attribute("href")
        page.goto(f"{target}{'&' if '?' in str(target) else '?'}lang={language}")

    return go


def administrator_visits(language: str) -> Iterator[Visit]:
    """What only an administrator meets."""
    people = "/staff/people"
    yield Visit(f"people, {language}", language, _at(f"{people}?lang={language}"), SIGNED_IN)
    new = f"{people}/new?lang={language}"
    yield Visit(f"invite somebody, {language}", language, _at(new), "#name")
    yield Visit(f"invite somebody, with a mistake, {language}", language, _sent(new), PROBLEM)
    yield Visit(f"a person, {language}", language, _a_person(language), "#role")
    handed = _invited(f"{people}/new?lang={language}")
    yield Visit(f"hand over a link, {language}", language, handed, "#link")
    chosen = _chosen(handed, language)
    yield Visit(f"choose a password, {language}", language, chosen, "#again")
    instead = _chosen(handed, language, "/work-account")
    yield Visit(f"accept with a work account, {language}", language, instead, "#go")
    path = f"/staff/audit?lang={language}"
    yield Visit(f"audit, {language}", language, _at(path), SIGNED_IN)
    nothing = _at(f"{path}&action=changed_setting")
    yield Visit(f"audit, no entries, {language}", language, nothing, SIGNED_IN)
    yield from raw_visits(language)


def _a_person(language: str) -> Callable[[Page], None]:
    return _followed(f"/staff/people?lang={language}", "table a[href*='/people/']", language)


def _invited(path: str) -> Callable[[Page], None]:
    """Invite somebody new each time: an address has one account."""

    def go(page: Page) -> None:
        page.goto(path)
        page.locator("#name").fill("Sam")
        page.locator("#email").fill(f"sam-{uuid4().hex}@example.org")
        page.locator("#role").check()
        with page.expect_navigation():
            page.locator("main button").click()

    return go


def _chosen(
    handed: Callable[[Page], None], language: str, inside: str = ""
) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        handed(page)
        page.goto(f"{page.locator('#link').inner_text().strip()}{inside}?lang={language}")

    return go


def forum_visits(language: str, places: Places) -> Iterator[Visit]:
    """What only a Forum reviewer meets: the second key, and its own words."""
    path = f"/staff/initiatives/{places.initiative}?lang={language}"
    yield Visit(f"answer a proposal, {language}", language, _at(path), "[name=verdict]")
    yield Visit(f"answer a proposal, with a mistake, {language}", language, _sent(path), PROBLEM)
    yield from _forum_says_visits(language)
