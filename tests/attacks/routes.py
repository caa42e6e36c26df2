"""Every address of the app with something in each of its gaps, and who may open it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.routing import BaseConverter, Rule

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE")
NOBODYS_ID = UUID("6b1f0000-0000-4000-8000-000000000000")
# What each kind of gap takes, where nothing is there.
NOTHING: Mapping[str, Any] = {"UUIDConverter": NOBODYS_ID, "IntegerConverter": 987654}


@dataclass(frozen=True)
class Address:
    """One rule of the app, as somebody would call it."""

    endpoint: str
    rule: str
    methods: frozenset[str]
    path: str


def addresses(app: Flask, known: Mapping[str, Any] | None = None) -> Iterator[Address]:
    """All of them in a fixed order; a gap that is not known leads to nothing."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        yield Address(
            rule.endpoint, rule.rule, frozenset(rule.methods or ()), path_of(app, rule, known or {})
        )


def path_of(app: Flask, rule: Rule, known: Mapping[str, Any]) -> str:
    """This rule's address with what is known in its gaps."""
    values = {name: _known(known, name, converter) for name, converter in rule._converters.items()}
    built = rule.build({**values, **(rule.defaults or {})})
    assert built is not None, rule
    return built[1]


def _known(known: Mapping[str, Any], name: str, converter: BaseConverter) -> Any:
    """What is known for a gap; a number of a release is another than that of a form on paper."""
    kind = type(converter).__name__
    return known.get(f"{name} {kind}", known.get(name, _nothing_for(converter)))


def _nothing_for(converter: BaseConverter) -> Any:
    if type(converter).__name__ == "AnyConverter":
        return sorted(converter.items)[0]  # type: ignore[attr-defined]  # of this converter
    return NOTHING.get(type(converter).__name__, "nothing")
