"""A tiny application: lazy wording needs one to know the reader's language."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel


@pytest.fixture(autouse=True)
def app() -> Iterator[Flask]:
    app = Flask("wording")
    Babel(app)
    with app.test_request_context():
        yield app
