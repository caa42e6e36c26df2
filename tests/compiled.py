"""What an app compiles as it starts, kept for the next app of the same test process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


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


def build_rules_once(patch: pytest.MonkeyPatch) -> None:
    """Compile what builds an address once for each rule: two thirds of the time an app takes."""
    compiled: dict[Any, Callable[..., tuple[str, str]]] = {}
    really = Rule._compile_builder

    def kept(self: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        defaults = tuple(sorted((self.defaults or {}).items()))
        key = self.rule, self.host, self.subdomain, defaults, append_unknown
        if key not in compiled:
            compiled[key] = really(self, append_unknown)
        return compiled[key]

    patch.setattr(Rule, "_compile_builder", kept)
