"""The whole way from a folder of labelled comments to a model file and the notice beside it."""

from hashlib import sha256
from pathlib import Path

from analysis.tone_training.examples import HERE, read_examples, take
from analysis.tone_training.training import all_valences, to_bytes, train

NOTICE = HERE / "notice.txt"


def make_model(folder: Path) -> bytes:
    """Return the model file for the labelled comments in a folder."""
    valences = all_valences()
    taken = [take(example, valences) for example in read_examples(folder)]
    return to_bytes(train(taken, valences))


def write_model(data: bytes, path: Path) -> str:
    """Write a model file, and the licences of what it was made from beside it; return its hash."""
    digest = sha256(data).hexdigest()
    path.write_bytes(data)
    notice = NOTICE.read_text("utf-8").format(file=path.name, digest=digest)
    path.with_name("NOTICE.txt").write_text(notice, "utf-8")
    return digest
