"""Short sentences made from word lists, so that the model has met each plain word and its negation.

Real comments about ambulances rarely say "dismissive" or "not inclusive"; families of disabled
children do. A drill weighs little against a real comment.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import cycle, product


def _listed(text: str) -> list[str]:
    return text.split()


_GOOD = _listed(
    "good great helpful kind caring friendly supportive useful clear welcoming professional "
    "patient understanding inclusive accessible safe calm honest fair respectful reliable "
    "responsive quick organised brilliant excellent lovely amazing wonderful effective "
    "attentive approachable knowledgeable thorough flexible positive informative easy "
    "accommodating sensitive"
)
_BAD = _listed(
    "bad poor unhelpful unkind uncaring unfriendly unsupportive useless confusing unwelcoming "
    "unprofessional impatient dismissive exclusionary inaccessible unsafe chaotic dishonest "
    "unfair disrespectful unreliable slow disorganised shocking terrible awful rude dreadful "
    "appalling patronising judgemental frustrating stressful upsetting disappointing "
    "inadequate inflexible unacceptable exhausting disgraceful inappropriate rushed late "
    "inconsistent vague"
)
_GOOD_FELT = (
    "listened to,heard,supported,included,respected,valued,understood,welcome,involved,safe"
)
_BAD_FELT = (
    "ignored,blamed,excluded,judged,let down,abandoned,dismissed,patronised,alone,fobbed off"
)
_WHO = (
    "The staff were,The SENCO was,The meeting was,The school was,It was,The service is,They are,"
    "The plan is"
)

# A sentence, and its point from 1 very positive to 5 very negative; W who, G good, B bad.
_OF_WORDS: Sequence[tuple[str, int]] = (
    # As much praise as blame for each good word, or the word itself would come to mean blame.
    ("Very G", 1),
    ("W G", 2),
    ("W really G", 1),
    ("W very G", 1),
    ("W G and clear", 2),
    ("W always G", 1),
    ("So G", 1),
    ("G", 2),
    ("It was G", 2),
    ("W G thank you", 1),
    ("Not G", 4),
    ("W not G", 4),
    ("W not very G", 4),
    ("W not G at all", 5),
    ("W never G", 4),
    ("W far from G", 4),
    ("W hardly G", 4),
    ("Nothing G about it", 4),
    ("Nothing was G", 5),
    ("isn't G", 4),
    ("Very B", 5),
    ("W B", 4),
    ("W so B", 5),
    ("W not B", 2),
    ("W never B", 2),
    ("Not B at all", 2),
    ("W G but B", 3),
    ("W B but G", 3),
    ("G in some ways, B in others", 3),
)
_OF_FEELINGS: Sequence[tuple[str, int]] = (
    ("I felt G", 2),
    ("We feel G", 1),
    ("We were G", 2),
    ("I really felt G", 1),
    ("I did not feel G", 4),
    ("We never felt G", 4),
    ("We weren't G", 4),
    ("I felt B", 4),
    ("We were B", 5),
    ("We never felt B", 2),
    ("I did not feel B", 2),
    ("Sometimes G, sometimes B", 3),
)
_THINGS = (
    "the referral,an assessment,a diagnosis,the EHC plan,the EHCP,speech therapy,an appointment,"
    "a school place,the draft plan,the annual review,a reply,the OT report,CAMHS,a tribunal date,"
    "short breaks,the taxi,the equipment,a key worker,the SENCO,a call back,"
    "the phone to be answered"
)
_SPANS = (
    "six weeks,two months,over a year,18 months,three years,nine weeks,half a year,ages,five hours,"
    "a whole term,20 weeks,since January,since last summer"
)
# T a thing that families wait or ask for, S how long it took.
_OF_WAITS: Sequence[tuple[str, int]] = (
    ("We waited S for T", 4),
    ("Still waiting for T", 4),
    ("S and we still do not have T", 4),
    ("It took S to get T", 4),
    ("On the waiting list for T S", 4),
    ("T was cancelled again", 4),
    ("T was late", 4),
    ("We had to chase T for S", 4),
    ("We are told to wait S for T", 4),
    ("T is S overdue", 4),
    ("T came quickly", 2),
    ("We did not have to wait for T", 2),
    ("We got T straight away", 1),
    ("T arrived on time", 2),
    ("T was worth the wait", 3),
    ("T was good but we waited S", 3),
    ("They refused T", 5),
    ("We were told no to T", 5),
    ("We had to fight for T", 5),
    ("There is no T", 4),
    ("My child was excluded while waiting for T", 5),
    ("We are waiting to hear about T and it is too soon to say", 3),
    ("We have T on Monday", 3),
    ("T was on Tuesday", 3),
    ("I have not used T yet", 3),
)
_OF_WISHES: Sequence[tuple[str, int]] = (
    ("More help with T", 4),
    ("Sooner for T", 4),
    ("Please explain T", 4),
    ("Tell us about T", 4),
    ("T could be quicker", 4),
    ("It would help to have T", 4),
    ("Better information about T", 4),
    ("Someone to ask about T", 4),
    ("A clear date for T", 4),
    ("I would like T", 4),
    ("T should be easier to get", 4),
    ("Nothing about T", 1),
    ("Happy with T", 1),
)
_DEEDS = (
    "listen to parents,reply to emails,understand autism,explain things,follow the plan,"
    "keep their word,communicate,help my son,include her,care about us,read the reports,"
    "answer the phone,take us seriously,make her feel welcome"
)
_OF_DEEDS: Sequence[tuple[str, int]] = (
    ("They do not D", 4),
    ("They did not D at all", 5),
    ("The school won't D", 5),
    ("Nobody seemed to D", 4),
    ("They failed to D", 4),
    ("They never D", 5),
    ("They always D", 1),
    ("They really D", 1),
    ("They D", 2),
    ("They D well", 2),
    ("They D clearly and kindly", 2),
    ("Everyone was happy to D", 1),
    ("Sometimes they D and sometimes not", 3),
)
_BARE = {
    "could_improve": {
        1: "Nothing,None,No,Nothing at all,Nothing really,Nope,Not a thing,Nothing comes to mind",
        5: "Everything,All of it,Everything!,Literally everything,Just about everything",
    },
    "what_good": {
        1: "Everything,All of it,Everything!,Literally everything,Just about everything",
        5: "Nothing,None,No,Nothing at all,Nothing really,Nope,Not a thing,Nothing comes to mind",
    },
}


def drills() -> Iterator[tuple[str, str, int]]:
    """Give each drill's kind of question, sentence and point."""
    kinds = cycle(("nonspecific", "nonspecific", "could_improve", "what_good", "nonspecific"))
    yield from _made(_OF_WORDS, _GOOD, _BAD, kinds)
    yield from _made(_OF_FEELINGS, _GOOD_FELT.split(","), _BAD_FELT.split(","), kinds)
    for pattern, point in _OF_DEEDS:
        yield from ((next(kinds), _filled(pattern, D=deed), point) for deed in _DEEDS.split(","))
    yield from _of_things(kinds)
    for kind, by_point in _BARE.items():
        for point, answers in by_point.items():
            yield from ((kind, answer, point) for answer in answers.split(","))


def _of_things(kinds: Iterator[str]) -> Iterator[tuple[str, str, int]]:
    things, spans = _THINGS.split(","), cycle(_SPANS.split(","))
    for number, (pattern, point) in enumerate([*_OF_WAITS, *_OF_WISHES]):
        is_wish = number >= len(_OF_WAITS)
        # Every third, so that these do not drown the rest.
        for thing in things[number % 3 :: 3]:
            kind = "could_improve" if is_wish else next(kinds)
            yield kind, _filled(pattern, T=thing, S=next(spans)), point


def _made(
    patterns: Sequence[tuple[str, int]],
    good: Sequence[str],
    bad: Sequence[str],
    kinds: Iterator[str],
) -> Iterator[tuple[str, str, int]]:
    # Lists of different lengths, so that their cycles meet differently each time.
    who, bads = cycle(_WHO.split(",")), cycle(bad)
    for (pattern, point), good_word in product(patterns, good):
        yield next(kinds), _filled(pattern, W=next(who), G=good_word, B=next(bads)), point


def _filled(pattern: str, **words: str) -> str:
    """Put words in the places of the capital letters that stand alone."""
    return " ".join(words.get(word, word) for word in re.split(r"(?<=\w)(?=,)| ", pattern))
