"""The light attacker that runs before each release finds what would give somebody away."""

from __future__ import annotations

from analysis.gate.audit import Coarser, Published, Told, ToldTable, audit

YES_NO = ("yes", "no")


def cell(low: int, high: int | None = None, **where: str) -> Told:
    """A count, or a range."""
    return Told(where, low if high is None else None, low, low if high is None else high)


def table(name: str, *cells: Told, also: tuple[str, ...] = ()) -> ToldTable:
    """A table of one question, yes or no."""
    return ToldTable(name, {name: (*YES_NO, *also)}, cells)


def release(*tables: ToldTable, total: int = 13, **special: object) -> Published:
    """A release of these tables by the usual rules."""
    usual: dict[str, object] = {"base": 10, "threshold": 5}
    return Published(tables=tables, total=total, **(usual | special))  # type: ignore[arg-type]


def crossed(first: str, second: str, *cells: Told) -> ToldTable:
    """A table of two questions."""
    return ToldTable(f"{first}-{second}", {first: YES_NO, second: YES_NO}, cells)


SAFE = table("q", cell(9, 13, q="yes"), cell(0, 4, q="no"))


def test_a_safe_release_passes() -> None:
    assert audit(release(SAFE, table("r", cell(8, r="yes"), cell(5, r="no")))) == []


def test_a_gap_that_can_be_filled_by_subtraction_is_found() -> None:
    assert audit(release(table("q", cell(10, q="yes"), cell(0, 4, q="no")))) == [
        "q, no: a reader can narrow it to 3 to 3."
    ]


def test_a_printed_range_that_says_too_much_is_found() -> None:
    found = audit(release(table("q", cell(9, 11, q="yes"), cell(0, 4, q="no"))))

    assert found == ["q, no: a reader can narrow it to 2 to 4."]


def test_a_small_count_that_is_shown_is_found() -> None:
    assert audit(release(table("q", cell(10, q="yes"), cell(3, q="no")))) == [
        "q, no: 3 is shown, below the threshold 5."
    ]


def test_a_base_that_is_too_small_is_found() -> None:
    small = table("q", cell(5, 9, q="yes"), cell(0, 4, q="no"))

    assert audit(release(small, total=9)) == ["It counts 9 responses, and the base is 10."]


def test_what_cannot_be_true_is_found() -> None:
    found = audit(release(table("q", cell(12, q="yes"), cell(5, q="no")), SAFE))

    assert found
    assert all("contradicts" in one for one in found)


def test_a_gap_filled_through_another_table_is_found() -> None:
    margins = crossed(
        "q", "r",
        cell(20, q="yes"), cell(20, q="no"), cell(22, r="yes"), cell(18, r="no"),
        cell(17, 20, q="yes", r="yes"), cell(0, 4, q="yes", r="no"),
        cell(2, 5, q="no", r="yes"), cell(15, 18, q="no", r="no"),
    )  # fmt: skip

    found = audit(release(margins, total=40))

    assert found == ["q-r, no and yes: a reader can narrow it to 0 to 3."]


def test_a_gap_filled_through_a_coarser_question_is_found() -> None:
    fine = table(
        "q", cell(16, 20, q="yes"), cell(0, 4, q="no"), cell(4, q="left-out"), also=("left-out",)
    )
    coarse = ToldTable("q-all", {"q-all": YES_NO}, (Told({"q-all": "yes"}, 23, 23, 23),))
    nests = [Coarser("q", "q-all", {"yes": "yes", "left-out": "yes", "no": "no"})]
    known: dict[str, object] = {"total": 24, "coarser": nests, "left_out": {"q": "left-out"}}

    assert audit(release(fine, **known)) == []  # type: ignore[arg-type]
    assert audit(release(fine, coarse, **known)) == [  # type: ignore[arg-type]
        "q, no: a reader can narrow it to 1 to 1."
    ]


def test_a_published_count_of_the_same_people_is_part_of_what_a_reader_knows() -> None:
    facts = (Told({"q": "no"}, None, 0, 2),)

    assert audit(release(SAFE)) == []
    assert audit(release(SAFE, facts=facts)) == ["q, no: a reader can narrow it to 0 to 2."]
