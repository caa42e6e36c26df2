"""A setting that would be unsafe stops the start, and says why and what to set."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from feedback.config import Config, ConfigError, Environment

SAFE = {
    "HEARD_ENVIRONMENT": "production",
    "HEARD_SECRET_KEY": "0123456789abcdef0123456789abcdef",
    "HEARD_BASE_URL": "https://heard.example/",
}


def test_without_settings_we_serve_sample_data_to_this_machine_only(tmp_path: Path) -> None:
    config = Config.from_environment({"HEARD_DATA_DIR": str(tmp_path)})

    assert config.environment is Environment.SAMPLE
    assert config.host == "127.0.0.1"
    assert config.database_url == f"sqlite:///{tmp_path / 'heard.sqlite3'}"
    assert config.base_url == "http://127.0.0.1:8000"


def test_the_sample_secret_is_kept_private_and_used_again(tmp_path: Path) -> None:
    first = Config.from_environment({"HEARD_DATA_DIR": str(tmp_path)})
    second = Config.from_environment({"HEARD_DATA_DIR": str(tmp_path)})

    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"HEARD_SECRET_KEY": ""}, "HEARD_SECRET_KEY"),
        ({"HEARD_SECRET_KEY": "short"}, "HEARD_SECRET_KEY"),
        ({"HEARD_BASE_URL": "http://heard.example"}, "HEARD_BASE_URL"),
        ({"HEARD_BASE_URL": ""}, "HEARD_BASE_URL"),
        ({"HEARD_BASE_URL": "https://heard.example/send"}, "HEARD_BASE_URL"),
        ({"HEARD_BASE_URL": "https://heard.example/?area=city"}, "HEARD_BASE_URL"),
        ({"HEARD_BASE_URL": "https://heard.example?"}, "HEARD_BASE_URL"),
        ({"HEARD_BASE_URL": "https://heard.example#top"}, "HEARD_BASE_URL"),
        ({"HEARD_BASE_URL": "https://me@heard.example"}, "HEARD_BASE_URL"),
        ({"HEARD_BASE_URL": "https://heard.example:door"}, "HEARD_BASE_URL"),
        ({"HEARD_BASE_URL": "https:///send"}, "HEARD_BASE_URL"),
        ({"HEARD_BASE_URL": "heard.example"}, "HEARD_BASE_URL"),
        ({"HEARD_ENVIRONMENT": "sample", "HEARD_BASE_URL": "http://127.0.0.1/a"}, "whole address"),
        ({"HEARD_ENVIRONMENT": "prod"}, "HEARD_ENVIRONMENT"),
        ({"HEARD_ENVIRONMENT": "sample", "HEARD_HOST": "192.0.2.7"}, "HEARD_HOST"),
        ({"PORT": "http"}, "PORT"),
        ({"PORT": "70000"}, "PORT"),
    ],
)
def test_an_unsafe_setting_stops_the_start_by_name(
    tmp_path: Path, change: dict[str, str], named: str
) -> None:
    with pytest.raises(ConfigError, match=named):
        Config.from_environment({**SAFE, "HEARD_DATA_DIR": str(tmp_path), **change})


@pytest.mark.parametrize(
    "address", ["https://heard.example", "https://heard.example:8443/", "https://[2001:db8::1]"]
)
def test_an_address_may_have_a_port_and_end_in_a_slash(tmp_path: Path, address: str) -> None:
    config = Config.from_environment(
        {**SAFE, "HEARD_DATA_DIR": str(tmp_path), "HEARD_BASE_URL": address}
    )

    assert config.base_url == address.rstrip("/")


def test_production_starts_with_a_secret_and_an_https_address(tmp_path: Path) -> None:
    config = Config.from_environment({**SAFE, "HEARD_DATA_DIR": str(tmp_path)})

    assert not config.is_sample
    assert config.is_https
    assert config.trusted_hosts == ["heard.example"]
    assert not (tmp_path / "secret.key").exists()
