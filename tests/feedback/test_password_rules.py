"""A password is long and nobody's guess, and we say in a sentence why another one is refused."""

from __future__ import annotations

import time

import pytest

from feedback import password_rules, passwords
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
    started = time.process_time()

    problem_with("aB3$" * 32, SAM)
    problem_with("password1!" * 12, SAM)

    assert time.process_time() - started < 2


def test_a_guess_costs_whoever_stole_the_table_what_owasp_asks() -> None:
    kept = passwords.hash_password("four quiet green umbrellas")

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.NOBODYS_HASH.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert kept != passwords.hash_password("four quiet green umbrellas")


@pytest.mark.parametrize("stored", [None, "", "not a hash", "$argon2id$v=19$m=19456,t=2,p=1$x$y"])
def test_without_a_good_hash_no_password_is_right(stored: str | None) -> None:
    assert passwords.verify_password("four quiet green umbrellas", stored=stored) is False
    assert passwords.verify_password("", stored=stored) is False


def test_whoever_knew_the_password_of_nobody_would_still_be_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = "four quiet green umbrellas"
    monkeypatch.setattr(passwords, "NOBODYS_HASH", passwords.hash_password(known))

    assert passwords.verify_password(known, stored=None) is False


def test_another_password_is_wrong_and_the_right_one_right() -> None:
    stored = passwords.hash_password("four quiet green umbrellas")

    assert passwords.verify_password("four quiet green umbrella", stored=stored) is False
    assert passwords.verify_password("four quiet green umbrellas", stored=stored) is True


@pytest.mark.parametrize(
    ("password", "why"),
    [
        # Twelve characters beside our words are enough by themselves, eleven are not.
        ("heard vxwqkzyabnmt", None),
        ("heard vxwqkzyabnm", Unfit.ABOUT_YOU),
        # Without any word of ours fifteen are judged by how common they are.
        ("vxwqkzyabnmtplo", None),
        # Two letters of a name are not a name.
        ("of of of of of of", Unfit.COMMON),
        ("jonesharbour sam!", Unfit.ABOUT_YOU),
        ("sneillharbourexample", Unfit.ABOUT_YOU),
        # What stands before the @ is one word, whatever is in it.
        ("sneill vxwqkzyabnm", Unfit.ABOUT_YOU),
    ],
)
def test_what_is_left_without_our_words_has_to_be_a_password(
    password: str, why: Unfit | None
) -> None:
    assert problem_with(password, SAM) is why


def test_the_bounds_are_those_the_page_tells() -> None:
    assert (password_rules.SHORTEST, passwords.LONGEST) == (15, 128)
    assert problem_with("m9!k" * 32, SAM) is not Unfit.TOO_LONG
    assert problem_with("m9!k" * 32 + "x", SAM) is Unfit.TOO_LONG


@pytest.mark.parametrize("word", password_rules.OUR_WORDS)
def test_each_of_our_words_is_known(word: str) -> None:
    # Twelve of them: a shorter word taken out first would leave a letter of each.
    assert problem_with(f"{word}-" * 12, SAM) is Unfit.ABOUT_YOU


def test_seventy_two_characters_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[tuple[int, int]] = []

    def zxcvbn(password: str, *, user_inputs: list[str], max_length: int) -> dict[str, float]:
        looked.append((len(password), max_length))
        return {"guesses_log10": 10.0}

    monkeypatch.setattr("zxcvbn.zxcvbn", zxcvbn)

    # Ten to the ten guesses are enough.
    assert problem_with("m9!k" * 32, SAM) is None
    assert looked == [(72, 72)]
