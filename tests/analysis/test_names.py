"""What a comment may give away is highlighted, and ordinary comments are left alone."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.names import find_names

# All invented. The part in double brackets identifies somebody.
IDENTIFYING = (
    # Telephone numbers: Ofcom's numbers for drama, in every spelling.
    ("phone", "Ring [[020 7946 0018]] please"),
    ("phone", "ring me:[[02079460018]]"),
    ("phone", "my mobile [[07700900123]]."),
    ("phone", "[[07700-900-123]]"),
    ("phone", "text [[07700.900.123]] after 5"),
    ("phone", "[[0 7 7 0 0 9 0 0 1 2 3]]"),
    ("phone", "on [[+44 (0)7700 900123]] any day"),
    ("phone", "[[+447700900123]]"),
    ("phone", "[[0044 7700 900 123]]"),
    ("phone", "[[(020) 7946 0018]] is the old one"),
    ("phone", "[[01632 960 001]]"),
    ("phone", "call [[7946 0018]]"),
    ("phone", "[[٠٧٧٠٠ ٩٠٠١٢٣]] اتصل بي"),
    ("phone", "আমার নম্বর [[০৭৭০০ ৯০০১২৩]]"),
    ("phone", "我的电话 [[07700 900123]]"),
    ("phone", "[[oh seven seven double oh nine double oh one two three]]"),
    ("email", "mail [[a.person+send@example.co.uk]] now"),
    ("email", "[[PERSON@EXAMPLE.ORG]]"),
    ("email", "[[person at example dot co dot uk]]"),
    ("email", "[[person (at) example (dot) com]]"),
    ("email", "[[person[at]example.com]]"),
    ("email", "email me at [[khadra77 at gmail.com]]"),
    ("email", "it is [[khadra.m at gmail]]"),
    ("email", "[[person @ example . org]]"),
    ("postcode", "we moved to [[EC1A 1BB]]"),
    ("postcode", "[[ec1a1bb]]"),
    ("postcode", "[[E1 6AN]]."),
    ("postcode", "[[sw1a  1aa]]"),
    ("postcode", "[[N1-9GU]]"),
    ("nhs", "NHS number: [[943 476 5919]]"),
    ("nhs", "it is [[9434765919]]"),
    ("nhs", "nhs no. [[943-476-5919]]"),
    ("nhs", "NHS [[943 476 5918]] with a slip in it"),
    ("upn", "UPN is [[H801200001001]]"),
    ("upn", "upn [[h801200001001]]"),
    ("ni", "NI number [[QQ 12 34 56 C]]"),
    ("ni", "[[AB123456C]]"),
    ("ref", "case number [[CR-20418/7]]"),
    ("ref", "our reference: [[2031/88]]"),
    ("dob", "born [[12/03/2014]]"),
    ("dob", "DOB [[12.3.14]]"),
    ("dob", "d.o.b. [[12-03-2014]]"),
    ("dob", "date of birth: [[2014-03-12]]"),
    ("dob", "his birthday is [[4 May]]"),
    ("dob", "born on the [[4th of May 2012]]"),
    ("dob", "born [[May 4th, 2012]]"),
    ("dob", "dob [[4 may '12]]"),
    ("dob", "My daughter ([[4/5/12]]) waits"),
    ("dob", "she was born in [[March 2015]]"),
    ("dob", "born [[fourth of May 2012]]"),
    ("dob", "DOB [[١٢/٠٣/٢٠١٤]]"),
    ("dob", "[[12 March 2014]] is her date of birth"),
    ("dob", "DOB: [[12032014]]"),
    ("address", "We live at [[14b Wood Street]]"),
    ("address", "[[221 cheapside road]] is too far"),
    ("address", "[[7 St Swithin's Lane]]"),
    ("address", "from [[9 Defoe House]]"),
    ("address", "[[Flat 12]] has no lift"),
    ("address", "[[105-107 Golden Lane]]"),
    ("address", "we live on [[Noble Street]]"),
    ("url", "see [[https://example.org/me]]."),
    ("url", "[[www.example.com/us]]"),
    ("handle", "I am [[@mum_of_2]] there"),
    ("handle", "insta: [[mum.of_2]]"),
    # People, from every community, in the ways families write of them.
    ("name", "Mrs [[Achterberg]] was kind"),
    ("name", "dr [[okafor]] listened"),
    ("name", "mr [[zabriskie]] never came"),
    ("name", "My son [[Thaddeusz]] waits"),
    ("name", "my daughter [[hodan]] waits"),
    ("name", "a boy called [[Fenwick]]"),
    ("name", "Her name is [[Ottoline]]"),
    ("name", "[[Fadumo]] was wonderful"),
    ("name", "we saw [[Elif]] twice"),
    ("name", "[[Małgorzata]] explained it"),
    ("name", "thanks to [[Chukwuemeka]]"),
    ("name", "[[Xiaoling]] helped"),
    ("name", "[[Guadalupe]] helped"),
    ("name", "[[Gonçalo]] helped"),
    ("name", "[[Ilaria Rossi]] helped"),
    ("name", "[[Nusrat Begum]] helped"),
    ("name", "Spoke to [[Mark]] who was rude"),
    ("name", "[[Grace]] said she would ring"),
    ("name", "[[Adam]]'s plan is late"),
    ("school", "He is at [[Hill Top Primary School]]"),
    ("school", "[[St Winifred's Nursery]]"),
    ("school", "[[st winifred's primary school]] said no"),
    ("school", "[[Northgate Academy]]"),
    ("school", "[[Our Lady of the Hill Catholic Primary School]]"),
    ("rare", "[[the only child in a wheelchair in year 4]]"),
)

CLEAN = (
    "We waited 14 months for the plan.",
    "I will hope to mark it in May.",
    "The review was on 12/03/2025 and ran late.",
    "Please ring before 9.30, not at 10.",
    "We were at ease at all times.",
    "Look at localoffer.gov.uk before you come.",
    "2 hours on the main road, 3 buses and a 10 minute walk",
    "Our SENCO and the Educational Psychologist came on Monday.",
    "They called Monday. I called Social Services.",
    "She said her Speech and Language Therapist left.",
    "My son will not go to school.",
    "His mainstream school and the special school disagree.",
    "The Parent Carer Forum and the Local Offer are good.",
    "Paid £1,200 in 2024 and £900 in 2025",
    "Year 6 to Year 7, Key Stage 2 and SATs",
    "I miss the old group. Miss it so much.",
    "Dr was kind. The Dr said wait.",
    "It can grant hope and joy to the young",
    "We speak Bengali, Somali and Polish at home.",
    "STAFF WERE GREAT BUT THE ROOM WAS COLD",
    "Section 19, Section 42 and Regulation 56",
    "A Saturday club in the Easter holidays would be lovely.",
    "Everything was great, thank you very much to all the team",
    "Number 1 service. 10/10. 100%.",
    "1. Parking 2. Noise 3. Heating",
)


def marked(case: str) -> tuple[str, str]:
    start, _, rest = case.partition("[[")
    inner, _, end = rest.partition("]]")
    return start + inner + end, inner


@pytest.mark.parametrize(("kind", "case"), IDENTIFYING)
def test_what_identifies_somebody_is_highlighted(kind: str, case: str) -> None:
    text, inner = marked(case)

    assert (kind, inner) in [(span.kind, span.of(text)) for span in find_names(text)]


@pytest.mark.parametrize("text", CLEAN)
def test_an_ordinary_comment_has_nothing_highlighted(text: str) -> None:
    assert [(span.kind, span.of(text)) for span in find_names(text)] == []


def test_the_schools_of_another_area_may_be_named() -> None:
    text = "then windmill lane refused her"

    spans = find_names(text, known_schools=["Windmill Lane"])

    assert [span.of(text) for span in spans] == ["windmill lane"]


def test_a_name_far_into_a_long_comment_is_found_once() -> None:
    text = "We waited and waited. " * 400 + "Zainab waited too. " + "We wait still. " * 100

    assert [span.of(text) for span in find_names(text)] == ["Zainab"]


def test_highlights_are_in_order_and_never_overlap() -> None:
    text = "Mrs Nusrat Begum, 14 Golden Lane, EC1Y 0RR, 07700 900123, born 4 May 2012"

    spans = find_names(text)

    assert [span.kind for span in spans] == ["name", "address", "postcode", "phone", "dob"]
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    "text",
    [
        "0" * 10_000,
        "a@" * 5_000,
        "1 a " * 2_500,
        "Mr " * 3_000,
        "St " * 3_000,
        "a.a." * 2_500,
        "the only child " * 700,
        "double oh " * 1_000,
        "👍" * 10_000,
        "my son " * 1_400,
    ],
)
def test_a_very_long_comment_is_read_soon(text: str) -> None:
    start = time.perf_counter()

    find_names(text)

    assert time.perf_counter() - start < 2


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("07 94+@.-/'aAs£tS\n٠০é👍ſ"), max_size=200) | st.text())
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for span in find_names(text):
        assert 0 <= span.start < span.end <= len(text)
        assert 0 < span.confidence <= 1
