"""Settings from the environment; a setting that would be unsafe in production stops the start."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from feedback.config_errors import LOOPBACK
from feedback.config_errors import ConfigError as ConfigError
from feedback.provider_settings import ProviderSettings, provider_settings

SHORTEST_SECRET = 32
# Fewer different ones make a pattern that somebody typed, however long it is.
FEWEST_CHARACTERS_IN_A_SECRET = 8


class Environment(StrEnum):
    """Sample mode shows made-up data on this machine only; production serves families."""

    SAMPLE = "sample"
    PRODUCTION = "production"


class MailSecurity(StrEnum):
    """How a mail server is spoken to; `none` only on this machine."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class Erasing(StrEnum):
    """Who erases what was kept long enough; unless somebody does, families are told no date."""

    NOBODY = "nobody"
    DAILY = "daily"  # A process beside `heard run`.
    CRON = "cron"  # The operator starts `heard erase-due` every day.


USUAL_PORTS = {MailSecurity.STARTTLS: "587", MailSecurity.TLS: "465", MailSecurity.NONE: "25"}


@dataclass(frozen=True)
class MailServer:
    """Who takes our letters, and whom they come from."""

    host: str
    port: int
    security: MailSecurity
    sender: str
    user: str
    password: str = field(repr=False)
    ca_file: str


