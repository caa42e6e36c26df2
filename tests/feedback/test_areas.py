"""A local area is data: the City's file says what its documents say, and slips are refused."""

from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from feedback.areas import (
    TO_BE_FILLED_IN,
    Area,
    AreaError,
    Initiative,
    impossible_percentage,
    load_area,
)
from feedback.areas.reading import HERE
from feedback.models.coproduction import InitiativeKind
from tests.conventions.checkout import ROOT
from tests.feedback.areas import LITTLE_BOROUGH, keys_of_every_table

CITY = (HERE / "city_of_london.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def city() -> Area:
    return load_area("city_of_london")


# -- what the City's file says


def test_the_target_is_the_strategys_own_sentence(city: Area) -> None:
    target = city.target

    assert target is not None
    assert target.ref == "P4.3"
    assert target.text == (
        "deliver at least three co-designed services and/or activities where young people and/or "
        "parent carers are involved from the start, receive feedback and report feeling heard"
    )
    assert (target.target, target.by_year) == (3, 2029)


def test_the_five_priorities_keep_their_measures_in_order(city: Area) -> None:
    refs = [measure.ref for measure in city.measures]

    assert [priority.ref for priority in city.priorities] == ["P1", "P2", "P3", "P4", "P5"]
    assert refs == [
        *("P1.1", "P1.2", "P1.3", "P1.4", "P1.5", "P1.6"),
        *("P2.1", "P2.2", "P2.3", "P2.4"),
        *("P3.1", "P3.2", "P3.3", "P3.4"),
        *("P4.1", "P4.2", "P4.3"),
        *("P5.1", "P5.2", "P5.3"),
    ]


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("P1.3", "while waiting for assessment"),
        ("P1.4", "good information, advice and support offer"),
        ("P2.2", "inclusive information, advice and guidance"),
        ("P3.2", "professionals report improved knowledge"),
        ("P3.4", "report improved awareness of SEND"),
        ("P4.1", "leaders advocate"),
        ("P4.2", "universal services made them feel included"),
        ("P5.1", "high-quality placements"),
        ("P5.3", "SEND and Alternative Provision Panel"),
    ],
)
def test_a_ref_a_survey_uses_is_the_measure_it_means(city: Area, ref: str, words: str) -> None:
    assert words in city.measure(ref).text


@pytest.mark.parametrize(
    ("ref", "ids"),
    [
        ("1.2", ["ar_advice", "ar_better"]),
        ("2.1", ["in_who", "in_wait", "in_private", "in_better", "home_language"]),
        ("2.4", ["in_right"]),
        ("3.3", ["ps_confident", "lo_signpost"]),
        ("4.1", []),
    ],
)
def test_a_row_of_the_plan_names_the_questions_that_show_it(
    city: Area, ref: str, ids: list[str]
) -> None:
    action = city.action(ref)

    assert sorted(action.questions) == sorted(ids)
    assert all(action in city.evidenced_by(one) for one in ids)


def test_every_row_a_survey_can_measure_has_a_question(city: Area) -> None:
    without = {action.ref for action in city.actions if not action.questions}

    assert without == {"4.1"}  # A framework is a document, which nobody can be asked about.


def test_a_row_that_names_a_question_nobody_is_asked_is_refused(tmp_path: Path) -> None:
    text = LITTLE_BOROUGH.replace(
        'text = "every family is asked"',
        'text = "every family is asked"\nquestions = ["ps_nothing"]',
    )

    refused = _refusal(tmp_path, text)

    assert refused.reason == "measure P1.1 names ps_nothing, a question that we do not ask"
    assert refused.line == _line(text, "questions = ")


def test_a_question_made_here_names_its_own_measure(city: Area) -> None:
    found = city.evidenced_by("made_here", own=("P1.3",))

    assert found == (city.measure("P1.3"),)
    assert city.evidenced_by("made_here") == ()


def test_all_fifteen_rows_of_the_action_plan_are_there(city: Area) -> None:
    refs = [action.ref for action in city.actions]

    assert refs == [
        *("1.1", "1.2", "1.3"),
        *("2.1", "2.2", "2.3", "2.4"),
        *("3.1", "3.2", "3.3", "3.4", "3.5", "3.6"),
        *("4.1", "4.2"),
    ]
    assert len(city.milestones) == 36
    assert all(action.impact and action.milestones for action in city.actions)


