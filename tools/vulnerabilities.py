"""Is anything we lock known to be vulnerable? Says no only when it has really looked (0027)."""

import argparse
import json
import sys
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from tools.locked import Package, all_locked

STORED = Path(__file__).with_name("advisories.toml")
OSV = "https://api.osv.dev/v1/querybatch"
SECONDS = 30
MOST_DAYS_OLD = 31
LARGEST_ANSWER = 20_000_000
ECOSYSTEMS = {"pypi": "PyPI", "npm": "npm"}

# Versions that everybody knows to be vulnerable. A source that does not say so knows nothing.
CANARIES = (
    Package("pypi", "flask", "2.2.0"),
    Package("pypi", "jinja2", "2.10"),
    Package("npm", "postcss", "8.4.30"),
)


class NotCheckedError(Exception):
    """Nobody can say whether these packages are vulnerable, and why not."""


@dataclass(frozen=True)
class Finding:
    """One advisory about one version."""

    package: Package
    advisory: str


@dataclass(frozen=True)
class Accepted:
    """An advisory that we know of and live with for a time, and why that is safe for us."""

    package: str
    version: str
    advisory: str
    why: str
    until: date

    def is_about(self, finding: Finding, today: date) -> bool:
        """Whether it still holds for what was found."""
        found = (finding.package.name, finding.package.version, finding.advisory)
        return found == (self.package, self.version, self.advisory) and today <= self.until


# What a source says of each package: the advisories about it, perhaps none.
Answers = Mapping[Package, Sequence[str]]
Source = Callable[[Sequence[Package]], Answers]


def findings(packages: Iterable[Package], source: Source) -> list[Finding]:
    """What is known about these packages; refuses to answer unless each was looked up.

    Known vulnerable versions are looked up with them: a source that lets those pass is broken.
    """
    ours = [package for package in packages if package.ecosystem in ECOSYSTEMS]
    if not ours:
        raise NotCheckedError("there was nothing to look up")
    answers = source([*ours, *CANARIES])
    missing = [package for package in (*ours, *CANARIES) if package not in answers]
    if missing:
        raise NotCheckedError(f"nobody looked up {', '.join(map(str, missing))}")
    silent = [canary for canary in CANARIES if not answers[canary]]
    if silent:
        raise NotCheckedError(
            f"the source does not know that {', '.join(map(str, silent))} is vulnerable"
        )
    return [Finding(package, advisory) for package in ours for advisory in answers[package]]


# --- the file we keep ------------------------------------------------------------------------


def accepted(text: str) -> list[Accepted]:
    """What our file says that we live with."""
    return [
        Accepted(one["package"], one["version"], advisory, one["why"], one["until"])
        for one in tomllib.loads(text).get("accepted", ())
        for advisory in one["advisories"]
    ]


def stored(text: str, *, today: date, most_days_old: int = MOST_DAYS_OLD) -> Source:
    """The advisories in our file, as a source; a file that is too old says nothing."""
    kept = tomllib.loads(text)
    age = (today - kept["looked_up"]).days
    if not 0 <= age <= most_days_old:
        raise NotCheckedError(
            f"our file of advisories is from {kept['looked_up']}, {age} days ago; "
            f"at most {most_days_old} is young enough"
        )
    known = {
        (ecosystem, name): advisories_about(kept[ecosystem], name)
        for ecosystem in ECOSYSTEMS
        for name in {*kept[ecosystem]["nothing_found"], *kept[ecosystem]["found"]}
    }

    def answers(packages: Sequence[Package]) -> Answers:
        return {
            package: [
                advisory
                for advisory, affected in known[package.ecosystem, package.name].items()
                if is_affected(package.version, affected)
            ]
            for package in packages
            if (package.ecosystem, package.name) in known
        }

    return answers


def advisories_about(kept: Mapping[str, Any], name: str) -> dict[str, list[str]]:
    """The ranges of versions that each advisory about a package names."""
    if name in kept["nothing_found"]:
        if name in kept["found"]:
            raise ValueError(f"{name} is among those with advisories and those without")
        return {}
    advisories: dict[str, list[str]] = kept["found"][name]
    if not advisories or not all(advisories.values()):
        raise ValueError(f"{name} names no advisory, or one without versions")
    return advisories


