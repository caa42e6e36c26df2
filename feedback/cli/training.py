"""`heard train-tone` and `train-themes`: make the models that read comments, from labelled ones."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import click

from analysis import themes
from analysis.tone_reader import model as tone

NEEDS_MORE = (
    "Training needs more packages than serving does. Run `make {command} DATA={folder}` instead."
)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)
WHERE = "Where to write the model; over the one in use when left out."


@click.command("train-tone")
@click.option(
    "--data", "folder", required=True, type=FOLDER, help="It holds dev.csv and aux_train.csv."
)
@click.option("--out", type=OUT, default=tone.FILE, help=WHERE)
def train_tone(folder: Path, out: Path) -> None:
    """Make the tone model from labelled comments: the same comments give the same file."""

    def make() -> None:
        from analysis.tone_training.making import make_model, write_model

        data = make_model(folder)
        _say(data, out, write_model(data, out))

    _train(make, "train-tone", folder)


@click.command("train-themes")
@click.option(
    "--data", "folder", required=True, type=FOLDER, help="It holds dev.csv and dev_themes.csv."
)
@click.option("--out", type=OUT, default=themes.FILE, help=WHERE)
def train_themes(folder: Path, out: Path) -> None:
    """Make the themes model from labelled comments: the same comments give the same file."""

    def make() -> None:
        from analysis.theme_training import make_model

        data = make_model(folder)
        out.write_bytes(data)
        _say(data, out, sha256(data).hexdigest())

    _train(make, "train-themes", folder)


def _train(make: Callable[[], None], command: str, folder: Path) -> None:
    """Make a model, or say which package or file is missing."""
    try:
        make()
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] == "analysis":
            raise
        reason = NEEDS_MORE.format(command=command, folder=folder)
        raise click.ClickException(reason) from error
    except FileNotFoundError as error:
        raise click.ClickException(f"The folder has no {Path(error.filename).name}.") from error


def _say(data: bytes, out: Path, digest: str) -> None:
    click.echo(f"Wrote {out}: {len(data):,} bytes, sha256 {digest}")
