"""Heard: the web app, the only package that knows HTTP and SQL."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, url_for
from markupsafe import Markup
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from feedback import (
    access,
    audit,
    database,
    durability,
    errors,
    glossary,
    language,
    read_only,
    security,
)
from feedback.areas import Look, load_area
from feedback.colours import in_colours
from feedback.config import Config, ConfigError
from feedback.database import Database, create_engine_for
from feedback.readiness import Readiness
from feedback.respond.first_look import FirstLooks
from feedback.respond.pages import CompiledPages
from feedback.respond.thanks import ThanksPages
from feedback.scans import Scans, keep_writing
from feedback.sent_values import HeardRequest
from forms.marked import plain, without_marks
from translations import LANGUAGES

# Pictures change so seldom, and are so many, that a phone keeps them longer than other files.
KEEP_PICTURES = timedelta(days=30)
# Features whose forms families send: without a cookie, and so without a token.
FOR_FAMILIES = frozenset({"respond", "tablet"})


class Heard(Flask):
    """Flask, but for how long a browser may keep our files, and for what is escaped: all."""

    request_class = HeardRequest

    def select_jinja_autoescape(self, filename: str | None) -> bool:
        """Escape in every template: Flask trusts words in all but a few kinds of file."""
        return True

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Call it as it is: nothing of ours is asynchronous, and to look costs at every call."""
        return func

    def get_send_file_max_age(self, filename: str | None) -> int | None:
        """Seconds to keep a file of ours that says nothing about anybody."""
        if filename and filename.startswith("pictures/"):
            return int(KEEP_PICTURES.total_seconds())
        return super().get_send_file_max_age(filename)


def create_app(config: Config | None = None, *, engine: Engine | None = None) -> Flask:
    """The app for one local area; raises ConfigError or AreaError rather than start unsafe."""
    config = config or Config.from_environment()
    area = load_area(config.area)
    app = Heard(__name__)
    _configure(app, config)
    _dress(app, area.look)
    audit.init_app(app)
    kept = database.init_app(
        app, engine or create_engine_for(config.database_url), _copy_for_open_pages(config)
    )
    if not config.is_sample:
        _refuse_to_forget(kept)
    language.init_app(app, area.languages)
    # Before anything looks into a form.
    app.before_request(access.take_files_of_staff_only)
    security.init_app(app, uploads=access.UPLOADS)
    access.init_app(app)
    read_only.init_app(app, config)
    errors.init_app(app)
    app.extensions["heard_config"] = config
    app.extensions["heard_area"] = area
    app.extensions["heard_pages"] = CompiledPages()
    app.extensions["heard_thanks"] = ThanksPages()
    app.extensions["heard_scans"] = Scans(kept, is_on=not config.is_read_only)
    app.extensions["heard_readiness"] = Readiness(config, kept)
    app.extensions["heard_provider"] = _provider(config)
    app.context_processor(lambda: {"area": area, "is_sample": config.is_sample})
    _register(app)
    # Nearest to the app: what is given again carries the headers that every answer does.
    app.wsgi_app = FirstLooks(app)  # type: ignore[method-assign, assignment]  # Flask's own way
    app.wsgi_app = security.with_headers(app.wsgi_app, security.expected_headers(app))  # type: ignore[method-assign]  # the same
    return app


def _copy_for_open_pages(config: Config) -> Engine | None:
    url = config.read_database_url
    return create_engine_for(url) if url else None


def create_served_app() -> Flask:
    """The same for a process that serves families: what they open is written down now and then."""
    app = create_app()
    keep_writing(app.extensions["heard_scans"])
    return app


def _provider(config: Config) -> Any:
    """The organisation's own sign-in, if one is named; its libraries are loaded only then."""
    if config.provider is None:
        return None
    from feedback.identity_provider import provider_of

    return provider_of(config)


def _refuse_to_forget(kept: Database) -> None:
    """No family is thanked by a database that may lose what it was told."""
    try:
        broken = durability.broken_promises(kept.engine)
    except OperationalError:
        return  # It is away: pages say so until it comes back, and /readyz asks again.
    if broken:
        raise ConfigError(
            f"The database would not keep what families are thanked for: {'; '.join(broken)}."
        )


