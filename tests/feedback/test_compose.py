"""Officers put a survey together, and nothing they typed is ever lost."""

from __future__ import annotations

from flask import Flask

from feedback.models import Role
from forms.composed import languages
from tests.feedback.asking import soup
from tests.feedback.composing_pages import (
    HERE,
    NEW,
    OWN,
    begun,
    change,
    draft,
    filled,
    opened,
    order,
    own_id,
    press,
    published,
    with_questions,
    write,
)
from tests.feedback.staff_pages import send_form, signed_in, words


def test_the_empty_list_says_what_to_do_first(app: Flask) -> None:
    page = signed_in(app).get("/staff/surveys")

    assert "First look whether a survey that is there asks" in words(page)


def test_only_officers_compose(app: Flask) -> None:
    for role in (Role.FORUM, Role.ADVOCATE, Role.VIEWER, Role.ADMINISTRATOR):
        assert signed_in(app, role).get("/staff/surveys").status_code == 403


def test_questions_come_from_the_bank_and_from_officers(app: Flask) -> None:
    officer = begun(app)

    change(officer, "bank", question=["ps_overall", "ps_listened"])
    write(officer, "scale", OWN)
    write(officer, "choice", {**OWN, "options": "Bus\nOn foot\n\nCar"})

    found = draft(app)
    assert [piece.own is None for piece in found.pieces] == [True, True, False, False]
    assert [piece.is_overall for piece in found.pieces] == [True, False, False, False]
    last = found.pieces[-1].own
    assert last
    assert last.codes == ("bus", "on_foot", "car")
    page = words(officer.get(HERE))
    assert "Questions with answers: 4 of 6" in page
    assert "Open questions: 0 of 1" in page
    assert "Was the room warm?" in page
    for path in ("about", "publish", "bank", "questions/ps_listened", f"questions/{last.id}"):
        assert officer.get(f"{HERE}/{path}").status_code == 200
    preview = officer.get(f"{HERE}/preview")
    assert "Nothing can be sent from here" in preview.get_data(as_text=True)


def test_buttons_move_a_question_and_lead_back_to_themselves(app: Flask) -> None:
    officer = with_questions(app)
    first, second, *rest = order(app)

    where = press(officer, "down", first)

    assert order(app) == [second, first, *rest]
    assert where.endswith(f"#down-{first}")
    assert f'id="down-{first}"' in officer.get(HERE).get_data(as_text=True)
    assert press(officer, "up", first).endswith(f"#down-{first}")  # It is the first again.
    assert order(app)[0] == first
    press(officer, "overall", second)
    assert [piece.id for piece in draft(app).pieces if piece.is_overall] == [second]


def test_a_question_taken_away_leaves_nothing_hanging(app: Flask) -> None:
    officer = with_questions(app)
    how = own_id(app, "How did you come?")
    change(officer, f"questions/{how}", after="ps_overall|poor", only_for="helper")
    piece = draft(app).piece(how)
    assert piece and piece.after and piece.after.codes == ("poor",)
    assert "Only after “ Overall, how was this session? ”: Poor" in words(officer.get(HERE))

    change(officer, "questions/ps_overall/remove")

    piece = draft(app).piece(how)
    assert piece and piece.after is None
    assert piece.only_for == "helper"


def test_a_mistake_is_said_at_its_field_and_nothing_typed_is_lost(app: Flask) -> None:
    officer = begun(app)

    answer = send_form(
        officer,
        f"{HERE}/questions/new/several",
        {"standard": "", "easy": "Kept?", "options": "Tea\ntea", "hint": "Kept hint"},
    )

    assert answer.status_code == 400
    page = answer.get_data(as_text=True)
    assert "Write the question." in page
    assert "Two of these are the same" in page
    assert "Kept?" in page
    assert "Kept hint" in page
    assert not draft(app).pieces


def test_answers_keep_their_codes_when_words_are_put_right(app: Flask) -> None:
    officer = with_questions(app)
    how = own_id(app, "How did you come?")

    change(officer, f"questions/{how}", options="Train\nThe bus\nCar")
    piece = draft(app).piece(how)
    assert piece and piece.own
    assert piece.own.codes == ("train", "the_bus", "car")
    change(officer, f"questions/{how}", options="Trains\nThe bus\nCar")

    piece = draft(app).piece(how)
    assert piece and piece.own
    assert piece.own.codes == ("train", "the_bus", "car")
    assert piece.own.options[0].standard.in_english == "Trains"


def test_two_people_who_change_one_question_both_see_both(app: Flask) -> None:
    first = with_questions(app)
    second = signed_in(app)
    warm = f"questions/{own_id(app, 'Was the room warm?')}"
    before = opened(second, warm)
    change(first, warm, standard="Was it warm inside?", easy="Was it warm?")

    answer = second.post(
        f"{HERE}/{warm}", data={**before, "standard": "Was it cold?", "easy": "Cold?"}
    )

    assert answer.status_code == 400
    said = answer.get_data(as_text=True)
    assert "Was it warm inside?" in said
    assert "Was it cold?" in said
    assert own_id(app, "Was it warm inside?")
    again = filled(soup(answer))
    meant = second.post(
        f"{HERE}/{warm}", data={**again, "standard": "Was it cold?", "easy": "Cold?"}
    )
    assert meant.status_code == 303
    assert own_id(app, "Was it cold?")


