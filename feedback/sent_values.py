"""What a request sends, as Flask has it, but quick to say that a name is not there."""

from typing import Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict


class SentValues(ImmutableMultiDict[str, str]):
    """A form's or an address's values; Werkzeug raises and catches an error for each one missing.

    A family's form is asked for a dozen names that most forms do not have.
    """

    def get(self, key: str, default: Any = None, type: Any = None) -> Any:  # type: ignore[override]  # noqa: A002 -- its own is overloaded
        """The first value under a name, or else the default."""
        return super().get(key, default, type) if key in self else default


class HeardRequest(Request):
    """Flask's request with values of this kind."""

    parameter_storage_class = SentValues
