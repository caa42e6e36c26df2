"""`heard check`: is everything fit to start?"""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

import translations
from feedback import migrations
from feedback.areas import AreaError, load_area
from feedback.areas.logo import MOST_BYTES_IN_A_PAGE
from feedback.areas.sources import TO_BE_CITED, uncited
from feedback.backups import over_their_time
from feedback.config import Config, Erasing
from feedback.database import Database, create_engine_for
from feedback.erase import look
from feedback.readiness import Finding, findings
from feedback.sample import has_sample_data
from forms.staff import LONDON
from translations import LANGUAGES, Language

# A run that was missed once is no trouble yet.
LATE = timedelta(days=2)
NOT_CHECKED = "not checked, because the area's file cannot be used."


@click.command("check")
def check() -> None:
    """Say whether settings, area, database and translations are fit to start."""
    config = Config.from_environment()
    click.echo(f"Settings:      fine ({config.environment})")
    problems = [problem for name, look in LOOKS if (problem := _said(name, look, config))]
    for one in _readiness(config):
        click.echo(f"{one.name + ':':<14} {one.words}")
        problems += [True] * (not one.is_fine)
    if problems:
        sys.exit(1)


def _said(name: str, look: Callable[[Config], tuple[bool, str]], config: Config) -> bool:
    """Print one line; True when it names a problem."""
    is_fine, words = look(config)
    click.echo(f"{name + ':':<14} {words}")
    return not is_fine


def _area(config: Config) -> tuple[bool, str]:
    try:
        area = load_area(config.area)
    except AreaError as error:
        return False, str(error)
    return True, f"fine ({area.name})"


def _contact(config: Config) -> tuple[bool, str]:
    """What families cannot be told yet; no reason not to start."""
    try:
        area = load_area(config.area)
    except AreaError:
        return True, NOT_CHECKED
    said = []
    if missing := area.contact.missing:
        said.append(
            f"[contact] in the area's file still has to be filled in: {', '.join(missing)}."
        )
    if area.safeguarding is None:
        said.append("The area's file has no [safeguarding]: families are told of 999 only.")
    return True, " ".join(said) or "fine"


def _sources(config: Config) -> tuple[bool, str]:
    """How many rows do not say where they were copied from; no reason not to start."""
    try:
        number = uncited(load_area(config.area))
    except AreaError:
        return True, NOT_CHECKED
    if not number:
        return True, "fine"
    rows = "1 row still says" if number == 1 else f"{number} rows still say"
    return True, f"{rows} “{TO_BE_CITED}”. Packs show it to whoever reads them."


def _look(config: Config) -> tuple[bool, str]:
    """Whether the area's logo is small enough for pages; no reason not to start."""
    try:
        logo = load_area(config.area).look.logo
    except AreaError:
        return True, NOT_CHECKED
    if logo and not logo.fits_a_page:
        return True, (
            "the logo is on paper only: for pages it has to be an SVG drawing of at most "
            f"{MOST_BYTES_IN_A_PAGE:,} bytes."
        )
    return True, "fine" if logo else "no logo"


def _terms(config: Config) -> tuple[bool, str]:
    """Whether answers given today belong to a term; no reason not to start."""
    today = _today()
    try:
        ref = load_area(config.area).term_ref(today)
    except AreaError:
        return True, NOT_CHECKED
    if ref is None:
        return True, (
            f"no term in the area's file covers today, {today}, so the results of a term leave "
            "out what families say now. Add terms."
        )
    return True, f"fine (today is in {ref})"


def _today() -> date:
    return datetime.now(LONDON).date()


def _readiness(config: Config) -> list[Finding]:
    database = Database(create_engine_for(config.database_url))
    found = findings(config, database, now=datetime.now(UTC))
    database.engine.dispose()
    return found


def _database(config: Config) -> tuple[bool, str]:
    engine = create_engine_for(config.database_url)
    if not migrations.is_current(engine):
        return False, "not up to date. Run `heard migrate`."
    if not config.is_sample and has_sample_data(engine):
        return False, "it holds sample staff or made-up answers. Start with an empty database."
    return True, f"fine ({engine.dialect.name}, revision {migrations.revisions()[-1]})"


def _erasing(config: Config) -> tuple[bool, str]:
    """Whether what families are told about erasing is kept."""
    if config.erasing is Erasing.NOBODY:
        return True, "switched off, so families are told no date. Set HEARD_ERASE_DUE."
    database = Database(create_engine_for(config.database_url))
    try:
        if not migrations.is_current(database.engine):
            return True, "not checked, because the database is not up to date."
        late = look(database, load_area(config.area), today=_today() - LATE)
    except AreaError:
        return True, NOT_CHECKED
    finally:
        database.engine.dispose()
    if config.backup_dir:
        days = load_area(config.area).retention.backups
        if over_their_time(config.backup_dir, days=days, today=_today() - LATE):
            return False, f"a backup is older than the {days} days that families are told."
    if late.is_something:
        return False, "overdue by more than two days. Run `heard erase-due`."
    return True, f"fine ({config.erasing})"


def _work_accounts(config: Config) -> tuple[bool, str]:
    """Whether the provider answers; no reason not to start, for passwords work without it."""
    from feedback.identity_provider import provider_of

    provider = provider_of(config)
    if provider is None:
        return True, "none: staff sign in with passwords and links."
    trouble = provider.trouble()
    if trouble:
        return True, f"the provider in HEARD_OIDC_ISSUER cannot be used now: {trouble}."
    return True, f"fine (the provider returns people to {provider.answer_to})"


def _catalogues(config: Config) -> tuple[bool, str]:
    try:
        languages = [LANGUAGES[code] for code in load_area(config.area).languages]
    except AreaError:
        return False, NOT_CHECKED
    waiting = [language.code for language in languages if needs_compiling(language)]
    if waiting:
        return False, f"not compiled: {', '.join(waiting)}. Run `make compile`."
    ready = {language.code for language in translations.available()}
    missing = [language.code for language in languages if language.code not in ready]
    offered = ", ".join(language.code for language in languages if language.code in ready)
    note = f"; not translated yet, so not offered: {', '.join(missing)}" if missing else ""
    return True, f"fine ({offered}{note})"


LOOKS: tuple[tuple[str, Callable[[Config], tuple[bool, str]]], ...] = (
    ("Area", _area),
    ("Contact", _contact),
    ("Sources", _sources),
    ("Look", _look),
    ("Terms", _terms),
    ("Database", _database),
    ("Erasing", _erasing),
    ("Work accounts", _work_accounts),
    ("Translations", _catalogues),
)


def needs_compiling(language: Language, directory: Path = translations.DIRECTORY) -> bool:
    """Whether its translators' file is newer than what the app reads."""
    written = directory / language.locale / "LC_MESSAGES" / "messages.po"
    compiled = written.with_suffix(".mo")
    if not written.exists():
        return False
    return not compiled.exists() or compiled.stat().st_mtime < written.stat().st_mtime
