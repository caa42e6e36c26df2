"""The organisation's own sign-in: where to send somebody, and who came back.

OpenID Connect's authorisation code flow. What the provider publishes about itself is kept for an
hour; a key that we do not know is asked for once more, because providers change them.
"""

import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode, urlsplit

from authlib.oauth2 import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc.jwk import KeySet

from feedback import id_tokens
from feedback.config import Config
from feedback.fetching import AwayError, fetch_json
from feedback.proofs import Proof, RefusedError, UnknownKeyError
from feedback.provider_settings import ProviderSettings, is_safe_address

__all__ = ["Attempt", "AwayError", "IdentityProvider", "new_attempt", "provider_of"]

Kept = TypeVar("Kept")

SECONDS_KEPT = 3600
# Nobody may make us ask again and again, with keys that do not exist or while nobody answers.
SECONDS_BETWEEN_UNKNOWN_KEYS = 30
SECONDS_AFTER_A_FAILURE = 10
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LONGEST_CODE = 8192


@dataclass(frozen=True)
class Attempt:
    """One signing in that has begun: three random words, known to us and this browser only."""

    state: str
    nonce: str
    verifier: str

    def as_words(self) -> dict[str, str]:
        """How a cookie keeps it."""
        return asdict(self)


def new_attempt() -> Attempt:
    """256 bits each, so that none is ever guessed or met twice."""
    return Attempt(*(secrets.token_urlsafe(32) for _word in range(3)))


class Remembered(Generic[Kept]):
    """What a provider publishes, asked for as seldom as possible."""

    def __init__(self, fetch: Callable[[], Kept], clock: Callable[[], float]) -> None:
        """Keep what `fetch` returns; `clock` says how many seconds have passed."""
        self._fetch, self._clock = fetch, clock
        self._kept: tuple[Kept, float] | None = None
        self._failed_at = self._asked_anew_at = float("-inf")

    def get(self, *, anew: bool = False) -> Kept:
        """What was published, asked for again when it is old or somebody knows better."""
        now = self._clock()
        if anew:
            anew = now >= self._asked_anew_at + SECONDS_BETWEEN_UNKNOWN_KEYS
            self._asked_anew_at = now if anew else self._asked_anew_at
        if self._kept is not None and not anew and now < self._kept[1] + SECONDS_KEPT:
            return self._kept[0]
        if now < self._failed_at + SECONDS_AFTER_A_FAILURE:
            raise AwayError("it did not answer a moment ago")
        try:
            found = self._fetch()
        except AwayError:
            self._failed_at = self._clock()
            raise
        self._kept = found, now
        return found


