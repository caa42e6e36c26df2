"""Making a pack: for a command at once, and for a page beside the server, one after another."""

import logging
from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask

from feedback.config import Config
from feedback.database import database
from feedback.evidence import bundle, records
from feedback.evidence.document import Variant
from feedback.evidence.hashes import sha256_of
from feedback.evidence.scope import Scope
from feedback.models import EvidencePack, PackState
from feedback.turns import one_at_a_time
from feedback.typeset import CannotPrintError
from forms.staff import LONDON
from translations import LANGUAGES, Language

logger = logging.getLogger(__name__)
GAVE_UP = "It was stopped twice while it was being made."


def make_into(
    app: Flask, folder: Path, *, variant: Variant, as_at: date, language: Language
) -> Path:
    """Make a pack and put it into a folder; nothing of it is left where that fails."""
    with app.test_request_context(base_url=app.config["HEARD_BASE_URL"]):
        scope = Scope(variant, as_at, datetime.now(LONDON).date(), language)
        place = folder / f"{scope.file_name}.zip"
        bundle.put(bundle.made(scope), place)
    return place


def make_waiting(app: Flask) -> int:
    """Make every pack that a page asked for, and say how many; two processes never make one."""
    made = 0
    with app.app_context():
        engine = database().engine
    with one_at_a_time(engine, "evidence"):
        while (wanted := records.next_to_make(engine)) is not None:
            _make(app, wanted)
            made += 1
    return made


def _make(app: Flask, wanted: EvidencePack) -> None:
    config: Config = app.extensions["heard_config"]
    with app.test_request_context(base_url=app.config["HEARD_BASE_URL"]):
        engine = database().engine
        # It was being made, and whoever made it is gone: it may be what stopped them.
        if wanted.tries >= records.MOST_TRIES:
            records.mark(engine, wanted.id, state=PackState.FAILED, problem=GAVE_UP)
            return
        records.mark(engine, wanted.id, state=PackState.MAKING, tries=wanted.tries + 1)
        language = LANGUAGES[wanted.language]
        today = datetime.now(LONDON).date()
        scope = Scope(Variant(wanted.variant), wanted.as_at, today, language)
        quoted = records.quoted_in(scope)
        try:
            content = bundle.made(
                scope, on_step=lambda step: records.mark(engine, wanted.id, step=step)
            )
            bundle.put(content, records.place_of(config, wanted.id))
        except (CannotPrintError, OSError) as error:
            logger.warning("Evidence pack %s was not made: %s", wanted.id, error)
            _fail(wanted, _said(error))
        except Exception as error:
            # Its words may quote a family.
            logger.error("Evidence pack %s was not made (%s).", wanted.id, type(error).__name__)
            _fail(wanted, type(error).__name__)
        else:
            records.mark(
                engine,
                wanted.id,
                state=PackState.MADE,
                fingerprint=sha256_of(content),
                # A quote may come or go while the pack is made: it stands for both.
                quotes=" ".join(sorted(quoted | records.quoted_in(scope))),
            )


def _said(error: CannotPrintError | OSError) -> str:
    """What a page may say of it: where files lie on this machine is not for its readers."""
    of_the_system = error.strerror if isinstance(error, OSError) else None
    return of_the_system or str(error)


def _fail(wanted: EvidencePack, problem: str) -> None:
    said = problem[:500]
    records.mark(database().engine, wanted.id, state=PackState.FAILED, problem=said)


def forget_old(app: Flask) -> int:
    """Erase the packs that are over their time."""
    with app.app_context():
        config: Config = app.extensions["heard_config"]
        return records.forget_old(database().engine, config, now=datetime.now(UTC))


def forget_withdrawn(app: Flask) -> int:
    """Erase the packs in which somebody is quoted who took that back."""
    with app.test_request_context(base_url=app.config["HEARD_BASE_URL"]):
        config: Config = app.extensions["heard_config"]
        return records.forget_withdrawn(config)
