"""A test client that will not let a bad page, a lost or an unlogged change go by."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from feedback import chain
from feedback.database import EXTENSION, uncommitted_changes
from feedback.security import expected_headers
from tests import pages

# Where a form may be sent in which nothing was to change.
MAY_CHANGE_NOTHING = frozenset(
    {
        # What it sends, and keeps in the audit, it does beside the page.
        "by_link.ask",
        # It shows what is in a file, and keeps nothing.
        "hand_on.look",
        "invite.close_collection",
        "languages.save_words",
        "moderate.second_opinion",
        "sign_in.sign_out",
    }
)


class CheckingClient(FlaskClient):
    """Every answer passes the page checks, and every change a request made is kept."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send the request, then fail on whatever no test should have to look for."""
        is_form_of_staff = kwargs.get("method") == "POST" and str(args[0]).startswith("/staff")
        before = self._audited() if is_form_of_staff else 0
        response = super().open(*args, **kwargs)
        for answer in (*response.history, response):
            pages.check(answer, expected_headers=expected_headers(self.application))
        lost = uncommitted_changes(self.application)
        assert not lost, (
            f"{response.request.method} {response.request.path} changed and then lost {lost}"
        )
        is_taken = is_form_of_staff and self._is_taken(response)
        assert not is_taken or self._audited() > before, (
            f"{response.request.path} changed something without an entry in the audit"
        )
        return response

    def _audited(self) -> int:
        with self.application.extensions[EXTENSION].reading.connect() as connection:
            return chain.head(connection).number

    def _is_taken(self, response: TestResponse) -> bool:
        """Whether a form was taken; a refusal, 400 or more, changes nothing."""
        adapter = self.application.url_map.bind("localhost")
        endpoint, _values = adapter.match(response.request.path, method=response.request.method)
        return response.status_code < 400 and endpoint not in MAY_CHANGE_NOTHING
