"""One paper form as somebody typed it, and how two typings of the same form differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from forms.build import CONSENT_FIELD
from forms.fields import TICKED


@dataclass(frozen=True)
class Entry:
    """A checked form, ready to be stored or compared."""

    language: str
    variant: str
    placement_id: UUID | None
    choices: tuple[tuple[str, str], ...]
    comments: tuple[tuple[str, str, str], ...]  # Question id, kind of question, text.
    comments_in: str
    consent_version: int | None

    @property
    def fields(self) -> Mapping[str, str]:
        """Everything that can differ, by the name of its field; "" where nothing was typed."""
        return {
            "written_in": self.language,
            "version": self.variant,
            "placement": str(self.placement_id or ""),
            **dict(self.choices),
            **{question: text for question, _kind, text in self.comments},
            "comments_in": self.comments_in,
            CONSENT_FIELD: TICKED if self.consent_version else "",
        }


def differences(first: Entry, second: Entry) -> Mapping[str, str]:
    """What the first typing says in each field where the second says something else."""
    one, other = dict(first.fields), dict(second.fields)
    if not (first.comments and second.comments):
        # Of what language nothing is written in, nobody can say.
        one["comments_in"] = other["comments_in"] = ""
    return {
        name: one.get(name, "")
        for name in dict.fromkeys([*one, *other])
        if one.get(name, "") != other.get(name, "")
    }
