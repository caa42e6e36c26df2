"""Who answers, from where and with what, is in no log, no terminal, no temporary file, no table."""

from __future__ import annotations

import http.client
import socket
import sys
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest

from feedback import create_app, migrations
from feedback.config import Config
from feedback.database import create_engine_for
from feedback.respond import nonce
from tests.canary.planting import holding
from tests.feedback.asking import open_collection
from tests.journeys.test_proxy import HERE, MALFORMED, Proxy, nginx, send_whatever
from tests.production import HOST, KEY, serving

ADDRESS, BROWSER, PAGE, TOKEN = "203.0.113.77", "quokkaphone/7.7", "quokkapage", "quokkatoken"
WORDS, FIELD = "quokkawords", "quokkafield"
Connect: TypeAlias = Callable[[], http.client.HTTPConnection]

NEVER = (ADDRESS, BROWSER, PAGE, TOKEN, FIELD)
FORM = "application/x-www-form-urlencoded"
HEADERS = {
    "Host": HOST,
    "User-Agent": BROWSER,
    "Referer": f"https://{PAGE}.example/?{TOKEN}",
    "Cookie": f"id={TOKEN}; __Host-heard={TOKEN}",
    "Authorization": f"Bearer {TOKEN}",
    "From": f"{TOKEN}@example.org",
    "Via": f"1.1 {ADDRESS}",
    "Forwarded": f"for={ADDRESS};by={ADDRESS}",
    **dict.fromkeys(
        (
            *("X-Forwarded-For", "X-Real-IP", "X-Client-IP", "Client-IP", "True-Client-IP"),
            *("CF-Connecting-IP", "X-Cluster-Client-IP", "X-Original-For", "X-ProxyUser-Ip"),
        ),
        ADDRESS,
    ),
}
# A server that writes what most write: a line for each request, with the address.
USUAL_SERVER = """
import granian.server
import feedback.cli.running
usual = granian.server.Server
def careless(*of, **said):
    said |= {"log_access": True, "log_level": granian.log.LogLevels.info}
    return usual(*of, **said, log_access_format='%(addr)s "%(method)s %(path)s %(query_string)s"')
granian.server.Server = careless
from feedback.cli import main
main(["run"])
"""


@dataclass(frozen=True)
class Installation:
    """A production server, everything it wrote, and where its temporary files would be."""

    folder: Path
    port: int

    @property
    def said(self) -> bytes:
        """What it printed."""
        return (self.folder / "server.log").read_bytes()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, Proxy]]:
    """`heard run` as in production, plain and behind nginx, after everything was sent to both."""
    folder = prepared(tmp_path_factory.mktemp("logs"))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("TMPDIR", "SQLITE_TMPDIR"):
            patch.setenv(name, str(folder / "temporary"))
        with (
            serving(folder / "data") as (port, _process),
            nginx(folder / "nginx", upstream=port) as proxy,
        ):
            found = Installation(folder, port)
            visit(plain(port))
            visit(proxy.connection)
            send_malformed(port, proxy)
            yield found, proxy


def prepared(folder: Path) -> Path:
    """A database with an open collection, and an empty folder for temporary files."""
    (folder / "temporary").mkdir()
    config = Config.from_environment({"HEARD_DATA_DIR": str(folder / "data")})
    engine = create_engine_for(config.database_url)
    migrations.upgrade(engine)
    open_collection(create_app(config, engine=engine))
    engine.dispose()
    return folder


def plain(port: int) -> Connect:
    """A way to the server without nginx."""
    return lambda: http.client.HTTPConnection(HERE, port, timeout=30)


def visit(connect: Connect) -> None:
    """Everything a family, a stranger and a member of staff can send in good form."""
    stamp = nonce.new_stamp(KEY, now=datetime.now(UTC))
    answers = {"nonce": stamp, "ps_overall": "good", "ps_better": WORDS, FIELD: FIELD}
    sent: tuple[tuple[str, str, dict[str, str] | None], ...] = (
        ("GET", f"/?{TOKEN}={FIELD}", None),
        ("GET", f"/S/ABC234?lang=en&{TOKEN}", None),
        ("GET", f"/S/{TOKEN}", None),
        ("GET", f"/{PAGE}/{TOKEN}", None),
        ("GET", f"/find?code={TOKEN}", None),
        ("POST", "/S/ABC234", answers),
        ("POST", "/S/ABC234", {"nonce": TOKEN, "ps_overall": FIELD}),
        ("POST", "/missing-language", {"nonce": TOKEN, "written": FIELD}),
        ("POST", "/withdraw", {"receipt": TOKEN}),
        ("POST", "/receipt", {"receipt": TOKEN}),
        ("POST", "/staff/sign-in", {"email": f"{FIELD}@example.org", "password": TOKEN}),
        ("POST", "/tablet/ABC234/form", {"nonce": TOKEN, "ps_better": FIELD}),
        ("PUT", "/S/ABC234", {FIELD: TOKEN}),
        ("POST", "/S/ABC234", {FIELD: FIELD * 30_000}),
    )
    statuses = [send(connect, *one) for one in sent]
    assert statuses[5] == 200
    for kind in ("application/json", f"multipart/form-data; boundary={TOKEN}", f"text/{FIELD}"):
        send(connect, "POST", "/S/ABC234", {FIELD: TOKEN}, kind=kind)


def send(
    connect: Connect, method: str, path: str, body: dict[str, str] | None, *, kind: str = FORM
) -> int:
    """Send one request with every header that tells who sends it; its status."""
    with closing(connect()) as line:
        line.request(
            method,
            path,
            urllib.parse.urlencode(body) if body else None,
            HEADERS | ({"Content-Type": kind} if body else {}),
        )
        answer = line.getresponse()
        answer.read()
        return int(answer.status)


def send_malformed(port: int, proxy: Proxy) -> None:
    """What is no request at all, to the server and to nginx in plain and through TLS."""
    for request in MALFORMED:
        for to in (port, proxy.plain_port):
            send_whatever(socket.create_connection((HERE, to), timeout=3), request)
        try:
            line = proxy.connection().sock
        except OSError:
            continue
        send_whatever(line, request)


def found_in(folder: Path, words: tuple[str, ...]) -> dict[str, list[str]]:
    """Which words are in which files."""
    return {word: files for word in words if (files := holding(folder, word))}


def test_no_file_holds_who_answered_or_what_was_refused(
    installed: tuple[Installation, Proxy],
) -> None:
    found, proxy = installed

    # The database, what the terminal showed, nginx's folder, and temporary files.
    assert found_in(found.folder, NEVER) == {}
    assert b"Heard serves" in found.said
    assert HERE.encode() not in found.said
    assert HERE.encode() not in proxy.written()


def test_what_was_written_is_in_the_database_alone(installed: tuple[Installation, Proxy]) -> None:
    found, _proxy = installed

    files = holding(found.folder, WORDS)

    assert files != []
    assert all(name.startswith("data/heard.sqlite3") for name in files), files
    assert WORDS.encode() not in found.said


def test_no_temporary_file_is_left(installed: tuple[Installation, Proxy]) -> None:
    found, _proxy = installed

    assert [path for path in (found.folder / "temporary").rglob("*") if path.is_file()] == []


def test_a_usual_access_log_would_have_held_it(tmp_path: Path) -> None:
    folder = prepared(tmp_path)
    with serving(folder / "data", command=(sys.executable, "-c", USUAL_SERVER)) as (port, _process):
        visit(plain(port))
        careless = Installation(folder, port)

        assert HERE.encode() in careless.said
        assert TOKEN.encode() in careless.said
