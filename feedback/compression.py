"""A page as small as it can be sent: whoever opens it may pay for each byte."""

import gzip
from functools import lru_cache

from flask import Response, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header


# Browsers send one of a handful of these.
@lru_cache(maxsize=64)
def names_gzip(accept_encoding: str) -> bool:
    """Whether a browser that says so takes what is packed with gzip."""
    return bool(parse_accept_header(accept_encoding, Accept)["gzip"] > 0)


def compressed(answer: Response) -> Response:
    """The same answer, packed where the browser takes that; for pages on which nothing is secret.

    What is packed beside a secret would tell of it by its size.
    """
    answer.vary.add("Accept-Encoding")
    if names_gzip(request.headers.get("Accept-Encoding", "")) and answer.status_code == 200:
        answer.set_data(gzip.compress(answer.get_data(), mtime=0))
        answer.headers["Content-Encoding"] = "gzip"
    return answer