def _configure(app: Flask, config: Config) -> None:
    secure = config.is_https
    app.config.update(
        SECRET_KEY=config.secret_key,
        SECRET_KEY_FALLBACKS=list(config.old_secret_keys),
        SESSION_COOKIE_NAME="__Host-heard" if secure else "heard",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=config.trusted_hosts,
        BABEL_DEFAULT_TIMEZONE="Europe/London",
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=1),
        HEARD_BASE_URL=config.base_url,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(plain=plain, without_marks=without_marks)
    app.jinja_env.globals["known_languages"] = LANGUAGES
    app.jinja_env.globals["glossary_entries"] = glossary.entries_for
    app.jinja_env.globals["asset"] = lambda name: url_for("static", filename=name)


def _dress(app: Flask, look: Look) -> None:
    """The area's colours in what families see, and its logo where it is small enough."""
    family_css = in_colours((Path(app.root_path) / "static/family.css").read_text("utf-8"), look)
    app.config["HEARD_INLINE_STYLES"] = (family_css,)
    # Our own built file, named by its hash in the policy; no one else's words are in it.
    app.jinja_env.globals["family_css"] = Markup(family_css)  # noqa: S704
    # Written anew, shape by shape, when the area's file was read.
    app.jinja_env.globals["logo"] = Markup(look.logo.in_a_page if look.logo else "")  # noqa: S704


def _blueprints() -> tuple[Blueprint, ...]:
    """Everything people do, one blueprint each."""
    from feedback.admit.routes import admit
    from feedback.coproduce.file_routes import evidence_files
    from feedback.coproduce.routes import coproduce
    from feedback.hand_on.routes import hand_on
    from feedback.health import health
    from feedback.languages.routes import languages
    from feedback.listen.routes import listen
    from feedback.look_back.routes import look_back
    from feedback.plan.routes import plan
    from feedback.reply.routes import reply
    from feedback.respond.routes import respond
    from feedback.respond.tablet import tablet
    from feedback.speak.routes import speak
    from feedback.weigh_in.routes import weigh_in

    return (
        health,
        respond,
        tablet,
        *_ways_in(),
        admit,
        *_asking(),
        *_moderated(),
        *_results(),
        *_exports(),
        reply,
        listen,
        hand_on,
        coproduce,
        evidence_files,
        plan,
        weigh_in,
        *_published(),
        languages,
        speak,
        look_back,
    )


def _moderated() -> tuple[Blueprint, ...]:
    """All in which officers read words before anybody else may."""
    from feedback.moderate.aloud_routes import said_aloud
    from feedback.moderate.routes import moderate

    return moderate, said_aloud


def _results() -> tuple[Blueprint, ...]:
    """All that shows what was released."""
    from feedback.review.routes import review
    from feedback.review.scans import scans

    return review, scans


def _register(app: Flask) -> None:
    from feedback.plan import asks

    # Whoever writes one more survey sees what families are asked already: the plan knows.
    app.extensions["heard_load"] = asks.now
    for blueprint in _blueprints():
        if blueprint.name in FOR_FAMILIES:
            security.csrf.exempt(blueprint)
        app.register_blueprint(blueprint)


def _exports() -> tuple[Blueprint, ...]:
    """Numbers for people with tools of their own."""
    from feedback.export.interface import api
    from feedback.export.raw_routes import raw
    from feedback.export.routes import export

    return export, api, raw


def _asking() -> tuple[Blueprint, ...]:
    """How families are asked: on screens, on walls, and on paper."""
    from feedback.copy_in.routes import copy_in
    from feedback.invite.poster_page import posters
    from feedback.invite.routes import invite

    return (invite, posters, copy_in, *_composing())


def _composing() -> tuple[Blueprint, ...]:
    """How officers make surveys of their own."""
    from feedback.compose.publish_routes import publishing
    from feedback.compose.question_routes import questions
    from feedback.compose.routes import compose
    from feedback.compose.words_routes import composed_words

    return compose, questions, publishing, composed_words


def _published() -> tuple[Blueprint, ...]:
    """What anybody may read, where the statement is made, and where evidence is handed over."""
    from feedback.evidence.paper_routes import papers
    from feedback.evidence.routes import evidence
    from feedback.publish.open_routes import open_pages
    from feedback.publish.routes import local_offer, publish

    return publish, local_offer, open_pages, evidence, papers


def _ways_in() -> tuple[Blueprint, ...]:
    """All that belongs to signing in."""
    from feedback.sign_in.account import account
    from feedback.sign_in.by_link import by_link
    from feedback.sign_in.routes import sign_in
    from feedback.sign_in.two_steps import two_steps
    from feedback.sign_in.work_account import work_account

    return sign_in, account, by_link, two_steps, work_account
