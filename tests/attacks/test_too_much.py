"""Too much: of fields, parts and bytes; texts that are long or hostile; expressions that crawl."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask

import analysis
import feedback
import forms
import translations
from analysis.tone import read_tone
from feedback import security
from feedback.noticing import notice
from feedback.respond.answering import now
from feedback.respond.nonce import new_stamp
from forms import fields
from forms.fields import clean_text
from forms.questions import LONGEST_ANSWER
from tests.attacks.register import attack, control
from tests.attacks.tools import FORM, unchecked
from tests.feedback.asking import open_collection, send, soup, stored

SECONDS = 1.0
KIND = "could_improve"
RECORDING = "/staff/recordings/en/standard/ps_overall"


def taken_in(app: Flask) -> list[str]:
    """Bodies beyond all measure that were read, or that took longer than a second to refuse."""
    open_collection(app)
    return [
        problem
        for name, body in bodies().items()
        for path in ("/S/ABC234", "/staff/sign-in", RECORDING)
        for problem in _refused_at_once(app, path, name, body)
    ]


def bodies() -> dict[str, dict[str, Any]]:
    """Each far beyond what any form of ours sends."""
    part = b'--x\r\nContent-Disposition: form-data; name="a%d"\r\n\r\nb\r\n'
    parts = b"".join(part % number for number in range(1001)) + b"--x--\r\n"
    many_names = "&".join(f"a{number}=b" for number in range(5000)).encode()
    chunked = {"Transfer-Encoding": "chunked"}
    in_parts = "multipart/form-data; boundary="
    return {
        "5,000 times one name": {"data": b"ps_better=x&" * 5000, "content_type": FORM},
        "5,000 names": {"data": many_names, "content_type": FORM},
        "1 MB in one field": {"data": b"other=" + b"a" * 1_000_000, "content_type": FORM},
        "1 MB in pieces": {"data": b"a" * 1_000_000, "content_type": FORM, "headers": chunked},
        "1,001 parts": {"data": parts, "content_type": f"{in_parts}x"},
        "a boundary without end": {"data": b"-" * 200_000, "content_type": in_parts + "-" * 60},
    }


def _refused_at_once(app: Flask, path: str, name: str, body: dict[str, Any]) -> Iterator[str]:
    client = unchecked(app)
    if body["content_type"] == FORM:
        # All else about the form is right: only its size can be refused.
        begun = f"nonce={new_stamp(str(app.config['SECRET_KEY']), now=now())}&ps_overall=good&"
        body = {**body, "data": begun.encode() + body["data"]}
    began = time.perf_counter()
    status = client.post(path, **body).status_code
    took = time.perf_counter() - began
    if not 400 <= status < 500:
        yield f"{name} to {path}: {status}"
    if took > SECONDS:
        yield f"{name} to {path} took {took:.1f} seconds"


@attack("S37")
def test_s37_a_form_beyond_all_measure_is_refused_at_once(app: Flask) -> None:
    assert taken_in(app) == []


@control("S37")
def test_s37_without_our_limits_all_of_it_is_read(app: Flask) -> None:
    hooks = app.before_request_funcs[None]
    hooks[:] = [hook for hook in hooks if hook is not security.refuse_forms_beyond_measure]
    app.config.update(MAX_CONTENT_LENGTH=None, MAX_FORM_MEMORY_SIZE=None)

    found = taken_in(app)

    assert {"5,000 names to /S/ABC234: 200", "1 MB in one field to /S/ABC234: 200"} <= set(found)


HOSTILE_TEXTS = (
    "a" * 10_000,
    "a " * 5_000,
    " " * 9_999 + "a",
    "\n" * 9_999 + "a",
    "!" * 10_000,
    "not " * 2_500,
    "very " * 2_000,
    "(" * 10_000,
    "a\u0301" * 5_000,
    "\u0301" * 10_000,
    "👨‍👩‍👧‍👦" * 1_400,
    "লেখা " * 2_000,
    "ሰላም " * 2_500,
    "\u202e" * 5_000 + "x",
    "0" * 10_000,
    "a@" * 5_000,
    "Mr Smith of 1 High Street EC1A 1AA, " * 250,
)


def lost_or_slow(app: Flask) -> list[str]:
    """Long texts that were neither kept nor shown again, or that took a reader too long."""
    open_collection(app)
    client, found = unchecked(app), []
    for whole in HOSTILE_TEXTS:
        for text in (whole, whole[: LONGEST_ANSWER - 1]):
            found += [f"{text[:8]!r} × {len(text)}: {one}" for one in _fate(app, client, text)]
    return found


def _fate(app: Flask, client: Any, text: str) -> Iterator[str]:
    wanted = clean_text(text)
    began = time.perf_counter()
    answer = send(client, {"ps_overall": "good", "ps_better": text})
    took = time.perf_counter() - began
    kept = {comment.text for comment in stored(app)[2]}
    box = soup(answer).find(id="ps_better")
    # A text that is too long stands in its box as it was typed.
    shown = box.get_text().removeprefix("\n") if box else None
    if answer.status_code == 200 and wanted and wanted not in kept:
        yield "thanked, and not kept"
    is_shown = shown is not None and "".join(shown.split()) in _spaceless(text)
    if answer.status_code == 400 and not is_shown:
        yield "refused, and not in its box"
    if answer.status_code not in {200, 400} or took > SECONDS:
        yield f"status {answer.status_code} after {took:.2f} seconds"


def _spaceless(text: str) -> set[str]:
    return {"".join(one.split()) for one in (text, clean_text(text))}


def slow_readings() -> list[str]:
    """Texts as long as an answer may be that the readers need more than their time for."""
    found = []
    for text in HOSTILE_TEXTS:
        kept = clean_text(text)[:LONGEST_ANSWER]
        for name, reader in (
            ("tone", lambda said: read_tone(said, question_kind="could_improve", language="en")),
            (
                "the rest",
                lambda said: notice(said, question_kind="could_improve", form_language="en"),
            ),
        ):
            took = min(_seconds(reader, kept) for _try in range(2))
            if took > 0.2:
                found.append(f"{name} of {kept[:8]!r} × {len(kept)}: {took * 1000:.0f} ms")
    return found


def _seconds(what: Callable[[str], object], text: str) -> float:
    began = time.perf_counter()
    what(text)
    return time.perf_counter() - began


@attack("S38")
def test_s38_no_text_is_lost_and_none_holds_a_reader_up(app: Flask) -> None:
    assert lost_or_slow(app) == []
    assert slow_readings() == []


@control("S38")
def test_s38_a_box_that_cuts_a_text_without_a_word_is_noticed(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fields, "clean_text", lambda typed: clean_text(typed)[:500])

    assert any(one.endswith("thanked, and not kept") for one in lost_or_slow(app))


# What trains the models needs packages of its own, and reads no text from outside.
NOT_SERVED = ("migrations", "training")
PUMPED_TO = 2_000
MILLISECONDS = 50
SAMPLES = "a0 .-_@/\n,'(é"


@dataclass(frozen=True)
class Expression:
    """A regular expression, and the ways it is asked."""

    pattern: re.Pattern[str]
    ways: frozenset[str] = frozenset({"search"})

    def ask(self, text: str) -> None:
        """Ask it in each of those ways."""
        for way in self.ways:
            getattr(self.pattern, way)(text)


def our_expressions() -> dict[str, Expression]:
    """Every regular expression our modules hold, and those written where they are used."""
    found: dict[str, Expression] = {}
    for package in (analysis, feedback, forms, translations):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not any(one in module.name for one in NOT_SERVED):
                found |= _held_by(importlib.import_module(module.name))
    return found


def _held_by(module: ModuleType) -> dict[str, Expression]:
    asked: dict[str, set[str]] = {}
    found: dict[str, Expression] = {}
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=way),
                args=[ast.Constant(value=str(text)), *_],
            ) if way != "compile":
                found[f"{module.__name__}: {text}"] = Expression(re.compile(text), _ways(way))
            case ast.Attribute(value=ast.Name(id=name), attr=way):
                asked.setdefault(name, set()).add(way)
    for name, one in vars(module).items():
        if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
            found[f"{module.__name__}.{name}"] = Expression(one, _ways(*asked.get(name, ())))
    return found


def _ways(*used: str) -> frozenset[str]:
    """Whatever begins anywhere, such as sub and finditer, is as slow as a search."""
    return frozenset(way if way in {"match", "fullmatch"} else "search" for way in used or ("",))


def slow_expressions(found: Mapping[str, Expression]) -> list[str]:
    """Expressions that one of many repeated texts keeps busy for longer than they may be."""
    slow = []
    for name, one in found.items():
        for pump in pumps(one.pattern):
            took = _longest(one, pump)
            if took * 1000 > MILLISECONDS:
                slow.append(f"{name} by {pump!r}: {took * 1000:.0f} ms")
                break
    return slow


def pumps(one: re.Pattern[str]) -> Iterator[str]:
    """What is repeated: letters of the expression itself, and usual ones, alone and in pairs."""
    literals = re.findall(r"[\w@.,:/-]", re.sub(r"\\[a-zA-Z]", "", str(one.pattern)))
    letters = list(dict.fromkeys([*literals[:8], *SAMPLES]))
    yield from letters
    yield from (a + b for a in letters[:10] for b in letters[:10] if a != b)


def _longest(one: Expression, pump: str) -> float:
    """The longest that looking takes, in seconds; longer texts are not tried once it is slow."""
    length, took = 12, 0.0
    while length <= PUMPED_TO:
        text = (pump * length)[:length] + "\0!"
        took = max(took, _cpu_seconds(one, text))
        if took * 1000 > MILLISECONDS:
            # Only what is slow again is slow: a busy machine makes anything wait once.
            return _cpu_seconds(one, text)
        # One letter more doubles the time of the worst: they are met long before they hang.
        length = length + 3 if length < 48 else length * 3
    return took


def _cpu_seconds(one: Expression, text: str) -> float:
    """What looking costs this process, whatever else the machine is doing."""
    began = time.process_time()
    one.ask(text)
    return time.process_time() - began


@attack("S39")
def test_s39_no_expression_crawls() -> None:
    found = our_expressions()

    assert len(found) > 40
    assert slow_expressions(found) == []


@control("S39")
def test_s39_a_plus_within_a_plus_is_noticed() -> None:
    planted = {
        "nested": Expression(re.compile(r"(a+)+$")),
        "fine": Expression(re.compile(r"a+")),
    }

    assert [one.partition(" ")[0] for one in slow_expressions(planted)] == ["nested"]
