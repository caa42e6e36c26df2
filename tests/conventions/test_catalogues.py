"""The catalogues hold the wording the code has, whole, and the check would notice if not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from babel.support import Translations

from tools import catalogues
from translations import DIRECTORY, LANGUAGES, ledger
from translations.catalogues import read

# The first form and all others; how many there are is for Babel to say.
FORMS = {"fr": ("Une famille", "%(num)s familles"), "ar": ("%(num)s", "%(num)s")}


def code_wording() -> Catalog:
    fresh = Catalog()
    fresh.add("Thank you, %(name)s", flags=["python-format"])
    fresh.add(("One family", "%(num)s families"), flags=["python-format"])
    return fresh


def translated(language: str) -> Catalog:
    catalogue = Catalog(locale=language)
    catalogue.add("Thank you, %(name)s", "Merci, %(name)s", flags=["python-format"])
    first, other = FORMS[language]
    forms = (first, *[other] * (catalogue.num_plurals - 1))
    catalogue.add(("One family", "%(num)s families"), forms, flags=["python-format"])
    return catalogue


def written(directory: Path, spoil: Callable[[Catalog], object] = lambda catalogue: None) -> Path:
    """A folder of catalogues, the French one spoilt."""
    french = translated("fr")
    spoil(french)
    files = {
        "messages.pot": code_wording(),
        "fr/LC_MESSAGES/messages.po": french,
        "ar/LC_MESSAGES/messages.po": translated("ar"),
    }
    for name, catalogue in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue)
    return directory


def say(wording: str, translation: str | tuple[str, str]) -> Callable[[Catalog], object]:
    """Make the French catalogue say this."""
    return lambda french: setattr(french[wording], "string", translation)


def found_in(directory: Path) -> list[str]:
    return list(catalogues.problems(fresh=code_wording(), directory=directory))


def test_whole_catalogues_pass(tmp_path: Path) -> None:
    assert found_in(written(tmp_path)) == []


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda french: french.add("An old sentence", "Vieux"), "fr is stale"),
        (lambda french: french.delete("Thank you, %(name)s"), "fr is stale"),
        (say("Thank you, %(name)s", ""), "is not translated"),
        (say("One family", ("Une famille", "")), "is not translated"),
        (say("Thank you, %(name)s", "Merci, %(nom)s"), "placeholder"),
        (lambda french: french["Thank you, %(name)s"].flags.add("fuzzy"), "is marked as a guess"),
    ],
)
def test_a_spoilt_catalogue_is_caught(
    spoil: Callable[[Catalog], object], words: str, tmp_path: Path
) -> None:
    found = found_in(written(tmp_path, spoil))

    assert any(words in problem for problem in found), found


def test_new_wording_in_the_code_is_caught(tmp_path: Path) -> None:
    fresh = code_wording()
    fresh.add("A new sentence")

    found = list(catalogues.problems(fresh=fresh, directory=written(tmp_path)))

    assert "messages.pot is stale: the wording in the code has changed." in found


def test_a_missing_language_is_caught(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "ar/LC_MESSAGES/messages.po").unlink()

    assert found_in(tmp_path) == ["ar has no catalogue."]


def test_our_catalogues_are_whole() -> None:
    found = list(catalogues.problems(fresh=catalogues.extract(), directory=DIRECTORY))

    assert found == []


def test_extraction_finds_every_way_of_marking_words() -> None:
    wording = {message.id for message in catalogues.extract() if message.id}

    assert len(wording) > 100
    # A plural; the rest is told apart by where it stands.
    assert any(isinstance(words, tuple) for words in wording)
    places = {
        Path(place).suffix for message in catalogues.extract() for place, _ in message.locations
    }
    assert places == {".py", ".html"}


def test_a_language_babel_does_not_know_is_read_and_written(tmp_path: Path) -> None:
    path = tmp_path / "syl/LC_MESSAGES/messages.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr ""\n\nmsgid "Thank you"\nmsgstr "ꠗꠘ꠆ꠘꠛꠣꠖ"\n', "utf-8")

    catalogue = read(path)

    assert catalogue["Thank you"].string == "ꠗꠘ꠆ꠘꠛꠣꠖ"


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "messages.pot"
    catalogues._write(path, code_wording())
    first = path.read_bytes()

    with path.open("rb") as file:
        catalogues._write(path, read_po(file))

    assert path.read_bytes() == first
    assert b"Creation-Date" not in first


def test_our_ledger_is_as_heard_writes_it_and_names_languages_we_know() -> None:
    kept = ledger.read()

    assert (DIRECTORY / ledger.FILE).read_bytes() == ledger.as_bytes(kept)
    assert set(kept) <= set(LANGUAGES)
    assert all(by.speaker.strip() for signed in kept.values() for by in signed.values())


def test_arabic_counts_eleven_and_a_hundred_each_in_its_own_form() -> None:
    # The order of Arabic's last two forms here is Babel's, and not the one of most catalogues.
    arabic = Translations.load(str(DIRECTORY), ["ar"])

    def days(number: int) -> str:
        one = "%(num)s day is left until the strategy ends on %(day)s."
        many = "%(num)s days are left until the strategy ends on %(day)s."
        return str(arabic.ungettext(one, many, number))

    assert "%(num)s يومًا" in days(11)
    assert "%(num)s يوم " in days(100)
