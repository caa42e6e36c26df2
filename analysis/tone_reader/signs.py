"""What can be counted about a comment besides its words: the signs the second step judges by."""

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from analysis.tone_reader.valence import Valences, Weight, weigh
from analysis.tone_reader.words import NEGATIONS, Words, words_in

_UNITS = words_in(
    "minutes minute mins hours hour hrs days day weeks week months month years year yrs"
)
_COUNTS = words_in("0 two three four five six several many few for")
_ASKS_FIRST = words_in(
    "more better less faster quicker longer shorter earlier sooner improve provide give make "
    "have let listen stop keep train send put allow offer use reply answer get ask tell be "
    "please maybe perhaps could would if someone somebody need needs should stick speed "
    "communicate communication waiting employ update closer clearer regular hire"
)
_WISHES = words_in(
    "should could would need needs needed ought wish prefer rather couldve shouldve wouldve "
    "maybe perhaps"
)
_COMPARES = words_in(
    "more better less faster quicker longer shorter earlier sooner fewer clearer easier "
    "quieter closer bigger smaller improve improved improvement"
)
_WAITS = words_in(
    "wait waited waiting waits delay delays delayed late cancelled postponed queue hold list "
    "overdue chase chased chasing still"
)
_SEND = words_in(
    "ehcp ehc sen send senco sendco tribunal camhs exclusion excluded meltdown meltdowns "
    "autism autistic adhd timetable la refused lea panel caseworker diagnosis provision "
    "isolation rolled restrained mediation appeal"
)
_OURS = words_in("i we my our me us")
_NO_VIEW = re.compile(
    r"\b(?:dont know|not sure|unsure|cant (?:say|remember|think)|no (?:idea|opinion|comment|view)"
    r"|idk|dunno|too early|undecided|depends|hard to say|prefer not|not applicable|average|neither"
    r"|so so|meh)\b"
)
_NOTHING = re.compile(
    r"\W*(?:(?:absolutely|really|honestly|no|nope|there (?:is|was)|well|in our case) )*+"
    r"(?:nothing|none|nil|nuffin|nope|no|zero|not (?:a|one)(?: single)? thing|not much|not a lot"
    r"|na)\b"
    # "Nothing was good" answers another question than it seems to.
    r"(?! (?:was|is|were|has|about|good|useful|positive|worked|helped|happened|changed|ever"
    r"|gets)\b)"
)
_EVERYTHING = re.compile(
    r"\W*(?:(?:pretty much|absolutely|just|nearly) )*+"
    r"(?:everything|every thing|all of it|all|the lot|the whole thing|whole thing)\b"
)
_SARCASM = re.compile(
    r"thanks for nothing|\bapparently\b|what a (?:surprise|joke)|yet another|good luck"
    r"|congratulations|well done for|so called|supposed|\bif you (?:like|enjoy|want)\b|of course"
    r"|oh (?:great|brilliant|lovely|good|joy)|yeah right|\bhow (?:nice|kind|lovely)\b|great so"
)
# These mean something else under each kind of question, so each also comes with its kind.
CROSSED = (
    "nothing", "everything", "bare_nothing", "bare_everything", "asks_first", "wishes", "compares",
    "waits", "negations", "own", "own_praise", "own_blame", "general", "textblob", "is_short",
    "length", "has_turn", "no_view", "both",
)  # fmt: skip
_FELT = 0.8
Signs = dict[str, float]


def signs_of(
    comment: Words, *, kind: str, valences: Valences, textblob: tuple[float, float]
) -> Signs:
    """Return every sign of a comment; a sign that is missing counts as nought."""
    weights = [weigh(clause, valences) for clause in comment.clauses] or [Weight(0, 0, 0, 0)]
    signs: Signs = {
        f"asked_{kind}": 1.0,
        "textblob": textblob[0],
        "textblob_subjective": textblob[1],
        "textblob_nought": float(textblob[0] == 0),
        **_of_its_form(comment),
        **_of_its_words(comment),
        **_of_its_phrases(comment),
        **_of_valence(weights, words=len(comment.words)),
        **_of_turns(weights, comment.turned),
    }
    signs |= {f"{name}|{kind}": signs[name] for name in CROSSED}
    return signs


