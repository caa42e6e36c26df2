"""Proving that the target holds what the source holds: rows, their hashes, audit and releases."""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, select

from feedback import chain
from feedback.backups.contents import Contents, contents_of, problems_in
from feedback.carry_over.rows import TABLES, digest
from feedback.carry_over.source import CarryRefusedError
from feedback.models import ResultsRelease
from feedback.responses import table_of
from feedback.results.stored import ReleaseBrokenError, broken_links, read

RELEASE = table_of(ResultsRelease)
DO_NOT_USE = "Do not use the PostgreSQL database. "


def prove(
    source: Connection, target: Connection, *, tell: Callable[[str], None]
) -> tuple[Contents, list[str]]:
    """What both hold, and what did not fit before either; refuses a target that differs."""
    for table in TABLES:
        there, here = digest(source, table), digest(target, table)
        if there != here:
            raise CarryRefusedError(
                f"{DO_NOT_USE}The table {table.name} was read back and is not the same: "
                f"{there[0]:,} rows in the SQLite file, {here[0]:,} in PostgreSQL."
            )
        if here[0]:
            tell(f"{table.name}: {here[0]:,} read back, the same")
    wanted = contents_of(source)
    if found := next(problems_in(target, wanted), None):
        raise CarryRefusedError(f"{DO_NOT_USE}{found}")
    return wanted, [*chain.problems(target), *_broken_releases(target)]


def _broken_releases(target: Connection) -> Iterator[str]:
    """Releases that are not what was frozen, or do not name the one before them."""
    newest_first = select(RELEASE.c.number, RELEASE.c.content, RELEASE.c.hash).order_by(
        RELEASE.c.number.desc()
    )
    whole = []
    for row in target.execute(newest_first):
        try:
            whole.append(read(*row))
        except ReleaseBrokenError as error:
            yield str(error)
    for release, problem in broken_links(whole):
        yield f"Release {release.number}: {problem}"