def test_an_action_keeps_its_date_as_written_and_as_a_day(city: Area) -> None:
    action = city.action("3.6")

    assert (action.by_when, action.by_date) == ("January 2027", date(2027, 1, 31))
    assert action.serves == ("P1",)
    assert city.milestone("3.6.m3").dates == (
        date(2026, 3, 31),
        date(2026, 7, 31),
        date(2026, 12, 31),
    )


def test_each_rating_colour_means_what_the_plan_says(city: Area) -> None:
    meanings = {rating.colour: rating.meaning for rating in city.brag}

    assert list(meanings) == ["blue", "red", "amber", "green"]
    assert meanings["red"] == "Red indicates that work is unlikely to be met within the timescales."


def test_published_counts_are_whole_and_dated(city: Area) -> None:
    counts = {row.ref: row.count for row in city.baselines}

    assert counts["ehc-plans"] == 26
    assert counts["sen-support"] == 43
    assert counts["forum-members"] == city.forum.members == 55
    assert counts["residents-0-25"] == 1975
    assert counts["residents-0-18"] == 713
    assert counts["consultation-responses"] == 13


def test_percentages_are_kept_as_words_and_never_as_counts(city: Area) -> None:
    rows = {row.percent: row for row in city.baselines if row.percent is not None}

    assert sorted(rows) == [38, 48, 53, 72, 85]
    assert all(row.count is None and row.published for row in rows.values())
    assert {percent for percent, row in rows.items() if row.is_impossible} == {48, 53, 72}


def test_residents_are_never_a_right_yardstick(city: Area) -> None:
    ethnic = {row.ref: row.yardstick for row in city.baselines_for("ethnic_group")}
    ages = [row for row in city.baselines_for("child_age") if row.ref.startswith("census")]

    assert ethnic.pop("ehc-global-majority") == "right"
    assert set(ethnic.values()) == {"wrong"}
    assert len(ages) == 5
    assert not any(row.is_right_yardstick for row in ages)


def test_census_groups_add_up_to_their_base(city: Area) -> None:
    for question, prefix in (("ethnic_group", "census-ethnic"), ("child_age", "census-age")):
        rows = [row for row in city.baselines_for(question) if row.ref.startswith(prefix)]

        assert {row.base for row in rows} == {sum(row.count or 0 for row in rows)}


def test_every_baseline_comes_with_a_caution_and_a_source(city: Area) -> None:
    assert all(row.caution and city.document(row.cited.document) for row in city.baselines)


def test_nothing_says_how_many_children_are_in_alternative_provision() -> None:
    assert "one child in alternative provision" not in CITY.lower()


def test_funding_consultation_and_influence_never_start_as_candidates(city: Area) -> None:
    not_counted = {row.kind for row in city.initiatives if row.status == "not_counted"}
    candidates = {row.ref for row in city.initiatives if row.status == "candidate"}

    assert not_counted == {"funding", "consultation", "influence"}
    assert candidates == {
        "family-support-offer",
        "wellbeing-offer",
        "transitions-offer",
        "lets-talk-send",
        "local-offer-review",
        "st-pauls-play",
    }
    assert all(row.evidence for row in city.initiatives)


def test_an_initiatives_kinds_are_the_registers_kinds() -> None:
    assert set(get_args(get_type_hints(Initiative)["kind"])) == set(InitiativeKind)


def test_what_families_were_asked_before_is_logged_with_headcounts(city: Area) -> None:
    log = {row.ref: row for row in city.engagement}

    assert len(log) == 9
    assert (log["E1"].professionals, log["E1"].parent_carers) == (30, 2)
    assert log["E7"].parent_carers is None
    assert log["E8"].responses == 13
    assert log["E9"].parent_carers == 5


def test_languages_are_offered_in_the_areas_order(city: Area) -> None:
    assert " ".join(city.languages) == "en bn es zh-Hans fr it pt ar tr so pl ur"


def test_the_citys_contact_details_are_not_made_up(city: Area) -> None:
    assert len(city.contact.missing) == 6
    assert str(city.contact) == TO_BE_FILLED_IN


def test_whom_to_call_about_a_child_says_where_it_was_published(city: Area) -> None:
    assert city.safeguarding is not None
    assert str(city.safeguarding) == "020 7332 3621, 020 8356 2710"
    assert "cityoflondon.gov.uk" in city.document(city.safeguarding.cited.document).title


