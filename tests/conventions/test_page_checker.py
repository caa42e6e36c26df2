"""The page checker itself: a good page passes, and each rule catches the page that breaks it."""

import base64
import hashlib

import pytest

from tests.pages import problems

GOOD = """<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<title>Your review – Heard</title>
<link rel="stylesheet" href="/static/staff.css">
<script src="/static/staff.js" defer></script>
</head>
<body>
<a href="#main">Skip to the questions</a>
<nav><a lang="ar" dir="rtl" hreflang="ar" href="?lang=ar">العربية</a></nav>
<main id="main">
<h1>Your review</h1>
<form method="post" action="/answer">
<input type="hidden" name="nonce" value="1">
<fieldset><legend>Did you feel heard?</legend>
<input type="radio" id="yes" name="heard" value="yes" aria-describedby="hint">
<label for="yes">Yes</label>
</fieldset>
<p id="hint">Choose one.</p>
<label>Anything else? <textarea name="more"></textarea></label>
<button>Send</button>
</form>
<img src="/static/bars.png" alt="">
<svg role="img" aria-label="Nine said yes"></svg>
<table><caption>Who replied</caption><tr><th scope="col">Role</th></tr>
<tr><td>Parent carer</td></tr></table>
<p><a href="https://fis.cityoflondon.gov.uk/">The Local Offer</a></p>
</main>
</body>
</html>"""

BROKEN = {
    "a tag left open": ("<p>One <b>two</p>", "line "),
    "a second h1": ("<h1>Again</h1>", "2 h1 elements"),
    "an input without a label": ('<input name="name">', "has no label"),
    "a label without words": ('<label for="a"></label><input id="a" name="a">', "has no label"),
    "a label that names nothing": ('<label for="nobody">Name</label>', "points at nothing"),
    "a choice outside a group": (
        '<input type="radio" id="alone"><label for="alone">Alone</label>',
        "not in a fieldset",
    ),
    "an id used twice": ('<p id="main">Again</p>', 'id="main" is used 2 times'),
    "a hint that is not there": ('<p aria-describedby="gone">Hint</p>', "points at nothing"),
    "a name that is not there": ('<p aria-labelledby="gone">Name</p>', "points at nothing"),
    "a link to nowhere": ('<a href="#gone">Down</a>', "points at nothing"),
    "an empty link": ('<a href="#">Down</a>', "points at nothing"),
    "Arabic that runs the wrong way": ('<a lang="ar" href="/ar">العربية</a>', 'needs dir="rtl"'),
    "a style attribute": ('<p style="color:red">Red</p>', "style attribute"),
    "an inline script": ("<script>alert(1)</script>", "inline script"),
    "an inline style": ("<style>p{color:red}</style>", "inline style"),
    "a handler": ('<p onclick="go()">Go</p>', "handler onclick"),
    "a javascript link": ('<a href="javascript:go()">Go</a>', "javascript: address"),
    "a picture from elsewhere": ('<img alt="" src="https://example.org/a.png">', "another site"),
    "a script from elsewhere": ('<script src="//example.org/a.js"></script>', "another site"),
    "a form sent elsewhere": (
        '<form action="https://example.org/"><button>Send</button></form>',
        "another site",
    ),
    "a button that sends elsewhere": (
        '<button formaction="//example.org/">Send</button>',
        "another site",
    ),
    "a picture without words": ('<img src="/a.png">', "has no alt"),
    "a drawing without words": ("<svg></svg>", "neither hidden nor"),
    "a table without a caption": ("<table><tr><td>1</td></tr></table>", "has no caption"),
    "a heading cell without scope": (
        "<table><caption>Who</caption><tr><th>Role</th></tr></table>",
        "has no scope",
    ),
    "a promise we cannot keep": ("<p>Your answers are anonymous.</p>", "'anonymous'"),
}


def with_body(extra: str) -> str:
    """The good page with something added before the end of its main part."""
    return GOOD.replace("</main>", f"{extra}</main>")


def test_a_good_page_passes() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_page_is_caught(name: str) -> None:
    markup, words = BROKEN[name]

    found = problems(with_body(markup))

    assert any(words in problem for problem in found), found


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("<!DOCTYPE html>\n", "", "line 1"),
        ("<h1>Your review</h1>", "", "0 h1 elements"),
        ("<h1>Your review</h1>", "<h1> </h1>", "the h1 is empty"),
        ("<title>Your review", "<title>Heard: your review", "does not begin with the h1"),
        ('<html lang="en" dir="ltr">', '<html dir="ltr">', "not a language we know"),
        ('<html lang="en" dir="ltr">', '<html lang="xx" dir="ltr">', "not a language we know"),
        ('<html lang="en" dir="ltr">', '<html lang="en">', "should run ltr"),
        ('<html lang="en" dir="ltr">', '<html lang="ar" dir="ltr">', "should run rtl"),
        ('href="/static/staff.css"', 'href="https://example.org/staff.css"', "another site"),
        ('<meta charset="utf-8">', '<base href="/x/">', "base element"),
        ('<meta charset="utf-8">', '<meta http-equiv="Refresh" content="5">', "refreshes itself"),
    ],
)
def test_a_spoilt_page_is_caught(right: str, wrong: str, words: str) -> None:
    assert right in GOOD

    found = problems(GOOD.replace(right, wrong))

    assert any(words in problem for problem in found), found


def test_a_page_with_errors_says_so_in_its_title() -> None:
    summary = '<div class="govuk-error-summary"><p>Choose an answer</p></div>'

    silent = problems(with_body(summary))
    said = problems(with_body(summary).replace("<title>", "<title>Error: "))
    in_french = problems(with_body(summary).replace("<title>", "<title>Erreur : "))

    assert any("the page has errors" in problem for problem in silent)
    assert said == in_french == []


def test_a_title_that_cries_error_without_one_is_caught() -> None:
    found = problems(GOOD.replace("<title>", "<title>Error: "))

    assert any("does not begin with the h1" in problem for problem in found)


def test_an_inline_style_passes_only_when_the_policy_names_it() -> None:
    page = GOOD.replace("</head>", "<style>p{color:red}</style></head>")
    digest = base64.b64encode(hashlib.sha256(b"p{color:red}").digest()).decode()

    named = problems(page, headers={"Content-Security-Policy": f"style-src 'sha256-{digest}'"})
    other = problems(page, headers={"Content-Security-Policy": "style-src 'sha256-AAAA'"})

    assert named == []
    assert any("inline style" in problem for problem in other)
