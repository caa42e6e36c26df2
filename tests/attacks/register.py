"""The fifty attacks by number, and the two marks: a test that one is held off, and its control."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

TITLES: Mapping[str, str] = {
    "S01": "Take the table of staff and read the passwords",
    "S02": "Choose a weak, common, contextual or endless password",
    "S03": "Use a code twice, or walk past the second step",
    "S04": "Guess one account's password, on four workers and over a restart",
    "S05": "Learn from an answer or its time who has an account",
    "S06": "Replay, outlive, swap or prefetch an emailed link",
    "S07": "Plant a session before its owner signs in",
    "S08": "Replay a copied cookie after its session ended",
    "S09": "Keep a session alive by waiting or by polling",
    "S10": "Start production with an unsafe setting",
    "S11": "Open every route by every method in every role",
    "S12": "Swap every id in every route",
    "S13": "As a Forum reviewer, ask for rows, unreleased results and exports",
    "S14": "Subtract two filters that differ by one family",
    "S15": "Change something by only looking at it",
    "S16": "Send fields that the form does not have",
    "S17": "Say a thing twice, or another method than the one used",
    "S18": "Post a form of staff without its token",
    "S19": "Post a family's form from another site; leave one open for a day",
    "S20": "Send a form as JSON, as parts, as a file or as plain text",
    "S21": "Plant a script in every text that is shown again",
    "S22": "Find a template that does not escape",
    "S23": "Plant a formula in a spreadsheet",
    "S24": "Plant control characters and lone surrogates",
    "S25": "Inject SQL into every parameter",
    "S26": "Plant template and format syntax in texts and translations",
    "S27": "Break a chart with its labels",
    "S28": "Ask for a language that is none",
    "S29": "Be sent to another site",
    "S30": "Write lines of one's own into logs and file names",
    "S31": "Find an answer without its headers",
    "S32": "Learn from the Referer where a family came from",
    "S33": "Find a cookie on a family, or a weak one on staff",
    "S34": "Press back on a shared tablet, or ask a cache",
    "S35": "Claim another host or address",
    "S36": "Look for methods, folders, consoles and traces",
    "S37": "Send more fields, parts, headers or bytes than fit",
    "S38": "Write very long and hostile texts",
    "S39": "Pump every regular expression",
    "S40": "Hold 800 slow connections open",
    "S41": "Post a thousand times a minute beside thirty families on one Wi-Fi",
    "S42": "Fill in the field that nobody sees",
    "S43": "Stuff the ballot by open code and by one-time code",
    "S44": "Send one form many times",
    "S45": "Guess codes and links",
    "S46": "Skip steps, and answer what is not open",
    "S47": "Import hostile files",
    "S48": "Look for secrets in the code, the logs and the objects",
    "S49": "Catch the app talking to somebody else",
    "S50": "Depend on something known to be vulnerable",
}

# What nobody has written yet; only ever gets shorter.
NOT_YET: frozenset[str] = frozenset()


def attack(number: str) -> pytest.MarkDecorator:
    """Mark the test that this attack gets nothing through."""
    return pytest.mark.attack(_known(number))


def control(number: str) -> pytest.MarkDecorator:
    """Mark the test that the same attack does get through once the guard is gone."""
    return pytest.mark.control(_known(number))


def _known(number: str) -> str:
    if number not in TITLES:
        raise ValueError(f"{number} is no attack of the register")
    return number
