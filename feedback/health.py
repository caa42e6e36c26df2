"""Whether the server is alive; it tells nobody anything else."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from feedback.access import Audience, open_to

health = Blueprint("health", __name__)


@health.get("/healthz")
@open_to(Audience.PUBLIC)
def healthz() -> ResponseReturnValue:
    """Say that we serve."""
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}
