"""What the headers of every answer must say."""

from collections.abc import Iterator, Mapping

from werkzeug.datastructures import Headers

# Beside the security headers, an answer carries these and nothing else: no server names itself.
ORDINARY = frozenset(
    {
        "Accept-Ranges",
        "Allow",
        "Cache-Control",
        "Clear-Site-Data",
        "Content-Disposition",
        "Content-Encoding",
        "Content-Language",
        "Content-Length",
        "Content-Range",
        "Content-Type",
        "Date",
        "Etag",
        "Expires",
        "Last-Modified",
        "Location",
        "Retry-After",
        "Set-Cookie",
        "Vary",
    }
)


def header_problems(
    *,
    path: str,
    headers: Headers,
    expected: Mapping[str, str],
    status: int = 200,
    takes_gzip: bool = True,
) -> list[str]:
    """Everything wrong with these headers, in sentences; an empty list when all is well."""
    return [
        *_refusal(headers, status),
        *_compression(headers, takes_gzip=takes_gzip),
        *_security(headers, expected),
        *_unexpected(headers, expected),
        *_content(headers),
        *_cookies(path, headers.getlist("Set-Cookie")),
    ]


def _security(headers: Headers, expected: Mapping[str, str]) -> Iterator[str]:
    for name, value in expected.items():
        if headers.getlist(name) != [value]:
            yield f"{name} is {headers.getlist(name)}, not just {value!r}"
    if "unsafe-" in expected.get("Content-Security-Policy", "unsafe-"):
        yield "the content security policy is missing or allows something unsafe"


def _unexpected(headers: Headers, expected: Mapping[str, str]) -> Iterator[str]:
    known = {name.lower() for name in ORDINARY} | {name.lower() for name in expected}
    for name in headers.keys():  # noqa: SIM118 -- iterating over Headers gives pairs
        if name.lower() not in known:
            yield f"the header {name} is not one we send"


def _refusal(headers: Headers, status: int) -> Iterator[str]:
    if status == 405 and "Allow" not in headers:
        yield "a refused method does not say which ones work (Allow)"
    if status >= 400 and headers.get("Cache-Control", "no-store") != "no-store":
        yield f"a refusal may be kept: Cache-Control is {headers['Cache-Control']}"


def _compression(headers: Headers, *, takes_gzip: bool) -> Iterator[str]:
    if headers.get("Content-Encoding") == "gzip" and not takes_gzip:
        yield "the answer is compressed for a browser that does not take gzip"


def _content(headers: Headers) -> Iterator[str]:
    if "Cache-Control" not in headers:
        yield "Cache-Control is missing"
    kind = headers.get("Content-Type", "")
    if kind.startswith("text/") and "charset=utf-8" not in kind.lower():
        yield f"Content-Type {kind!r} does not say utf-8"


def _cookies(path: str, cookies: list[str]) -> Iterator[str]:
    is_for_staff = path == "/staff" or path.startswith("/staff/")
    for cookie in cookies:
        name = cookie.partition("=")[0]
        if not is_for_staff:
            yield f"a page for families sets the cookie {name}"
        for flag in ("httponly", "samesite=lax"):
            if flag not in cookie.lower():
                yield f"the cookie {name} is not {flag}"
