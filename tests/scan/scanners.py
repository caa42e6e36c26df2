"""Wapiti and sqlmap as we run them: on this machine only, bounded in time, ended with the block."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.conventions.checkout import ROOT
from tests.server import free_port

BIN = ROOT / ".venv-scan" / "bin"
SECONDS_FOR_WAPITI = 900
SECONDS_FOR_SQLMAP = 420

# Not the modules that ask a service of Wapiti's elsewhere, or guess passwords and file names.
MODULES = (
    *("cookieflags", "crlf", "csp", "exec", "file", "htaccess", "http_headers"),
    *("permanentxss", "redirect", "sql", "upload", "xss"),
)


def run(command: Sequence[str | Path], *, seconds: int) -> str:
    """What a command says; it and all it started end after so many seconds."""
    process = subprocess.Popen(
        ["nice", *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise AssertionError(f"not finished after {seconds} seconds: {command[0]}") from error
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    return said


def wapiti(
    url: str,
    place: Path,
    *,
    also: Sequence[str] = (),
    leave_out: Sequence[str] = (),
    cookie: str = "",
    modules: Sequence[str] = MODULES,
) -> list[str]:
    """What Wapiti finds below an address, each finding a line."""
    report = place / "wapiti.json"
    command: list[str | Path] = [
        *(BIN / "wapiti", "--url", url, "--scope", "folder", "--module", ",".join(modules)),
        *("--max-scan-time", "120", "--max-attack-time", "20", "--depth", "4"),
        *("--max-links-per-page", "40", "--max-files-per-dir", "60", "--no-bugreport"),
        *("--store-session", place / "wapiti", "--flush-session", "--verbose", "0"),
        *("--format", "json", "--output", report),
    ]
    for address in also:
        command += ["--start", address]
    for address in leave_out:
        command += ["--exclude", address]
    if cookie:
        command += ["--header", f"Cookie: {cookie}"]
    run(command, seconds=SECONDS_FOR_WAPITI)
    said = json.loads(report.read_text("utf-8"))
    assert said["infos"]["crawled_pages_nbr"] > 5, "Wapiti saw no pages"
    return [
        f"{name}: {one['method']} {one['path']}: {one['info']}"
        for kind in ("vulnerabilities", "anomalies")
        for name, found in said[kind].items()
        for one in found
    ]


def sqlmap(url: str, place: Path, *, data: str = "", token: str = "") -> list[str]:
    """The parameters of an address that sqlmap can inject into; raises if it tried none."""
    command: list[str | Path] = [
        *(BIN / "sqlmap", "--batch", "--disable-coloring", "--level", "3", "--url", url),
        *("--dbms", "SQLite", "--timeout", "10", "--retries", "0", "--flush-session"),
        *("--output-dir", place / "sqlmap", "--ignore-code", "*"),
    ]
    if data:
        command += ["--data", data]
    if token:
        # A form is taken once by its stamp: each try asks for a fresh one.
        command += ["--csrf-token", token, "--csrf-url", url]
    said = run(command, seconds=SECONDS_FOR_SQLMAP)
    tried = [line for line in said.splitlines() if "testing for SQL injection on" in line]
    assert tried, said[-2000:]
    return [line.strip() for line in said.splitlines() if line.startswith("Parameter: ")]


@contextmanager
def sabotaged_server(data_dir: Path) -> Iterator[str]:
    """The copy with its guards taken out, and its address on this machine."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.scan.sabotaged", str(port)],
        cwd=ROOT,
        env={**os.environ, "HEARD_DATA_DIR": str(data_dir), "PORT": str(port)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "listening\n", "it did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
