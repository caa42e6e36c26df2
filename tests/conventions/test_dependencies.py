"""What we are made of is locked by hash, installed by hash, and listed whole in the SBOM."""

import json
import re
from importlib.metadata import distributions
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.utils import canonicalize_name

from tests.conventions.checkout import ROOT, our_text
from tools import locked, sbom

# pip brings itself and its builder into each environment; ours is this checkout.
NOT_LOCKED = {"pip", "setuptools", "heard-send"}


def lock(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def listed() -> list[dict[str, Any]]:
    components: list[dict[str, Any]] = json.loads(lock("sbom.cdx.json"))["components"]
    return components


def without_hash(text: str) -> list[str]:
    """The requirements of a lock that no hash follows."""
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    return [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize("name", locked.PYTHON_LOCKS)
def test_every_python_package_is_locked_by_hash(name: str) -> None:
    assert without_hash(lock(name)) == []


def test_a_package_without_a_hash_is_caught() -> None:
    text = lock("requirements.txt") + "left-pad==1.0\n    # via nobody\n"

    assert without_hash(text) == ["left-pad==1.0"]


@pytest.mark.parametrize("name", locked.NPM_LOCKS)
def test_every_npm_package_is_locked_by_hash(name: str) -> None:
    packages = locked.npm_packages(lock(name), lock=name)

    assert packages
    assert all(package.integrity.startswith("sha512-") for package in packages)


def test_whatever_installs_a_lock_asks_for_its_hashes() -> None:
    joined = [
        re.sub(r"\\\n\s*", "", text)
        for text in our_text("tools/*.sh", "deploy/Containerfile").values()
    ]
    installs = [
        line
        for text in joined
        for line in text.splitlines()
        if "pip install" in line and " -r " in line
    ]

    assert len(installs) == 3
    assert all("--require-hashes" in line for line in installs)


def test_the_list_of_what_we_are_made_of_is_that_of_the_locks() -> None:
    assert lock("sbom.cdx.json") == sbom.of_this_checkout(), "run `make sbom`"


def test_the_list_changes_when_a_lock_does() -> None:
    packages = locked.all_locked()
    project = {"name": "heard-send", "version": "0.1.0"}
    one_less = sbom.bill(packages[1:], project=project)

    assert sbom.bill(packages, project=project) == sbom.bill(packages, project=project)
    assert sbom.bill(packages, project=project) != one_less


def test_exactly_what_is_installed_here_is_on_the_list() -> None:
    on_the_list = {
        (component["name"], component["version"])
        for component in listed()
        if component["purl"].startswith("pkg:pypi/") and is_for_here(component)
    }
    installed = {(str(canonicalize_name(found.name)), found.version) for found in distributions()}

    assert {pair for pair in installed if pair[0] not in NOT_LOCKED} == on_the_list


def is_for_here(component: dict[str, Any]) -> bool:
    """Whether this environment should have it: the training one has more, Windows too."""
    notes = {note["name"]: note["value"] for note in component["properties"]}
    return "requirements-dev.txt" in notes["heard:locked_in"].split() and (
        "heard:marker" not in notes or Marker(notes["heard:marker"]).evaluate()
    )


def test_the_list_says_what_serves_families() -> None:
    scopes = {component["purl"].partition("@")[0]: component["scope"] for component in listed()}

    assert scopes["pkg:pypi/flask"] == "required"
    assert scopes["pkg:deb/debian/fonts-noto-core"] == "required"
    assert scopes["pkg:pypi/pytest"] == "excluded"
    assert scopes["pkg:npm/sass"] == "excluded"
    assert scopes["pkg:deb/debian/chromium"] == "excluded"


def test_a_line_that_is_no_locked_package_is_refused() -> None:
    with pytest.raises(ValueError, match="not a locked package: flask>=3"):
        locked.python_packages("flask>=3\n", lock="requirements.txt")
