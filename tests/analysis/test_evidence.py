"""What may go on record about an initiative."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.evidence import Evidence, InvolvementEvidence, Kind, Stage


@pytest.mark.parametrize(
    ("rung", "parent_carers", "young_people"), [(0, 1, 1), (8, 1, 1), (6, -1, 1), (6, 1, -1)]
)
def test_a_session_that_cannot_be_true_is_refused(
    rung: int, parent_carers: int, young_people: int
) -> None:
    with pytest.raises(ValueError, match=r"rung|headcount"):
        InvolvementEvidence(
            date(2026, 1, 10), Stage.DESIGN, rung, "why", parent_carers, young_people
        )


def test_a_session_with_more_people_corrects_the_number_involved() -> None:
    session = InvolvementEvidence(date(2026, 1, 10), Stage.DESIGN, 6, "why", 3, 2)

    evidence = Evidence(kind=Kind.CO_PRODUCTION, involvements=(session,), people_involved=2)

    assert evidence.fewest_involved == 5
