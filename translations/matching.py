"""Which of our languages a person can read, from the tags a browser or an address names.

Scripts decide: zh-CN and zh-SG are written in the simplified script, pa-PK in Arabic letters,
and who reads one does not read the other. CLDR's likely subtags, which Babel brings, say which
script a tag means when it does not name one.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from babel.core import get_global

from translations import Language

_LIKELY = get_global("likely_subtags")
_TODAYS_TAGS = get_global("language_aliases")

# Written alike enough to be read with some effort, so better than nothing we can offer instead:
# whoever reads traditional Chinese can read simplified. Punjabi in Arabic letters is not here.
_READ_WITH_EFFORT = {("zh", "hant"): ("zh", "hans")}

LONGEST_TAG = 35  # RFC 5646 asks readers of tags for no more.
TAGS_READ = 20

Written = tuple[str, str]  # A language and its script, in small letters; "" where nobody knows.


@lru_cache(maxsize=1024)
def written(tag: str) -> Written:
    """The language of a tag and the script it is written in."""
    language, script, territory = _parts(tag)
    for known in (f"{language}_{script}", f"{language}_{territory}", language):
        likely = _LIKELY.get(known)
        if likely and not script:
            script = likely.split("_")[1]
    return language, script.lower()


def _parts(tag: str) -> tuple[str, str, str]:
    """Language, script and territory of a tag, as CLDR writes them; "" where it names none."""
    pieces = tag.strip().replace("_", "-").split("-")
    # Old tags have new names: iw is he, prs is fa-AF.
    language, *implied = _TODAYS_TAGS.get(pieces[0].lower(), pieces[0].lower()).split("_")
    rest = [*pieces[1:], *implied]
    script = next((one.title() for one in rest if len(one) == 4 and one.isalpha()), "")
    territory = next((one.upper() for one in rest if len(one) == 2 and one.isalpha()), "")
    return language, script, territory


def _wanted(tags: Iterable[str]) -> Iterator[tuple[str, Written]]:
    """Each tag with what it means; a bare language after a fuller tag means the same script.

    Browsers add the bare one by themselves: in "zh-TW, zh, en" the second is no wish for the
    simplified script.
    """
    scripts: dict[str, str] = {}
    for position, tag in enumerate(tags):
        if position >= TAGS_READ:
            return
        if not tag or len(tag) > LONGEST_TAG:
            continue
        language, script = written(tag)
        if tag.lower() == language:
            script = scripts.get(language, script)
        scripts.setdefault(language, script)
        yield tag.lower().replace("_", "-"), (language, script)


def match(tags: Iterable[str], offered: Iterable[Language]) -> Language | None:
    """The first wanted language that we offer; None when the reader could read none of them.

    A script that the reader can only read with effort counts once nothing else matches.
    """
    by_tag = {one.code.lower(): one for one in offered}
    by_writing = {written(one.code): one for one in reversed(by_tag.values())}
    wanted = list(_wanted(tags))
    for tag, meant in wanted:
        found = by_tag.get(tag) if meant == written(tag) else None
        found = found or by_writing.get(meant)
        if found:
            return found
    with_effort = (_READ_WITH_EFFORT.get(meant) for _tag, meant in wanted)
    return next((by_writing[each] for each in with_effort if each in by_writing), None)
