"""What every answer to a browser carries, and how a page from elsewhere is refused."""

import base64
import hashlib
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request
from flask_wtf.csrf import CSRFProtect

csrf = CSRFProtect()

MOST_BYTES_IN_A_FORM = 256 * 1024
MOST_FIELDS_IN_A_FORM = 300

# Files of ours that say nothing about anybody may be kept; everything else is never stored.
FILES = frozenset({"static", "respond.icon"})

HEADERS = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}


def source_hash(content: str) -> str:
    """The CSP source that allows exactly this inline style and no other."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def content_security_policy(*inline_styles: str) -> str:
    """Nothing from elsewhere, nothing inline but the named styles, no framing."""
    styles = " ".join(["'self'", *(source_hash(style) for style in inline_styles)])
    return (
        "default-src 'none'; script-src 'self'; "
        f"style-src {styles}; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def init_app(app: Flask, *, inline_styles: tuple[str, ...]) -> None:
    """Set the same headers on every answer, errors and static files included."""
    policy = content_security_policy(*inline_styles)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES_IN_A_FORM
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BYTES_IN_A_FORM
    # A form left open for a day still submits; the session's own end is the limit.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    # Families have no cookie to protect: their posts are checked by is_from_our_own_page.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    csrf.init_app(app)

    @app.after_request
    def set_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers.update(HEADERS)
        if request.endpoint not in FILES:
            response.headers["Cache-Control"] = "no-store"
        return response


def expected_headers(app: Flask) -> dict[str, str]:
    """The exact set that every answer must carry; the page checker compares with it."""
    styles: tuple[str, ...] = app.config["HEARD_INLINE_STYLES"]
    return {"Content-Security-Policy": content_security_policy(*styles), **HEADERS}


def is_from_our_own_page() -> bool:
    """Whether a family's post came from our own form: no cookie or token is needed to know."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None:
        # Old browsers and command-line tools send neither; no cookie rides along to abuse.
        return True
    own = urlsplit(current_app.config["HEARD_BASE_URL"])
    return origin in {f"{own.scheme}://{own.netloc}", request.host_url.rstrip("/")}
