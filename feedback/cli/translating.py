"""`heard translations`: a spreadsheet for a translator, and back again with everything checked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from sqlmodel import Session

from feedback import audit
from feedback.audit import Action, Subject
from feedback.bring_in import ImportRefusedError
from feedback.cli import translators_sheet
from feedback.cli.authored_rows import Changes, OwnWords, database_if_any, place_in
from feedback.cli.plural_forms import PluralForm, plural_forms
from feedback.cli.translation_checks import problems, unprintable
from feedback.cli.translators_sheet import Sheet, SheetRow
from feedback.cli.wording_uses import Uses, in_surveys
from forms.staff import LONDON
from translations import DIRECTORY, LANGUAGES, Language, catalogues, ledger
from translations.ledger import SignOff, State

PROBLEMS_SHOWN = 20
LONGEST_NAME = 100
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("translations")
def translations_group() -> None:
    """Send the wording to a translator, and take it back checked."""


@translations_group.command("export")
@click.argument("language")
@click.argument("file", type=FILE)
def export(language: str, file: Path) -> None:
    """Write FILE (.xlsx or .csv) for a translator of LANGUAGE, such as fr."""
    _refuse_other_kinds(file)
    if file.exists():
        raise ImportRefusedError(f"{file.name} is there already, and may hold somebody's work.")
    wanted = _language(language, DIRECTORY)
    with database_if_any() as held:
        own = OwnWords(held, wanted).rows()
        written = write_sheet(wanted, file, own=own, directory=DIRECTORY)
        _note(held, Action.EXPORTED, wanted, written)
    click.echo(
        f"{file.name}: {written:,} strings, {len(own):,} of them your officers' own words. "
        "docs/translating.md says how to work with it."
    )


@translations_group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--speaker", help="The fluent speaker who checked the rows marked checked.")
def import_(file: Path, speaker: str | None) -> None:
    """Take FILE back: all of it, or, when one row is wrong, nothing."""
    _refuse_other_kinds(file)
    today = datetime.now(LONDON).date()
    with database_if_any() as held:
        done = take_back(file, speaker=speaker, on=today, directory=DIRECTORY, held=held)
        if done.has_changed_anything:
            _note(held, Action.CHANGED_WORDING, done.language, done.changed)
    name = done.language.english_name
    if not done.has_changed_anything:
        click.echo(f"{name}: nothing to change.")
        return
    click.echo(
        f"{name}: translations changed: {done.changed:,}; newly checked: {done.checked:,}; "
        f"back to draft: {done.back_to_draft:,}."
    )
    if done.has_changed_files:
        click.echo("Now run `make catalogues` and `make check`, and start Heard again.")


def _note(held: Session | None, action: Action, language: Language, how_many: int) -> None:
    if held is not None:
        audit.by_command(held, action, Subject.LANGUAGE, language.code, how_many=how_many)


@dataclass(frozen=True)
class Done:
    """What an import did."""

    language: Language
    changed: int
    checked: int
    back_to_draft: int
    has_changed_anything: bool
    has_changed_files: bool  # What officers wrote is in the database, and shown at once.


@dataclass(frozen=True)
class Work:
    """A language's catalogue and ledger, as they are before a translator's file."""

    language: Language
    catalogue: Any
    signed: ledger.Ledger
    forms: tuple[PluralForm, ...]
    messages: dict[tuple[str, ...], Any] = field(default_factory=dict)


def write_sheet(language: Language, file: Path, *, own: Sequence[SheetRow], directory: Path) -> int:
    """Write every string of a language for its translator; returns how many."""
    work = _work(language, directory)
    uses = in_surveys()
    # What changes most comes first, with what families read.
    rows = [*own, *(_exported(work, english, uses) for english in _in_order(work, uses))]
    translators_sheet.write(file, language, work.forms, rows)
    return len(rows)


def take_back(
    file: Path, *, speaker: str | None, on: date, directory: Path, held: Session | None
) -> Done:
    """Write a translator's file to catalogue, ledger and database; all of it or nothing."""
    sheet = translators_sheet.read(file)
    work = _work(_language(sheet.language, directory), directory)
    own = OwnWords(held, work.language)
    by = _speaker(speaker)
    _refuse_if_wrong(file, list(_refusals(sheet, work, own, speaker=by)))
    signature = SignOff(by or "", on)
    changes = Changes()
    for row in sheet.rows:
        if row.reference:
            own.take_in(row, signature, changes)
    sheet = replace(sheet, rows=tuple(row for row in sheet.rows if not row.reference))
    before = _signatures(work)
    changed = sum([_put(work.messages[row.english], row) for row in sheet.rows])
    after = _signed_after(sheet, work, before, by=signature)
    # The catalogue first: if the second write fails, strings are drafts, never falsely checked.
    kept = catalogues.replace(
        catalogues.path_of(work.language, directory), catalogues.as_bytes(work.catalogue)
    )
    book = ledger.as_bytes({**work.signed, work.language.code: after})
    signed = catalogues.replace(directory / ledger.FILE, book)
    return Done(
        language=work.language,
        changed=changed + changes.changed,
        checked=len(after.keys() - before.keys()) + changes.checked,
        back_to_draft=len(before.keys() - after.keys()) + changes.back_to_draft,
        has_changed_anything=kept or signed or bool(changes),
        has_changed_files=kept or signed,
    )


