"""A comment as words and clauses: no capitals or accents, emoji and marks out of ten as words."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


def words_in(text: str) -> frozenset[str]:
    """Return the different words of a list written as one text."""
    return frozenset(text.split())


# What a family writes is rarely longer; the start and the end of a longer text carry its tone.
LONGEST_READ = 4_000
MOST_CLAUSES = 40

_GLAD = "😀😃😄😁😆😊🙂😍🥰😘❤💖💕💜💙💚🧡💛👍👏🙌🎉💯🌟⭐😇🤗☺✅🏆💪🤩😎🙏👌😂🤣"
_SAD = "😡😠🤬😢😭😞😔😟🙁☹😣😖😫😩👎💔😤😱😨😰😥😓🤮🤢❌😒🙄😪😿"
_NEITHER = "😐😑😶🤷🤔"
EMOJI = {"emopos": _GLAD, "emoneg": _SAD, "emoneu": _NEITHER}
_PLAIN = str.maketrans(
    {emoji: f" {word} " for word, set_ in EMOJI.items() for emoji in set_}
    | {"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"'}
    | {"–": " - ", "—": " - ", "…": " . ", "\xa0": " "}
)
_SMILEYS = (
    (re.compile(r"[:;=]-?[)d]"), " emopos "),
    (re.compile(r"[:;=]-?\("), " emoneg "),
    (re.compile("<3"), " emopos "),
)
_PIECE = re.compile(r"[a-z]+|\d+(?:\.\d+)?(?:/\d+)?%?|[.!?;,:()\n-]+", re.ASCII)
_MARKS = re.compile(r"(\d+(?:\.\d+)?)/(\d+)%?", re.ASCII)

_TURNS = frozenset({"but", "although", "however", "though", "except", "yet", "whereas", "unless"})
_TURNS_TOO = frozenset({"otherwise", "shame", "despite"})
_HEDGES = frozenset({"just", "only", "while", "apart"})

NEGATIONS = words_in(
    "not no never nobody none nothing cannot cant dont didnt doesnt isnt wasnt werent arent "
    "havent hasnt hadnt wont wouldnt couldnt shouldnt without hardly barely neither nor "
    "nowhere aint lack lacked failed refused noone rarely seldom unable stop stopped little"
)


@dataclass(frozen=True)
class Words:
    """One comment taken apart."""

    raw: str
    plain: str
    pieces: Sequence[str]  # Words and marks of punctuation, in their order.
    words: Sequence[str]
    clauses: Sequence[Sequence[str]]
    turned: Sequence[bool]  # For each clause, whether it follows a "but".


def take_apart(text: str) -> Words:
    """Return the comment's words and clauses."""
    if len(text) > LONGEST_READ:
        text = f"{text[: LONGEST_READ // 2]}\n{text[-LONGEST_READ // 2 :]}"
    plain = plain_words(text)
    pieces = pieces_of(plain)
    clauses, turned = _clauses(pieces)
    return Words(
        # TextBlob, which reads this, knows "n't" by its straight apostrophe only.
        raw=text.replace("’", "'"),
        plain=plain,
        pieces=pieces,
        words=[piece for piece in pieces if is_word(piece)],
        clauses=_both_ends(clauses),
        turned=_both_ends(turned),
    )


def plain_words(text: str) -> str:
    """Return the text in small letters, without accents and apostrophes, emoji as words."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN)).casefold()
    for smiley, word in _SMILEYS:
        plain = smiley.sub(word, plain)
    return plain.replace("'", "")


def pieces_of(plain: str) -> list[str]:
    """Return the words and the punctuation of a plain text; numbers become their kind."""
    return [_number(piece) if piece[0].isdigit() else piece for piece in _PIECE.findall(plain)]


def is_word(piece: str) -> bool:
    """Say whether a piece is a word and not punctuation."""
    return piece[0].isalnum()


def _both_ends(clauses: list[T]) -> list[T]:
    if len(clauses) <= MOST_CLAUSES:
        return clauses
    return clauses[: MOST_CLAUSES // 2] + clauses[-MOST_CLAUSES // 2 :]


def _number(piece: str) -> str:
    if piece.rstrip("%") == "100":
        return "100"
    marks = _MARKS.fullmatch(piece)
    if marks is None or float(marks[2]) == 0:
        return "0"
    share = float(marks[1]) / float(marks[2])
    return "ratehigh" if share >= 0.8 else "ratemid" if share > 0.4 else "ratelow"


def _clauses(pieces: Sequence[str]) -> tuple[list[Sequence[str]], list[bool]]:
    clauses: list[Sequence[str]] = []
    turned: list[bool] = []
    clause: list[str] = []
    has_turned = False
    for piece in pieces:
        is_turn = piece in _TURNS or piece in _TURNS_TOO
        if clause and (is_turn or not is_word(piece)):
            clauses.append(clause)
            turned.append(has_turned)
            clause, has_turned = [], False
        has_turned = has_turned or is_turn or piece in _HEDGES
        if is_word(piece):
            clause.append(piece)
    if clause:
        clauses.append(clause)
        turned.append(has_turned)
    return clauses, turned
