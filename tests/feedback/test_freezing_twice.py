"""Two that freeze at once make one release, and neither fails."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from flask import Flask

from analysis.gate.release import release
from feedback.results import making
from feedback.results.stored import Stored
from tests.feedback.families import asked, families_answer
from tests.feedback.releasing import freeze


def test_two_that_find_the_same_term_due_make_one_release(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = asked(app)
    families_answer(app, collection, 12, {"ps_overall": "good"})
    both_have_counted, protect = Barrier(2, timeout=60), release

    def together(*given: object, **special: object) -> object:
        both_have_counted.wait()
        return protect(*given, **special)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "release", together)
    made: list[Stored] = []
    threads = [Thread(target=lambda: made.extend(freeze(app))) for _one in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)

    assert [one.responses for one in made if one.responses] == [12]