def _refuse_if_wrong(file: Path, wrong: list[str]) -> None:
    if wrong:
        more = [f"… and {len(wrong) - PROBLEMS_SHOWN} more."] if wrong[PROBLEMS_SHOWN:] else []
        listed = "\n  ".join([*wrong[:PROBLEMS_SHOWN], *more])
        raise ImportRefusedError(f"{file.name} is refused, and nothing was changed:\n  {listed}")


def _refuse_other_kinds(file: Path) -> None:
    if file.suffix.lower() not in {".xlsx", ".csv"}:
        raise ImportRefusedError(f"{file.name} has to end in .xlsx or .csv.")


def _language(code: str, directory: Path) -> Language:
    language = LANGUAGES.get(code)
    if language is None:
        known = ", ".join(sorted(LANGUAGES))
        raise ImportRefusedError(f"We know no language {code!r}. We know: {known}.")
    if not catalogues.path_of(language, directory).exists():
        raise ImportRefusedError(f"{language.english_name} has no catalogue to translate.")
    return language


def _speaker(name: str | None) -> str | None:
    tidy = " ".join((name or "").split())
    if len(tidy) > LONGEST_NAME or unprintable(tidy):
        raise ImportRefusedError("The speaker's name is too long, or holds an odd character.")
    return tidy or None


def _work(language: Language, directory: Path) -> Work:
    catalogue = catalogues.read(catalogues.path_of(language, directory))
    messages = {_english(message): message for message in catalogue if message.id}
    return Work(
        language=language,
        catalogue=catalogue,
        signed=ledger.read(directory),
        forms=plural_forms(catalogue),
        messages=messages,
    )


def _english(message: Any) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _in_order(work: Work, uses: Uses) -> list[tuple[str, ...]]:
    """What families read first, question by question; staff pages last."""
    order = {english: place for place, english in enumerate(uses.by_english)}

    def place(english: tuple[str, ...]) -> tuple[bool, int, str]:
        message = work.messages[english]
        is_for_staff = not catalogues.is_for_families(message)
        return is_for_staff, order.get(english[0], len(order)), uses.where(message)

    return sorted(work.messages, key=place)


def _exported(work: Work, english: tuple[str, ...], uses: Uses) -> SheetRow:
    message = work.messages[english]
    strings = catalogues.strings_of(message)
    if len(english) > 1:
        strings = (*strings, *[""] * len(work.forms))[: len(work.forms)]
    return SheetRow(
        number=0,
        english=english,
        strings=strings,
        state=ledger.state(work.language.code, english, strings, ledger=work.signed),
        note=" ".join(message.user_comments),
        context=uses.where(message),
        is_easy_read=uses.is_easy_read(message),
    )


def _refusals(sheet: Sheet, work: Work, own: OwnWords, *, speaker: str | None) -> Iterator[str]:
    columns = translators_sheet.columns(work.language.code, work.forms)
    if sheet.columns != columns:
        yield f"row 1: the columns for translations have to be {', '.join(columns)}"
        return
    seen: Counter[tuple[str, ...]] = Counter()
    for row in sheet.rows:
        # Two officers may write the same: their words are known by whose they are.
        known_by = (place_in(row),) if row.reference else row.english
        seen[known_by] += 1
        if row.reference:
            found = own.problems(row, speaker=speaker)
        else:
            found = _row_problems(row, work, speaker=speaker)
        yield from (f"row {row.number}: {problem}" for problem in found)
        if seen[known_by] > 1:
            yield f"row {row.number}: the same English is in an earlier row"


def _row_problems(row: SheetRow, work: Work, *, speaker: str | None) -> Iterator[str]:
    if row.problem:
        yield row.problem
        return
    message = work.messages.get(row.english)
    if message is None:
        yield "we have no such English, or it has changed since; export the language again"
        return
    if row.state not in set(State):
        yield f"its state is neither {State.DRAFT} nor {State.CHECKED}"
    elif row.state == State.CHECKED and not speaker and not _is_signed(row, work):
        yield "it is marked checked, so --speaker has to name who checked it"
    if unprintable(row.note):
        yield "its note holds a character that cannot be seen"
    if any(row.strings) or row.state == State.CHECKED or catalogues.is_translated(message):
        yield from problems(row.english, row.strings, work.forms)


def _is_signed(row: SheetRow, work: Work) -> bool:
    return bool(ledger.sign_off(work.language.code, row.english, row.strings, work.signed))


def _put(message: Any, row: SheetRow) -> bool:
    """Write one row into its message; True where the translation is another now."""
    is_changed = tuple(row.strings) != catalogues.strings_of(message) and any(row.strings)
    if is_changed:
        message.string = row.strings if len(row.english) > 1 else row.strings[0]
        message.flags.discard("fuzzy")
    if row.note != " ".join(message.user_comments):
        message.user_comments = [row.note] if row.note else []
    return is_changed


def _signatures(work: Work) -> dict[str, SignOff]:
    """The signatures that fit a string of today; the others are forgotten."""
    signed = work.signed.get(work.language.code, {})
    keys = {
        ledger.key(english, catalogues.strings_of(message))
        for english, message in work.messages.items()
    }
    return {key: by for key, by in signed.items() if key in keys}


def _signed_after(
    sheet: Sheet, work: Work, before: dict[str, SignOff], *, by: SignOff
) -> dict[str, SignOff]:
    """Who has checked what once the sheet is in: an old signature stays with its own speaker."""
    signed = _signatures(replace(work, signed={work.language.code: before}))
    for row in sheet.rows:
        key = ledger.key(row.english, row.strings)
        if row.state == State.CHECKED:
            signed.setdefault(key, by)
        else:
            signed.pop(key, None)
    return signed
