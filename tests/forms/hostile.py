"""Files of surveys that somebody wrote to do harm; each begins as a whole one."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from forms.survey_files import as_toml
from tests.forms.whole_files import EXAMPLES, everything, groups, plain, sent

MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "'; DROP TABLE composed_survey; --",
    "{{ 7 * 7 }}",
    "../../etc/passwd",
)
# They turn round what is read after them, or cannot be seen at all.
TURNING = ("\u202e", "\u202d", "\u0000", "\u001b")
LAUGHS = "".join(f'<!ENTITY lol{number} "{f"&lol{number - 1};" * 10}">' for number in range(1, 10))
LIMESURVEY, FORMBRICKS = EXAMPLES / "limesurvey.lss", EXAMPLES / "formbricks.json"


def markup_for_a_word(chance: random.Random) -> bytes:
    """Markup, an address or a command wherever one of our own words has to stand."""
    values = plain()
    named = [one for one in groups(values) if any(isinstance(of, str) for of in one.values())]
    places = [(one, name) for one in named for name in one if name in WORDS]
    group, name = chance.choice(places)
    group[name] = chance.choice(MARKUP)
    return sent(values)


WORDS = frozenset(
    {"slug", "id", "kind", "code", "scale", "text_kind", "meaning", "only_for", "question"}
)


def markup_for_a_name(chance: random.Random) -> bytes:
    """The same for the name of a value, at any depth."""
    values = plain()
    chance.choice(list(groups(values)))[chance.choice(MARKUP)] = "x"
    return chance.choice([sent(values), as_toml(everything()).encode() + b'\n"<b>" = 1\n'])


def turned_round(chance: random.Random) -> bytes:
    """A character that turns text round or hides, in any text and any name of all formats."""
    letter = chance.choice(TURNING)
    values = plain()
    texts = [
        (one, name) for one in groups(values) for name, said in one.items() if isinstance(said, str)
    ]
    group, name = chance.choice(texts)
    if chance.random() < 0.3:
        group[f"{name}{letter}"] = group.pop(name)
    else:
        group[name] = f"{group[name]}{letter}x"
    return json.dumps(values).encode()


def turned_round_elsewhere(chance: random.Random) -> bytes:
    """The same in LimeSurvey's and Formbricks' files."""
    letter = chance.choice(TURNING[:2])
    if chance.random() < 0.5:
        return LIMESURVEY.read_bytes().replace(b"</question>", f"{letter}</question>".encode())
    asked = json.loads(FORMBRICKS.read_bytes())
    asked["questions"][0]["headline"] = {"default": f"How{letter}?"}
    return sent(asked)


def in_another_encoding(chance: random.Random) -> bytes:
    """A whole file, in signs that are not UTF-8."""
    text = chance.choice([as_toml(everything()), sent(plain()).decode()])
    return text.encode(chance.choice(["utf-16", "utf-16-le", "utf-32", "cp1256"]))


def full_of_nulls(chance: random.Random) -> bytes:
    whole = chance.choice(
        [as_toml(everything()).encode(), sent(plain()), LIMESURVEY.read_bytes(), b""]
    )
    place = chance.randrange(len(whole) + 1)
    return whole[:place] + b"\x00" * chance.choice([1, 5_000]) + whole[place:]


def one_long_line(chance: random.Random) -> bytes:
    """Nearly as much as may be sent, without an end of a line."""
    much = "x" * 1_900_000
    return chance.choice(
        [
            f'title = "{much}"',
            json.dumps({**plain(), "title": {"en": much}}),
            json.dumps({**plain(), much: 1}),
            f"# {much}",
            f"{much} = 1",
        ]
    ).encode()


def laughing(chance: random.Random) -> bytes:
    """A few bytes that unfold to very many: a billion laughs, and a square of them."""
    start = '<?xml version="1.0"?>'
    body = "<document><LimeSurveyDocType>&lol9;</LimeSurveyDocType></document>"
    square = f'<!DOCTYPE d [<!ENTITY a "{"a" * 50_000}">]><document>{"&a;" * 5_000}</document>'
    laughs = f'<!DOCTYPE d [<!ENTITY lol0 "lol">{LAUGHS}]>{body}'
    outside = f'<!DOCTYPE d SYSTEM "file:///etc/passwd">{body}'
    return (start + chance.choice([laughs, square, outside])).encode()


def packed(chance: random.Random) -> bytes:
    """A small file that is a large one once somebody unpacks it."""
    much = b"0" * 5_000_000
    if chance.random() < 0.5:
        return gzip.compress(much, 9)
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        archive.writestr("survey.json", much)
    return kept.getvalue()


def deep_xml(chance: random.Random) -> bytes:
    depth = chance.choice([100, 5_000, 60_000])
    return b"<a>" * depth + b"</a>" * depth


def very_many_rows(chance: random.Random) -> bytes:
    """More rows, questions or answers than any survey has."""
    rows = b"<row><qid>1</qid></row>" * 20_001
    table = chance.choice([b"questions", b"answers", b"conditions"])
    whole = LIMESURVEY.read_bytes()
    more = b"<%s><rows>%s</rows></%s></document>" % (table, rows, table)
    in_json = sent({"name": "x", "questions": [{"type": "openText"}] * 20_001})
    return chance.choice([whole.replace(b"</document>", more), in_json])


def the_same_id_twice(chance: random.Random) -> bytes:
    """Two questions, or two answers of one, under one id: what is answered would be either."""
    values = plain()
    own = [one["question"] for one in values["pieces"] if isinstance(one["question"], dict)]
    if chance.random() < 0.5:
        one, other = chance.sample(own, 2)
        one["id"] = other["id"]
    else:
        asked = chance.choice([one for one in own if one.get("options")])
        asked["options"][1]["code"] = asked["options"][0]["code"]
    return sent(values)


def odd_number(chance: random.Random) -> bytes:
    """Numbers that some readers take for others, or that take very long to read."""
    number = chance.choice(["NaN", "-Infinity", "1e999", "1" * 5_000, "0x1", "1_0", "true"])
    return sent(plain()).decode().replace('"format": 1', f'"format": {number}').encode()


HOSTILE: tuple[Callable[[random.Random], bytes], ...] = (
    markup_for_a_word,
    markup_for_a_name,
    turned_round,
    turned_round_elsewhere,
    in_another_encoding,
    full_of_nulls,
    one_long_line,
    laughing,
    packed,
    deep_xml,
    very_many_rows,
    the_same_id_twice,
    odd_number,
)
