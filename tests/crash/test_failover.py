"""kill -9 of PostgreSQL's primary while families answer: its standby has everybody thanked."""

from pathlib import Path

import pytest

from tests.crash.failover import fail_over

FAMILIES = 100


@pytest.mark.whole_matrix
def test_no_thanked_family_is_lost_with_the_primary(tmp_path: Path) -> None:
    found = fail_over(tmp_path, is_synchronous=True, families=FAMILIES, cuts=True)

    assert found.lost == found.doubled == 0
    assert found.audit_is_whole
    assert found.thanked_before >= FAMILIES
    assert found.thanked_after >= FAMILIES
    assert found.readers_on_standby > 0


@pytest.mark.whole_matrix
def test_a_primary_that_does_not_wait_for_its_standby_loses_families(tmp_path: Path) -> None:
    found = fail_over(tmp_path, is_synchronous=False, families=FAMILIES, cuts=True)

    assert found.lost > 0
