"""A provider of OpenID Connect on this machine: real HTTP, real keys, and it can misbehave.

It signs by hand and shares no code with what it tries. It keeps the protocol's rules for clients
itself: a code works once, for one client, one return address and one PKCE verifier.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CLIENT, SECRET, TENANT = "heard-client", "a secret with / and + in it", "11111111-aaaa-4bbb-8ccc-1"
# One that nobody was given, and that is answered as if everything were broken.
BROKEN_CODE = "broken"
PERSON = {"sub": "pairwise-1", "email": "officer@example.org"}


def b64(data: bytes) -> str:
    """As tokens spell bytes."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _number(value: int) -> str:
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


class Key:
    """One key pair of the provider's: RSA, or P-256 for "ES256"."""

    def __init__(self, kid: str, algorithm: str = "RS256") -> None:
        """Make it anew: nobody else has it."""
        self.kid, self.algorithm = kid, algorithm
        self.rsa = rsa.generate_private_key(65537, 2048)
        self.ec = ec.generate_private_key(ec.SECP256R1())

    def published(self) -> dict[str, str]:
        """What everybody may know of it."""
        if self.algorithm == "ES256":
            point = self.ec.public_key().public_numbers()
            x, y = (b64(one.to_bytes(32, "big")) for one in (point.x, point.y))
            return {"kty": "EC", "crv": "P-256", "use": "sig", "kid": self.kid, "x": x, "y": y}
        numbers = self.rsa.public_key().public_numbers()
        modulus, exponent = _number(numbers.n), _number(numbers.e)
        return {"kty": "RSA", "use": "sig", "kid": self.kid, "n": modulus, "e": exponent}

    def public_text(self) -> bytes:
        """The public key as a file, which a careless check takes for an HMAC secret."""
        return self.rsa.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def sign(self, said: bytes, algorithm: str) -> bytes:
        """The signature by this algorithm, real or false."""
        if algorithm == "none":
            return b""
        if algorithm == "HS256":
            return hmac.digest(self.public_text(), said, "sha256")
        if algorithm == "ES256":
            r, s = decode_dss_signature(self.ec.sign(said, ec.ECDSA(SHA256())))
            return r.to_bytes(32, "big") + s.to_bytes(32, "big")
        return self.rsa.sign(said, padding.PKCS1v15(), SHA256())


@dataclass
class StandIn:
    """The provider, and how it is to misbehave."""

    url: str
    keys: list[Key]
    person: dict[str, Any] = field(default_factory=lambda: dict(PERSON))
    # Claims that are to be otherwise; None takes one out.
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    # Which of its pages wait, and for how long.
    seconds_slow: dict[str, float] = field(default_factory=dict)
    is_broken: set[str] = field(default_factory=set)
    signs_with: Key | None = None
    spoils_signature: bool = False
    takes_codes_again: bool = False
    forgets_pkce: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def publish(self) -> dict[str, Any]:
        """Its metadata."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "end_session_endpoint": f"{self.url}/end",
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **self.metadata,
        }

    def give_code(self, asked: dict[str, str]) -> str:
        """Sign the person in, and return where their browser goes."""
        assert asked["response_type"] == "code", asked
        assert asked["client_id"] == CLIENT, asked
        assert asked["code_challenge_method"] == "S256", asked
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def redeem(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Tokens for a code: once, to the client and the verifier that asked for it."""
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        code = form.get("code", "")
        if code == BROKEN_CODE:
            return 500, {}
        asked = self.codes.get(code) if self.takes_codes_again else self.codes.pop(code, None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if (
            asked is None
            or asked["redirect_uri"] != form.get("redirect_uri")
            or not (self.forgets_pkce or asked["code_challenge"] == b64(digest))
        ):
            return 400, {"error": "invalid_grant"}
        access_token = secrets.token_urlsafe(16)
        token = self.id_token(asked["nonce"])
        return 200, {"access_token": access_token, "token_type": "Bearer", "id_token": token}

    def id_token(self, nonce: str) -> str:
        """What it says of the person, signed as it was told to."""
        key, now = self.signs_with or self.keys[0], int(time.time())
        header = {"typ": "JWT", "alg": key.algorithm, "kid": key.kid, **self.header}
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "tid": TENANT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            **self.person,
            **self.claims,
        }
        parts = [
            b64(json.dumps({name: said for name, said in one.items() if said is not None}).encode())
            for one in (header, claims)
        ]
        said = ".".join(parts).encode()
        signature = key.sign(said, header["alg"])
        if self.spoils_signature:
            signature = bytes([signature[0] ^ 1]) + signature[1:]
        return f"{said.decode()}.{b64(signature)}"


class _Pages(BaseHTTPRequestHandler):
    provider: StandIn

    def log_message(self, *_args: Any) -> None:
        """Nobody reads it."""

    def do_GET(self) -> None:
        """Metadata, keys, and the page on which somebody signs in."""
        parts = urlsplit(self.path)
        asked = {name: one[0] for name, one in parse_qs(parts.query).items()}
        if parts.path == "/authorize":
            address = html.escape(self.provider.give_code(asked), quote=True)
            page = f'<!doctype html><title>Work</title><a id="yes" href="{address}">Yes, me</a>'
            self._answer(parts.path, 200, page.encode(), "text/html")
        elif parts.path == "/keys":
            self._json(parts.path, 200, {"keys": [one.published() for one in self.provider.keys]})
        elif parts.path == "/.well-known/openid-configuration":
            self._json(parts.path, 200, self.provider.publish())
        else:
            self._json(parts.path, 404, {})

    def do_POST(self) -> None:
        """Tokens."""
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: one[0] for name, one in parse_qs(sent).items()}
        if self.headers.get("Authorization", "").startswith("Basic "):
            told = base64.b64decode(self.headers["Authorization"][6:]).decode()
            form["client_id"], _colon, form["client_secret"] = told.partition(":")
        self._json("/token", *self.provider.redeem(form))

    def _json(self, path: str, status: int, said: dict[str, Any]) -> None:
        self._answer(path, status, json.dumps(said).encode(), "application/json")

    def _answer(self, path: str, status: int, body: bytes, kind: str) -> None:
        self.provider.asked.append(path)
        if path in self.provider.is_broken:
            status, body = 500, b"oh"
        time.sleep(self.provider.seconds_slow.get(path, 0))
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            pass  # Whoever asked did not wait.


@contextmanager
def running_provider() -> Iterator[StandIn]:
    """The provider on a free port, as long as the block lasts."""
    pages = type("Pages", (_Pages,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), pages)
    provider = StandIn(f"http://127.0.0.1:{server.server_port}", [Key("first")])
    pages.provider = provider  # type: ignore[attr-defined]  # made a line ago
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def settings_for(provider: StandIn, **special: str) -> dict[str, str]:
    """The settings of an app that believes this provider."""
    return {
        "HEARD_OIDC_ISSUER": provider.url,
        "HEARD_OIDC_CLIENT_ID": CLIENT,
        "HEARD_OIDC_CLIENT_SECRET": SECRET,
        "HEARD_OIDC_TENANT": TENANT,
        **special,
    }