@dataclass(frozen=True)
class Config:
    """Everything the app needs to be told; docs/operating.md explains each setting."""

    environment: Environment
    data_dir: Path
    # It may hold the database's password.
    database_url: str = field(repr=False)
    area: str
    secret_key: str = field(repr=False)
    old_secret_keys: tuple[str, ...] = field(repr=False)
    base_url: str
    host: str
    port: int
    mail: MailServer | None
    is_read_only: bool = False
    # Flask's own switch: with it an error would be told whole instead of answered with a page.
    is_debugged: bool = False
    erasing: Erasing = Erasing.NOBODY
    # Where backups are kept, when their age is to be watched.
    backup_dir: Path | None = None
    most_hours_since_backup: int = 26
    least_free_megabytes: int = 200
    # A copy of the database for pages that anybody may open; it may hold a password, too.
    read_database_url: str = field(default="", repr=False)
    # Where staff may sign in with the account of their own organisation.
    provider: ProviderSettings | None = None

    @property
    def is_sample(self) -> bool:
        """Whether sample data and sample staff may exist."""
        return self.environment is Environment.SAMPLE

    @property
    def is_https(self) -> bool:
        """Whether families reach us over TLS, which decides the cookie's name and flags."""
        return self.base_url.startswith("https://")

    @property
    def trusted_hosts(self) -> list[str]:
        """The only Host headers we answer: the address's own, and loopback in sample mode."""
        own = urlsplit(self.base_url).hostname or ""
        return [own, *LOOPBACK] if self.is_sample else [own]

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Config":
        """The settings as the environment gives them; ConfigError when they are unsafe."""
        env = os.environ if environ is None else environ
        environment = _environment(env.get("HEARD_ENVIRONMENT", Environment.SAMPLE))
        data_dir = Path(env.get("HEARD_DATA_DIR") or "instance").resolve()
        port = _port("PORT", env.get("PORT") or "8000")
        host = env.get("HEARD_HOST") or "127.0.0.1"
        config = cls(
            environment=environment,
            data_dir=data_dir,
            database_url=env.get("HEARD_DATABASE_URL") or f"sqlite:///{data_dir / 'heard.sqlite3'}",
            area=env.get("HEARD_AREA") or "city_of_london",
            secret_key=env.get("HEARD_SECRET_KEY") or _sample_secret(environment, data_dir),
            old_secret_keys=tuple(env.get("HEARD_OLD_SECRET_KEYS", "").split()),
            base_url=(env.get("HEARD_BASE_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
            host=host,
            port=port,
            mail=_mail_server(env),
            is_read_only=_switch("HEARD_READ_ONLY", env.get("HEARD_READ_ONLY") or "0"),
            is_debugged=env.get("FLASK_DEBUG", "").lower() not in {"", "0", "false", "no"},
            erasing=_erasing(env.get("HEARD_ERASE_DUE") or Erasing.NOBODY),
            backup_dir=Path(kept).resolve() if (kept := env.get("HEARD_BACKUP_DIR")) else None,
            most_hours_since_backup=_whole("HEARD_BACKUP_HOURS", env.get("HEARD_BACKUP_HOURS"), 26),
            least_free_megabytes=_whole("HEARD_LEAST_FREE_MB", env.get("HEARD_LEAST_FREE_MB"), 200),
            read_database_url=env.get("HEARD_READ_DATABASE_URL", ""),
            provider=provider_settings(env),
        )
        _refuse_unsafe(config)
        return config


def _is_bare(address: str) -> bool:
    """Whether an address is a scheme, a host and perhaps a port, and nothing else."""
    try:
        parts = urlsplit(address)
        host, _port_is_a_number = parts.hostname, parts.port
    except ValueError:
        return False
    is_web = parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc
    # Not by the parts: a bare "?" or "#" leaves none, and would still be printed.
    return is_web and address == f"{parts.scheme}://{parts.netloc}"


def _environment(value: str) -> Environment:
    try:
        return Environment(value)
    except ValueError:
        raise ConfigError(
            f"HEARD_ENVIRONMENT is {value!r}. Set it to 'sample' or 'production'."
        ) from None


def _port(name: str, value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise ConfigError(f"{name} is {value!r}. Set it to a number from 1 to 65535.")
    return int(value)


def _mail_server(env: Mapping[str, str]) -> MailServer | None:
    """The mail server, when one is named; letters are not sent without one."""
    host = env.get("HEARD_SMTP_HOST")
    if not host:
        return None
    security = _mail_security(env.get("HEARD_SMTP_SECURITY") or MailSecurity.STARTTLS, host)
    return MailServer(
        host=host,
        port=_port("HEARD_SMTP_PORT", env.get("HEARD_SMTP_PORT") or USUAL_PORTS[security]),
        security=security,
        sender=_sender(env.get("HEARD_SMTP_FROM", "")),
        user=env.get("HEARD_SMTP_USER", ""),
        password=env.get("HEARD_SMTP_PASSWORD", ""),
        ca_file=env.get("HEARD_SMTP_CA_FILE", ""),
    )


def _mail_security(value: str, host: str) -> MailSecurity:
    try:
        security = MailSecurity(value)
    except ValueError:
        raise ConfigError(
            f"HEARD_SMTP_SECURITY is {value!r}. Set it to 'starttls', 'tls' or 'none'."
        ) from None
    if security is MailSecurity.NONE and host not in LOOPBACK:
        raise ConfigError(
            "HEARD_SMTP_SECURITY is 'none', and letters hold links that let people in. "
            "Set it to 'starttls' or 'tls', unless the mail server is on this machine."
        )
    return security


def _sender(value: str) -> str:
    try:
        return Address(addr_spec=value).addr_spec
    except (ValueError, IndexError, MessageError):
        raise ConfigError(
            f"HEARD_SMTP_FROM is {value!r}. Set it to the address that letters come from, "
            "like heard@your-area.example."
        ) from None


def _erasing(value: str) -> Erasing:
    try:
        return Erasing(value)
    except ValueError:
        raise ConfigError(
            f"HEARD_ERASE_DUE is {value!r}. Set it to 'daily' or 'cron', or leave it out."
        ) from None


def _switch(name: str, value: str) -> bool:
    if value not in {"0", "1"}:
        raise ConfigError(f"{name} is {value!r}. Set it to 1 for on, or leave it out.")
    return value == "1"


def _whole(name: str, value: str | None, otherwise: int) -> int:
    if not value:
        return otherwise
    if not value.isdecimal() or not 0 < int(value) < 1_000_000:
        raise ConfigError(f"{name} is {value!r}. Set it to a whole number above 0.")
    return int(value)


def _sample_secret(environment: Environment, data_dir: Path) -> str:
    """A secret of this installation's own, kept beside its data; production must bring one."""
    if environment is Environment.PRODUCTION:
        return ""
    kept = data_dir / "secret.key"
    if not kept.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
        except FileExistsError:  # Another process started at the same moment: use its key.
            pass
    return kept.read_text()


def _refuse_unsafe(config: Config) -> None:
    addresses = (config.database_url, config.read_database_url or config.database_url)
    if config.read_database_url and not all(one.startswith("postgresql") for one in addresses):
        raise ConfigError(
            "HEARD_READ_DATABASE_URL names a standby of PostgreSQL. Set it, and "
            "HEARD_DATABASE_URL, to an address with postgresql://, or leave it out."
        )
    if not _is_bare(config.base_url):
        raise ConfigError(
            f"HEARD_BASE_URL is {config.base_url!r}. Set it to the scheme and the host alone, "
            "like https://heard.example, with nothing after the host: QR codes put the whole "
            "address in capitals, and only those two mean the same in capitals."
        )
    if config.is_sample:
        if config.host not in LOOPBACK:
            raise ConfigError(
                f"HEARD_HOST is {config.host!r}, but sample mode has known sample staff. "
                "Serve it on 127.0.0.1, or set HEARD_ENVIRONMENT=production."
            )
        return
    _refuse_weak_secrets(config)
    if not config.is_https:
        raise ConfigError(
            f"HEARD_BASE_URL is {config.base_url!r}. Set it to the https:// address families use; "
            "QR codes are printed from it."
        )
    if config.is_debugged:
        raise ConfigError(
            "FLASK_DEBUG is set, which is for trying things out: it tells of errors what families "
            "typed. Leave it out, or set HEARD_ENVIRONMENT=sample."
        )


def _refuse_weak_secrets(config: Config) -> None:
    if _is_weak(config.secret_key):
        raise ConfigError(
            f"HEARD_SECRET_KEY is missing, shorter than {SHORTEST_SECRET} characters, or made of "
            "very few different ones. "
            "Set it to a long random secret; `openssl rand -hex 32` makes one."
        )
    if any(map(_is_weak, config.old_secret_keys)):
        raise ConfigError(
            f"HEARD_OLD_SECRET_KEYS holds one shorter than {SHORTEST_SECRET} characters, or made "
            "of very few different ones. What it has signed is still believed: take it out."
        )


def _is_weak(secret: str) -> bool:
    return len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_CHARACTERS_IN_A_SECRET
