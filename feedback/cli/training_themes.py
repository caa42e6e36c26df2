"""`heard train-themes`: make the model that reads themes, from labelled comments."""

from hashlib import sha256
from pathlib import Path

import click

from analysis.themes import FILE

NEEDS_MORE = (
    "Training needs scikit-learn, which serving must not have beside it. "
    "Install it with Heard in an environment that only trains."
)


@click.command("train-themes")
@click.option(
    "--data",
    "folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder that holds dev.csv and dev_themes.csv.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=FILE,
    help="Where to write the model; over the one in use when left out.",
)
def train_themes(folder: Path, out: Path) -> None:
    """Make the theme model from labelled comments: the same comments give the same file."""
    from analysis.theme_training import make_model

    try:
        data = make_model(folder)
    except FileNotFoundError as error:
        raise click.ClickException(f"The folder has no {Path(error.filename).name}.") from error
    except ModuleNotFoundError as error:
        raise click.ClickException(NEEDS_MORE) from error
    out.write_bytes(data)
    click.echo(f"Wrote {out}: {len(data):,} bytes, sha256 {sha256(data).hexdigest()}")
