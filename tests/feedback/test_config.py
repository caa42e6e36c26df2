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


PROVIDER = {
    "HEARD_OIDC_ISSUER": "https://login.example.org",
    "HEARD_OIDC_CLIENT_ID": "heard",
    "HEARD_OIDC_CLIENT_SECRET": "secret of the client",
}
TENANT = "11111111-aaaa-4bbb-8ccc-111111111111"
MICROSOFT = {
    **PROVIDER,
    "HEARD_OIDC_ISSUER": f"https://login.microsoftonline.com/{TENANT}/v2.0",
    "HEARD_OIDC_TENANT": TENANT,
}


def test_without_a_provider_nobody_signs_in_with_one(tmp_path: Path) -> None:
    config = Config.from_environment({**SAFE, "HEARD_DATA_DIR": str(tmp_path)})

    assert config.provider is None


@pytest.mark.parametrize(
    "settings",
    [
        PROVIDER,
        MICROSOFT,
        {**PROVIDER, "HEARD_OIDC_ISSUER": "http://127.0.0.1:9000"},
        {**PROVIDER, "HEARD_OIDC_ISSUER": "http://[::1]:9000/realm"},
        {**PROVIDER, "HEARD_OIDC_SECOND_STEP": "amr=mfa"},
    ],
)
def test_a_whole_provider_is_taken_and_its_secret_shown_nowhere(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    config = Config.from_environment({**SAFE, "HEARD_DATA_DIR": str(tmp_path), **settings})

    assert config.provider
    assert config.provider.issuer == settings["HEARD_OIDC_ISSUER"]
    assert "secret of the client" not in repr(config)


@pytest.mark.parametrize("environment", ["sample", "production"])
@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({**PROVIDER, "HEARD_OIDC_ISSUER": ""}, "HEARD_OIDC_ISSUER is missing"),
        ({**PROVIDER, "HEARD_OIDC_CLIENT_ID": ""}, "HEARD_OIDC_CLIENT_ID is missing"),
        ({**PROVIDER, "HEARD_OIDC_CLIENT_SECRET": ""}, "HEARD_OIDC_CLIENT_SECRET is missing"),
        ({"HEARD_OIDC_TENANT": TENANT}, "HEARD_OIDC_ISSUER is missing"),
        ({"HEARD_OIDC_SECOND_STEP": "amr=mfa"}, "HEARD_OIDC_ISSUER is missing"),
        ({**PROVIDER, "HEARD_OIDC_ISSUER": "http://login.example.org"}, "https:// address"),
        ({**PROVIDER, "HEARD_OIDC_ISSUER": "http://127.0.0.1.evil.example"}, "https:// address"),
        ({**PROVIDER, "HEARD_OIDC_ISSUER": "https://me@login.example.org"}, "https:// address"),
        ({**PROVIDER, "HEARD_OIDC_ISSUER": "https://login.example.org?a=b"}, "https:// address"),
        ({**PROVIDER, "HEARD_OIDC_ISSUER": "https://[login"}, "https:// address"),
        ({**PROVIDER, "HEARD_OIDC_ISSUER": "login.example.org"}, "https:// address"),
        ({**MICROSOFT, "HEARD_OIDC_TENANT": ""}, "HEARD_OIDC_TENANT is ''"),
        (
            {**MICROSOFT, "HEARD_OIDC_ISSUER": "https://login.microsoftonline.com/common/v2.0"},
            "not the address of the tenant",
        ),
        ({**MICROSOFT, "HEARD_OIDC_TENANT": "common"}, "HEARD_OIDC_TENANT is 'common'"),
        ({**PROVIDER, "HEARD_OIDC_SECOND_STEP": "mfa"}, "HEARD_OIDC_SECOND_STEP"),
        ({**PROVIDER, "HEARD_OIDC_SECOND_STEP": "sub=me"}, "HEARD_OIDC_SECOND_STEP"),
    ],
)
def test_half_a_provider_or_an_unsafe_one_stops_the_start(
    tmp_path: Path, environment: str, settings: dict[str, str], named: str
) -> None:
    safe = {**SAFE, "HEARD_DATA_DIR": str(tmp_path), "HEARD_ENVIRONMENT": environment}

    with pytest.raises(ConfigError, match=named):
        Config.from_environment({**safe, **settings})


def test_the_tenants_that_are_everybodys_are_refused(tmp_path: Path) -> None:
    for everybody in ("common", "organizations", "consumers"):
        address = f"https://login.microsoftonline.com/{everybody}/v2.0"
        settings = {"HEARD_OIDC_ISSUER": address, "HEARD_OIDC_TENANT": everybody}

        with pytest.raises(ConfigError, match="HEARD_OIDC_TENANT"):
            Config.from_environment(
                {**SAFE, "HEARD_DATA_DIR": str(tmp_path), **PROVIDER, **settings}
            )
