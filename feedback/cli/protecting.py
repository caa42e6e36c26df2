"""`heard protect`: what may be published of a file of answers, for analysts and for auditors."""

from pathlib import Path

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("protect")
@click.argument("microdata", type=FILE)
@click.argument("spec", type=FILE)
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--history",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder of earlier releases of the same people; this one is added to it.",
)
def protect(microdata: Path, spec: Path, out: Path, history: Path | None) -> None:
    """Write to OUT what may be published of MICRODATA, as SPEC asks."""
    # The solver is heavy: whoever never protects a file never loads it.
    from analysis.gate.spec import protect_file, read_history

    earlier = read_history(history) if history else []
    released = protect_file(microdata, spec, earlier)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(released)
    if history and out.resolve().parent != history.resolve():
        history.mkdir(parents=True, exist_ok=True)
        (history / f"{len(earlier) + 1:06}.json").write_bytes(released)
    click.echo(f"Released to {out}.")
