"""The smallest area there can be, as its file; and every key a file may have, from our classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from feedback.areas import Area, Citation

HEADED = ("| Table | Keys it must have | Keys it may have |", "|---|---|---|")

LITTLE_BOROUGH = """
name = "Little Borough"
code = "X01"
cited = { document = "their-strategy", section = "1" }
languages = ["en", "pl"]

[partnership]
name = "Little Borough Partnership"
council = "Little Borough Council"
icb = "Little and Large ICB"
cited = { document = "their-strategy", section = "1" }

[forum]
name = "Little Voices"
short_name = "LV"
members = 12
cited = { document = "their-strategy", section = "1" }

[sendiass]
name = "Little Advice"
short_name = "SENDIASS"
cited = { document = "their-strategy", section = "1" }

[contact]
team = "SEND team"
email = "send@little.example"
phone = "to be filled in by the area"
address = "1 Little Lane"
local_offer = "https://little.example/local-offer"
data_protection = "data@little.example"

[safeguarding]
phone = "020 0000 0000"
cited = { document = "their-strategy", section = "1" }

[strategy]
title = "Our Little Strategy"
first_year = 2027
last_year = 2030
cited = { document = "their-strategy", section = "1" }

[[documents]]
key = "their-strategy"
title = "Our Little Strategy"
publisher = "Little Borough Council"
date = "2027"

[[priorities]]
ref = "P1"
title = "children are heard"
cited = { document = "their-strategy", section = "2" }

[[priorities.measures]]
ref = "P1.1"
text = "every family is asked"
cited = { document = "their-strategy", section = "2" }

[[priorities]]
ref = "P2"
title = "children are happy"
cited = { document = "their-strategy", section = "3" }
measures = []

[[terms]]
ref = "2027-all"
name = "All of 2027"
year = "2027"
starts = 2027-01-01
ends = 2027-12-31
"""


def keys_of_every_table() -> str:
    """The table in docs/areas.md, as the classes have it."""
    cited = _row("cited = { … }", Citation)
    return "\n".join((*HEADED, *_rows("the file itself", Area, ""), cited))


def _rows(name: str, table: type, path: str) -> Iterator[str]:
    yield _row(name, table)
    for key, hint in get_type_hints(table).items():
        inner = _table_in(hint)
        if inner and inner is not Citation:
            within = f"{path}{key}"
            shown = f"[[{within}]]" if get_origin(hint) is tuple else f"[{within}]"
            yield from _rows(shown, inner, f"{within}.")


def _row(name: str, table: type) -> str:
    must: list[str] = []
    may: list[str] = []
    for key in fields(table):
        is_required = key.default is MISSING and key.default_factory is MISSING
        (must if is_required else may).append(f"`{key.name}`")
    shown = name if name.startswith("the ") else f"`{name}`"
    return f"| {shown} | {', '.join(must)} | {', '.join(may)} |"


def _table_in(hint: Any) -> type | None:
    """The class of the rows in a key; None where the key holds no table."""
    if is_dataclass(hint):
        return hint if isinstance(hint, type) else None
    return next(filter(None, map(_table_in, get_args(hint))), None)
