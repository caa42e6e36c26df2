"""The same survey as most would build it: Flask-WTF forms, WTForms widgets, a SQLModel session.

Written as its documentation says, and no slower than need be: one template, no macros, the same
style sheet, the same questions in the same languages, the same durable SQLite settings.
"""

import os
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Flask, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import DictLoader
from sqlalchemy import Engine
from sqlmodel import Field, Session, SQLModel, select
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

import translations
from feedback.database import create_engine_for
from forms.build import questions_asked
from forms.questions import Question
from forms.surveys import SURVEYS

PAGE = """<!doctype html>
<html lang="{{ language }}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ survey.title }}</title><style>{{ css|safe }}</style></head>
<body><main><h1>{{ survey.title }}</h1><p>{{ place.occasion }}</p><p>{{ survey.intro }}</p>
<form method="post">{{ form.hidden_tag() }}
{% for field in form if field.widget.input_type != "hidden" %}
<div class="h-group">{{ field.label }}
{% if field.type == "RadioField" %}{% for choice in field %}
<div class="h-radios__item">{{ choice }} {{ choice.label }}</div>{% endfor %}
{% else %}{{ field }}{% endif %}
{% for error in field.errors %}<p class="h-error">{{ error }}</p>{% endfor %}</div>
{% endfor %}
<button class="h-button">{{ _("Send my answers") }}</button></form></main></body></html>"""


class DefaultPlace(SQLModel, table=True):
    """What a code stands for."""

    code: str = Field(primary_key=True)
    occasion: str


class DefaultSaid(SQLModel, table=True):
    """One family's response."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    code: str = Field(foreign_key="defaultplace.code", index=True)
    language: str


class DefaultAnswer(SQLModel, table=True):
    """One answer of a response."""

    id: int | None = Field(default=None, primary_key=True)
    said_id: UUID = Field(foreign_key="defaultsaid.id", index=True)
    question: str
    words: str


def _field(question: Question) -> Any:
    wording = question.wording("standard")
    if question.is_text:
        return TextAreaField(wording, [Optional(), Length(max=question.max_length)])
    needed = InputRequired() if question.required else Optional()
    choices = [(option.code, option.wording("standard")) for option in question.options]
    return RadioField(wording, [needed], choices=choices)


def _form(slug: str) -> type[FlaskForm]:
    fields = {question.id: _field(question) for question in questions_asked(SURVEYS[slug])}
    more = {"consent_to_quote": BooleanField("You may quote me"), "website": StringField()}
    return type("DefaultForm", (FlaskForm,), {**fields, **more})


def default_app(
    path: Path, *, slug: str, codes: tuple[str, ...], needs_token: bool = True
) -> Flask:
    """The app with a place behind each code; `needs_token` off lets a measurement send forms."""
    app = _bare_app(needs_token=needs_token)
    engine = create_engine_for(f"sqlite:///{path}")
    _fill(engine, codes)
    form_class, survey = _form(slug), SURVEYS[slug]
    css = (Path(translations.__file__).parents[1] / "feedback/static/family.css").read_text("utf-8")

    @app.route("/S/<code>", methods=["GET", "POST"])
    def answer(code: str) -> ResponseReturnValue:
        form = form_class()
        with Session(engine) as held:
            place = held.exec(select(DefaultPlace).where(DefaultPlace.code == code)).one()
            if form.validate_on_submit():
                _keep(held, code, form)
                return redirect(f"/S/{code}/thanks", 303)
            return render_template(
                "page.html", form=form, survey=survey, place=place, language="en", css=css
            )

    return app


def _bare_app(*, needs_token: bool) -> Flask:
    app = Flask("default")
    app.jinja_loader = DictLoader({"page.html": PAGE})
    app.config.update(
        SECRET_KEY="only for a measurement",  # noqa: S106 -- guards nothing
        WTF_CSRF_ENABLED=needs_token,
        BABEL_TRANSLATION_DIRECTORIES=str(translations.DIRECTORY),
    )
    Babel(app, locale_selector=lambda: request.accept_languages.best_match(["en", "ar"], "en"))
    if needs_token:
        CSRFProtect(app)
    return app


def _fill(engine: Engine, codes: tuple[str, ...]) -> None:
    tables = [model.__table__ for model in (DefaultPlace, DefaultSaid, DefaultAnswer)]
    SQLModel.metadata.create_all(engine, tables=tables)
    with Session(engine) as held:
        for code in codes:
            held.merge(DefaultPlace(code=code, occasion="Coffee morning"))
        held.commit()


def _keep(held: Session, code: str, form: FlaskForm) -> None:
    said = DefaultSaid(code=code, language="en")
    held.add(said)
    held.flush()
    for field in form:
        if field.data and field.name in request.form:
            words = str(field.data)
            held.add(DefaultAnswer(said_id=said.id, question=field.name, words=words))
    held.commit()


def served() -> Flask:
    """The app for a server; DEFAULT_DATABASE names its file."""
    from benchmarks.measuring import installation

    path = Path(os.environ["DEFAULT_DATABASE"])
    return default_app(path, slug=installation.SURVEY, codes=installation.CODES, needs_token=False)
