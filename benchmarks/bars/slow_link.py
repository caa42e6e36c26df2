"""G4: how long a page takes to be usable on a slow phone with one bar of signal."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from benchmarks.bars import Bar, Measured, NotMeasuredError
from benchmarks.measuring import installation, link, rounds
from tests.production import HOST
from tests.production import serving as production
from tests.server import free_port

ROUNDS = 5
TRIES, PATIENCE_MS = 3, 20_000
# A phone that costs little, beside the processor that drives it here.
TIMES_SLOWER = 6
LARGEST = "local_offer"
# What is least: a form with as many boxes, in 2 KB.
SMALL = """
import http.server, os, sys
words = "".join(f"<p><label>{n} <input name=a{n}></label>" for n in range(25))
filler = os.urandom(700).hex()
page = f"<!doctype html><html lang=en><title>x</title><!--{filler}--><form>{words}</form>".encode()
import gzip
page = gzip.compress(page)
class Small(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)
    def log_message(self, *words):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Small).serve_forever()
"""
# When the last box is there and something is painted, in milliseconds from the start.
USABLE = """() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => {
  const page = performance.getEntriesByType("navigation")[0];
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  done(Math.max(page.domContentLoadedEventEnd, paint ? paint.startTime : 0));
})))"""


@contextmanager
def _small_page() -> Iterator[int]:
    port = free_port()
    # A browser asks for an icon too, and does not wait for it.
    process = subprocess.Popen(  # noqa: S603 -- the program above
        [sys.executable, "-c", SMALL, str(port)], stderr=subprocess.DEVNULL
    )
    try:
        for _try in range(200):
            with suppress(OSError, HTTPException):
                with closing(HTTPConnection("127.0.0.1", port, timeout=2)) as line:
                    line.request("GET", "/")
                    line.getresponse().read()
                break
            time.sleep(0.05)
        yield port
    finally:
        process.kill()
        process.wait()


def _usable_ms(browser: Any, address: str) -> float:
    """One visit by a phone that was never here; one that a busy machine made fail is made again."""
    from playwright.sync_api import TimeoutError as TooSlowError

    for _try in range(TRIES):
        with suppress(TooSlowError):
            return _visit(browser, address)
    raise NotMeasuredError(f"the browser did not show a page within {PATIENCE_MS / 1000:.0f} s")


def _visit(browser: Any, address: str) -> float:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en-GB")
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": TIMES_SLOWER})
        page.goto(address, wait_until="domcontentloaded", timeout=PATIENCE_MS)
        return float(page.evaluate(USABLE))
    finally:
        context.close()


def _measured(place: Path) -> dict[str, list[float]]:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        raise NotMeasuredError("chromium is missing; `make bench` installs it")
    data_dir = place / "data"
    data_dir.mkdir()
    app = installation.prepared(data_dir)
    installation.ask_about(app, installation.CODES[1], LARGEST)
    with (
        production(data_dir) as (ours, _process),
        _small_page() as small,
        link.slow(ours) as slow_ours,
        link.slow(small) as slow_small,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=[
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
            ],
        )
        usual = f"http://{HOST}:{slow_ours}/S/{installation.CODE}"
        most = f"http://{HOST}:{slow_ours}/S/{installation.CODES[1]}?lang=bn&version=easy"
        return rounds.interleaved(
            {
                "small": lambda: _usable_ms(browser, f"http://127.0.0.1:{slow_small}/"),
                "ours": lambda: _usable_ms(browser, usual),
                "most": lambda: _usable_ms(browser, most),
            },
            rounds=ROUNDS,
        )


def time_to_usable() -> Measured:
    """G4."""
    with installation.folder() as place:
        found = _measured(place)
    seconds = {name: rounds.middle(values) / 1000 for name, values in found.items()}
    words = (
        f"{seconds['ours']:.2f} s; a page of 2 KB {seconds['small']:.2f} s; the largest page "
        f"{seconds['most']:.2f} s ({rounds.ratio(found, 'most', 'small'):.2f} ×); 400 kbit/s, "
        f"400 ms, processor {TIMES_SLOWER} times slower"
    )
    return Measured(rounds.ratio(found, "ours", "small"), words)


BARS = (Bar("G4", "Usable over a slow line", "× a 2 KB page", 1.15, 1.08, time_to_usable),)
