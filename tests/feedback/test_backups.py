"""A backup is made while families answer, proved by restoring it, and never harms what is there."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import Engine, make_url, text

from feedback import chain, create_app, migrations
from feedback.backups import BackupRefusedError, make_backup, newest_in, restore_backup
from feedback.backups.contents import contents_of
from feedback.backups.copying import PostgresCopier, SqliteCopier
from feedback.backups.manifest import read_manifest
from feedback.chain import Entry
from feedback.cli import main
from feedback.config import Config
from feedback.database import create_engine_for
from feedback.models import Action
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, send, stamp_on
from tests.feedback.bringing_in import contents

WORDS = "Zebra crossing outside the clinic"
ANSWERS = {"ps_overall": "good", "ps_better": WORDS}


@pytest.fixture
def asked(engine: Engine, config: Config) -> Flask:
    """An app on either database with one response and one entry in the audit."""
    app = create_app(config, engine=engine)
    open_collection(app)
    assert send(phone(app), ANSWERS).status_code == 200
    with database_of(app).transaction() as connection:
        chain.append(connection, [Entry(Action.SIGNED_IN, "somebody")])
    return app


@pytest.fixture
def empty_place(engine: Engine, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An empty database of the same kind, to restore into."""
    if engine.dialect.name == "sqlite":
        url = f"sqlite:///{tmp_path / 'elsewhere' / 'heard.sqlite3'}"
        found = create_engine_for(url)
        yield found
        found.dispose()
        return
    with request.getfixturevalue("postgres_cluster").fresh_database() as url:
        found = create_engine_for(url)
        yield found
        found.dispose()


def phone(app: Flask) -> CheckingClient:
    """A family's browser."""
    app.test_client_class = CheckingClient
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


def test_what_is_restored_is_what_was_backed_up(
    asked: Flask, engine: Engine, empty_place: Engine, tmp_path: Path
) -> None:
    made = make_backup(engine, tmp_path / "backups" / "monday")

    restored = restore_backup(empty_place, made.folder)

    assert contents(empty_place) == contents(engine)
    assert restored == made.manifest == read_manifest(made.folder)
    assert restored.audit_is_whole is True
    with engine.connect() as connection:
        assert restored.contents.audit == chain.head(connection)
        assert restored.contents == contents_of(connection)
    assert restored.contents.rows["response"] == 1


def test_the_restored_database_takes_answers_and_keeps_its_audit(
    asked: Flask, engine: Engine, empty_place: Engine, config: Config, tmp_path: Path
) -> None:
    restore_backup(empty_place, make_backup(engine, tmp_path / "monday").folder)

    app = create_app(config, engine=empty_place)

    assert send(phone(app), ANSWERS).status_code == 200
    with pytest.raises(Exception, match="audit"), empty_place.begin() as connection:
        connection.execute(text("DELETE FROM audit_entry"))


def test_a_backup_holds_every_family_thanked_before_it_though_others_go_on_answering(
    asked: Flask, engine: Engine, tmp_path: Path
) -> None:
    thanked, is_over = [1], threading.Event()

    def answer() -> None:
        client = phone(asked)
        while not is_over.is_set():
            form = {"nonce": stamp_on(client), **ANSWERS}
            thanked.append(client.post("/S/ABC234", data=form).status_code == 200)

    family = threading.Thread(target=answer)
    family.start()
    try:
        found = []
        for number in range(4):
            before = sum(thanked)
            manifest = make_backup(engine, tmp_path / str(number)).manifest
            found.append((before, manifest.contents.rows["response"]))
    finally:
        is_over.set()
        family.join()

    assert all(before <= kept for before, kept in found)
    assert sum(thanked) > found[0][1]


def test_a_copy_of_the_live_file_holds_none_of_it(
    app: Flask, config: Config, tmp_path: Path
) -> None:
    # Why there is a command: what families sent last is in the file beside it.
    open_collection(app)
    send(phone(app), ANSWERS)
    copy = tmp_path / "copy.sqlite3"

    shutil.copyfile(config.data_dir / "heard.sqlite3", copy)
    made = make_backup(database_of(app).engine, tmp_path / "monday")

    with closing(sqlite3.connect(copy)) as copied:
        assert copied.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copied.execute("SELECT count(*) FROM response").fetchone() == (0,)
    assert made.manifest.contents.rows["response"] == 1