class IdentityProvider:
    """One provider, and ourselves as it knows us."""

    def __init__(
        self,
        settings: ProviderSettings,
        *,
        answer_to: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Ask nobody yet: the provider may be away while we start."""
        self.settings, self.answer_to = settings, answer_to
        self._metadata = Remembered(self._fetch_metadata, clock)
        self._keys = Remembered(self._fetch_keys, clock)

    def trouble(self) -> str | None:
        """Why nobody could sign in with it now, as far as it can be seen from here."""
        try:
            keys = self._keys.get()
        except AwayError as error:
            return str(error)
        return None if keys else "it publishes no key that we can use"

    def sign_in_address(self, attempt: Attempt) -> str:
        """Where somebody proves to the provider who they are."""
        address: str = prepare_grant_uri(
            self._metadata.get()["authorization_endpoint"],
            self.settings.client_id,
            "code",
            redirect_uri=self.answer_to,
            scope="openid profile email",
            state=attempt.state,
            nonce=attempt.nonce,
            code_challenge=create_s256_code_challenge(attempt.verifier),
            code_challenge_method="S256",
            response_mode="query",
            claims=self._wish(),
        )
        return address

    def sign_out_address(self, *, back_to: str) -> str | None:
        """Where somebody ends their session there too; None where the provider has no such page.

        It names us and nobody else: without the ID token, which we do not keep, the provider
        asks whoever comes, so that no address can sign anybody out unasked.
        """
        address = self._metadata.get().get("end_session_endpoint")
        if not isinstance(address, str) or not is_safe_address(address, like=self.settings.issuer):
            return None
        said = {"client_id": self.settings.client_id, "post_logout_redirect_uri": back_to}
        return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(said)}"

    def _wish(self) -> str | None:
        """Ask to be told of the second step, where the protocol has a way to ask."""
        if self.settings.second_step is None or self.settings.second_step[0] == "amr":
            return None
        claim, value = self.settings.second_step
        return json.dumps({"id_token": {claim: {"essential": True, "value": value}}})

    def who_came_back(self, answer: Mapping[str, str], attempt: Attempt) -> Proof:
        """Whom the provider's answer names; RefusedError for any doubt, AwayError for silence.

        The caller has compared the state: that this browser began, and that no answer came yet.
        """
        self._refuse_another_issuer(answer)
        code = answer.get("code", "")
        if not code or "error" in answer or len(code) > LONGEST_CODE:
            raise RefusedError("the provider did not sign them in")
        tokens = self._redeem(code, attempt)
        try:
            return self._read(tokens, self._keys.get(), attempt)
        except UnknownKeyError:
            return self._read(tokens, self._keys.get(anew=True), attempt)

    def _refuse_another_issuer(self, answer: Mapping[str, str]) -> None:
        says_so = self._metadata.get().get("authorization_response_iss_parameter_supported")
        issuer = answer.get("iss")
        if (issuer is None and says_so is True) or issuer not in (None, self.settings.issuer):
            raise RefusedError("answer of another issuer")

    def _redeem(self, code: str, attempt: Attempt) -> Mapping[str, Any]:
        """Change the code for tokens, as whoever began and as the client we are."""
        address = self._metadata.get()["token_endpoint"]
        body = prepare_token_request(
            "authorization_code",
            code=code,
            redirect_uri=self.answer_to,
            code_verifier=attempt.verifier,
        )
        sent_as = {"Content-Type": "application/x-www-form-urlencoded"}
        as_us = ClientAuth(self.settings.client_id, self.settings.client_secret, self._method())
        address, headers, body = as_us.prepare("POST", address, sent_as, body)
        status, tokens = fetch_json(address, form=body, headers=headers)
        if status != 200 or not isinstance(tokens.get("id_token"), str):
            raise RefusedError("the provider took the code from nobody")
        return tokens

    def _method(self) -> str:
        """By the form where the provider takes that: the other way has two spellings."""
        taken = self._metadata.get().get("token_endpoint_auth_methods_supported") or ()
        return "client_secret_post" if "client_secret_post" in taken else "client_secret_basic"

    def _read(self, tokens: Mapping[str, Any], keys: KeySet, attempt: Attempt) -> Proof:
        access_token = tokens.get("access_token")
        return id_tokens.read(
            tokens["id_token"],
            keys,
            self.settings,
            nonce=attempt.nonce,
            access_token=access_token if isinstance(access_token, str) else "",
        )

    def _fetch_metadata(self) -> dict[str, Any]:
        address = f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration"
        metadata = _published(address)
        issuer = self.settings.issuer
        is_theirs = metadata.get("issuer") == issuer and all(
            isinstance(metadata.get(name), str) and is_safe_address(metadata[name], like=issuer)
            for name in ADDRESSES
        )
        methods = metadata.get("code_challenge_methods_supported", ["S256"])
        if not is_theirs or "S256" not in methods:
            raise AwayError("it does not publish what it should")
        return metadata

    def _fetch_keys(self) -> KeySet:
        return id_tokens.keys_in(_published(self._metadata.get()["jwks_uri"]))


def _published(address: str) -> dict[str, Any]:
    status, document = fetch_json(address)
    if status != 200:
        raise AwayError(f"status {status}")
    return document


def provider_of(config: Config) -> IdentityProvider | None:
    """The provider that the settings name, if any."""
    if config.provider is None:
        return None
    # From the address that is set, never from the request: nobody may choose where people return.
    return IdentityProvider(
        config.provider, answer_to=f"{config.base_url}/staff/sign-in/work-account/answer"
    )
