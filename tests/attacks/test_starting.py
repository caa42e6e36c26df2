"""S10: production does not start with an unsafe setting, and says which one it is and why."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from feedback import config as settings
from feedback import create_app, provider_settings
from feedback.areas import load_area
from feedback.cli.running import prepare
from feedback.config import Config, ConfigError
from feedback.database import create_engine_for
from tests.attacks.register import attack, control
from tests.feedback.test_config import SAFE
from tests.server import HEARD

# What is changed, and what the refusal has to name.
UNSAFE: tuple[tuple[Mapping[str, str], str], ...] = (
    ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
    ({"HEARD_SECRET_KEY": ""}, "HEARD_SECRET_KEY"),
    ({"HEARD_SECRET_KEY": "k" * 31}, "HEARD_SECRET_KEY"),
    ({"HEARD_SECRET_KEY": "k" * 64}, "HEARD_SECRET_KEY"),
    ({"HEARD_OLD_SECRET_KEYS": "short"}, "HEARD_OLD_SECRET_KEYS"),
    ({"HEARD_BASE_URL": "http://heard.example"}, "HEARD_BASE_URL"),
    ({"HEARD_BASE_URL": ""}, "HEARD_BASE_URL"),
    ({"HEARD_ENVIRONMENT": "development"}, "HEARD_ENVIRONMENT"),
    ({"HEARD_ENVIRONMENT": "sample", "HEARD_HOST": "0.0.0.0"}, "HEARD_HOST"),  # noqa: S104 -- refused
    (
        {
            "HEARD_SMTP_HOST": "mail.example",
            "HEARD_SMTP_FROM": "a@mail.example",
            "HEARD_SMTP_SECURITY": "none",
        },
        "HEARD_SMTP_SECURITY",
    ),
    ({"HEARD_OIDC_ISSUER": "https://login.example"}, "HEARD_OIDC_CLIENT_ID"),
    (
        {
            "HEARD_OIDC_ISSUER": "http://login.example",
            "HEARD_OIDC_CLIENT_ID": "heard",
            "HEARD_OIDC_CLIENT_SECRET": "secret",
        },
        "HEARD_OIDC_ISSUER",
    ),
)


def started(folder: Path, sample_data: Path) -> list[str]:
    """Start with each unsafe setting, and in the database of a trial with its known accounts."""
    changes = [*UNSAFE, ({"HEARD_DATA_DIR": str(sample_data)}, "sample staff")]
    return [str(change) for change, named in changes if starts(folder, change, named)]


def starts(folder: Path, change: Mapping[str, str], named: str) -> bool:
    """Whether the app starts, or does not say by name why it refuses."""
    environ = {**SAFE, "HEARD_DATA_DIR": str(folder), **change}
    try:
        config = Config.from_environment(environ)
        engine = create_engine_for(config.database_url)
        app = create_app(config, engine=engine)
        prepare(config, engine, area=load_area(config.area))
    except ConfigError as refusal:
        return named not in str(refusal)
    return bool(app)


@attack("S10")
def test_s10_production_refuses_to_start_unsafe_and_says_why(
    tmp_path: Path, furnished_folder: tuple[Path, object]
) -> None:
    assert started(tmp_path, furnished_folder[0]) == []
    assert not starts_as_a_program(tmp_path, FLASK_DEBUG="1")


def starts_as_a_program(folder: Path, **change: str) -> bool:
    """Whether `heard run` itself goes on with this, instead of a sentence and an error."""
    environ = {**os.environ, **SAFE, "HEARD_DATA_DIR": str(folder), **change}
    run = subprocess.run([HEARD, "run"], env=environ, capture_output=True, text=True, timeout=60)
    said = run.stderr.strip().splitlines()
    return run.returncode == 0 or len(said) != 1 or next(iter(change)) not in said[0]


@control("S10")
def test_s10_control_without_the_refusals_it_starts(
    tmp_path: Path, furnished_folder: tuple[Path, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "_refuse_unsafe", lambda _config: None)
    monkeypatch.setattr("feedback.cli.running.has_sample_data", lambda _engine: False)

    monkeypatch.setattr(provider_settings, "_refuse_issuer", lambda *_a: None)

    # An environment that is none, unsafe mail and half a provider are refused where they are read.
    assert len(started(tmp_path, furnished_folder[0])) == len(UNSAFE) - 2
