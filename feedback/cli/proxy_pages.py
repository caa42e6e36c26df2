"""`heard proxy-pages`: the pages of the web server before us, for when we cannot answer."""

from pathlib import Path

import click
from flask import Flask, render_template

from feedback import create_app
from feedback.config import Config
from feedback.errors import words_for
from feedback.language import current_languages, speaking
from translations import Language

# What nginx.conf calls each page, and the error that it stands for.
PAGES = {"away.html": 503, "too-long.html": 413}


@click.command("proxy-pages")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder."
)
def proxy_pages(out: Path) -> None:
    """Write the pages that nginx shows when it cannot reach us, in all of the area's languages."""
    out.mkdir(parents=True, exist_ok=True)
    for name, page in rendered(create_app(Config.from_environment())).items():
        (out / name).write_text(page, "utf-8")
        click.echo(f"Wrote {out / name}.")


def rendered(app: Flask) -> dict[str, str]:
    """Each page by its file's name.

    nginx cannot choose a language, so that each page says the same in all of them, English first.
    """
    with app.test_request_context():
        offered = current_languages().offered
        order = sorted(offered, key=lambda one: one.code != "en")
        return {
            name: render_template("proxy_page.html", said=[_said(one, code) for one in order])
            for name, code in PAGES.items()
        }


def _said(language: Language, code: int) -> tuple[Language, str, str]:
    with speaking(language):
        heading, message = words_for(code)
        return language, str(heading), str(message)
