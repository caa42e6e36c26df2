"""Heard with guards taken out and holes planted, so that a scanner's silence means something.

It listens on this machine only, and only `make scan` starts it:
python -m tests.scan.sabotaged PORT
"""

import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from feedback import create_app
from feedback.access import Audience, open_to
from feedback.database import database
from translations import LANGUAGES

HOLES = (
    "no security headers",
    "a cookie that scripts can read",
    "text shown as it was sent",
    "text pasted into SQL",
    "a redirect to any site",
)


def sabotaged_app() -> Flask:
    """The app with every hole of HOLES."""
    app = create_app()
    app.after_request_funcs.clear()
    app.config.update(SESSION_COOKIE_HTTPONLY=False)
    app.view_functions["respond.find"] = open_to(Audience.PUBLIC)(find_carelessly)
    return app


def find_carelessly() -> ResponseReturnValue:
    """What the search for a code would be if nobody had thought about it."""
    typed, language = request.args.get("code", ""), request.args.get("lang", "en")
    if language not in LANGUAGES:
        return redirect(language)
    try:
        with database().engine.connect() as connection:
            rows = connection.execute(
                text(f"SELECT code FROM placement WHERE code = '{typed}'")  # noqa: S608
            ).all()
    except SQLAlchemyError as error:
        return f"<p>{error}</p>", 500
    return f"<html><body><h1>{typed}</h1><p>{len(rows)} found</p></body></html>"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    server = make_server(
        "127.0.0.1", int(sys.argv[1]), sabotaged_app(), server_class=_Server, handler_class=_Quiet
    )
    sys.stdout.write("listening\n")
    sys.stdout.flush()
    server.serve_forever()
