"""What a provider says of somebody, in a signed token: believed only if every part of it fits."""

from collections.abc import Mapping
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import JWKRegistry, Key, KeySet
from joserfc.jws import JWSRegistry

from feedback.proofs import Proof, RefusedError, UnknownKeyError
from feedback.provider_settings import ProviderSettings

# Named here and never taken from the token or the provider: with a public key as its secret,
# or with "none", anybody could sign.
ALGORITHMS = ("RS256", "PS256", "ES256")
KINDS_OF_KEYS = {"RSA", "EC"}
SECONDS_CLOCKS_DIFFER = 60
LONGEST_SUBJECT = 255


def keys_in(document: Mapping[str, Any]) -> KeySet:
    """The keys for signatures among those a provider publishes; what we do not know is no key."""
    published = document.get("keys")
    return KeySet(list(_usable(published if isinstance(published, list) else [])))


def _usable(published: list[Any]) -> list[Key]:
    found = []
    for one in published:
        if not isinstance(one, dict) or one.get("kty") not in KINDS_OF_KEYS:
            continue
        if one.get("use", "sig") != "sig" or not one.get("kid"):
            continue
        try:
            found.append(JWKRegistry.import_key(one))
        except (JoseError, ValueError, KeyError, TypeError):
            continue
    return found


def read(
    token: str, keys: KeySet, settings: ProviderSettings, *, nonce: str, access_token: str = ""
) -> Proof:
    """Who this token says has signed in, just now and here; RefusedError for any doubt."""
    said = _signed(token, keys)
    expected = {
        "iss": {"essential": True, "value": settings.issuer},
        "sub": {"essential": True},
        "aud": {"essential": True, "value": settings.client_id},
        "exp": {"essential": True},
        "iat": {"essential": True},
        "nonce": {"essential": True, "value": nonce},
    }
    if settings.tenant:
        expected["tid"] = {"essential": True, "value": settings.tenant}
    known = {"nonce": nonce, "client_id": settings.client_id, "access_token": access_token}
    claims = CodeIDToken(said.claims, said.header, options=expected, params=known)
    try:
        claims.validate(leeway=SECONDS_CLOCKS_DIFFER)
    except (JoseError, ValueError, TypeError) as error:
        raise RefusedError(_why(error)) from None
    _refuse_shared(claims, settings)
    return _proof(claims, settings)


def _signed(token: str, keys: KeySet) -> jwt.Token:
    registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
    try:
        said = jwt.decode(token, keys, registry=registry)
    except InvalidKeyIdError:
        raise UnknownKeyError("unknown key") from None
    except (JoseError, ValueError, TypeError) as error:
        raise RefusedError(_why(error)) from None
    if not said.header.get("kid"):
        raise RefusedError("no key is named")
    return said


def _refuse_shared(claims: Mapping[str, Any], settings: ProviderSettings) -> None:
    """A token for somebody else as well may have come to us through them."""
    if claims["aud"] not in (settings.client_id, [settings.client_id]):
        raise RefusedError("invalid claim: aud")
    # A list with the right value in it would pass for the value.
    if any(not isinstance(claims.get(name, ""), str) for name in ("nonce", "tid")):
        raise RefusedError("invalid claim: not a word")
    if not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
        raise RefusedError("invalid claim: sub")


def _proof(claims: Mapping[str, Any], settings: ProviderSettings) -> Proof:
    names = [claims.get("preferred_username")]
    if claims.get("email_verified", True) not in (False, "false"):
        names.append(claims.get("email"))
    addresses = tuple(sorted({name.lower() for name in names if name and isinstance(name, str)}))
    return Proof(claims["sub"], addresses, _took_second_step(claims, settings))


def _took_second_step(claims: Mapping[str, Any], settings: ProviderSettings) -> bool:
    if settings.second_step is None:
        return False
    claim, expected = settings.second_step
    found = claims.get(claim)
    return expected in found if isinstance(found, list) else found == expected


def _why(error: Exception) -> str:
    """Which part did not fit; never a value, which could be a name."""
    claim = getattr(error, "claim", None)
    kind = getattr(error, "error", None) or type(error).__name__
    return f"{kind}: {claim}" if claim else str(kind)
