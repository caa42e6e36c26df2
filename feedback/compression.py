"""A page as small as it can be sent: whoever opens it may pay for each byte."""

import gzip

from flask import Response, request


def compressed(answer: Response) -> Response:
    """The same answer, packed where the browser takes that; for pages on which nothing is secret.

    What is packed beside a secret would tell of it by its size.
    """
    answer.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] > 0 and answer.status_code == 200:
        answer.set_data(gzip.compress(answer.get_data(), mtime=0))
        answer.headers["Content-Encoding"] = "gzip"
    return answer
