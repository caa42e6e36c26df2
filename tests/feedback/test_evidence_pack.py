"""An evidence pack: as at a day, for whom it is, in thirteen sections, whole or not at all."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from feedback import results, typeset
from feedback.cli import main
from feedback.evidence import making, word
from feedback.evidence.criteria import OF_QUESTION, OF_SURVEY
from feedback.evidence.document import Variant
from feedback.evidence.wording import SECTIONS
from feedback.models import Collection, Colour, Commentary, Matter, PlanRating, Ruling
from feedback.results import Seer
from feedback.review import files as results_files
from forms.bank import QUESTIONS
from forms.surveys import SURVEYS
from tests import factories
from tests.feedback.audited import said
from tests.feedback.evidence import (
    FROZEN,
    LATER,
    answered,
    cells,
    files,
    gathered,
    manifest,
    packed,
    scope,
    section,
    words,
)
from tests.feedback.initiatives import TITLE, change, complete
from tests.feedback.loops import answered as answered_theme
from tests.feedback.loops import outcome, told
from tests.feedback.moderating import judgement
from tests.feedback.staff_pages import new_staff, store

LOOKED = date(2026, 2, 3)
OVERALL = "Overall, how was this session?"


def test_an_area_with_nothing_says_so_in_a_sentence_in_every_section(app: Flask) -> None:
    found = gathered(app, scope())

    assert [one.key for one in found.sections] == list(SECTIONS)
    assert all(one.blocks for one in found.sections)
    assert all(table.rows for table in found.tables)
    assert "Fewer than 10 answers this term" in section(found, "results")
    assert "Nobody’s words may be quoted yet." in section(found, "quotes")
    assert "No Local Offer statement had been published" in section(found, "statement")


def test_a_release_is_in_it_from_the_day_it_was_frozen(app: Flask) -> None:
    answered(app, "post_session", "ps_overall")
    before = FROZEN.date() - timedelta(days=1)

    assert cells(gathered(app, scope(as_at=before))) == []
    assert OVERALL in section(gathered(app, scope(as_at=FROZEN.date())), "results")


def test_the_public_waits_until_the_forum_has_looked(app: Flask) -> None:
    answered(app, "post_session", "ps_overall")
    before = gathered(app, scope(Variant.PUBLIC, as_at=LOOKED - timedelta(days=1)))
    # A pack as at a day to come, made today, shows no more than today may.
    ahead = gathered(app, scope(Variant.PUBLIC, as_at=LATER, today=LOOKED - timedelta(days=1)))
    after = gathered(app, scope(Variant.PUBLIC, as_at=LOOKED))

    assert cells(before) == cells(ahead) == []
    assert "The Forum sees it first." in section(before, "results")
    assert "What happens after that day is not in it." in section(ahead, "cover")
    assert OVERALL in section(after, "results")


def test_who_took_part_and_the_tone_are_not_for_the_public(app: Flask) -> None:
    answered(app, "post_session", "ps_overall")
    public, board = (gathered(app, scope(one)) for one in (Variant.PUBLIC, Variant.BOARD))

    assert "Who is answering?" in section(board, "people")
    assert "Who is answering?" not in words(public)
    assert "computer" not in words(public)


def test_the_survey_about_so_few_children_is_in_the_restricted_annex_alone(app: Flask) -> None:
    answered(app, "ap_experience", "ap_overall")
    found = {one: gathered(app, scope(one)) for one in Variant}
    asked = str(QUESTIONS["ap_overall"].standard)

    assert asked in section(found[Variant.RESTRICTED], "annex")
    assert asked not in section(found[Variant.RESTRICTED], "results")
    for variant in (Variant.PUBLIC, Variant.BOARD):
        assert asked not in words(found[variant])
        assert "annex" not in {one.key for one in found[variant].sections}


def test_every_number_is_that_of_its_cell_in_the_release(app: Flask) -> None:
    answered(app, "post_session", "ps_overall")
    answered(app, "local_offer", "lo_overall", good=40, poor=21)
    found = gathered(app, scope(Variant.RESTRICTED))
    released = {}
    with app.test_request_context():
        area = app.extensions["heard_area"]
        for made in results.made():
            release = results.release(made.number, Seer.OFFICER)
            assert release
            for line in results_files.lines(release, area=area, to_officer=True):
                released[line.cell_id] = line.words or str(line.shown)

    numbers = cells(found)

    assert len(numbers) > 10
    for cell in numbers:
        number = released[cell.cell_id]
        assert cell.words.text == number or cell.words.text.startswith(f"{number} of ")


def test_what_was_said_decided_or_changed_later_is_left_out(app: Flask) -> None:
    theme = answered_theme(raised_on=date(2026, 2, 4), replied_on=date(2026, 2, 11))
    store(app, theme, told(theme), outcome(theme))

    days = {day: gathered(app, scope(as_at=date(2026, 2, day))) for day in (3, 5, 12, 24)}

    assert "clinic letters" not in words(days[3])
    assert "Waiting for a reply" in section(days[5], "loop")
    assert "We write them again." not in words(days[5])
    assert "We write them again." in section(days[12], "loop")
    assert "The letters are new." not in words(days[12])
    assert "The letters are new." in section(days[24], "loop")
    assert "Every reply is finished." in section(days[24], "loop")


def test_a_rating_given_later_is_left_out_and_an_earlier_one_stays_in_the_history(
    app: Flask,
) -> None:
    by = new_staff(app).id
    rated: dict[str, Any] = {"action_ref": "1.1", "term_ref": "2026-spring", "staff_id": by}
    for day, colour in ((1, Colour.RED), (2, Colour.GREEN)):
        at = FROZEN.replace(month=3, day=day)
        store(app, PlanRating(**rated, colour=colour, reason=f"Because of {day}.", rated_at=at))

    first, second = (
        section(gathered(app, scope(Variant.RESTRICTED, as_at=date(2026, 3, day))), "plan")
        for day in (1, 2)
    )

    assert ("Because of 1." in first, "Because of 2." in first) == (True, False)
    assert second.index("Because of 2.") < second.index("Ratings before") < second.index("of 1.")


def test_an_initiative_stands_as_it_stood_on_the_day(app: Flask) -> None:
    complete(app)
    change(app, Collection, closes_at=datetime(2025, 12, 1, tzinfo=UTC))

    now = gathered(app, scope(as_at=date(2026, 4, 1)))
    then = gathered(app, scope(as_at=date(2025, 6, 1)))

    assert "1 of 3 counts so far" in section(now, "summary")
    assert TITLE in section(now, "stories")
    assert "0 of 3 count so far" in section(then, "summary")


def test_the_forums_words_are_in_it_unchanged_and_not_about_what_the_reader_may_not_see(
    app: Flask,
) -> None:
    answered(app, "post_session", "ps_overall")
    by: dict[str, Any] = {"staff_id": new_staff(app).id, "role": "forum", "written_at": FROZEN}
    about: dict[str, Any] = {"about": Matter.PLAN, "about_ref": "1.1", "about_words": "1.1 Guides"}
    release: dict[str, Any] = {
        "about": Matter.RELEASE,
        "about_ref": "R1.ps_overall",
        "about_words": "Sessions",
    }
    store(app, Commentary(**about, text="  Still too long.\n\nMuch!", **by))
    store(app, Commentary(**release, text="Nine is few.", **by))

    waiting = gathered(app, scope(Variant.PUBLIC, as_at=FROZEN.date()))

    assert "  Still too long.\n\nMuch!" in section(waiting, "forum")
    assert "Nine is few." not in words(waiting)
    assert "Nine is few." in section(gathered(app, scope()), "forum")
    assert "Nine" not in words(gathered(app, scope(as_at=FROZEN.date() - timedelta(days=1))))


def test_a_quote_is_in_it_with_consent_alone_and_once_it_was_approved(app: Flask) -> None:
    place = factories.collection()
    person = new_staff(app)
    store(app, place)
    for text, consent in (("It was warm.", 1), ("Leave me out.", None)):
        given = factories.response(place, consent_version=consent)
        comment = factories.comment(given, text, question_id="ps_better")
        copy = {"edited_copy": text, "copy_language": "en", "decided_at": FROZEN}
        store(app, given, comment, judgement(comment, person, ruling=Ruling.PUBLISH, **copy))

    found = gathered(app, scope())

    assert "It was warm.\nSomebody who answered a survey" in section(found, "quotes")
    assert "Leave me out." not in words(found)
    assert "It was warm." not in words(gathered(app, scope(as_at=date(2026, 1, 19))))


def test_every_question_is_evidence_for_something_that_inspectors_look_at() -> None:
    assert set(OF_SURVEY) == set(SURVEYS)
    assert set(OF_QUESTION) <= set(QUESTIONS)


def test_what_nobody_translated_says_that_it_is_english(app: Flask) -> None:
    answered(app, "post_session", "ps_overall")

    found = gathered(app, scope(language="ar"))

    spoken = {phrase.language for table in found.tables for phrase in table.headings}
    assert spoken <= {"ar", "en"}
    [plan] = [one for one in found.sections if one.key == "plan"]
    assert plan.title.language == "ar"
    assert found.language.code == "ar"


def test_a_pack_has_every_kind_of_file_and_a_manifest_that_proves_them(app: Flask) -> None:
    answered(app, "post_session", "ps_overall", good=9, poor=3)

    pack = packed(app, scope())

    inside, about = files(pack), manifest(pack)
    for name in ("evidence.pdf", "evidence.docx", "evidence-data.xlsx", "README.txt"):
        assert inside[name]
    assert any(name.startswith("data/") and name.endswith(".csv") for name in inside)
    proved = {name: one["sha256"] for name, one in about["files"].items()}
    assert proved == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in inside.items()
        if name != "manifest.json"
    }
    with app.test_request_context():
        release = results.release(1, Seer.FORUM)
    assert release
    assert [one["hashes"] for one in about["releases"]] == [list(release.hashes)]
    assert about["audit_head"]["hash"]
    assert (about["variant"], about["as_at"], about["software"]) == ("board", "2026-05-01", "0.1.0")
    assert {one["cell"] for one in about["withheld"]} >= {"R1.ps_overall.not_favourable"}
    assert all(one["why"] for one in about["withheld"])


def test_the_public_gets_no_hash_by_which_a_guess_at_a_hidden_count_could_be_checked(
    app: Flask,
) -> None:
    answered(app, "post_session", "ps_overall", good=9, poor=3)
    with app.test_request_context():
        release = results.release(1, Seer.FORUM)
    assert release
    [secret] = release.hashes
    assert "audit_head" in manifest(packed(app, scope()))

    pack = packed(app, scope(Variant.PUBLIC))

    assert [one["release"] for one in manifest(pack)["releases"]] == ["R1"]
    assert "audit_head" not in manifest(pack)
    assert [name for name, content in files(pack).items() if secret.encode() in content] == []
    assert secret not in words(gathered(app, scope(Variant.PUBLIC)))


def test_the_same_pack_twice_is_the_same_to_the_byte(app: Flask) -> None:
    answered(app, "post_session", "ps_overall")
    first = packed(app, scope())
    new_staff(app)  # What happens today changes nothing as at an earlier day.

    assert packed(app, scope()) == first


def test_a_pack_that_fails_leaves_nothing(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_what: object) -> None:
        raise OSError(28, "No space left on device")

    wanted: dict[str, Any] = {
        "variant": Variant.BOARD,
        "as_at": LATER,
        "language": scope().language,
    }
    for place, name in ((typeset, "illustrated_pdf"), (word, "as_docx"), (os, "fsync")):
        with monkeypatch.context() as patch:
            patch.setattr(place, name, lambda *_what, **_how: full())
            with pytest.raises(OSError, match="No space left"):
                making.make_into(app, tmp_path / "out", **wanted)
        assert list((tmp_path / "out").glob("*")) == []


def test_the_command_writes_a_pack_and_says_where(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_DATA_DIR", str(app.extensions["heard_config"].data_dir))
    asked = ["export", "evidence-pack", "--audience", "public", "--as-at", "2026-05-01"]

    done = CliRunner().invoke(main, [*asked, "--out", str(tmp_path / "out")])
    refused = CliRunner().invoke(main, [*asked, "--out", str(tmp_path), "--language", "xx"])
    late = CliRunner().invoke(main, [*asked[:-1], "1 May 2026", "--out", str(tmp_path)])
    nowhere = CliRunner().invoke(main, [*asked, "--out", "/proc/nowhere"])

    [made] = (tmp_path / "out").iterdir()
    assert made.name == "heard-e09000001-evidence-public-2026-05-01-en.zip"
    assert done.output.startswith(f"Wrote {made} (")
    assert ("made_evidence", "evidence", made.name, None) in said(app)
    assert (refused.exit_code, refused.output.count("\n")) == (2, 1)
    assert "does not offer xx" in refused.output
    assert "“1 May 2026” is not a day. Write it as 2026-11-28." in late.output
    assert "Nothing can be written to /proc/nowhere" in nowhere.output