def test_an_area_cannot_be_changed_once_loaded(city: Area) -> None:
    with pytest.raises(FrozenInstanceError):
        city.name = "Elsewhere"  # type: ignore[misc]  # the promise under test


# -- terms


def test_every_day_from_september_2025_to_august_2030_is_in_exactly_one_term(city: Area) -> None:
    day = date(2025, 9, 1)

    while day <= date(2030, 8, 31):
        assert sum(term.covers(day) for term in city.terms) == 1
        day += timedelta(days=1)


def test_terms_end_on_the_days_the_plan_reports(city: Area) -> None:
    reported = city.milestone("3.6.m3").dates

    assert all(city.term_for(day).ends == day for day in reported)


def test_august_belongs_to_the_term_after_the_july_report(city: Area) -> None:
    assert city.term_for(date(2026, 7, 31)).ref == "2026-summer"
    assert city.term_for(date(2026, 8, 1)).ref == "2026-autumn"


def test_a_day_no_term_reaches_is_said_so(city: Area) -> None:
    with pytest.raises(LookupError, match="No term covers 2031-01-01"):
        city.term_for(date(2031, 1, 1))


@pytest.mark.parametrize("look_up", ["action", "measure", "milestone", "priority", "document"])
def test_looking_up_what_is_not_there_says_what(city: Area, look_up: str) -> None:
    with pytest.raises(LookupError, match=f"no {look_up} nowhere"):
        getattr(city, look_up)("nowhere")


# -- percentages


@pytest.mark.parametrize("percent", [72, 48, 53])
def test_some_published_percentages_fit_no_whole_count_of_26(percent: int) -> None:
    assert impossible_percentage(percent, 26)


@pytest.mark.parametrize("percent", [0, 38, 85, 100, Decimal("3.8"), Decimal("53.85")])
def test_a_percentage_some_whole_count_gives_is_possible(percent: Decimal) -> None:
    assert not impossible_percentage(percent, 26)


def test_decimals_make_a_percentage_harder_to_reach() -> None:
    assert not impossible_percentage(54, 26)
    assert impossible_percentage(Decimal("54.0"), 26)


def test_a_half_may_round_either_way() -> None:
    assert not impossible_percentage(13, 8)
    assert not impossible_percentage(12, 8)


def test_nobody_has_no_percentage() -> None:
    assert impossible_percentage(0, 0)


# -- another area


def test_another_areas_file_loads_without_code(tmp_path: Path) -> None:
    (tmp_path / "little_borough.toml").write_text(LITTLE_BOROUGH, encoding="utf-8")

    by_name = load_area("little_borough", directory=tmp_path)
    by_path = load_area(str(tmp_path / "little_borough.toml"))

    assert by_name == by_path
    assert [priority.title for priority in by_name.priorities] == [
        "children are heard",
        "children are happy",
    ]
    assert by_name.target is None
    assert by_name.contact.missing == ("phone",)
    assert str(by_name.contact) == "SEND team, send@little.example"


def test_a_file_that_is_not_there_is_refused_with_what_is(tmp_path: Path) -> None:
    (tmp_path / "little_borough.toml").write_text(LITTLE_BOROUGH, encoding="utf-8")

    with pytest.raises(AreaError, match=r"large.toml: there is no such file.*little_borough"):
        load_area("large", directory=tmp_path)


