"""What the open interface and the JSON file promise, as their schemas say it."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def openapi(languages: Iterable[str]) -> Mapping[str, Any]:
    """The OpenAPI description, with the languages of this area and the schema of results in it."""
    found = _read("openapi.json")
    components = found["components"]
    components["parameters"]["Language"]["schema"]["enum"] = list(languages)
    schema = {name: value for name, value in results_schema().items() if name != "$schema"}
    return {
        **found,
        "components": {**components, "schemas": {**components["schemas"], "Results": schema}},
    }


def results_schema() -> Mapping[str, Any]:
    """The JSON Schema of results.json and of one release."""
    found: dict[str, Any] = _read("results-schema.json")
    return found


def _read(name: str) -> Any:
    return json.loads(_text(name))


@cache
def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