def _of_its_form(comment: Words) -> Signs:
    count = len(comment.words)
    capitals = sum(map(str.isupper, comment.raw))
    return {
        "length": math.log1p(count),
        "is_short": float(count <= 3),
        "clauses": math.log1p(len(comment.clauses)),
        "exclaims": min(comment.plain.count("!"), 3) / 3,
        "asks": min(comment.plain.count("?"), 2) / 2,
        "capitals": capitals / (len(comment.raw) + 1) if count > 2 else 0.0,
    }


def _of_its_words(comment: Words) -> Signs:
    words = comment.words
    return {
        "asks_first": float(bool(words) and words[0] in _ASKS_FIRST),
        "wishes": _share(words, _WISHES, most=2),
        "compares": _share(words, _COMPARES, most=2),
        "waits": _share(words, _WAITS, most=3),
        "negations": _share(words, NEGATIONS, most=3),
        "send": min(len(_SEND.intersection(words)), 2) / 2,
        "lasts": float(
            any(unit in _UNITS and before in _COUNTS for before, unit in pairwise(words))
        ),
        "ours": sum(map(_OURS.__contains__, words)) / (len(words) + 1),
    }


def _share(words: Sequence[str], wanted: frozenset[str], *, most: int) -> float:
    return min(sum(map(wanted.__contains__, words)), most) / most


def _of_its_phrases(comment: Words) -> Signs:
    nothing = float(_NOTHING.match(comment.plain) is not None)
    everything = float(_EVERYTHING.match(comment.plain) is not None)
    is_bare = len(comment.words) <= 3
    return {
        "no_view": float(_NO_VIEW.search(comment.plain) is not None),
        "nothing": nothing,
        "everything": everything,
        "bare_nothing": nothing * is_bare,
        "bare_everything": everything * is_bare,
        "sarcasm": float(_SARCASM.search(comment.plain) is not None),
        "thanks": float("thank" in comment.plain or "grateful" in comment.plain),
    }


def _of_valence(weights: Sequence[Weight], *, words: int) -> Signs:
    praise = sum(weight.praise for weight in weights)
    blame = -sum(weight.blame for weight in weights)
    general_praise = sum(weight.general_praise for weight in weights)
    general_blame = -sum(weight.general_blame for weight in weights)
    by_length = math.sqrt(words + 2)
    own = [weight.praise + weight.blame for weight in weights]
    general = [weight.general_praise + weight.general_blame for weight in weights]
    glad, bitter = sum(sum_ > _FELT for sum_ in own), sum(sum_ < -_FELT for sum_ in own)
    return {
        "own_praise": praise / by_length,
        "own_blame": blame / by_length,
        "own": (praise - blame) / by_length,
        "own_balance": (praise - blame) / (praise + blame + 1),
        "own_best": _within(max(own), -2, 3) / 3,
        "own_worst": _within(min(own), -3, 2) / 3,
        "own_first": _within(own[0], -3, 3) / 3,
        "own_last": _within(own[-1], -3, 3) / 3,
        "own_mixed": min(praise, blame, 4) / 4,
        "general_praise": general_praise / by_length,
        "general_blame": general_blame / by_length,
        "general": (general_praise - general_blame) / by_length,
        "general_best": _within(max(general), -2, 3) / 3,
        "general_worst": _within(min(general), -3, 2) / 3,
        "general_mixed": min(general_praise, general_blame, 4) / 4,
        "glad_clauses": glad / len(own),
        "bitter_clauses": bitter / len(own),
        "both": float(glad > 0 and bitter > 0),
    }


def _of_turns(weights: Sequence[Weight], turned: Sequence[bool]) -> Signs:
    """Signs of "good, but …": praise before the turn and blame after it."""
    sums = [(weight.praise + weight.blame) for weight in weights]
    after = [sum_ for sum_, is_after in zip(sums, turned, strict=False) if is_after]
    before = [sum_ for sum_, is_after in zip(sums, turned, strict=False) if not is_after]
    blames = bool(after) and min(after) < -0.5
    praises = bool(after) and bool(before) and max(before) > _FELT
    return {
        "has_turn": float(bool(after)),
        "blame_after": float(blames),
        "praise_before": float(praises),
        "turns_on_praise": float(blames and praises),
    }


def _within(number: float, least: float, most: float) -> float:
    return max(least, min(most, number))
