"""What machine the figures come from."""

import os
import platform
import shutil
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path
from tempfile import gettempdir

SHOWN = ("flask", "werkzeug", "sqlmodel", "sqlalchemy", "granian", "psycopg")


def facts() -> dict[str, str]:
    """Processor, memory, disk, and the versions that matter."""
    found = {
        "cores": str(len(os.sched_getaffinity(0))),
        "processor": _processor(),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "kernel": f"{platform.system()} {platform.release()}",
        "file system": _file_system(Path(gettempdir())),
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "load before": " ".join(f"{one:.1f}" for one in os.getloadavg()),
        "revision": _revision(),
    }
    return found | {name: version(name) for name in SHOWN}


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _file_system(folder: Path) -> str:
    done = _said("df", "--output=fstype", str(folder))
    return done.splitlines()[-1] if done else "unknown"


def _revision() -> str:
    changed = "" if _said("git", "status", "--porcelain", "--untracked-files=no") == "" else " +"
    return (_said("git", "rev-parse", "--short=12", "HEAD") or "unknown") + changed


def _said(program: str, *arguments: str) -> str:
    found = shutil.which(program)
    if found is None:
        return ""
    done = subprocess.run(  # noqa: S603 -- fixed programs
        [found, *arguments], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()
