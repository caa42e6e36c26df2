"""A password is long and nobody's guess, and we say in a sentence why another one is refused."""

from __future__ import annotations

import time

import pytest

from feedback import passwords
from feedback.password_rules import Person, Unfit, problem_with

SAM = Person(name="Sam O’Neill-Jones", email="s.neill@harbour.example", area="City of London")
FIT = [
    "four quiet green umbrellas",
    "vxwq-kzya-bnmt-plok",
    "كلمة السر الطويلة جدا",
    "পাসওয়ার্ড অনেক লম্বা একটা",
    "overheard the purple ferret",
    "   quiet   umbrella   moss   ",
    "owl bicycle Tuesday afternoon moss umbrella 93 lanterns hum below the weir, then not",
]
COMMON = [
    "passwordpasswordpassword1",
    "qwertyuiopasdfgh",
    "aaaaaaaaaaaaaaaaaaaa",
    "123456789012345",
    "iloveyouiloveyou",
    "1qaz2wsx3edc4rfv",
    "manchesterunited1",
    "liverpoolfootballclub",
    "trustno1trustno1",
    "abcdefghijklmnopqrstuvwxyz",
    "a1!" * 40,
]
ABOUT_US = [
    "ehcp-ehcp-ehcp-2026",
    "CityOfLondon2026!!",
    "city of london ehcp plan",
    "Heard.Heard.Heard.99",
    "Sam O'Neill Jones 1984",
    "s.neill@harbour.example",
    "ＥＨＣＰ feedback forum 12",
]


@pytest.mark.parametrize("password", FIT)
def test_a_long_password_of_any_letters_is_taken(password: str) -> None:
    assert problem_with(password, SAM) is None
    assert passwords.verify_password(password, stored=passwords.hash_password(password))


@pytest.mark.parametrize(
    "password",
    COMMON,
)
def test_a_common_password_is_refused(password: str) -> None:
    assert problem_with(password, SAM) in {Unfit.COMMON, Unfit.ABOUT_YOU}


@pytest.mark.parametrize(
    "password",
    ABOUT_US,
)
def test_a_password_about_us_or_about_oneself_is_refused(password: str) -> None:
    assert problem_with(password, SAM) is Unfit.ABOUT_YOU


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("x9-moss-umbrel", Unfit.TOO_SHORT),
        ("x9-moss-umbrell", None),
        ("moss umbrella owl " * 8, Unfit.TOO_LONG),
    ],
)
def test_fifteen_to_a_hundred_and_twenty_eight_characters(password: str, why: Unfit | None) -> None:
    assert problem_with(password, SAM) is why


def test_a_hundred_and_twenty_ninth_character_is_never_hashed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    longest = "m" * 128
    stored = passwords.hash_password(longest)

    assert passwords.verify_password(longest, stored=stored)
    assert not passwords.verify_password(longest[:-1], stored=stored)
    monkeypatch.setattr(passwords, "_HASHER", None)
    assert not passwords.verify_password("m" * 129, stored=stored)
    with pytest.raises(ValueError, match="128"):
        passwords.hash_password("m" * 129)


def test_the_same_letters_from_another_keyboard_are_the_same_password() -> None:
    stored = passwords.hash_password("caf\N{LATIN SMALL LETTER E WITH ACUTE} moss umbrella")

    assert passwords.verify_password("cafe\N{COMBINING ACUTE ACCENT} moss umbrella", stored=stored)


def test_the_longest_password_is_judged_in_a_moment() -> None:
    started = time.perf_counter()

    problem_with("aB3$" * 32, SAM)
    problem_with("password1!" * 12, SAM)

    assert time.perf_counter() - started < 2
