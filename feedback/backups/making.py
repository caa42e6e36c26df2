"""Making a backup: copy, prove by restoring, and only then give it its name."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from feedback.backups.contents import Contents, audit_is_whole, problems_in
from feedback.backups.copying import Copier, copier_for
from feedback.backups.manifest import (
    BackupRefusedError,
    Manifest,
    now,
    sha256_of,
    sync,
    write_manifest,
)

DISTRIBUTION = "heard-send"


@dataclass(frozen=True)
class Backup:
    """A backup that was made, and proved."""

    folder: Path
    manifest: Manifest


def make_backup(engine: Engine, out: Path) -> Backup:
    """Copy the database into a new folder while families answer; prove it by restoring it.

    Nothing is left under that name unless the copy holds all that the database held.
    """
    if out.exists():
        raise BackupRefusedError(f"{out} is there already, and no backup is ever written over.")
    copier = copier_for(engine)
    made_at = now()
    with _unfinished(out) as folder:
        file = folder / copier.file
        contents = copier.copy(engine, file)
        file.chmod(0o600)
        sync(file)
        manifest = Manifest(
            made_at=made_at,
            software=version(DISTRIBUTION),
            kind=engine.dialect.name,
            file=file.name,
            sha256=sha256_of(file),
            size=file.stat().st_size,
            contents=contents,
            audit_is_whole=_prove(copier, engine, file, contents),
        )
        write_manifest(folder, manifest)
        sync(folder)
        folder.rename(out)
        sync(out.parent)
    return Backup(out, manifest)


def _prove(copier: Copier, engine: Engine, file: Path, contents: Contents) -> bool | None:
    """Restore it in a temporary place, and refuse it when anything is missing."""
    with copier.restored(engine, file, file.parent) as restored, restored.connect() as connection:
        if problems := list(problems_in(connection, contents)):
            raise BackupRefusedError(f"The copy is not what it should be: {problems[0]}")
        return audit_is_whole(connection, contents)


@contextmanager
def _unfinished(out: Path) -> Iterator[Path]:
    """A folder only we can read, beside the place it will have; gone if we do not finish."""
    folder: Path | None = None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
        yield folder
    except (OSError, sqlite3.Error) as error:
        raise BackupRefusedError(f"The backup could not be written: {error}.") from None
    except DBAPIError as error:
        said = str(error.orig).splitlines()[0]
        raise BackupRefusedError(f"The database could not be read whole: {said}.") from None
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