def test_a_backup_is_one_folder_that_only_its_owner_reads(
    asked: Flask, engine: Engine, tmp_path: Path
) -> None:
    made = make_backup(engine, tmp_path / "monday")

    assert [path.name for path in tmp_path.glob("*monday*")] == ["monday"]
    assert {path.name for path in made.folder.iterdir()} == {made.manifest.file, "manifest.json"}
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((made.folder / made.manifest.file).stat().st_mode) == 0o600
    assert WORDS not in (made.folder / "manifest.json").read_text()


def test_no_backup_is_written_over(asked: Flask, engine: Engine, tmp_path: Path) -> None:
    made = make_backup(engine, tmp_path / "monday")
    before = (made.folder / "manifest.json").read_bytes()

    with pytest.raises(BackupRefusedError, match="is there already"):
        make_backup(engine, made.folder)

    assert (made.folder / "manifest.json").read_bytes() == before


def test_nothing_is_restored_over_a_database_that_is_in_use(
    asked: Flask, engine: Engine, tmp_path: Path
) -> None:
    made = make_backup(engine, tmp_path / "monday")
    send(phone(asked), ANSWERS)
    before = contents(engine)

    with pytest.raises(BackupRefusedError, match="empty"):
        restore_backup(engine, made.folder)

    assert contents(engine) == before


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_nothing_is_restored_beside_what_another_database_left(
    app: Flask, tmp_path: Path, end: str
) -> None:
    made = make_backup(database_of(app).engine, tmp_path / "monday")
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / f"heard.sqlite3{end}").touch()

    with pytest.raises(BackupRefusedError, match="empty data folder"):
        restore_backup(create_engine_for(f"sqlite:///{folder / 'heard.sqlite3'}"), made.folder)


def test_a_copy_that_lacks_a_response_is_never_called_a_backup(
    asked: Flask, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind: Any = SqliteCopier if engine.dialect.name == "sqlite" else PostgresCopier
    whole = kind.copy

    def forgetful(self: Any, engine: Engine, to: Path) -> object:
        kept = whole(self, engine, to)
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM response"))
        to.unlink()
        whole(self, engine, to)
        return kept

    monkeypatch.setattr(kind, "copy", forgetful)

    with pytest.raises(BackupRefusedError, match="The table answer had 1 rows and has 0"):
        make_backup(engine, tmp_path / "backups" / "monday")

    assert list((tmp_path / "backups").iterdir()) == []


def test_a_backup_with_another_byte_is_refused(
    asked: Flask, engine: Engine, empty_place: Engine, tmp_path: Path
) -> None:
    made = make_backup(engine, tmp_path / "monday")
    file = made.folder / made.manifest.file
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)

    with pytest.raises(BackupRefusedError, match="its hash is another one"):
        restore_backup(empty_place, made.folder)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ({"revision": "9999"}, "newer than this one"),
        ({"rows": {}}, "This backup is damaged: The table"),
        ({"audit": {"number": 7, "entry_hash": "f" * 64}}, "the last entry of the audit"),
    ],
)
def test_a_manifest_that_says_something_else_is_refused(
    app: Flask, tmp_path: Path, spoil: dict[str, object], said: str
) -> None:
    made = make_backup(database_of(app).engine, tmp_path / "monday")
    manifest = json.loads((made.folder / "manifest.json").read_text())
    manifest["contents"] |= spoil
    (made.folder / "manifest.json").write_text(json.dumps(manifest))
    place = tmp_path / "new" / "heard.sqlite3"

    with pytest.raises(BackupRefusedError, match=said):
        restore_backup(create_engine_for(f"sqlite:///{place}"), made.folder)

    assert not place.exists()


@pytest.mark.parametrize("content", [None, "", "{}", '{"format": 2}', "[]"])
def test_what_is_no_backup_of_ours_is_refused(
    app: Flask, tmp_path: Path, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)

    with pytest.raises(BackupRefusedError):
        restore_backup(database_of(app).engine, tmp_path)


def test_the_other_database_s_backup_is_refused(
    app: Flask, tmp_path: Path, postgres_url: str
) -> None:
    made = make_backup(database_of(app).engine, tmp_path / "monday")

    with pytest.raises(BackupRefusedError, match="a backup of sqlite, and the settings name postg"):
        restore_backup(create_engine_for(postgres_url), made.folder)


