"""Heard with guards taken out and holes planted, so that a scanner's silence means something.

It listens on this machine only, and only `make scan` starts it:
python -m tests.scan.sabotaged PORT
"""

import sys
from socketserver import ThreadingMixIn
from uuid import UUID
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from feedback import create_app
from feedback.access import Audience, open_to
from feedback.database import database
from feedback.security import csrf
from forms.accounts import InviteForm
from translations import LANGUAGES

HOLES = (
    "no security headers",
    "a cookie that scripts can read",
    "text shown as it was sent",
    "text pasted into SQL",
    "a redirect to any site",
    "text shown as a form of staff sent it, with a valid token",
    "a form of staff whose token nobody checks",
)


def sabotaged_app() -> Flask:
    """The app with every hole of HOLES."""
    app = create_app()
    app.after_request_funcs.clear()
    app.config.update(SESSION_COOKIE_HTTPONLY=False)
    app.view_functions["respond.find"] = open_to(Audience.PUBLIC)(find_carelessly)
    administrators = open_to(Audience.ADMINISTRATOR)
    app.view_functions["admit.invite"] = administrators(invite_carelessly)
    app.view_functions["admit.change_role"] = administrators(change_carelessly)
    csrf.exempt(f"{__name__}.{change_carelessly.__name__}")
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


def invite_carelessly() -> ResponseReturnValue:
    """What the form of a new account would be without templates that escape."""
    form = InviteForm()
    if form.is_submitted():
        return f"<html><body><h1>{form.name.data}</h1></body></html>"
    return f"""<html><body><form method="post" action="/staff/people/new">{form.csrf_token()}
        <input name="name"><input name="email"><button>Invite</button></form></body></html>"""


def change_carelessly(staff_id: UUID) -> ResponseReturnValue:
    """A form whose token nobody checks. Its answer holds no token, or Wapiti could not compare."""
    return "<html><body><h1>Changed</h1></body></html>"


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
