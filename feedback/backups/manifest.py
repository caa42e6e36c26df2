"""What lies beside each backup: what it holds, its hash, and the head of the audit."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from feedback.backups.contents import Contents
from feedback.chain import Head

FILE = "manifest.json"
FORMAT = 1


class BackupRefusedError(Exception):
    """A backup cannot be made, read or restored as asked; the message says why."""


@dataclass(frozen=True)
class Manifest:
    """One backup, as its manifest describes it."""

    made_at: datetime
    software: str
    kind: str
    file: str
    sha256: str
    size: int
    contents: Contents
    # Whether every entry of the audit fitted the one before it; None for an older database.
    audit_is_whole: bool | None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put it beside the backup, on the disk before we return."""
    said = {"format": FORMAT, **asdict(manifest), "made_at": manifest.made_at.isoformat()}
    path = folder / FILE
    path.write_text(json.dumps(said, indent=2, sort_keys=True) + "\n", "utf-8")
    sync(path)


def read_manifest(folder: Path) -> Manifest:
    """What the backup in this folder should be; refuses what is not one of ours."""
    try:
        said = json.loads((folder / FILE).read_text("utf-8"))
        return _manifest(said)
    except FileNotFoundError:
        raise BackupRefusedError(
            f"{folder} is no backup of Heard's: it has no {FILE}. Name the folder that "
            "`heard backup` made."
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise BackupRefusedError(f"The {FILE} in {folder} cannot be read.") from None


def _manifest(said: dict[str, Any]) -> Manifest:
    if said.pop("format") != FORMAT:
        raise ValueError
    contents = said.pop("contents")
    head = contents.pop("audit")
    made_at = datetime.fromisoformat(said.pop("made_at"))
    if made_at.tzinfo is None or Path(said["file"]).name != said["file"]:
        raise ValueError
    return Manifest(
        made_at=made_at, contents=Contents(audit=head and Head(**head), **contents), **said
    )


def newest_in(folder: Path) -> datetime | None:
    """When the newest backup in a folder of backups was made; None without any."""
    # A name with a dot is a backup still being made.
    found = [path.parent for path in folder.glob(f"*/{FILE}") if path.parent.name[0] != "."]
    moments = []
    for one in found:
        try:
            moments.append(read_manifest(one).made_at)
        except BackupRefusedError:
            continue  # It cannot be restored, so it is no backup.
    return max(moments, default=None)


def sha256_of(path: Path) -> str:
    """The hash of a file, in a constant amount of memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk before we go on."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def now() -> datetime:
    """This moment, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
