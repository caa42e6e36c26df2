"""Restoring a backup into an empty place, checked before and after."""

import sqlite3
import tempfile
from pathlib import Path

from sqlalchemy import Engine

from feedback import migrations
from feedback.backups.contents import problems_in
from feedback.backups.copying import Copier, copier_for
from feedback.backups.manifest import BackupRefusedError, Manifest, read_manifest, sha256_of


def restore_backup(engine: Engine, source: Path) -> Manifest:
    """Put a backup into the empty database of the settings; refuses whatever does not fit."""
    manifest = read_manifest(source)
    copier = copier_for(engine)
    file = source / manifest.file
    _refuse_what_does_not_fit(manifest, file, engine)
    copier.refuse_unless_empty(engine)
    try:
        if manifest.kind == "sqlite":
            _prove_elsewhere(copier, engine, file, manifest)
        copier.put_back(engine, file)
    except (OSError, sqlite3.Error) as error:
        raise BackupRefusedError(f"The backup could not be restored: {error}.") from None
    with engine.connect() as connection:
        if problems := list(problems_in(connection, manifest.contents)):
            raise BackupRefusedError(
                f"Do not use the restored database. It is not what was backed up: {problems[0]}"
            )
    return manifest


def _refuse_what_does_not_fit(manifest: Manifest, file: Path, engine: Engine) -> None:
    if manifest.kind != engine.dialect.name:
        raise BackupRefusedError(
            f"This is a backup of {manifest.kind}, and the settings name {engine.dialect.name}."
        )
    if not file.exists() or sha256_of(file) != manifest.sha256:
        raise BackupRefusedError(
            f"{file} is missing, or is not the file that was backed up: its hash is another one. "
            "Use another copy of this backup."
        )
    if manifest.contents.revision not in migrations.revisions():
        raise BackupRefusedError(
            f"This backup was made by Heard {manifest.software}, which is newer than this one."
        )


def _prove_elsewhere(copier: Copier, engine: Engine, file: Path, manifest: Manifest) -> None:
    """Try it first where it harms nobody: in the data folder there is no way back."""
    target = Path(str(engine.url.database)).parent
    target.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=target) as place,
        copier.restored(engine, file, Path(place)) as restored,
        restored.connect() as connection,
    ):
        if problems := list(problems_in(connection, manifest.contents)):
            raise BackupRefusedError(f"This backup is damaged: {problems[0]}")
