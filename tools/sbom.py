"""Write the list of everything Heard is made of (CycloneDX), the same bytes from the same locks."""

import base64
import sys
import tomllib
import uuid
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from tools.locked import ROOT, Package, all_locked

PLACE = ROOT / "sbom.cdx.json"


def package_url(package: Package) -> PackageURL:
    """The name that every tool knows the package by."""
    if package.ecosystem == "deb":
        return PackageURL("deb", "debian", package.name)
    scope, _, name = package.name.rpartition("/")
    return PackageURL(package.ecosystem, scope or None, name, package.version)


def component(package: Package) -> Component:
    """One line of the list: what it is, where it is locked, and whether it serves families."""
    url = package_url(package)
    notes = {"heard:locked_in": " ".join(package.locked_in), "heard:marker": package.marker}
    return Component(
        type=ComponentType.LIBRARY,
        name=package.name,
        version=package.version or None,
        purl=url,
        bom_ref=url.to_string(),
        scope=ComponentScope.REQUIRED if package.served else ComponentScope.EXCLUDED,
        hashes=[npm_hash(package.integrity)] if package.integrity else (),
        properties=[Property(name=name, value=text) for name, text in notes.items() if text],
    )


def npm_hash(integrity: str) -> HashType:
    """The hash that npm checks, as CycloneDX writes it."""
    kind, _, value = integrity.partition("-")
    if kind != "sha512":
        raise ValueError(f"not the hash npm writes: {integrity}")
    return HashType(alg=HashAlgorithm.SHA_512, content=base64.b64decode(value).hex())


def bill(packages: list[Package], *, project: dict[str, str]) -> str:
    """The list as JSON. It has no date: the same packages give the same bytes."""
    seed = "\n".join(map(repr, packages))
    made = Bom(
        components=map(component, packages),
        serial_number=uuid.uuid5(uuid.NAMESPACE_URL, seed),
    )
    made.metadata.timestamp = None  # type: ignore[assignment]  # The format lets it be left out.
    made.metadata.component = Component(
        type=ComponentType.APPLICATION,
        name=project["name"],
        version=project["version"],
        bom_ref=project["name"],
    )
    made.register_dependency(made.metadata.component, made.components)
    outputter = make_outputter(made, OutputFormat.JSON, SchemaVersion.V1_6)
    return outputter.output_as_string(indent=2) + "\n"


def of_this_checkout(root: Path = ROOT) -> str:
    """The list for the lock files as they are now."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return bill(all_locked(root), project=project)


if __name__ == "__main__":
    PLACE.write_text(of_this_checkout(), "utf-8")
    sys.stdout.write(f"heard: wrote {PLACE.name}\n")
