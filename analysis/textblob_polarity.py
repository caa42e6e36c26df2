"""TextBlob's opinion of a text: one sign among many to our reader, and its named baseline."""

import sys
from functools import cache
from typing import Any

# TextBlob loads all of nltk, which loads these wherever they are installed, and uses none of them
# for polarity: twice the memory and time for nothing.
_NOT_NEEDED = ("numpy", "scipy", "sklearn")


def textblob_sentiment(text: str) -> tuple[float, float]:
    """Return TextBlob's polarity (-1 to 1) and subjectivity (0 to 1)."""
    sentiment = _textblob()(text).sentiment
    return float(sentiment.polarity), float(sentiment.subjectivity)


@cache
def _textblob() -> Any:
    """Import TextBlob, here because a family's request must never load it."""
    # None in this place makes an import fail as if the library were not installed.
    hidden = [name for name in _NOT_NEEDED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None is allowed there
    try:
        from textblob import TextBlob
    finally:
        for name in hidden:
            del sys.modules[name]
    return TextBlob
