"""The recipe for production as it stands in deploy/: the real nginx before the real server."""

from __future__ import annotations

import http.client
import http.server
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from werkzeug.datastructures import Headers

from feedback import create_app, migrations
from feedback.config import Config
from feedback.database import create_engine_for
from feedback.respond import nonce
from feedback.security import expected_headers
from tests.conventions.checkout import ROOT
from tests.feedback.asking import open_collection
from tests.production import HOST, KEY, serving
from tests.response_headers import header_problems
from tests.server import free_port

PATIENCE = 30
MARK = "203.0.113.77"
HERE = "127.0.0.1"
SLOW = 200


@dataclass(frozen=True)
class Proxy:
    """nginx with our configuration, on loopback."""

    folder: Path
    tls_port: int
    plain_port: int
    upstream_port: int

    def connection(self) -> http.client.HTTPSConnection:
        """A browser's connection; the certificate is the test's own."""
        trusted = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        line = http.client.HTTPSConnection(HOST, self.tls_port, timeout=PATIENCE, context=trusted)
        # The name is not in any DNS.
        line.sock = trusted.wrap_socket(self.socket(), server_hostname=HOST)
        return line

    def socket(self) -> socket.socket:
        """A bare connection to where TLS is spoken."""
        return socket.create_connection((HERE, self.tls_port), timeout=PATIENCE)

    def written(self) -> bytes:
        """Everything nginx wrote into its folder and the terminal."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return b"".join(f.read_bytes() for f in files if f.suffix not in {".pem", ".conf"})


def configured(folder: Path, *, upstream: int, tls: int, plain: int) -> str:
    """Our nginx.conf with other ports and places, and nothing else changed."""
    text = (ROOT / "deploy/nginx.conf").read_text("utf-8")
    for old, new in (
        ("user www-data;\n", "user root;\n" if os.geteuid() == 0 else ""),
        ("worker_processes auto;", "worker_processes 2;"),
        ("/run/nginx.pid", str(folder / "nginx.pid")),
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{upstream};"),
        ("listen 80", f"listen {HERE}:{plain}"),
        ("listen 443", f"listen {HERE}:{tls}"),
        ("heard.your-area.example", HOST),
        ("/etc/heard/tls/", f"{folder}/"),
        ("/etc/heard/pages/", f"{ROOT}/deploy/pages/"),
        ("http {\n", "http {\n" + temporary_places(folder)),
    ):
        assert old in text, old
        text = text.replace(old, new)
    return text


def temporary_places(folder: Path) -> str:
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return "".join(f"    {kind}_temp_path {folder}/{kind};\n" for kind in kinds)


@contextmanager
def nginx(folder: Path, *, upstream: int, change: tuple[str, str] = ("", "")) -> Iterator[Proxy]:
    """Serve by our configuration as long as the block lasts."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "nginx is missing; `make test` installs it"
    folder.mkdir()
    make_certificate(folder)
    proxy = Proxy(folder, free_port(), free_port(), upstream)
    text = configured(folder, upstream=upstream, tls=proxy.tls_port, plain=proxy.plain_port)
    (folder / "nginx.conf").write_text(text.replace(*change) if change[0] else text)
    with (folder / "terminal").open("wb") as terminal:
        process = subprocess.Popen(
            [
                *(program, "-p", folder, "-c", folder / "nginx.conf"),
                *("-e", "stderr", "-g", "daemon off;"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=terminal,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(proxy, process)
        yield proxy
    finally:
        process.terminate()
        process.wait(PATIENCE)


def make_certificate(folder: Path) -> None:
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", f"/CN={HOST}"),
            *("-addext", f"subjectAltName=DNS:{HOST}"),
            *("-keyout", folder / "key.pem", "-out", folder / "fullchain.pem"),
        ],
        check=True,
        capture_output=True,
    )


def wait_for(proxy: Proxy, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, proxy.written().decode()
        with suppress(OSError), proxy.socket():
            return
        time.sleep(0.05)
    raise AssertionError("nginx does not answer")


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one open collection."""
    folder = tmp_path_factory.mktemp("proxy") / "data"
    config = Config.from_environment({"HEARD_DATA_DIR": str(folder)})
    engine = create_engine_for(config.database_url)
    migrations.upgrade(engine)
    open_collection(create_app(config, engine=engine))
    engine.dispose()
    return folder


@pytest.fixture(scope="module")
def proxy(data_dir: Path) -> Iterator[Proxy]:
    """nginx in front of `heard run`, both as in production."""
    with (
        serving(data_dir) as (port, _process),
        nginx(data_dir.parent / "nginx", upstream=port) as found,
    ):
        yield found


def asked(
    proxy: Proxy, method: str, path: str, body: str | None = None, **headers: str
) -> tuple[int, Headers, bytes]:
    with closing(proxy.connection()) as line:
        line.request(method, path, body, {"Host": HOST, **headers})
        answer = line.getresponse()
        return answer.status, Headers(answer.getheaders()), answer.read()


def test_families_get_the_headers_that_heard_sends(proxy: Proxy, config: Config) -> None:
    expected = expected_headers(create_app(config))

    for path in ("/", "/S/ABC234", "/static/family.css", "/no-such-page", "/readyz"):
        status, headers, _body = asked(proxy, "GET", path)
        assert headers.pop("Server") == "nginx"
        headers.pop("Connection")
        headers.pop("Transfer-Encoding", None)
        problems = header_problems(path=path, headers=headers, expected=expected, status=status)
        assert problems == [], path


def test_a_family_answers_and_is_thanked(proxy: Proxy) -> None:
    stamp = nonce.new_stamp(KEY, now=datetime.now(UTC))
    form = urllib.parse.urlencode({"nonce": stamp, "ps_overall": "good"})

    status, _headers, page = asked(
        proxy, "POST", "/S/ABC234", form, **{"Content-Type": "application/x-www-form-urlencoded"}
    )

    assert status == 200
    assert b"h-receipt" in page


MALFORMED = [
    f"GET /{MARK} HTTP/9.9\r\nHost: {HOST}\r\n\r\n",
    f"{MARK} {MARK} {MARK}\r\n\r\n",
    f"GET /{MARK}\0 HTTP/1.1\r\nHost: {HOST}\r\n\r\n",
    f"GET / HTTP/1.1\r\nHost: {MARK}\r\nUser-Agent: {MARK}\r\n\r\n",
    f"GET /{MARK} HTTP/1.1\r\nHost: {HOST}\r\nno colon {MARK}\r\nReferer: {MARK}\r\n\r\n",
    f"GET / HTTP/1.1\r\nHost: {HOST}\r\nReferer: https://{MARK}/\r\nUser-Agent: {MARK}\r\n"
    f"X-Forwarded-For: {MARK}\r\nForwarded: for={MARK}\r\nConnection: close\r\n\r\n",
    f"GET / HTTP/1.1\r\nHost: {HOST}\r\nX-Long: {MARK * 4000}\r\n\r\n",
    f"POST /S/ABC234 HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {MARK}\r\n\r\n",
    f"POST /S/ABC234 HTTP/1.1\r\nHost: {HOST}\r\nTransfer-Encoding: chunked\r\n\r\n{MARK}",
]


def send_whatever(line: socket.socket, request: str) -> None:
    """Send it, and hear the answer out, if there is one."""
    with closing(line), suppress(OSError):
        line.settimeout(3)
        line.sendall(request.encode())
        with suppress(OSError):
            line.shutdown(socket.SHUT_WR)
        while line.recv(65536):
            pass


def send_all_malformed(proxy: Proxy) -> None:
    """To nginx through TLS, in plain, to where TLS is expected, and to the server behind."""
    for request in MALFORMED:
        with suppress(OSError):
            send_whatever(proxy.connection().sock, request)
        send_whatever(proxy.socket(), request)
        for port in (proxy.plain_port, proxy.upstream_port):
            send_whatever(socket.create_connection((HERE, port), timeout=3), request)


def test_no_address_is_written_anywhere(proxy: Proxy, data_dir: Path) -> None:
    send_all_malformed(proxy)

    server_log = (data_dir.parent / "server.log").read_bytes()
    stored = b"".join(path.read_bytes() for path in data_dir.glob("heard.sqlite3*"))
    for written in (proxy.written(), server_log, stored):
        assert MARK.encode() not in written
    for written in (proxy.written(), server_log):
        assert HERE.encode() not in written
    assert b"Heard serves" in server_log


def test_the_usual_error_log_would_have_held_it(proxy: Proxy, tmp_path: Path) -> None:
    usual = ("error_log /dev/null crit;", f"error_log {tmp_path}/nginx/error.log info;")
    with nginx(tmp_path / "nginx", upstream=proxy.upstream_port, change=usual) as careless:
        send_all_malformed(careless)

        assert f"client: {HERE}".encode() in careless.written()
        assert MARK.encode() in careless.written()


def test_a_body_beyond_the_limit_is_answered_with_a_page(proxy: Proxy, config: Config) -> None:
    with closing(proxy.connection()) as line:
        line.putrequest("POST", "/S/ABC234")
        line.putheader("Content-Length", str(4 * 1024 * 1024))
        line.endheaders()
        answer = line.getresponse()
        page, headers = answer.read(), Headers(answer.getheaders())

    assert answer.status == 413
    assert b"<h1>That was too long to send</h1>" in page
    expected = expected_headers(create_app(config))
    expected["Content-Security-Policy"] = headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert {name: headers.getlist(name) for name in expected} == {
        name: [value] for name, value in expected.items()
    }


def test_what_is_too_long_for_heard_itself_gets_its_own_page(proxy: Proxy) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}

    status, _headers, page = asked(proxy, "POST", "/S/ABC234", "x=" + "a" * 300_000, **kind)

    assert status == 413
    assert b"That was too long to send" in page
    assert b'class="h-' in page


def test_slow_connections_do_not_keep_others_out(proxy: Proxy) -> None:
    with ExitStack() as held:
        for number in range(SLOW):
            line = held.enter_context(proxy.socket())
            if number % 4 == 0:
                trusted = ssl.create_default_context(cafile=str(proxy.folder / "fullchain.pem"))
                line = held.enter_context(trusted.wrap_socket(line, server_hostname=HOST))
                line.sendall(f"POST /S/ABC234 HTTP/1.1\r\nHost: {HOST}\r\nContent-Le".encode())

        for path in ("/healthz", "/S/ABC234"):
            assert asked(proxy, "GET", path)[0] == 200


def speaks(proxy: Proxy, version: ssl.TLSVersion, ciphers: str) -> bool:
    """Whether a browser that knows only this version and these ciphers gets through."""
    trusted = ssl.create_default_context(cafile=str(proxy.folder / "fullchain.pem"))
    trusted.minimum_version = trusted.maximum_version = version
    # Level 0, so that this side refuses nothing itself.
    trusted.set_ciphers(f"{ciphers}:@SECLEVEL=0")
    try:
        with trusted.wrap_socket(proxy.socket(), server_hostname=HOST):
            return True
    except (ssl.SSLError, ConnectionError):
        return False


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_only_sound_ciphers_are_taken(proxy: Proxy, tmp_path: Path) -> None:
    old, new = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3

    assert speaks(proxy, new, "ALL")
    assert speaks(proxy, old, "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256")
    for weak in ("AES128-SHA", "AES256-GCM-SHA384", "ECDHE-RSA-AES128-SHA:ECDHE-ECDSA-AES128-SHA"):
        assert not speaks(proxy, old, weak), weak
    assert not speaks(proxy, ssl.TLSVersion.TLSv1_1, "ALL")
    # Without our list nginx takes some of them.
    text = (ROOT / "deploy/nginx.conf").read_text("utf-8")
    (line,) = (line for line in text.splitlines(keepends=True) if "ssl_ciphers" in line)
    with nginx(tmp_path / "usual", upstream=proxy.upstream_port, change=(line, "")) as usual:
        assert speaks(usual, old, "ECDHE-RSA-AES128-SHA:ECDHE-ECDSA-AES128-SHA")


def test_who_comes_without_tls_is_led_to_it_and_another_name_gets_nothing(proxy: Proxy) -> None:
    line = http.client.HTTPConnection(HERE, proxy.plain_port, timeout=PATIENCE)
    with closing(line):
        line.request("GET", "/S/ABC234?lang=ar", headers={"Host": HOST})
        answer = line.getresponse()
    other = http.client.HTTPConnection(HERE, proxy.plain_port, timeout=PATIENCE)
    with closing(other), pytest.raises(ConnectionError):
        other.request("GET", "/", headers={"Host": MARK})
        other.getresponse()

    assert (answer.status, answer.getheader("Location")) == (
        301,
        f"https://{HOST}/S/ABC234?lang=ar",
    )


class Echo(http.server.BaseHTTPRequestHandler):
    """A server that says which headers it was sent."""

    def do_GET(self) -> None:
        """Send them back."""
        said = "\n".join(f"{name.lower()}: {value}" for name, value in self.headers.items())
        self.send_response(200)
        self.end_headers()
        self.wfile.write(said.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_heard_is_told_no_address(tmp_path: Path) -> None:
    with http.server.ThreadingHTTPServer((HERE, 0), Echo) as behind:
        threading.Thread(target=behind.serve_forever, daemon=True).start()
        with nginx(tmp_path / "nginx", upstream=behind.server_port) as proxy:
            claims = {"X-Forwarded-For": MARK, "X-Real-IP": MARK, "Forwarded": f"for={MARK}"}
            _status, _headers, said = asked(proxy, "GET", "/", **claims)
        behind.shutdown()

    assert f"host: {HOST}" in said.decode()
    assert MARK not in said.decode()
    assert HERE not in said.decode()


def test_while_heard_is_away_a_page_asks_to_try_again(tmp_path: Path) -> None:
    with nginx(tmp_path / "nginx", upstream=free_port()) as proxy:
        status, headers, page = asked(proxy, "POST", "/S/ABC234", "x=1")

    assert (status, headers["Retry-After"]) == (503, "30")
    assert b"<h1>We are busy for a moment</h1>" in page
