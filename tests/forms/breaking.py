"""Files of surveys, and three hundred ways in which somebody could break them."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator

from forms.survey_files import as_toml
from tests.forms.hostile import HOSTILE
from tests.forms.whole_files import EXAMPLES, everything, groups, plain, sent

BOMB = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
TRIES = 300


def broken(seed: int) -> Iterator[tuple[str, bytes]]:
    """So many broken files, always the same, each with what is wrong with it."""
    chance = random.Random(seed)  # noqa: S311 -- to be the same each time, and secret to nobody
    for number in range(TRIES):
        how = HOW[number % len(HOW)]
        yield f"{how.__name__} {number}", how(chance)


def cut_short(chance: random.Random) -> bytes:
    """JSON that ends before it should."""
    whole = sent(plain())
    return whole[: chance.randrange(1, len(whole) - 2)]


def cut_toml(chance: random.Random) -> bytes:
    """TOML that ends in the middle of a text."""
    whole = as_toml(everything())
    ends = [found.end() for found in re.finditer(r'= "', whole)]
    return whole[: chance.choice(ends)].encode()


def another_name(chance: random.Random) -> bytes:
    values = plain()
    group = chance.choice(list(groups(values)))
    group[chance.choice(["onload", "__class__", "html", "Title", "Ω"])] = "x"
    return sent(values)


def another_kind_of_value(chance: random.Random) -> bytes:
    values = plain()
    name = chance.choice(["slug", "title", "intro", "pieces", "is_restricted", "format"])
    values[name] = chance.choice([None, 7.5, -1, [[]], {"a": {"b": 1}}, [1, 2]])
    return sent(values)


def something_missing(chance: random.Random) -> bytes:
    values = plain()
    del values[chance.choice(["format", "slug", "title", "easy_title", "intro", "easy_intro"])]
    return sent(values)


def broken_piece(chance: random.Random) -> bytes:
    values = plain()
    piece = chance.choice([one for one in values["pieces"] if isinstance(one["question"], dict)])
    changes: list[tuple[str, object]] = [
        ("id", "own_x"),
        ("id", "ps_overall"),
        ("kind", "slider"),
        ("standard", {"en": "x" * 2000}),
        ("standard", {"xx": "x"}),
        ("easy", 5),
        ("evidences", ["../../etc"]),
        ("picture", "../static/icon"),
    ]
    name, value = chance.choice(changes)
    piece["question"][name] = value
    return sent(values)


def unseen_character(chance: random.Random) -> bytes:
    values = plain()
    letter = chance.choice(["\u0000", "\u0007", "\u001b", "\u202e", "\u0085"])
    group = chance.choice([one for one in groups(values) if isinstance(one.get("en"), str)])
    group["en"] = f"a{letter}b"
    return json.dumps(values).encode()


def twice(chance: random.Random) -> bytes:
    """A name that stands twice in one group: two readers could read it two ways."""
    text = sent(plain()).decode()
    name = chance.choice(["slug", "format", "is_restricted"])
    return text.replace(f'"{name}":', f'"{name}": 1,\n "{name}":', 1).encode()


def twice_in_toml(chance: random.Random) -> bytes:
    lines = as_toml(everything()).splitlines()
    keys = [place for place, line in enumerate(lines) if " = " in line and line[0] != "#"]
    place = chance.choice(keys)
    return "\n".join([*lines[: place + 1], lines[place], *lines[place + 1 :]]).encode()


def deep(chance: random.Random) -> bytes:
    depth = chance.choice([20, 2_000, 50_000])
    inside = "[" * depth + "]" * depth
    group = '{"a":' * depth + "1" + "}" * depth
    return chance.choice(
        [f"a = {inside}", inside, group, f'{{"pieces": {inside}}}', f"{'a.' * depth}b = 1"]
    ).encode()


def huge(chance: random.Random) -> bytes:
    return chance.choice([b"# ", b"{", b"<", b'a = "']) + b"x" * (2 * 1024 * 1024 + 1)


def no_text(chance: random.Random) -> bytes:
    whole = bytearray(sent(plain()))
    whole.insert(chance.randrange(1, len(whole)), chance.choice([0xFF, 0xFE, 0xC0]))
    return bytes(whole)


def something_else(chance: random.Random) -> bytes:
    return chance.choice(
        [
            b"",
            b"  \n",
            b"PK\x03\x04rest of a zip",
            b"%PDF-1.7",
            b"<html><body>hello</body></html>",
            b"[]",
            b"null",
            b"slug,title\na,b\n",
            b'{"questions": {}}',
            b'{"questions": []}',
            b'{"name": "x", "blocks": [{"elements": [{"type": "cta"}]}]}',
            b'{"format": 2, "pieces": []}',
            b"format = 99",
        ]
    )


def lss_cut(chance: random.Random) -> bytes:
    whole = (EXAMPLES / "limesurvey.lss").read_bytes()
    return whole[: chance.randrange(60, len(whole) - 15)]


def lss_that_fills_in(chance: random.Random) -> bytes:
    whole = (EXAMPLES / "limesurvey-old.lss").read_bytes()
    head, rest = whole.split(b"?>", 1)
    return head + b"?>" + chance.choice([BOMB, OUTSIDE]) + rest.replace(b"The bus", b"&b;")


def lss_of_something_else(chance: random.Random) -> bytes:
    whole = (EXAMPLES / "limesurvey.lss").read_bytes()
    old, new = chance.choice(
        [
            (b"DocType>Survey<", b"DocType>Question<"),
            (b"<document>", b"<document"),
            (b"</rows>", b"</row>"),
            (b"questions>", b"other>"),
            (b'encoding="UTF-8"', b'encoding="x-none"'),
        ]
    )
    return whole.replace(old, new)


def formbricks_cut(chance: random.Random) -> bytes:
    whole = (EXAMPLES / "formbricks.json").read_bytes()
    return whole[: chance.randrange(2, len(whole) - 2)]


def formbricks_with_nothing_to_ask(chance: random.Random) -> bytes:
    values = json.loads((EXAMPLES / "formbricks.json").read_bytes())
    kind = chance.choice(["nps", "cta", "matrix", "unheard_of", "", None, 7])
    values["questions"] = [{**one, "type": kind} for one in values["questions"]]
    return sent(values)


HOW: tuple[Callable[[random.Random], bytes], ...] = (
    cut_short,
    cut_toml,
    another_name,
    another_kind_of_value,
    something_missing,
    broken_piece,
    unseen_character,
    twice,
    twice_in_toml,
    deep,
    no_text,
    something_else,
    lss_cut,
    lss_that_fills_in,
    lss_of_something_else,
    formbricks_cut,
    formbricks_with_nothing_to_ask,
    huge,
    *HOSTILE,
)