def test_a_database_of_an_earlier_revision_is_backed_up_before_it_is_brought_up_to_date(
    asked: Flask, engine: Engine, empty_place: Engine, tmp_path: Path
) -> None:
    earlier = migrations.revisions()[-2]
    migrations.downgrade(engine, earlier)

    made = make_backup(engine, tmp_path / "monday")
    restored = restore_backup(empty_place, made.folder)

    assert (restored.contents.revision, restored.contents.audit) == (earlier, None)
    migrations.upgrade(empty_place)
    assert migrations.is_current(empty_place)


def test_a_damaged_database_is_not_backed_up_as_if_it_were_whole(
    app: Flask, config: Config, tmp_path: Path
) -> None:
    database_of(app).engine.dispose()
    file = config.data_dir / "heard.sqlite3"
    content = bytearray(file.read_bytes())
    content[8192:] = bytes(len(content) - 8192)
    file.write_bytes(content)

    with pytest.raises(BackupRefusedError):
        make_backup(database_of(app).engine, tmp_path / "monday")

    assert not (tmp_path / "monday").exists()


def test_a_broken_audit_is_backed_up_and_said(app: Flask, tmp_path: Path) -> None:
    with database_of(app).transaction() as connection:
        chain.append(connection, [Entry(Action.SIGNED_IN, "a"), Entry(Action.SIGNED_IN, "b")])
        connection.execute(text("DROP TRIGGER audit_entry_never_goes"))
        connection.execute(text("DELETE FROM audit_entry WHERE number = 1"))

    made = make_backup(database_of(app).engine, tmp_path / "monday")

    assert made.manifest.audit_is_whole is False


def test_without_a_database_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    missing = tmp_path / "none" / "heard.sqlite3"

    with pytest.raises(BackupRefusedError, match="There is no database at"):
        make_backup(create_engine_for(f"sqlite:///{missing}"), tmp_path / "monday")

    assert not missing.exists()


def test_a_role_that_may_not_prove_a_backup_is_told_what_it_needs(
    postgres_url: str, tmp_path: Path
) -> None:
    engine = create_engine_for(postgres_url)
    migrations.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE ROLE plain LOGIN"))
        for kind in ("TABLES", "SEQUENCES"):
            connection.execute(text(f"GRANT SELECT ON ALL {kind} IN SCHEMA public TO plain"))
    engine.dispose()
    plain = make_url(postgres_url).set(username="plain").render_as_string()

    try:
        with pytest.raises(BackupRefusedError, match="ALTER ROLE … CREATEDB"):
            make_backup(create_engine_for(plain), tmp_path / "monday")
    finally:
        with engine.begin() as connection:
            connection.execute(text("DROP OWNED BY plain"))
            connection.execute(text("DROP ROLE plain"))

    assert not (tmp_path / "monday").exists()


def test_without_postgresqls_programs_the_package_is_named(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = create_engine_for(postgres_url)
    migrations.upgrade(engine)
    monkeypatch.setattr("feedback.backups.programs.INSTALLED", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BackupRefusedError, match="pg_dump is missing"):
        make_backup(engine, tmp_path / "monday")


def test_the_newest_backup_of_a_folder_is_found(app: Flask, tmp_path: Path) -> None:
    assert newest_in(tmp_path / "backups") is None
    made = make_backup(database_of(app).engine, tmp_path / "backups" / "monday")
    shutil.copytree(made.folder, tmp_path / "backups" / ".tuesday.unfinished")
    (tmp_path / "backups" / "wednesday").mkdir()
    (tmp_path / "backups" / "wednesday" / "manifest.json").write_text("{}")

    assert newest_in(tmp_path / "backups") == made.manifest.made_at


def test_the_commands_say_what_they_did_and_no_word_of_a_family(
    app: Flask, config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_collection(app)
    send(phone(app), ANSWERS)
    monkeypatch.setenv("HEARD_DATA_DIR", str(config.data_dir))
    made = CliRunner().invoke(main, ["backup", str(tmp_path / "monday")])
    monkeypatch.setenv("HEARD_DATA_DIR", str(tmp_path / "new"))
    restored = CliRunner().invoke(main, ["restore", str(tmp_path / "monday")])
    again = CliRunner().invoke(main, ["restore", str(tmp_path / "monday")])

    assert (made.exit_code, restored.exit_code, again.exit_code) == (0, 0, 2)
    assert "1 responses, audit up to entry 0 (000" in made.output
    assert f"SHA-256: {read_manifest(tmp_path / 'monday').sha256}" in made.output
    assert "restored in a temporary place" in made.output
    assert "Its hash, its rows and the end of the audit are those" in restored.output
    assert again.stderr.startswith("heard: ")
    assert WORDS not in made.output + restored.output + again.output