def is_affected(version: str, ranges: Iterable[str]) -> bool:
    """Whether a version lies in one of the ranges, such as ">=2.3,<2.3.2"."""
    return any(SpecifierSet(one).contains(Version(version), prereleases=True) for one in ranges)


# --- the service -------------------------------------------------------------------------------


def osv(address: str = OSV, *, seconds: float = SECONDS) -> Source:
    """The Open Source Vulnerabilities service as a source; it is asked once about all packages."""

    def answers(packages: Sequence[Package]) -> Answers:
        results = ask(address, [query(package) for package in packages], seconds=seconds)
        if len(results) != len(packages):
            raise NotCheckedError(f"asked about {len(packages)}, told about {len(results)}")
        return {
            package: told(package, result)
            for package, result in zip(packages, results, strict=True)
        }

    return answers


def query(package: Package) -> dict[str, Any]:
    """One question as the service wants it."""
    known_as = {"ecosystem": ECOSYSTEMS[package.ecosystem], "name": package.name}
    return {"version": package.version, "package": known_as}


def told(package: Package, result: Any) -> list[str]:
    """The advisories in one answer; one that goes on elsewhere, or is none, is refused."""
    if not isinstance(result, dict) or result.get("next_page_token"):
        raise NotCheckedError(f"no whole answer about {package}")
    return [advisory["id"] for advisory in result.get("vulns", [])]


def ask(address: str, queries: list[dict[str, Any]], *, seconds: float) -> list[Any]:
    """The service's answers; every way not to get them is the same: not checked."""
    request = urllib.request.Request(  # noqa: S310  # Ours, and https, but for the tests.
        address,
        data=json.dumps({"queries": queries}).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=seconds) as response:  # noqa: S310
            answer = json.loads(response.read(LARGEST_ANSWER))
        results = answer["results"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotCheckedError(f"the service gave no answer: {error}") from error
    if not isinstance(results, list):
        raise NotCheckedError("the service gave no list of answers")
    return results


# --- the command -------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """0: all looked up, nothing known but what we accept. 1: something more is. 2: not checked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--online", action="store_true", help="ask the service, not our file")
    parser.add_argument("--address", default=OSV, help="where the service is")
    chosen = parser.parse_args(arguments)
    packages = all_locked()
    try:
        source = (
            osv(chosen.address)
            if chosen.online
            else stored(STORED.read_text("utf-8"), today=datetime.now(UTC).date())
        )
        found = findings(packages, source)
    except NotCheckedError as error:
        sys.stderr.write(f"heard: NOT CHECKED: {error}\n")
        return 2
    if _is_any_open(found):
        return 1
    looked_up = sum(package.ecosystem in ECOSYSTEMS for package in packages)
    where = "the service" if chosen.online else "our file of advisories"
    sys.stdout.write(
        f"heard: {looked_up} packages looked up in {where}, nothing known that we do not accept; "
        f"{len(CANARIES)} vulnerable ones were recognised\n"
    )
    return 0


def still_open(
    found: Iterable[Finding], lived_with: Sequence[Accepted], today: date
) -> list[Finding]:
    """What was found and is not accepted today."""
    return [one for one in found if not any(known.is_about(one, today) for known in lived_with)]


def _is_any_open(found: Sequence[Finding]) -> bool:
    """Say everything that was found, and whether something is not accepted."""
    lived_with, today = accepted(STORED.read_text("utf-8")), datetime.now(UTC).date()
    for finding in found:
        reason = next((one for one in lived_with if one.is_about(finding, today)), None)
        said = f"accepted until {reason.until}: {reason.why}" if reason else "not accepted"
        sys.stderr.write(f"heard: {finding.package} is vulnerable: {finding.advisory} ({said})\n")
    return bool(still_open(found, lived_with, today))