def test_what_two_people_do_to_different_questions_is_all_kept(app: Flask) -> None:
    first = with_questions(app)
    second = signed_in(app)
    warm = f"questions/{own_id(app, 'Was the room warm?')}"
    before = opened(second, warm)
    press(first, "down", "ps_overall")
    write(first, "open", {"standard": "What else?", "easy": "What else?"})

    answer = second.post(
        f"{HERE}/{warm}", data={**before, "standard": "Was it cold?", "easy": "Cold?"}
    )

    assert answer.status_code == 303
    assert order(app)[1] == "ps_overall"
    assert own_id(app, "What else?")
    assert own_id(app, "Was it cold?")


def test_the_checker_speaks_at_the_field_with_a_plainer_word(app: Flask) -> None:
    officer = begun(app)
    write(officer, "scale", {"standard": "Did you receive assistance and/or money?", "easy": "Ok?"})
    [own] = draft(app).pieces

    page = words(officer.get(f"{HERE}/questions/{own.id}"))

    assert "This word is hard to read: assistance" in page
    assert "You could write: help" in page
    assert "This asks two things at once" in page


def test_too_many_questions_need_a_reason(app: Flask) -> None:
    officer = begun(app, "built-in:local_offer")
    assert "Too many" in words(officer.get(HERE))
    assert "say why this survey needs them" in words(officer.get(f"{HERE}/publish"))

    change(officer, "about", over_budget_reason="The Forum asked for all of them.")

    assert "Publish it for good" in words(officer.get(f"{HERE}/publish"))


def test_a_survey_from_a_template_brings_its_translations(app: Flask) -> None:
    begun(app, "built-in:post_session")

    intro = draft(app).intro

    assert intro.in_english.startswith("We want our sessions")
    assert {"ar", "fr", "bn"} <= intro.languages


def test_a_language_is_offered_once_every_word_is_there(app: Flask) -> None:
    officer = with_questions(app)
    page = soup(officer.get(f"{HERE}/words/fr"))
    boxes = {str(box["name"]): f"Mot {n}" for n, box in enumerate(page.select("main textarea"))}
    assert boxes

    change(officer, "words/fr", **boxes)

    assert languages(draft(app), ["en", "ar", "fr"]) == ("en", "fr")
    table = words(officer.get(f"{HERE}/publish"))
    assert "Français French Yes, as a draft 12 of 12" in table
    assert "العربية Arabic Not yet" in table


def test_two_people_who_translate_one_word_both_see_both(app: Flask) -> None:
    first = with_questions(app)
    second = signed_in(app)
    path = f"{HERE}/words/fr"
    before = opened(second, "words/fr")
    send_form(first, path, {"t-title": "Matinée café"})

    answer = second.post(path, data={**before, "t-title": "Café du matin"})

    assert answer.status_code == 400
    assert "Matinée café" in answer.get_data(as_text=True)
    assert "Café du matin" in answer.get_data(as_text=True)
    assert draft(app).title.in_("fr") == "Matinée café"


def test_other_english_waits_for_somebody_to_look_at_the_translation(app: Flask) -> None:
    officer = with_questions(app)
    change(officer, "words/fr", **{"t-title": "Matinée café"})
    change(officer, "about", title="Coffee evening", easy_title="Coffee")
    assert draft(app).title.in_("fr") is None
    page = words(officer.get(f"{HERE}/words/fr"))
    assert "The English has changed since this was translated." in page

    fits = {"t-title": "Matinée café", "t-title-fits": "yes"}
    send_form(officer, f"{HERE}/words/fr", fits)

    assert draft(app).title.in_("fr") == "Matinée café"


def test_publishing_freezes_and_says_what_comes_next(app: Flask) -> None:
    officer = published(app)
    change(officer, "about", title="Tea morning", easy_title="Tea")

    page = words(officer.get(f"{HERE}/versions/1"))

    assert "Version 1 Coffee morning" in page
    assert "Open a collection of it" in page
    assert "Published, and changed since" in words(officer.get(HERE))


def test_what_is_missing_is_said_before_publishing(app: Flask) -> None:
    officer = begun(app)
    write(officer, "scale", {"standard": "Was it warm?", "easy": ""})

    page = words(officer.get(f"{HERE}/publish"))

    assert "The question in Easy Read: Write this in English." in page
    assert "Publish it for good" not in page


def test_only_unchanged_questions_may_count_with_the_version_before(app: Flask) -> None:
    officer = published(app)
    warm, how = own_id(app, "Was the room warm?"), own_id(app, "How did you come?")
    change(officer, f"questions/{warm}", standard="Was the hall warm?")
    page = soup(officer.get(f"{HERE}/publish"))

    offered = [str(box["value"]) for box in page.select("input[name=pools]")]
    assert offered == [how]
    assert "Changed: Was the hall warm?" in page.get_text()
    change(officer, "publish", pools=how)

    now = order(app)
    assert how in now
    assert warm not in now


