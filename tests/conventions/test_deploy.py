"""The files an operator copies fit what Heard is: its settings, its commands, its files."""

import re

from feedback.areas import Retention
from feedback.cli import main
from tests.conventions.checkout import ROOT

FILES = sorted(path for path in (ROOT / "deploy").rglob("*") if path.is_file())
TEXTS = {path.name: path.read_text("utf-8") for path in FILES}


def test_every_setting_they_name_is_documented() -> None:
    documented = (ROOT / "docs/operating.md").read_text("utf-8")
    named = {name for text in TEXTS.values() for name in re.findall(r"HEARD_[A-Z_]+", text)}

    assert {"HEARD_DATA_DIR", "HEARD_HOST"} <= named
    assert {name for name in named if f"| `{name}` |" not in documented} == set()


def test_every_command_they_run_exists() -> None:
    units = "\n".join(text for name, text in TEXTS.items() if name.endswith(".service"))
    run = set(re.findall(r"/\.venv/bin/heard ([a-z-]+)", units))

    assert run == {"run", "backup"}
    assert run <= set(main.commands)


def test_the_service_may_touch_little() -> None:
    unit = TEXTS["heard.service"].splitlines()

    for line in (
        "User=heard",
        "UMask=0077",
        "CapabilityBoundingSet=",
        "NoNewPrivileges=true",
        "ProtectSystem=strict",
        "ProtectHome=true",
        "PrivateTmp=true",
    ):
        assert line in unit


def test_the_days_backups_are_kept_are_the_days_we_say() -> None:
    said = re.search(r"keeps (\d+) days", (ROOT / "docs/operating.md").read_text("utf-8"))
    done = re.search(r"--keep-days (\d+) ", TEXTS["heard-backup.service"])

    assert said
    assert done
    assert said[1] == done[1] == str(Retention().backups)


def test_the_container_is_built_from_files_that_are_there() -> None:
    text = TEXTS["Containerfile"]

    for name in ("requirements.txt", "tools/catalogues.py"):
        assert name in text
        assert (ROOT / name).exists()
    assert "--require-hashes" in text
    assert text.index("USER heard") < text.index("CMD [")
