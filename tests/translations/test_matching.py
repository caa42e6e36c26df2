"""A browser's tags lead to a language its reader can read, and never to the other script."""

from __future__ import annotations

import pytest

from translations import LANGUAGES, Language
from translations.matching import match
from translations.names import NAMED

OURS = tuple(LANGUAGES.values())
GURMUKHI, SHAHMUKHI = NAMED["pa"], NAMED["pa-Arab"]
TRADITIONAL, SIGNED = NAMED["zh-Hant"], NAMED["bfi"]


def found(*wanted: str, offered: tuple[Language, ...] = OURS) -> str | None:
    language = match(wanted, offered)
    return language.code if language else None


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-MY", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("cmn", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"),
        ("pt-BR", "pt"),
        ("AR_eg", "ar"),
        ("es-419", "es"),
        ("ur-IN", "ur"),
        ("syl", "syl"),
        ("", None),
        ("*", None),
        ("x-klingon", None),
        ("ar\0", None),
        ("a" * 5000, None),
    ],
)
def test_a_browsers_tag_finds_its_language(wanted: str, code: str | None) -> None:
    assert found(wanted) == code


def test_the_first_wanted_language_we_have_is_chosen() -> None:
    assert found("de-DE", "de", "pl", "en") == "pl"
    assert found("en", "pl") == "en"


def test_traditional_readers_get_simplified_chinese_only_when_nothing_else_would_do() -> None:
    # What a browser from Taiwan or Hong Kong sends: its bare "zh" is no wish for simplified.
    assert found("zh-TW", "zh", "en-US", "en") == "en"
    assert found("zh-HK", "zh", "fr") == "fr"
    assert found("zh-TW") == found("zh-Hant", "de") == found("yue", "zh-TW") == "zh-Hans"
    assert found("zh-TW", offered=(*OURS, TRADITIONAL)) == "zh-Hant"


def test_punjabi_is_never_given_in_letters_its_reader_cannot_read() -> None:
    assert found("pa-Arab", offered=(GURMUKHI,)) is None
    assert found("pa-PK", offered=(GURMUKHI,)) is None
    assert found("pa-PK", offered=(GURMUKHI, SHAHMUKHI)) == "pa-Arab"
    assert found("pa-IN", offered=(SHAHMUKHI, GURMUKHI)) == "pa"


def test_serbian_in_either_script_keeps_its_own() -> None:
    serbian = Language("sr", "Српски", "Serbian")

    assert found("sr-RS", offered=(serbian,)) == "sr"
    assert found("sr-Latn", offered=(serbian,)) is None
    # "sh" is the old tag of Serbian in Latin letters.
    assert found("sh", offered=(serbian,)) is None


def test_an_old_tag_means_todays() -> None:
    assert found("iw", offered=(NAMED["he"],)) == "he"


def test_a_language_outside_cldr_is_found_by_its_own_tag() -> None:
    assert found("bfi-GB", "bfi", offered=(SIGNED,)) == "bfi"


@pytest.mark.parametrize("code", NAMED)
def test_every_language_we_name_is_found_by_its_own_code(code: str) -> None:
    assert found(code, offered=tuple(NAMED.values())) == code
