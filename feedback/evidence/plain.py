"""Words that somebody typed, without what no file should be given: they stay words everywhere."""

from analysis.charts.lettering import clean as clean_line


def clean(text: str) -> str:
    """The same lines without control marks, and without marks that turn the letters round."""
    return "\n".join(map(clean_line, text.splitlines()))
