"""Whether the server is alive, and whether it is fit for work; it tells nobody anything else."""

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from feedback.access import Audience, open_to
from feedback.readiness import Readiness

health = Blueprint("health", __name__)

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@health.get("/healthz")
@open_to(Audience.PUBLIC)
def healthz() -> ResponseReturnValue:
    """Say that we serve."""
    return "ok\n", 200, PLAIN


@health.get("/readyz")
@open_to(Audience.PUBLIC)
def readyz() -> ResponseReturnValue:
    """Say whether answers can be saved now; `heard check` says why not."""
    readiness: Readiness = current_app.extensions["heard_readiness"]
    if readiness.is_ready():
        return "ok\n", 200, PLAIN
    return "not ok\n", 503, {**PLAIN, "Retry-After": "60"}
