"""What an app compiles as it starts, kept for the next app of the same test process."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from feedback.areas import reading


class InMemory(BytecodeCache):
    """By the template's name and a checksum of its source: a changed template is compiled anew."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if this template was compiled before."""
        kept = self._kept.get(bucket.key + bucket.checksum)
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


def compile_rules_once(patch: pytest.MonkeyPatch) -> None:
    """Parse a rule and write what builds its address once: half of the time an app takes."""
    compiled: dict[Any, dict[str, Any]] = {}
    really = Rule.compile

    def kept(self: Rule) -> None:
        assert self.map
        defaults = tuple(sorted((self.defaults or {}).items()))
        rule = self.rule, self.host, self.subdomain, defaults, self.merge_slashes
        key = *rule, self.map.host_matching, *self.map.converters.values()
        if key not in compiled:
            really(self)
            compiled[key] = {
                "parts": tuple(self._parts),
                "trace": tuple(self._trace),
                "converters": dict(self._converters),
                "arguments": frozenset(self.arguments),
                "builders": [self._compile_builder(False), self._compile_builder(True)],
            }
        made = compiled[key]
        self._parts, self._trace = list(made["parts"]), list(made["trace"])
        self._converters = dict(made["converters"])
        self.arguments = set(made["arguments"])
        self._build, self._build_unknown = (
            builder.__get__(self, None) for builder in made["builders"]
        )

    patch.setattr(Rule, "compile", kept)


def parse_areas_once(patch: pytest.MonkeyPatch) -> None:
    """Parse an area's text once; it is still read from its file and judged for each app."""
    really = reading._parsed
    parsed: dict[str, dict[str, object]] = {}

    def kept(text: str, shown: str) -> dict[str, object]:
        if text not in parsed:
            parsed[text] = really(text, shown)
        return deepcopy(parsed[text])

    patch.setattr(reading, "_parsed", kept)