def test_other_toml_files_are_not_named_as_areas(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "other"\n', encoding="utf-8")
    (tmp_path / "latin.toml").write_bytes(b'name = "caf\xe9"')
    (tmp_path / "little_borough.toml").write_text(LITTLE_BOROUGH, encoding="utf-8")

    for wanted in ("large", str(tmp_path / "large.toml")):
        with pytest.raises(AreaError) as refused:
            load_area(wanted, directory=tmp_path)
        assert refused.value.reason == "there is no such file; areas there: little_borough"


def test_a_priority_without_measures_is_named_at_its_line(tmp_path: Path) -> None:
    text = LITTLE_BOROUGH.replace("measures = []\n", "")

    refused = _refusal(tmp_path, text)

    assert refused.reason == "priority P2 has no measures"
    assert refused.line == _line(text, 'ref = "P2"') - 1


def test_the_page_about_areas_lists_every_key_of_every_table() -> None:
    listed = keys_of_every_table()

    assert "| `[[priorities]]` | `ref`, `title`, `cited`, `measures` | `note` |" in listed
    assert "| `[[priorities.measures]]` | `ref`, `text`, `cited` | `target`, `by_year`, " in listed
    assert "| `[plan]` | `title`, `period`, `cited` |  |" in listed
    assert listed in (ROOT / "docs" / "areas.md").read_text(encoding="utf-8")


def test_a_folder_is_not_an_area(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()

    with pytest.raises(AreaError, match="cannot be read"):
        load_area("folder", directory=tmp_path)


def test_a_file_saved_on_windows_loads_and_counts_its_lines_the_same(tmp_path: Path) -> None:
    slip = LITTLE_BOROUGH.replace("members = 12", "members = -1")
    file = tmp_path / "windows.toml"
    file.write_bytes(b"\xef\xbb\xbf" + LITTLE_BOROUGH.replace("\n", "\r\n").encode())
    assert load_area(str(file)).name == "Little Borough"

    file.write_bytes(slip.replace("\n", "\r\n").encode())
    with pytest.raises(AreaError) as refused:
        load_area(str(file))

    assert refused.value.line == _line(slip, "members = -1")


# -- refusals: each is a copy of the City's file with one slip


def _line(text: str, marker: str) -> int:
    assert marker in text
    return text[: text.index(marker)].count("\n") + 1


def _refusal(tmp_path: Path, text: str) -> AreaError:
    file = tmp_path / "slip.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(AreaError) as refused:
        load_area("slip", directory=tmp_path)
    return refused.value


def _edited(old: str, new: str, *, after: str = "") -> str:
    start = CITY.index(after)
    at = CITY.index(old, start)
    return CITY[:at] + new + CITY[at + len(old) :]


@pytest.mark.parametrize(
    ("after", "old", "new", "reason"),
    [
        # Not TOML.
        ("", 'name = "City of London"', 'name = "City of London', "this is not TOML: "),
        ("", "ends = 2025-12-31", "ends = 2026-02-30", "this is not TOML: "),
        ("", "members = 55", "members = 55\nmembers = 56", "this is not TOML: "),
        # Wrong types.
        ("", "members = 55", 'members = "55"', "[forum]: members must be a whole number"),
        ("", "members = 55", "members = -55", "[forum]: members must be greater than"),
        (
            'ref = "2.3"',
            "by_date = 2026-12-31",
            'by_date = "2026-12-31"',
            "action 2.3: by_date must be a date, such as 2026-07-31",
        ),
        ('ref = "2.3"', 'lead = "DCO/DMO"', 'lead = ""', "action 2.3: lead is empty"),
        ('ref = "2.3"', 'serves = ["P4"]', 'serves = "P4"', "action 2.3: serves must be a list"),
        ("", "agreed = true", 'agreed = "yes"', "definition co-design: agreed must be true or"),
        (
            "[forum]",
            'cited = { document = "strategy", section = "4" }',
            'cited = "strategy"',
            "[forum]: cited must be a table",
        ),
        (
            'ref = "ehc-plans"',
            'yardstick = "right"',
            'yardstick = "best"',
            "baseline ehc-plans: yardstick must be 'right', 'rough' or 'wrong'",
        ),
        # Unknown keys.
        ('ref = "2.3"', "lead =", "leed =", "action 2.3 has a key we do not know, leed"),
        ("", "[partnership]", "[partnersip]", "the file has a key we do not know, partnersip"),
        # A percentage is not a count.
        (
            'ref = "ehc-plans"',
            "count = 26",
            "count = 72.5",
            "baseline ehc-plans: count must be a whole number; a percentage goes in percent",
        ),
        (
            'ref = "ehc-plans"',
            "count = 26",
            'count = "72%"',
            "baseline ehc-plans: count must be a whole number; a percentage goes in percent",
        ),
        (
            'ref = "ehc-plans"',
            'as_at = "November 2024"',
            "percent = 72",
            "baseline ehc-plans has no as_at",
        ),
        (
            'ref = "residents-0-18"',
            "base = 1975",
            "percent = 36",
            "baseline residents-0-18 gives a percentage for a count",
        ),
        (
            'ref = "residents-0-18"',
            "count = 713",
            "count = 7130",
            "baseline residents-0-18 counts 7130 of only 1975",
        ),
        (
            'ref = "ehc-male"',
            "base = 26",
            "base = 0",
            "baseline ehc-male gives a percentage and no base",
        ),
        ('ref = "ehc-male"', "percent = 85", "percent = 185", "baseline ehc-male: percent must be"),
        (
            'ref = "ehc-plans"',
            "count = 26",
            'count = 26\nbase_of = "children"',
            "baseline ehc-plans says who is in the base and gives no base",
        ),
        (
            'ref = "ehc-plans"',
            "count = 26",
            "count = 26\nbase = 69",
            "baseline ehc-plans is part of a whole and needs a count, and no base",
        ),
        # Refs used twice.
        ("", 'ref = "P1.2"', 'ref = "P1.1"', "measure P1.1 repeats P1.1, which is already used"),
        ("", 'ref = "2.2"', 'ref = "2.1"', "action 2.1 repeats 2.1"),
        ("", 'ref = "2.1.m2"', 'ref = "2.1.m1"', "milestone 2.1.m1 repeats 2.1.m1"),
        ("", 'ref = "sen-support"', 'ref = "ehc-plans"', "baseline ehc-plans repeats"),
        ("", 'key = "tlap-ladder"', 'key = "ons-codes"', "document ons-codes repeats ons-codes"),
        ("", 'colour = "red"', 'colour = "blue"', "BRAG colour blue repeats blue"),
        ("", '["en", "bn"', '["en", "en"', "the file repeats en"),
        # Refs that lead nowhere.
        (
            'ref = "2.3"',
            'priority = "A2"',
            'priority = "A9"',
            "action 2.3 points at plan priority A9, which does not exist",
        ),
        ('ref = "2.3"', 'serves = ["P4"]', 'serves = ["P9"]', "action 2.3 points at priority P9"),
        (
            'ref = "lets-talk-send"',
            'milestones = ["3.4.m3"]',
            'milestones = ["3.4.m9"]',
            "initiative lets-talk-send points at milestone 3.4.m9",
        ),
        (
            'ref = "lets-talk-send"',
            'measures = ["P4.3"]',
            'measures = ["P4.9"]',
            "initiative lets-talk-send points at measure P4.9",
        ),
        (
            'ref = "lets-talk-send"',
            'actions = ["3.4"]',
            'actions = ["9.4"]',
            "initiative lets-talk-send points at action 9.4",
        ),
        (
            'ref = "P3.2"',
            'cited = { document = "strategy"',
            'cited = { document = "stratgy"',
            "measure P3.2 cites an unknown document, stratgy",
        ),
        (
            'ref = "ehc-plans"',
            'question = "support"',
            'question = "shoe_size"',
            "baseline ehc-plans speaks to shoe_size, which we do not ask",
        ),
        (
            'ref = "ehc-plans"',
            'categories = ["ehc_plan"]',
            'categories = ["ehcp"]',
            "baseline ehc-plans speaks to ehcp, which is no answer to support",
        ),
        # Terms.
        (
            'ref = "2026-summer"',
            "starts = 2026-04-01",
            "starts = 2026-03-31",
            "term 2026-summer overlaps term 2026-spring, which ends on 2026-03-31",
        ),
        (
            'ref = "2026-summer"',
            "starts = 2026-04-01",
            "starts = 2026-04-02",
            "term 2026-summer leaves a gap after term 2026-spring",
        ),
        (
            'ref = "2030-autumn"',
            "ends = 2030-12-31",
            "ends = 2030-07-31",
            "term 2030-autumn ends before it starts",
        ),
        # Languages, years, targets and initiatives.
        ("", '"zh-Hans"', '"zh-Hanz"', "the file: languages name an unknown language, zh-Hanz"),
        ("", '["en", "bn"', '["bn"', "the file: languages must offer English"),
        ("", "last_year = 2029", "last_year = 2019", "[strategy] ends before its first year"),
        (
            'ref = "lets-talk-send"',
            'kind = "co_production"\npriority = "P4"\naudience = "families"\nstatus',
            'kind = "funding"\npriority = "P4"\naudience = "families"\nstatus',
            "initiative lets-talk-send cannot be a candidate: funding never counts",
        ),
    ],
)
def test_a_slip_is_refused_with_its_file_line_and_reason(
    tmp_path: Path, after: str, old: str, new: str, reason: str
) -> None:
    text = _edited(old, new, after=after)
    changed = [
        number
        for number, (before, now) in enumerate(
            zip(CITY.splitlines(), text.splitlines(), strict=False), start=1
        )
        if before != now
    ]

    refused = _refusal(tmp_path, text)

    assert reason in refused.reason
    assert refused.file.endswith("slip.toml")
    assert refused.line is not None
    # On the line that was changed, or, where a key went missing, the header of its row.
    assert changed[0] - 8 <= refused.line <= changed[0] + 4
    assert str(refused) == f"{refused.file}, line {refused.line}: {refused.reason}"


@pytest.mark.parametrize(
    ("after", "old", "new", "marker"),
    [
        ("", "members = 55", 'members = "55"', 'members = "55"'),
        ('ref = "2.3"', "by_date = 2026-12-31", "by_date = 1", "by_date = 1"),
        ('ref = "2.3"', 'lead = "DCO/DMO"', 'lead = "DCO/DMO"\nleed = "x"', "leed ="),
        ("", 'ref = "2.1.m2"', 'ref = "2.4.m1"  # twice', 'ref = "2.4.m1"\n'),
        ('ref = "2026-summer"', "starts = 2026-04-01", "starts = 2026-04-09", "2026-04-09"),
        ("", "languages = [", 'languages = [\n  "xx",\n  ', "languages = ["),
        ("", "ends = 2025-12-31", "ends = 2026-02-30", "2026-02-30"),
    ],
)
def test_the_line_is_the_very_line(
    tmp_path: Path, after: str, old: str, new: str, marker: str
) -> None:
    text = _edited(old, new, after=after)

    assert _refusal(tmp_path, text).line == _line(text, marker)


def test_a_missing_key_is_named_with_its_row(tmp_path: Path) -> None:
    text = _edited('lead = "DCO/DMO"\n', "", after='ref = "2.3"')

    refused = _refusal(tmp_path, text)

    assert refused.reason == "action 2.3 has no lead"
    assert refused.line == _line(text, 'ref = "2.3"') - 1


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    start, end = CITY.index("[forum]"), CITY.index("[sendiass]")

    refused = _refusal(tmp_path, CITY[:start] + CITY[end:])

    assert refused.reason == "the file has no forum"


def test_an_uncounted_initiative_must_say_why(tmp_path: Path) -> None:
    at = CITY.index('reason = "The Forum changed')
    end = CITY.index("\n", at) + 1

    refused = _refusal(tmp_path, CITY[:at] + CITY[end:])

    assert refused.reason == "initiative library-hours is not counted, and has no reason"


def test_a_baseline_needs_a_count_or_words_and_not_both(tmp_path: Path) -> None:
    neither = _edited("count = 26\n", "", after='ref = "ehc-plans"')
    both = _edited("count = 26\n", 'count = 26\npublished = "26"\n', after='ref = "ehc-plans"')

    for text in (neither, both):
        refused = _refusal(tmp_path, text)
        assert refused.reason.startswith("baseline ehc-plans needs either a count or published")


def test_only_one_measure_may_be_the_target(tmp_path: Path) -> None:
    text = _edited('ref = "P5.1"\n', 'ref = "P5.1"\ntarget = 2\nby_year = 2029\n')

    refused = _refusal(tmp_path, text)

    assert refused.reason == "measure P5.1 is a second target: the register counts one"
    assert refused.line == _line(text, "target = 2")


def test_a_target_needs_its_year(tmp_path: Path) -> None:
    refused = _refusal(tmp_path, _edited("by_year = 2029\n", ""))

    assert refused.reason == "measure P4.3 needs both target and by_year, or neither"


def test_a_file_that_is_not_utf8_is_refused_at_its_line(tmp_path: Path) -> None:
    file = tmp_path / "latin.toml"
    file.write_bytes(b'name = "x"\ncode = "caf\xe9"\n')

    with pytest.raises(AreaError) as refused:
        load_area(str(file))

    assert (refused.value.line, refused.value.reason) == (2, "the file must be saved as UTF-8")


def test_text_over_several_lines_does_not_shift_the_count(tmp_path: Path) -> None:
    text = _edited(
        'involved = "Advocacy Service"',
        'involved = """Advocacy\n[[actions]]\nref = "not a row"\n"""',
        after='ref = "2.1"',
    ).replace('ref = "4.2"\npriority = "A4"', 'ref = "4.2"\npriority = "A7"')

    refused = _refusal(tmp_path, text)

    assert refused.reason.startswith("action 4.2 points at plan priority A7")
    assert refused.line == _line(text, 'priority = "A7"')
