"""The catalogues as translators keep them: where each is, what families read, reading, writing."""

from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

import translations
from translations import Language

# What families and the public read: every language has all of it. Staff pages may lag behind,
# save in the languages we promise to keep whole.
FOR_FAMILIES = (
    "forms/surveys/",
    "forms/scales.py",
    "forms/comment_themes.py",
    "forms/composed_words.py",
    "forms/conditions.py",
    "forms/consent.py",
    "forms/missing_language.py",
    "forms/reply_words.py",
    "forms/validators.py",
    "forms/answer_groups.py",
    "forms/local_offer_words.py",
    "forms/rating_words.py",
    "forms/voice_words.py",
    "feedback/coproduce/target.py",
    "feedback/errors.py",
    "feedback/evidence/wording.py",
    "feedback/evidence/tables.py",
    "feedback/evidence/gathering/cover.py",
    "feedback/evidence/gathering/loops.py",
    "feedback/evidence/gathering/quoting.py",
    "feedback/evidence/gathering/surveys.py",
    "feedback/evidence/workbook.py",
    "feedback/invite/insert.py",
    "feedback/invite/paper.py",
    "feedback/invite/poster.py",
    "feedback/publish/open_routes.py",
    "feedback/publish/progress.py",
    "feedback/publish/site.py",
    "feedback/respond/",
    "feedback/results/plain.py",
    "feedback/templates/components/errors.html",
    "feedback/templates/components/questions.html",
    "feedback/templates/components/tablet.html",
    "feedback/templates/error.html",
    "feedback/templates/family_base.html",
    "feedback/templates/publish/columns.html",
    "feedback/templates/publish/open/",
    "feedback/templates/publish/statement.html",
    "feedback/templates/respond/",
)


def is_for_families(message: Message) -> bool:
    """Whether a family or the public reads it somewhere."""
    return any(place.startswith(FOR_FAMILIES) for place, _line in message.locations)


def path_of(language: Language, directory: Path | None = None) -> Path:
    """Where a language's catalogue is, or would be."""
    place = directory or translations.DIRECTORY
    return place / language.locale / "LC_MESSAGES" / "messages.po"


def strings_of(message: Message) -> tuple[str, ...]:
    """What stands for the message in this language: one string, or one for each plural form."""
    found = message.string
    return tuple(found) if isinstance(found, list | tuple) else (found or "",)


def is_translated(message: Message) -> bool:
    """Whether a page shows the translation: all its forms are there and none is a guess."""
    return not message.fuzzy and all(strings_of(message))


def read(path: Path) -> Catalog:
    """A catalogue, or the template of all of them."""
    with path.open("rb") as file:
        return read_po(file, locale=locale_of(path))


def as_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as its file holds it: the same wording always gives the same bytes."""
    # Dates would change the file every time it is written, and git knows them anyway.
    kept = BytesIO()
    write_po(kept, catalogue, sort_output=True, ignore_obsolete=True, width=100)
    lines = kept.getvalue().splitlines(keepends=True)
    dated = (b'"POT-Creation-Date:', b'"PO-Revision-Date:')
    return b"".join(line for line in lines if not line.startswith(dated))


def replace(path: Path, content: bytes) -> bool:
    """Put a whole file in place at once; False, and nothing touched, where it says that already."""
    if path.exists() and path.read_bytes() == content:
        return False
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)
    return True


def locale_of(path: Path) -> Locale | None:
    """The locale that a catalogue's folder names, where Babel knows it."""
    # Babel does not know every language we do: Sylheti's plural rule is then read from its file.
    if path.suffix != ".po":
        return None
    try:
        return Locale.parse(path.parent.parent.name)
    except UnknownLocaleError:
        return None
