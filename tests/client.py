"""A test client that will not let a bad page or a lost change go by."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from feedback.database import uncommitted_changes
from feedback.security import expected_headers
from tests import pages


class CheckingClient(FlaskClient):
    """Every answer passes the page checks, and every change a request made is kept."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send the request, then fail on whatever no test should have to look for."""
        response = super().open(*args, **kwargs)
        for answer in (*response.history, response):
            pages.check(answer, expected_headers=expected_headers(self.application))
        lost = uncommitted_changes(self.application)
        assert not lost, (
            f"{response.request.method} {response.request.path} changed and then lost {lost}"
        )
        return response
