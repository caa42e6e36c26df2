"""How many examples Hypothesis makes up: 500 in `make test`, 10,000 in `make test-all`."""

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("HEARD_EXAMPLES", "1"))


def made_up(examples: int) -> settings:
    """So many examples of one property, twenty times as many in `make test-all`."""
    return settings(
        max_examples=examples * TIMES,
        deadline=None,  # Two cores, shared with browsers.
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
