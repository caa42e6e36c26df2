"""No code of ours runs what somebody sent, wakes objects from it, or hands it to a shell."""

import ast
from collections.abc import Iterator

import pytest

from tests.conventions.checkout import python_files

BUILT_IN = {"eval", "exec", "compile", "__import__"}
MODULES = {"pickle", "marshal", "shelve", "dill", "yaml"}
SHELLS = {("os", "system"), ("os", "popen"), ("subprocess", "getoutput")}


def dangerous(source: str) -> Iterator[str]:
    """What a module does that could run what somebody sent."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            yield node.module
        elif isinstance(node, ast.Call):
            yield from _in_call(node)


def _in_call(call: ast.Call) -> Iterator[str]:
    match call.func:
        case ast.Name(name) if name in BUILT_IN:
            yield name
        case ast.Attribute(ast.Name(module), name) if (module, name) in SHELLS:
            yield f"{module}.{name}"
    for keyword in call.keywords:
        if keyword.arg == "shell" and ast.unparse(keyword.value) != "False":
            yield "shell"


def test_nothing_that_was_sent_is_run() -> None:
    sources = python_files("feedback", "forms", "analysis", "translations", "tools")

    assert {name: found for name, text in sources.items() if (found := [*dangerous(text)])} == {}


@pytest.mark.parametrize(
    "source",
    [
        *("eval(sent)", "exec(sent)", "import pickle", "from marshal import loads"),
        *("os.system(sent)", "subprocess.run(sent, shell=True)", "import yaml"),
    ],
)
def test_a_dangerous_call_is_caught(source: str) -> None:
    assert list(dangerous(source))


def test_an_ordinary_call_passes() -> None:
    assert list(dangerous("re.compile('a')\nsubprocess.run(['a'], check=True)")) == []
