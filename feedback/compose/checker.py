"""What is said beside a wording: how old a reader has to be, and what to look at again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.wording import remarks
from feedback.compose.budget import age_of
from forms.questions import Wording
from forms.wording_words import TROUBLES

# Fields of the form beside which the checker speaks, and whether Easy Read's rules hold there.
FIELDS = {
    "standard": False,
    "easy": True,
    "hint": False,
    "easy_hint": True,
    "why": False,
    "title": False,
    "easy_title": True,
    "intro": False,
    "easy_intro": True,
    "options": False,
    "easy_options": True,
}


@dataclass(frozen=True)
class RemarkView:
    """One thing to look at again in a wording, with a plainer way where we know one."""

    trouble: Wording
    words: str
    plainer: str


def remarks_on(text: str, *, is_easy_read: bool) -> list[RemarkView]:
    """What the checker says of one wording."""
    return [
        RemarkView(TROUBLES[one.trouble], one.words, one.plainer)
        for one in remarks(text, is_easy_read=is_easy_read)
    ]


@dataclass(frozen=True)
class Checked:
    """What is said beside one field: how old a reader has to be, and what to look at again."""

    age: int | None
    remarks: Sequence[RemarkView]


def beside(texts: Mapping[str, str | None]) -> dict[str, Checked]:
    """What the checker says beside each field of a form, by its name."""
    return {
        name: Checked(age_of(text), remarks_on(text, is_easy_read=FIELDS[name]))
        for name, text in texts.items()
        if name in FIELDS and text
    }
