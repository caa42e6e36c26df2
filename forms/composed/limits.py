"""How much a composed survey may hold: what keeps it short for families and small on a phone."""

# What a family answers gladly; more only with a reason that everybody can read.
MOST_SCALED, MOST_OPEN = 6, 1
SHORTEST_REASON = 10
# What no reason passes: longer pages would not be small any more.
MOST_PIECES = 12
FEWEST_OPTIONS, MOST_OPTIONS, MOST_TICKS = 2, 12, 8
MOST_MEASURES = 8

# Letters of English; other languages may need half as many again.
LONGEST_TITLE = 100
LONGEST_INTRO = 300
LONGEST_QUESTION = 160
LONGEST_HINT = 240
LONGEST_WHY = 240
LONGEST_OPTION = 80
LONGEST_REASON = 500
LONGEST_SLUG = 40
LONGEST_OPTION_CODE = 20
LONGEST_REF = 12


def longest_in(language: str, english: int) -> int:
    """How long a text may be in this language, where English may have so many letters."""
    return english if language == "en" else english * 3 // 2
