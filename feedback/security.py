"""What every answer to a browser carries, and how a page from elsewhere is refused."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, current_app, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect
from itsdangerous import Signer
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import RequestEntityTooLarge

View = TypeVar("View", bound=Callable[..., Any])
WSGI: TypeAlias = Callable[..., Any]

csrf = CSRFProtect()

MOST_BYTES_IN_A_FORM = 256 * 1024
MOST_FIELDS_IN_A_FORM = 300
FORM_TYPE = "application/x-www-form-urlencoded"
WITH_A_FILE = "multipart/form-data"

# Files of ours that say nothing about anybody may be kept; everything else is never stored.
FILES = frozenset({"static", "respond.icon", "speak.listen"})

# For a page that holds nobody's answers: asked for afresh each time, but found again as it was
# left by somebody who goes back to it, even without a connection.
FOR_GOING_BACK = "private, no-cache"

# For what is public and the same for everybody: kept for a while, then asked for afresh.
FOR_EVERYBODY = "public, max-age=300"
MAY_BE_KEPT = frozenset({FOR_GOING_BACK, FOR_EVERYBODY})

HEADERS = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    # Says what frame-ancestors says, to browsers and scanners that do not read it.
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}


class StaffCookie(SecureCookieSessionInterface):
    """The staff cookie, signed with SHA-256 where Flask would take SHA-1."""

    digest_method = staticmethod(hashlib.sha256)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Make no signer where there is no cookie to check, as there is none of any family."""
        if "HTTP_COOKIE" not in request.environ:
            return self.session_class()
        return super().open_session(app, request)


def source_hash(content: str) -> str:
    """The CSP source that allows exactly this inline style and no other."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def content_security_policy(*inline_styles: str) -> str:
    """Nothing from elsewhere, nothing inline but the named styles, no framing."""
    styles = " ".join(["'self'", *(source_hash(style) for style in inline_styles)])
    return (
        "default-src 'none'; script-src 'self'; "
        f"style-src {styles}; img-src 'self'; media-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def init_app(app: Flask, *, uploads: frozenset[str]) -> None:
    """Refuse forms that are none of ours, and let a browser keep only what it may."""
    app.config["HEARD_UPLOADS"] = uploads
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES_IN_A_FORM
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BYTES_IN_A_FORM
    # A form left open for a day still submits; the session's own end is the limit.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    # Families have no cookie to protect: their posts are checked by is_from_our_own_page.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    app.session_interface = StaffCookie()
    # Flask-WTF signs the tokens of staff forms by this default, and leaves no other way to name it.
    Signer.default_digest_method = staticmethod(hashlib.sha256)
    # Before anything looks into a form: the check of staff tokens would read it first.
    app.before_request(refuse_forms_beyond_measure)
    csrf.init_app(app)

    @app.after_request
    def say_what_may_be_kept(response: Response) -> Response:
        may_be = response.headers.get("Cache-Control") in MAY_BE_KEPT or request.endpoint in FILES
        if response.status_code >= 400 or not may_be:
            response.headers["Cache-Control"] = "no-store"
        return response


def with_headers(answer: WSGI, headers: Mapping[str, str]) -> WSGI:
    """The same app, each of whose answers carries these headers, whoever of us made it."""
    added = list(headers.items())

    def answer_with_them(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        def start(status: str, own: list[tuple[str, str]], *trouble: Any) -> Any:
            return start_response(status, own + added, *trouble)

        return answer(environ, start)

    return answer_with_them


def expected_headers(app: Flask) -> dict[str, str]:
    """The exact set that every answer must carry; the page checker compares with it."""
    styles: tuple[str, ...] = app.config["HEARD_INLINE_STYLES"]
    return {"Content-Security-Policy": content_security_policy(*styles), **HEADERS}


def without_token(view: View) -> View:
    """Mark a view that no token guards: it looks after itself."""
    csrf.exempt(view)
    return view


def refuse_forms_beyond_measure() -> None:
    """A form sent in pieces would be read as an empty one, and no form of ours has 300 boxes."""
    if request.method != "POST":
        return
    if not _is_form_of_ours():
        # The page that says so may look into the form, and finds it empty.
        request.form = ImmutableMultiDict()
        abort(415)
    if request.content_length is None and "Transfer-Encoding" in request.headers:
        abort(411)
    try:
        fields = sum(1 for _ in request.form.items(multi=True))
    except RequestEntityTooLarge:
        # The page that says so may look into the form, and must not fail in the same way.
        request.form = ImmutableMultiDict()
        raise
    if fields > MOST_FIELDS_IN_A_FORM:
        abort(413)


def _is_form_of_ours() -> bool:
    """Whether a form is of the kind our pages send; JSON would reach its fields unchecked."""
    is_empty = not request.mimetype and not request.content_length
    takes_a_file = request.endpoint in current_app.config["HEARD_UPLOADS"]
    is_upload = takes_a_file and request.mimetype == WITH_A_FILE
    return request.endpoint is None or request.mimetype == FORM_TYPE or is_empty or is_upload


def is_from_our_own_page() -> bool:
    """Whether a family's post came from our own form: no cookie or token is needed to know."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin", "null")
    if origin == "null":
        # Our own no-referrer policy makes a browser say "null" of our own form, and old browsers
        # and command-line tools say nothing. Neither can do harm: no cookie rides along, and
        # nothing is stored without a stamp that our own page has given out.
        return True
    own = urlsplit(current_app.config["HEARD_BASE_URL"])
    return origin in {f"{own.scheme}://{own.netloc}", request.host_url.rstrip("/")}
