"""What our lock files name: Python and npm packages with versions, Debian packages without."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON_LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-train.txt")
NPM_LOCKS = ("feedback/styles/package-lock.json", "tools/html-checker/package-lock.json")
# Debian's release chooses their versions; nothing here can.
DEBIAN_LISTS = ("tools/set-up.sh", "deploy/Containerfile")

LINE = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>\S+)(?: ; (?P<marker>.*?))?(?: \\)?"
)


@dataclass(frozen=True, order=True)
class Package:
    """A package that is locked, and the files that lock it."""

    ecosystem: str
    name: str
    version: str
    marker: str = ""
    integrity: str = ""
    locked_in: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.ecosystem} {self.name} {self.version}".rstrip()

    @property
    def served(self) -> bool:
        """Whether it is on the machine that families reach, not only where we build and test."""
        return bool({"requirements.txt", "deploy/Containerfile"} & set(self.locked_in))


def python_packages(text: str, *, lock: str) -> list[Package]:
    """The packages of a requirements file; a line that is none of pip's usual ones is refused."""
    found = []
    for line in text.splitlines():
        if not line.strip() or line.startswith((" ", "#")):
            continue
        parts = LINE.fullmatch(line)
        if parts is None:
            raise ValueError(f"{lock}: not a locked package: {line}")
        found.append(
            Package(
                "pypi", parts["name"], parts["version"], parts["marker"] or "", locked_in=(lock,)
            )
        )
    return found


def npm_packages(text: str, *, lock: str) -> list[Package]:
    """The packages of a package-lock.json, those for other kinds of machine too."""
    return [
        Package(
            "npm",
            path.rpartition("node_modules/")[2],
            entry["version"],
            integrity=entry["integrity"],
            locked_in=(lock,),
        )
        for path, entry in json.loads(text)["packages"].items()
        if path
    ]


def debian_packages(text: str, *, lock: str) -> list[Package]:
    """The packages that a script or a container file has Debian install, by name only."""
    echoed = re.findall(r"^\s*has_\w+ \|\| echo ([a-z0-9.+-]+)$", text, re.MULTILINE)
    listed = re.findall(r"apt-get install -y --no-install-recommends ([a-z0-9.+ -]+)", text)
    names = {*echoed, *(name for names in listed for name in names.split())}
    return [Package("deb", name, "", locked_in=(lock,)) for name in sorted(names)]


def merged(packages: Iterable[Package]) -> list[Package]:
    """Each package and version once, in order, with every file that locks it."""
    found: dict[tuple[str, str, str], Package] = {}
    for package in packages:
        key = (package.ecosystem, package.name, package.version)
        files = {*package.locked_in, *(found[key].locked_in if key in found else ())}
        found[key] = replace(package, locked_in=tuple(sorted(files)))
    return [found[key] for key in sorted(found)]


def all_locked(root: Path = ROOT) -> list[Package]:
    """Everything our lock files and lists of system packages name."""
    readers = (
        (PYTHON_LOCKS, python_packages),
        (NPM_LOCKS, npm_packages),
        (DEBIAN_LISTS, debian_packages),
    )
    return merged(
        package
        for names, read in readers
        for name in names
        for package in read((root / name).read_text("utf-8"), lock=name)
    )