def test_a_language_that_families_lose_or_win_is_said_before_publishing(app: Flask) -> None:
    officer = begun(app)
    change(officer, "bank", question=["ps_overall"])
    change(officer, "words/fr", **{"t-title": "Café"})
    change(officer, "publish")
    change(officer, "about", title="Tea morning", easy_title="Tea morning")
    change(officer, "words/ar", **{"t-title": "شاي"})

    page = words(officer.get(f"{HERE}/publish"))

    assert "Families could answer in Français . Now they cannot: a word is missing." in page
    assert "New: families can answer in العربية ." in page


def test_what_was_saved_meanwhile_is_read_before_it_is_published(app: Flask) -> None:
    first = with_questions(app)
    second = signed_in(app)
    before = opened(second, "publish")
    write(first, "scale", {"standard": "Was it loud?", "easy": "Was it loud?"})

    answer = second.post(f"{HERE}/publish", data=before)

    assert answer.status_code == 400
    assert "Somebody changed the survey while you were reading" in words(answer)


def test_a_retired_survey_stays_readable_and_comes_back(app: Flask) -> None:
    officer = published(app)

    send_form(officer, HERE, {}, action=f"{HERE}/retire")

    assert "Retired" in words(officer.get("/staff/surveys"))
    assert "Was the room warm?" in words(officer.get(f"{HERE}/versions/1"))
    assert "Open a collection of it" not in words(officer.get(HERE))
    send_form(officer, HERE, {}, action=f"{HERE}/retire")
    assert "Open a collection of it" in words(officer.get(HERE))


def test_a_copy_has_questions_of_its_own(app: Flask) -> None:
    officer = with_questions(app)

    send_form(officer, NEW, {"title": "Coffee morning", "start": "ours:coffee_morning"})

    copy = draft(app, "coffee_morning_2")
    mine = {piece.id for piece in draft(app).pieces if piece.own}
    assert len(copy.pieces) == 5
    assert not mine & {piece.id for piece in copy.pieces}


def test_the_preview_speaks_families_languages_and_cannot_send(app: Flask) -> None:
    officer = with_questions(app)

    page = soup(officer.get(f"{HERE}/preview?switch=lang:ar&version=easy"))

    assert page.html and page.html["dir"] == "rtl"
    assert "families are not offered it yet" in page.get_text()
    assert not page.select("form[method=post]")
    assert not page.select("#send")


def test_looking_at_another_language_leaves_the_officers_own(app: Flask) -> None:
    officer = with_questions(app)

    officer.get(f"{HERE}/preview?lang=ar&switch=version:easy")

    page = soup(officer.get(HERE))
    assert page.html and page.html["lang"] == "en"


def test_the_bank_is_searched_by_words_whatever_their_endings(app: Flask) -> None:
    officer = begun(app)

    for word in ("listen", "listened", "listening"):
        assert "Did people listen to you?" in words(officer.get(f"{HERE}/bank?words={word}"))
    assert "No question of the bank fits" in words(officer.get(f"{HERE}/bank?words=listening+zzz"))


def test_what_a_survey_still_lacks_leads_to_where_it_is_written(app: Flask) -> None:
    officer = begun(app)
    change(officer, "bank", question=["ps_overall", "ps_better", "ar_better"])

    page = soup(officer.get(HERE))

    assert page.select_one(f'.h-notice a[href="{HERE}/about"]')


def test_what_is_not_there_is_not_found(app: Flask) -> None:
    officer = begun(app)

    for path in ("/staff/surveys/none", f"{HERE}/questions/none", f"{HERE}/versions/1"):
        assert officer.get(path).status_code == 404
    assert officer.get(f"{HERE}/words/xx").status_code == 404


def test_the_page_about_languages_says_how_far_a_survey_is(app: Flask) -> None:
    officer = with_questions(app)

    page = soup(officer.get("/staff/languages"))

    line = page.find("a", string="Coffee morning")
    assert line
    assert str(line["href"]) == f"{HERE}/publish#languages"


def test_a_published_survey_can_be_opened_as_a_collection_at_once(app: Flask) -> None:
    officer = published(app)

    page = soup(officer.get("/staff/collections/new?survey=coffee_morning"))

    chosen = page.select_one("#survey option[selected]")
    assert chosen
    assert chosen.get_text() == "Coffee morning"


def test_what_is_published_already_is_not_offered_for_publishing(app: Flask) -> None:
    officer = published(app)

    page = words(officer.get(f"{HERE}/publish"))

    assert "Nothing that families are asked." in page
    assert "Publish it for good" not in page


def test_only_a_draft_that_was_never_published_can_be_deleted(app: Flask) -> None:
    officer = published(app)
    send_form(officer, NEW, {"title": "A mistake"})

    answer = send_form(officer, "/staff/surveys/a_mistake/delete", {})

    assert answer.status_code == 303
    assert officer.get("/staff/surveys/a_mistake").status_code == 404
    assert officer.get(f"{HERE}/delete").status_code == 404
