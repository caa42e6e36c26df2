"""What an installation weighs: python -m benchmarks.weight prints the table of the page.

Megabytes on the disk are those of a package's own files, without what it needs. Memory is what a
fresh Python holds after importing it with all it needs, less an empty Python's.
"""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Where the name to import is another one; and what is not imported by anything that serves.
IMPORTED = {
    "flask-wtf": "flask_wtf",
    "flask-babel": "flask_babel",
    "beautifulsoup4": "bs4",
    "argon2-cffi": "argon2",
    "psycopg": "psycopg",
    "pillow": "PIL.Image",
    "python-docx": "docx",
    "matplotlib": "matplotlib.figure",
    "scipy": "scipy.optimize",
}
NAME = re.compile(r"[A-Za-z0-9_.-]+")
MEMORY = """
import sys
from pathlib import Path
__import__(sys.argv[1])
for line in Path("/proc/self/status").read_text().splitlines():
    if line.startswith("VmRSS"):
        print(int(line.split()[1]) / 1024)
"""


def megabytes(package: str) -> float:
    """The size of a package's own files."""
    files = distribution(package).files or []
    places = (Path(str(file.locate())) for file in files)
    return sum(place.stat().st_size for place in places if place.is_file()) / 2**20


def is_installed(package: str) -> bool:
    """Whether a package of the lock file is for this system."""
    try:
        distribution(package)
    except PackageNotFoundError:
        return False
    return True


def memory(module: str) -> float:
    """Megabytes of a Python that has imported it."""
    done = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-c", MEMORY, module], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def main() -> None:
    """Print each run-time dependency that we name, and the sum of all that are installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extra = project["optional-dependencies"]["evidence"]
    locked = (ROOT / "requirements.txt").read_text("utf-8")
    every = re.findall(r"^([A-Za-z0-9_.-]+)==", locked, re.MULTILINE)
    empty = memory("sys")
    print("| Package | MB on the disk | MB in memory when imported |")
    print("|---|---|---|")
    for line in [*project["dependencies"], *extra]:
        found = NAME.match(line)
        assert found  # noqa: S101 -- pyproject.toml was read by pip before
        name = found[0]
        held = memory(IMPORTED.get(name, name.replace("-", "_"))) - empty
        print(f"| {name} | {megabytes(name):.1f} | {held:.0f} |")
    # Some are for other systems only.
    here = [name for name in every if is_installed(name)]
    total = sum(megabytes(name) for name in here)
    print(f"\n{len(here)} packages, {total:,.0f} MB; an empty Python holds {empty:.0f} MB")


if __name__ == "__main__":
    main()
