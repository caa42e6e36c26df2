"""Nothing we lock is known to be vulnerable, as far as anybody has looked (decision 0027)."""

from __future__ import annotations

from tests.attacks.register import attack, control
from tests.conventions.test_vulnerabilities import DAY, KEPT, file_source
from tools.locked import Package, all_locked
from tools.vulnerabilities import accepted, findings, still_open


def known_to_be_vulnerable(*planted: Package) -> list[str]:
    """Advisories that nobody accepted about what we lock, and whatever was planted among it."""
    found = still_open(findings([*all_locked(), *planted], file_source()), accepted(KEPT), DAY)
    return [f"{one.package.name} {one.package.version}: {one.advisory}" for one in found]


@attack("S50")
def test_s50_nothing_we_lock_is_known_to_be_vulnerable() -> None:
    assert known_to_be_vulnerable() == []


@control("S50")
def test_s50_a_vulnerable_version_in_a_lock_is_found() -> None:
    old = Package("pypi", "werkzeug", "3.1.3", locked_in=("requirements.txt",))

    assert any(one.startswith("werkzeug 3.1.3: CVE-") for one in known_to_be_vulnerable(old))
