"""S22: templates that would not escape, and words declared to be markup."""

from __future__ import annotations

import ast
import re

from flask import Flask, render_template_string
from jinja2 import DictLoader

from tests.attacks.register import attack, control
from tests.conventions.checkout import our_text, python_files

# Out of an element, an attribute, a title, a box, a comment and a drawing, all in one.
KINDS = ("page.html", "letter.txt", "picture.svg", "list.csv", "page.htm.j2", "words.md", "page")
SAFE = re.compile(r"""(?P<before>\S+|'[^']*'|"[^"]*")\s*\|\s*safe\b""")
# Where markup is made of what is no literal, how often, and why it is nobody's words.
MADE_OF_OURS = {
    # Our own style sheet, and a logo that was drawn anew from the few shapes we know.
    "feedback/__init__.py": 2,
    "feedback/authored.py": 1,  # Escaped in the same line.
    "feedback/sign_in/two_steps.py": 1,  # A drawing of squares.
}


def unescaped(app: Flask, templates: dict[str, str], modules: dict[str, str]) -> list[str]:
    """Kinds of template that do not escape, and places where words are declared to be markup."""
    app.jinja_env.loader = DictLoader({kind: "{{ words }}" for kind in KINDS})
    with app.test_request_context():
        shown = {kind: app.jinja_env.get_template(kind).render(words="<b>") for kind in KINDS} | {
            "a string": render_template_string("{{ words }}", words="<b>")
        }
    found = [f"{kind} does not escape" for kind, said in shown.items() if said != "&lt;b&gt;"]
    found += [
        f"{name}: {one[0]}"
        for name, text in templates.items()
        for one in SAFE.finditer(text)
        if not re.search(r"""['"]$""", one["before"])
    ]
    found += [f"{name}: autoescape" for name, text in templates.items() if "autoescape" in text]
    made = {name: count_of_made_markup(source) for name, source in modules.items()}
    return found + [name for name, number in made.items() if number > MADE_OF_OURS.get(name, 0)]


def count_of_made_markup(source: str) -> int:
    """How often markup is made of something that is no literal."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return sum(
        isinstance(call.func, ast.Name)
        and call.func.id == "Markup"
        and not all(isinstance(one, ast.Constant) for one in call.args)
        for call in calls
    )


@attack("S22")
def test_s22_every_template_escapes_and_no_words_are_declared_to_be_markup(bare: Flask) -> None:
    templates = our_text("feedback/templates/*.html", "feedback/templates/*/*.html")
    assert len(templates) > 50

    assert unescaped(bare, templates, python_files("feedback")) == []


@control("S22")
def test_s22_control_what_does_not_escape_is_found(bare: Flask) -> None:
    bare.jinja_env.autoescape = Flask(__name__).select_jinja_autoescape
    templates = {"a.html": "{{ comment.text | safe }}", "b.html": "{% autoescape false %}"}
    modules = {"feedback/new.py": "shown = Markup(comment.text)"}

    through = unescaped(bare, templates, modules)

    assert len(through) > 6
    assert {"letter.txt does not escape", "b.html: autoescape", "feedback/new.py"} <= set(through)
