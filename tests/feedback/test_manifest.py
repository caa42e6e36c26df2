"""The manifest of a backup says all that a restore has to know, and nothing else is believed."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from feedback.backups.contents import Contents
from feedback.backups.manifest import (
    BackupRefusedError,
    Manifest,
    newest_in,
    now,
    read_manifest,
    sha256_of,
    sync,
    write_manifest,
)
from feedback.chain import Head

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
MADE = Manifest(
    made_at=NOON,
    software="1.2",
    kind="sqlite",
    file="heard.sqlite3",
    sha256="ab" * 32,
    size=4096,
    contents=Contents(revision="0016", rows={"answer": 3}, audit=Head(7, "f" * 64)),
    audit_is_whole=True,
)


def spoilt(folder: Path, **said: Any) -> Path:
    """A folder whose manifest says something else."""
    write_manifest(folder, MADE)
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | said), "utf-8")
    return folder


@pytest.mark.parametrize(
    "made",
    [
        MADE,
        replace(MADE, contents=replace(MADE.contents, audit=None), audit_is_whole=None),
        replace(MADE, audit_is_whole=False, made_at=NOON + timedelta(microseconds=5)),
    ],
)
def test_what_is_read_is_what_was_written(tmp_path: Path, made: Manifest) -> None:
    write_manifest(tmp_path, made)

    assert read_manifest(tmp_path) == made


def test_people_and_later_versions_can_read_it(tmp_path: Path) -> None:
    write_manifest(tmp_path, MADE)

    text = (tmp_path / "manifest.json").read_text("utf-8")
    assert text.startswith('{\n  "audit_is_whole": true,\n  "contents": {\n    "audit": {')
    assert text.endswith("}\n")
    assert json.loads(text)["format"] == 1


@pytest.mark.parametrize(
    "said",
    [
        {"format": 0},
        {"format": 2},
        {"format": "1"},
        {"made_at": "2026-06-01T12:00:00"},
        {"made_at": "noon"},
        {"file": "../heard.sqlite3"},
        {"file": "/etc/passwd"},
        {"contents": {}},
        {"contents": None},
        {"more": "than we write"},
    ],
)
def test_a_manifest_that_no_version_of_ours_writes_is_refused(
    tmp_path: Path, said: dict[str, Any]
) -> None:
    with pytest.raises(BackupRefusedError, match=r"The manifest\.json in .* cannot be read"):
        read_manifest(spoilt(tmp_path, **said))


def test_a_folder_without_one_is_told_apart_from_one_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BackupRefusedError, match="is no backup of Heard's: it has no manifest"):
        read_manifest(tmp_path)
    (tmp_path / "manifest.json").write_bytes(b"\xff\xfe")
    with pytest.raises(BackupRefusedError, match="cannot be read"):
        read_manifest(tmp_path)
    (tmp_path / "manifest.json").unlink()
    (tmp_path / "manifest.json").mkdir()
    with pytest.raises(BackupRefusedError, match="cannot be read"):
        read_manifest(tmp_path)


def test_the_newest_of_several_that_can_be_restored_counts(tmp_path: Path) -> None:
    ages = {"a": 3, "b": 1, "c": 2, ".unfinished": 0, "broken": 0}
    for name, days in ages.items():
        (tmp_path / name).mkdir()
        write_manifest(tmp_path / name, replace(MADE, made_at=NOON - timedelta(days=days)))
    (tmp_path / "broken" / "manifest.json").write_text("{}")

    assert newest_in(tmp_path) == NOON - timedelta(days=1)
    assert newest_in(tmp_path / "a") is None
    assert newest_in(tmp_path / "nowhere") is None


def test_the_hash_is_that_of_every_byte(tmp_path: Path) -> None:
    content = os.urandom(300_000)
    (tmp_path / "file").write_bytes(content)

    assert sha256_of(tmp_path / "file") == hashlib.sha256(content).hexdigest()


def test_it_is_on_the_disk_before_anybody_relies_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []

    def fsync(opened: int) -> None:
        synced.append(Path(f"/proc/self/fd/{opened}").readlink().name)

    monkeypatch.setattr(os, "fsync", fsync)
    before = len(list(Path("/proc/self/fd").iterdir()))

    write_manifest(tmp_path, MADE)
    sync(tmp_path)

    assert synced == ["manifest.json", tmp_path.name]
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_file_that_cannot_be_put_on_the_disk_is_let_go_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(_opened: int) -> None:
        raise OSError("full")

    monkeypatch.setattr(os, "fsync", fsync)
    before = len(list(Path("/proc/self/fd").iterdir()))

    with pytest.raises(OSError, match="full"):
        write_manifest(tmp_path, MADE)

    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_moment_is_to_the_second_and_says_where() -> None:
    found = now()

    assert (found.microsecond, found.tzinfo) == (0, UTC)
    assert abs(datetime.now(UTC) - found) < timedelta(minutes=1)
