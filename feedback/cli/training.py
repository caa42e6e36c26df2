"""`heard train-tone`: make the model that reads tone, from labelled comments."""

from pathlib import Path

import click

from analysis.tone_reader.model import FILE

NEEDS_MORE = (
    "Training needs more packages than serving does. Run `make train-tone DATA={folder}` instead."
)


@click.command("train-tone")
@click.option(
    "--data",
    "folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder that holds dev.csv and aux_train.csv.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=FILE,
    help="Where to write the model; over the one in use when left out.",
)
def train_tone(folder: Path, out: Path) -> None:
    """Make the tone model from labelled comments: the same comments give the same file."""
    try:
        from analysis.tone_training.making import make_model, write_model
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] == "analysis":
            raise
        raise click.ClickException(NEEDS_MORE.format(folder=folder)) from error
    try:
        data = make_model(folder)
    except FileNotFoundError as error:
        raise click.ClickException(f"The folder has no {Path(error.filename).name}.") from error
    digest = write_model(data, out)
    click.echo(f"Wrote {out}: {len(data):,} bytes, sha256 {digest}")
