"""PostgreSQL's own programs, run on the database of the settings."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL

from feedback.backups.manifest import BackupRefusedError

# Where Debian keeps one folder for each version; the newest can talk to every older server.
INSTALLED = Path("/usr/lib/postgresql")


def run_program(name: str, *options: str, to: URL) -> None:
    """Run a program to its end, or refuse with its first words."""
    # The password goes by the environment: everybody on the machine can read a command line.
    environment = {**os.environ, "PGPASSWORD": str(to.password or "")}
    done = subprocess.run(  # noqa: S603 -- our own words and the operator's settings
        [_program(name), f"--dbname={_address(to)}", *options],
        env=environment if to.password else None,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        # Only the first line: the next ones may quote a row, and so a family.
        said = done.stderr.decode(errors="replace").splitlines() or ["it said nothing"]
        raise BackupRefusedError(f"{name} could not do it: {said[0]}")


def _address(url: URL) -> str:
    """The address as PostgreSQL's programs take it, several hosts included."""
    _none, known = url.get_dialect()().create_connect_args(url)
    known.pop("password", None)
    from psycopg.conninfo import make_conninfo

    return make_conninfo("", **known)


def _program(name: str) -> str:
    installed = sorted(
        INSTALLED.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]), reverse=True
    )
    found = str(installed[0]) if installed else shutil.which(name)
    if found is None:
        raise BackupRefusedError(
            f"{name} is missing. Install PostgreSQL's programs for your server's version or newer "
            "(Debian: postgresql-client), or use your database service's own backups."
        )
    return found
