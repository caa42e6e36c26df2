"""Heard: the web app, the only package that knows HTTP and SQL."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, url_for
from markupsafe import Markup
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

import feedback.began  # noqa: F401 -- before all else of ours
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
from feedback.areas import Area, Look, load_area
from feedback.colours import in_colours
from feedback.config import Config, ConfigError
from feedback.database import Database, create_engine_for
from feedback.readiness import Readiness
from feedback.respond.first_look import FirstLooks
from feedback.respond.pages import CompiledPages
from feedback.respond.shelf import shelf_for
from feedback.respond.thanks import ThanksPages
from feedback.scans import Scans
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


@dataclass(frozen=True)
class Parts:
    """What the apps of one process have in common."""

    config: Config
    area: Area
    database: Database
    pages: CompiledPages
    thanks: ThanksPages
    scans: Scans
    readiness: Readiness
    # The organisation's own sign-in, where one is named.
    provider: Any

    @classmethod
    def made(cls, config: Config, engine: Engine | None = None) -> "Parts":
        """The parts of one installation; ConfigError or AreaError rather than start unsafe."""
        area = load_area(config.area)
        engine = engine or create_engine_for(config.database_url)
        database = Database(engine, _copy_for_open_pages(config))
        if not config.is_sample:
            _refuse_to_forget(database)
        return cls(
            config=config,
            area=area,
            database=database,
            pages=CompiledPages(shelf_for(config, area)),
            thanks=ThanksPages(),
            scans=Scans(database, is_on=not config.is_read_only),
            readiness=Readiness(config, database),
            provider=_provider(config),
        )


def create_app(config: Config | None = None, *, engine: Engine | None = None) -> Flask:
    """The app for one local area; raises ConfigError or AreaError rather than start unsafe."""
    return whole_app(Parts.made(config or Config.from_environment(), engine))


def whole_app(parts: Parts) -> Flask:
    """Everything that Heard does."""
    from feedback.blueprints import everything
    from feedback.plan import asks

    app = _app_with(everything(), parts)
    # Whoever writes one more survey sees what families are asked already: the plan knows.
    app.extensions["heard_load"] = asks.now
    return app


def families_app(parts: Parts) -> Flask:
    """What families come for alone, under all the rules of the whole."""
    from feedback.blueprints import LEADS_TO, for_families

    app = _app_with(for_families(), parts)
    for endpoint, address in LEADS_TO.items():
        # For links alone: it is never answered here.
        app.add_url_rule(address, endpoint=endpoint, build_only=True)
    return app


def _app_with(blueprints: Iterable[Blueprint], parts: Parts) -> Flask:
    config, area = parts.config, parts.area
    app = Heard(__name__)
    _configure(app, config)
    _dress(app, area.look)
    audit.init_app(app)
    database.init_app(app, parts.database)
    language.init_app(app, area.languages)
    # Before anything looks into a form.
    app.before_request(access.take_files_of_staff_only)
    security.init_app(app, uploads=access.UPLOADS)
    access.init_app(app)
    read_only.init_app(app, config)
    errors.init_app(app)
    app.extensions["heard_config"] = config
    app.extensions["heard_area"] = area
    app.extensions["heard_pages"] = parts.pages
    app.extensions["heard_thanks"] = parts.thanks
    app.extensions["heard_scans"] = parts.scans
    app.extensions["heard_readiness"] = parts.readiness
    app.extensions["heard_provider"] = parts.provider
    app.context_processor(lambda: {"area": area, "is_sample": config.is_sample})
    for blueprint in blueprints:
        if blueprint.name in FOR_FAMILIES:
            security.csrf.exempt(blueprint)
        app.register_blueprint(blueprint)
    # Nearest to the app: what is given again carries the headers that every answer does.
    app.wsgi_app = FirstLooks(app)  # type: ignore[method-assign, assignment]  # Flask's own way
    app.wsgi_app = security.with_headers(app.wsgi_app, security.expected_headers(app))  # type: ignore[method-assign]  # the same
    return app


def _copy_for_open_pages(config: Config) -> Engine | None:
    url = config.read_database_url
    return create_engine_for(url) if url else None


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
