"""The wording on its way to translators and back: update, compile and check the catalogues."""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

from translations import DIRECTORY, LANGUAGES, SOURCE, WHOLE, Language
from translations.catalogues import as_bytes, is_for_families, locale_of, path_of, read, strings_of

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = DIRECTORY / "messages.pot"
CODE = ("feedback", "forms", "analysis", "translations")
KEYWORDS = ("_", "_l", "gettext", "lazy_gettext", "ngettext:1,2", "lazy_ngettext:1,2")
HEADER = "# The wording of Heard; `make catalogues` brings this file up to the code."


def main() -> int:
    """Do what the command line asks; 1 when a check found something."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update", help="collect the wording and bring every catalogue up to it")
    commands.add_parser("compile", help="compile what translators wrote")
    commands.add_parser("check", help="say what is stale, missing or broken")
    add = commands.add_parser("add", help="start a new language")
    add.add_argument("language", choices=sorted(LANGUAGES), metavar="LANGUAGE")
    asked = parser.parse_args()
    if asked.command == "check":
        return check()
    if asked.command == "add":
        start(LANGUAGES[asked.language])
    elif asked.command == "update":
        update()
    else:
        compile_all()
    return 0


def check() -> int:
    """Print what is wrong with the catalogues; 1 if anything is."""
    found = list(problems(fresh=extract(), directory=DIRECTORY))
    for problem in found:
        print(problem, file=sys.stderr)
    if found:
        print("Run `make catalogues`, then translate what is new.", file=sys.stderr)
    return 1 if found else 0


def start(language: Language) -> None:
    """Write an empty catalogue for a language that has none."""
    path = path_of(language)
    if path.exists():
        sys.exit(f"{path.relative_to(ROOT)} is there already.")
    path.parent.mkdir(parents=True)
    catalogue = Catalog(locale=locale_of(path), header_comment=HEADER)
    catalogue.update(extract(), no_fuzzy_matching=True)
    _write(path, catalogue)


def catalogues(directory: Path = DIRECTORY) -> list[Path]:
    """Every language's catalogue, in order."""
    return sorted(directory.glob("*/LC_MESSAGES/messages.po"))


def extract() -> Catalog:
    """The wording as the code and templates have it now."""
    with tempfile.TemporaryDirectory() as place:
        fresh = Path(place) / "messages.pot"
        command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract"]
        command += ["--mapping-file", str(DIRECTORY / "babel.cfg"), "--no-default-keywords"]
        for keyword in KEYWORDS:
            command += ["--keyword", keyword]
        # Sorted and without line numbers: moving code must not disturb a translator's file.
        command += ["--sort-output", "--add-location=file", "--add-comments=Translators:"]
        command += ["--project", "heard", "--version", "1", "--copyright-holder", "the authors"]
        command += ["--output-file", str(fresh), *CODE]
        subprocess.run(command, check=True, cwd=ROOT)  # noqa: S603  # our own arguments
        catalogue = read(fresh)
    catalogue.header_comment = HEADER
    return catalogue


def update() -> None:
    """Write messages.pot, and bring every catalogue up to it."""
    template = extract()
    _write(TEMPLATE, template)
    for path in catalogues():
        catalogue = read(path)
        # Guessing a translation from a similar sentence puts wrong words under families' eyes.
        catalogue.update(template, no_fuzzy_matching=True)
        _write(path, catalogue)


def compile_all() -> None:
    """Compile every catalogue that changed since it was last compiled."""
    for path in catalogues():
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        # Put in place whole: a server may be reading the old one.
        fresh = compiled.with_suffix(".mo.new")
        with fresh.open("wb") as file:
            write_mo(file, read(path))
        fresh.replace(compiled)


def problems(*, fresh: Catalog, directory: Path) -> Iterator[str]:
    """Everything that keeps the catalogues from being fit to ship, in sentences."""
    template = directory / TEMPLATE.name
    if not template.exists():
        yield f"{template.name} is missing."
    elif _wording(read(template)) != _wording(fresh):
        yield f"{template.name} is stale: the wording in the code has changed."
    found = {_language(path): path for path in catalogues(directory)}
    for language, path in found.items():
        yield from _problems_in(read(path), fresh, language)
    for language in sorted(WHOLE - {SOURCE}):
        if language not in found:
            yield f"{language} has no catalogue."


def _problems_in(catalogue: Catalog, fresh: Catalog, language: str) -> Iterator[str]:
    if _wording(catalogue) != _wording(fresh):
        yield f"{language} is stale: its wording is not the code's."
    for message, errors in catalogue.check():
        for error in errors:
            yield f"{language}: {message.id!r}: {error}"
    for message in _messages(catalogue):
        if language not in WHOLE and not is_for_families(message):
            continue
        if message.fuzzy:
            yield f"{language}: {message.id!r} is marked as a guess."
        elif not all(strings_of(message)):
            yield f"{language}: {message.id!r} is not translated."


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _wording(catalogue: Catalog) -> set[tuple[object, object]]:
    return {(message.context, message.id) for message in _messages(catalogue)}


def _language(path: Path) -> str:
    return path.parent.parent.name


def _write(path: Path, catalogue: Catalog) -> None:
    path.write_bytes(as_bytes(catalogue))


if __name__ == "__main__":
    sys.exit(main())
