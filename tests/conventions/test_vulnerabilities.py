"""The check for known vulnerabilities finds them, and is never green without having looked."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tools import vulnerabilities
from tools.locked import Package, all_locked
from tools.vulnerabilities import (
    CANARIES,
    Finding,
    NotCheckedError,
    accepted,
    findings,
    osv,
    still_open,
    stored,
)

DAY = date(2026, 11, 28)
KEPT = vulnerabilities.STORED.read_text("utf-8")
OURS = [Package("pypi", "flask", "3.1.3"), Package("npm", "sax", "1.6.1")]


def file_source(text: str = KEPT, today: date = DAY) -> vulnerabilities.Source:
    return stored(text, today=today)


# --- the file we keep --------------------------------------------------------------------------


def test_nothing_we_lock_is_known_to_be_vulnerable_but_what_we_accept_with_a_reason() -> None:
    lived_with = accepted(KEPT)

    found = findings(all_locked(), file_source())

    assert still_open(found, lived_with, DAY) == []
    # What is gone from the locks is no longer accepted either.
    assert all(any(a.is_about(one, DAY) for one in found) for a in lived_with)


def test_what_is_accepted_is_one_version_until_a_day() -> None:
    [known, *_] = accepted(KEPT)
    found = Finding(Package("pypi", known.package, known.version), known.advisory)

    assert known.is_about(found, known.until)
    assert not known.is_about(found, known.until + timedelta(days=1))
    assert not known.is_about(replace(found, advisory="CVE-2027-1"), known.until)
    newer = replace(found, package=Package("pypi", known.package, "2.10.1"))
    assert not known.is_about(newer, known.until)


def test_a_vulnerable_version_in_a_lock_is_found() -> None:
    old = Package("pypi", "werkzeug", "3.1.3", locked_in=("requirements.txt",))

    found = still_open(findings([*all_locked(), old], file_source()), accepted(KEPT), DAY)

    assert {finding.package for finding in found} == {old}
    assert "CVE-2026-27199" in {finding.advisory for finding in found}


def test_a_package_that_nobody_looked_up_is_not_called_safe() -> None:
    new = Package("pypi", "left-pad", "1.0")

    with pytest.raises(NotCheckedError, match=r"nobody looked up pypi left-pad 1\.0"):
        findings([*all_locked(), new], file_source())


def test_a_file_that_does_not_know_the_canaries_is_not_believed() -> None:
    forgotten = KEPT.replace('"CVE-2019-10906" = ["<2.10.1"]', '"CVE-X" = ["<2.0"]').replace(
        '"CVE-2025-27516" = ["<3.1.6"], "CVE-2024-56326" = ["<3.1.5"], ', ""
    )

    with pytest.raises(NotCheckedError, match=r"does not know that pypi jinja2 2\.10"):
        findings(OURS, file_source(forgotten))


@pytest.mark.parametrize("today", [date(2026, 12, 30), date(2026, 11, 27)])
def test_a_file_that_is_old_or_from_the_future_is_not_believed(today: date) -> None:
    with pytest.raises(NotCheckedError, match="our file of advisories is from 2026-11-28"):
        findings(OURS, file_source(today=today))


def test_nothing_to_look_up_is_not_green() -> None:
    with pytest.raises(NotCheckedError, match="nothing to look up"):
        findings([], file_source())


def test_a_package_is_not_both_with_and_without_advisories() -> None:
    both = KEPT.replace('"absl-py",', '"absl-py", "flask",')

    with pytest.raises(ValueError, match="flask"):
        file_source(both)


def test_an_advisory_names_the_versions_it_is_about() -> None:
    with pytest.raises(ValueError, match="lxml"):
        file_source(KEPT.replace('lxml = { "CVE-2026-41066" = ["<6.1.0"] }', "lxml = {}"))


@pytest.mark.parametrize(
    ("version", "affected"), [("2.2.4", True), ("2.2.5", False), ("2.3.1", True), ("2.3.2", False)]
)
def test_a_range_ends_where_the_fix_begins(version: str, affected: bool) -> None:
    assert vulnerabilities.is_affected(version, ["<2.2.5", ">=2.3,<2.3.2"]) is affected


# --- the service -------------------------------------------------------------------------------

Answer = Callable[[list[dict[str, Any]]], object]


def knowing(queries: list[dict[str, Any]]) -> object:
    """What a service answers that knows the canaries and nothing else."""
    known = {(canary.name, canary.version) for canary in CANARIES}
    return {
        "results": [
            {"vulns": [{"id": "X-1"}]} if (one["package"]["name"], one["version"]) in known else {}
            for one in queries
        ]
    }


def knowing_flask_too(queries: list[dict[str, Any]]) -> object:
    """One that also knows something about the newest Flask."""
    results = knowing(queries)
    assert isinstance(results, dict)
    results["results"][0] = {"vulns": [{"id": "X-2"}]}
    return results


@contextmanager
def service(answer: Answer, *, status: int = 200) -> Iterator[str]:
    """A stand-in for the service on this machine, and its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            sent = answer(json.loads(body)["queries"])
            text = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def ask(answer: Answer, *, status: int = 200) -> Sequence[vulnerabilities.Finding]:
    with service(answer, status=status) as address:
        return findings(OURS, osv(address, seconds=5))


def test_the_service_is_believed_when_it_knows_the_canaries() -> None:
    assert ask(knowing) == []


def test_what_the_service_knows_about_ours_is_found() -> None:
    (found,) = ask(knowing_flask_too)

    assert (found.package, found.advisory) == (OURS[0], "X-2")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(lambda queries: {"results": [{} for _ in queries]}, id="knows nothing"),
        pytest.param(lambda queries: {"results": []}, id="no answers"),
        pytest.param(lambda queries: {"results": [{}]}, id="one answer"),
        pytest.param(
            lambda queries: {"results": [{"next_page_token": "x"} for _ in queries]}, id="half"
        ),
        pytest.param(lambda queries: {"results": [None for _ in queries]}, id="nulls"),
        pytest.param(lambda queries: {"results": {}}, id="no list"),
        pytest.param(lambda queries: {}, id="no results"),
        pytest.param(lambda queries: [], id="a list"),
        pytest.param(lambda queries: b"<html>Sign in to this network</html>", id="a portal"),
        pytest.param(lambda queries: b"", id="silence"),
    ],
)
def test_no_whole_answer_is_not_green(answer: Answer) -> None:
    with pytest.raises(NotCheckedError):
        ask(answer)


@pytest.mark.parametrize("status", [404, 405, 500])
def test_a_refusal_is_not_green(status: int) -> None:
    with pytest.raises(NotCheckedError, match="gave no answer"):
        ask(knowing, status=status)


def test_a_service_that_is_not_there_is_not_green(capsys: pytest.CaptureFixture[str]) -> None:
    with service(knowing) as address:
        pass

    assert vulnerabilities.main(["--online", "--address", address]) == 2
    assert "NOT CHECKED" in capsys.readouterr().err


def test_the_command_fails_on_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    with service(knowing_flask_too) as address:
        assert vulnerabilities.main(["--online", "--address", address]) == 1
    assert "is vulnerable: X-2" in capsys.readouterr().err


def test_the_command_says_how_many_it_looked_up(capsys: pytest.CaptureFixture[str]) -> None:
    with service(knowing) as address:
        assert vulnerabilities.main(["--online", "--address", address]) == 0
    said = capsys.readouterr().out
    locked = [one for one in all_locked() if one.ecosystem != "deb"]
    assert f"{len(locked)} packages looked up in the service" in said
