"""The organisation's own sign-in (OpenID Connect), as the environment names it: whole or not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from feedback.config_errors import LOOPBACK, ConfigError

# What a provider may say about how somebody signed in; `acrs` is Microsoft's.
CLAIMS = ("amr", "acr", "acrs")
MICROSOFT = "login.microsoftonline.com"
TENANT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LONGEST_ISSUER = 255


@dataclass(frozen=True)
class ProviderSettings:
    """Whom we believe, who we are there, and what we insist on."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    # "" where the provider has no tenants; else the only one whose people we believe.
    tenant: str
    # The claim and its value that say a second step was taken; None: ours follows.
    second_step: tuple[str, str] | None


def provider_settings(env: Mapping[str, str]) -> ProviderSettings | None:
    """The provider, when one is named; half a provider stops the start."""
    needed = {
        "HEARD_OIDC_ISSUER": env.get("HEARD_OIDC_ISSUER", ""),
        "HEARD_OIDC_CLIENT_ID": env.get("HEARD_OIDC_CLIENT_ID", ""),
        "HEARD_OIDC_CLIENT_SECRET": env.get("HEARD_OIDC_CLIENT_SECRET", ""),
    }
    tenant = env.get("HEARD_OIDC_TENANT", "")
    second_step = env.get("HEARD_OIDC_SECOND_STEP", "")
    if not any((*needed.values(), tenant, second_step)):
        return None
    for name, value in needed.items():
        if not value:
            raise ConfigError(
                f"{name} is missing, and other HEARD_OIDC_ settings are there. Set it too, or "
                "take the others out: staff then sign in with passwords only."
            )
    issuer, client_id, client_secret = needed.values()
    _refuse_issuer(issuer, tenant)
    return ProviderSettings(issuer, client_id, client_secret, tenant, _second_step(second_step))


def is_safe_address(address: str, *, like: str) -> bool:
    """Whether nobody on the way can change what this address answers.

    Plain HTTP is for a provider on this machine only, one whose own address is such.
    """
    try:
        parts, own = urlsplit(address), urlsplit(like)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(host) and "@" not in parts.netloc
    return parts.scheme == "http" == own.scheme and is_loopback(address)


def is_loopback(address: str) -> bool:
    """Whether this is an address of this machine."""
    host = urlsplit(address).hostname or ""
    return host in LOOPBACK or f"[{host}]" in LOOPBACK


def _refuse_issuer(issuer: str, tenant: str) -> None:
    is_plain = not any(letter in issuer for letter in "?#@ ") and len(issuer) <= LONGEST_ISSUER
    if not is_plain or not is_safe_address(issuer, like=issuer):
        raise ConfigError(
            f"HEARD_OIDC_ISSUER is {issuer!r}. Set it to the https:// address of the provider, "
            "exactly as it names itself: whoever can change its answers can sign in as anybody. "
            "Plain http:// is for a provider on this machine only."
        )
    if urlsplit(issuer).hostname == MICROSOFT:
        _refuse_other_tenants(issuer, tenant)


def _refuse_other_tenants(issuer: str, tenant: str) -> None:
    if not TENANT_ID.fullmatch(tenant):
        raise ConfigError(
            f"HEARD_OIDC_TENANT is {tenant!r}. Set it to your directory (tenant) ID, like "
            "11111111-2222-3333-4444-555555555555: Microsoft signs in the people of every "
            "organisation there is."
        )
    expected = f"https://{MICROSOFT}/{tenant}/v2.0"
    if issuer != expected:
        raise ConfigError(
            f"HEARD_OIDC_ISSUER is {issuer!r}, which is not the address of the tenant in "
            f"HEARD_OIDC_TENANT. Set it to {expected}."
        )


def _second_step(value: str) -> tuple[str, str] | None:
    if not value:
        return None
    claim, _equals, expected = value.partition("=")
    if claim not in CLAIMS or not expected:
        raise ConfigError(
            f"HEARD_OIDC_SECOND_STEP is {value!r}. Set it to what your provider says of somebody "
            "who took a second step, like amr=mfa or acrs=c1, or leave it out: Heard then asks "
            "for a code itself."
        )
    return claim, expected
