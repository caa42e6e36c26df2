"""One text in many languages; English is always among them, and nothing stands in for another."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from translations import SOURCE


@dataclass(frozen=True)
class Words:
    """What a text says by language code, and how far each translation can be trusted."""

    texts: Mapping[str, str]
    # Languages in which a fluent speaker has checked the text as it stands.
    checked: frozenset[str] = frozenset()
    # Languages whose text was made for other English: kept for the translator, shown to nobody.
    stale: frozenset[str] = field(default=frozenset())

    def __post_init__(self) -> None:
        if SOURCE not in self.texts:
            raise ValueError("Words are there in English first.")
        others = frozenset(self.texts) - {SOURCE}
        if not (self.checked | self.stale) <= others or self.checked & self.stale:
            raise ValueError("Only a translation that is there can be checked, or out of date.")
        object.__setattr__(self, "texts", MappingProxyType(dict(self.texts)))

    def __hash__(self) -> int:
        """By what they say: a mapping has no hash of its own."""
        return hash((tuple(sorted(self.texts.items())), self.checked, self.stale))

    @classmethod
    def english(cls, text: str) -> "Words":
        """Words that nobody has translated yet."""
        return cls({SOURCE: text})

    @property
    def in_english(self) -> str:
        """What was written first; empty only in a draft."""
        return self.texts[SOURCE]

    @property
    def languages(self) -> frozenset[str]:
        """In which they can be shown: something is there, and it was made for this English."""
        if not self.in_english:
            return frozenset()
        return frozenset(code for code, text in self.texts.items() if text) - self.stale

    def in_(self, language: str, *, or_english: bool = False) -> str | None:
        """The text in this language, or None; in English instead only for who asks for that."""
        if language in self.languages:
            return self.texts[language]
        return self.in_english if or_english else None

    def with_english(self, text: str) -> "Words":
        """The same with other English: every translation waits for somebody to look at it."""
        if text == self.in_english:
            return self
        others = frozenset(self.texts) - {SOURCE}
        return Words({**self.texts, SOURCE: text}, stale=others)

    def with_translation(self, language: str, text: str, *, is_checked: bool = False) -> "Words":
        """The same with this said in this language; no text takes the translation away."""
        if language == SOURCE:
            raise ValueError("English is what is translated: use with_english.")
        kept = {code: said for code, said in self.texts.items() if code != language}
        others = replace(
            self, texts=kept, checked=self.checked - {language}, stale=self.stale - {language}
        )
        if not text:
            return others
        checked = others.checked | {language} if is_checked else others.checked
        return Words({**kept, language: text}, checked=checked, stale=others.stale)
