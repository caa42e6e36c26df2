"""The languages we know: what each calls itself, how it runs, and where its catalogue is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

DIRECTORY = Path(__file__).resolve().parent
SOURCE = "en"
# Every word, staff pages included; the others have what families read.
WHOLE = frozenset({SOURCE, "ar", "fr"})


@dataclass(frozen=True)
class Language:
    """One language a family may choose; `code` is the BCP 47 tag that goes into `lang`."""

    code: str
    own_name: str
    english_name: str
    direction: Literal["ltr", "rtl"] = "ltr"
    # Where no form is in this language, its recordings stand beside the words of this one.
    heard_beside: str = SOURCE

    @property
    def locale(self) -> str:
        """The name Babel and the catalogue folder use: zh-Hans is zh_Hans there."""
        # Plain "en" would write the month before the day.
        return "en_GB" if self.code == SOURCE else self.code.replace("-", "_")


# Our own table: Babel has no Sylheti, Romani or British Sign Language.
LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", "English", "English"),
        Language("ar", "العربية", "Arabic", "rtl"),
        Language("bn", "বাংলা", "Bengali"),
        Language("es", "Español", "Spanish"),
        Language("fr", "Français", "French"),
        Language("it", "Italiano", "Italian"),
        Language("pl", "Polski", "Polish"),
        Language("pt", "Português", "Portuguese"),
        Language("so", "Soomaali", "Somali"),
        Language("tr", "Türkçe", "Turkish"),
        Language("ur", "اردو", "Urdu", "rtl"),
        Language("zh-Hans", "简体中文", "Simplified Chinese"),
        Language("syl", "ꠍꠤꠟꠐꠤ", "Sylheti", heard_beside="bn"),
    )
}
ENGLISH = LANGUAGES[SOURCE]


def available() -> tuple[Language, ...]:
    """English, and every language whose catalogue has been compiled."""
    return tuple(
        language
        for language in LANGUAGES.values()
        if language.code == SOURCE
        or (DIRECTORY / language.locale / "LC_MESSAGES" / "messages.mo").exists()
    )
