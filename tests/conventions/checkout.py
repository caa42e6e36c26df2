"""The files of this checkout, as the convention tests read them."""

import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("feedback", "forms", "analysis", "translations")


@cache
def our_files() -> tuple[Path, ...]:
    """Every file git keeps or would keep; without git, every file it would not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        names = listed.stdout.decode().split("\0")
        return tuple(sorted(ROOT / name for name in names if name and (ROOT / name).is_file()))
    ignored = tuple(
        line.strip().rstrip("/") for line in (ROOT / ".gitignore").read_text().splitlines() if line
    )
    return tuple(sorted(_walk(ROOT, (*ignored, ".git"))))


def _walk(folder: Path, ignored: tuple[str, ...]) -> Iterator[Path]:
    for path in folder.iterdir():
        relative = path.relative_to(ROOT).as_posix()
        if any(fnmatch(path.name, name) or relative == name for name in ignored):
            continue
        if path.is_dir():
            yield from _walk(path, ignored)
        else:
            yield path


def our_text(*patterns: str) -> dict[str, str]:
    """The text of our files whose path fits a pattern, by path from the top."""
    return {
        # An example may be as a program on Windows saves it: what is not UTF-8 is no text of ours.
        name: path.read_text("utf-8", errors="replace")
        for path in our_files()
        if any(fnmatch(name := path.relative_to(ROOT).as_posix(), pattern) for pattern in patterns)
        and b"\0" not in path.read_bytes()
    }


def python_files(*folders: str) -> dict[str, str]:
    """The source of every module in these folders, by path from the top."""
    return our_text(*(f"{folder}/*.py" for folder in folders))
