"""What would be too large for families' phones is refused before families can be asked it."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from string import ascii_lowercase

import pytest
from flask import Flask

from feedback import drafts
from forms.composed import MOST_OPTIONS, Composed, OwnOption, Piece, Words, limits
from forms.staff import LONGEST_LINE
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, soup
from tests.feedback.composing_pages import HERE, draft, filled
from tests.feedback.composing_surveys import publish
from tests.feedback.staff_pages import signed_in, words
from tests.feedback.test_size import MOST_BYTES, bytes_sent
from tests.forms.composing import choice, composed

TOO_LARGE = "too large for a slow phone, in: English"
MOST_THAT_FIT = 3


def noise(letters: int, chance: Random) -> str:
    """Words that no compression makes much shorter."""
    return "".join(chance.choices(ascii_lowercase, k=letters))


def of_long_questions(number: int) -> Composed:
    """So many questions, each with as many and as long answers as there may be."""
    chance = Random(number)  # noqa: S311 -- to be the same each time, and secret to nobody
    asked = []
    for place in range(number):
        said = [Words.english(noise(limits.LONGEST_OPTION, chance)) for _ in range(MOST_OPTIONS)]
        options = tuple(OwnOption(f"o{nth}", one, one) for nth, one in enumerate(said))
        asked.append(Piece(replace(choice(f"own_{place:010}"), options=options)))
    made = composed(Piece("ps_overall", is_overall=True), *asked)
    # English only, so that it is too large in nothing else.
    tea, reason = Words.english("Tea"), "To see how large it is."
    made = replace(made, title=tea, easy_title=tea, over_budget_reason=reason)
    return replace(made, intro=tea, easy_intro=tea)


@pytest.mark.parametrize("number", [MOST_THAT_FIT, MOST_THAT_FIT + 1])
def test_what_is_too_large_for_a_phone_is_not_published_and_the_page_says_so(
    app: Flask, client: CheckingClient, number: int
) -> None:
    wanted = of_long_questions(number)
    with database_of(app).session() as held:
        drafts.add(wanted, by=None, held=held)
    officer, fits = signed_in(app), number == MOST_THAT_FIT

    page = officer.get(f"{HERE}/publish")
    token = filled(soup(officer.get(f"{HERE}/about")))["csrf_token"]
    answer = officer.post(f"{HERE}/publish", data={"csrf_token": token, "revision": "1"})

    assert (TOO_LARGE in words(page), "Publish it for good" in words(page)) == (not fits, fits)
    assert answer.status_code == (303 if fits else 400)
    assert fits or TOO_LARGE in words(answer)
    if not fits:
        publish(app, draft(app))  # As if nobody had looked.
    occasion = noise(LONGEST_LINE, Random(7))  # noqa: S311 -- as above
    open_collection(app, survey_slug=wanted.slug, occasion=occasion)
    shown = client.get("/S/ABC234?version=easy", headers={"Accept-Encoding": "gzip"})
    assert (bytes_sent(shown) <= MOST_BYTES) is fits
