"""What the files of this repository may say, and what must be written down beside them."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.conventions.checkout import ROOT, our_files, our_text, python_files

# A path or an address of the place where something was built is of no use anywhere else.
# Each is written in two halves, so that this file passes its own test.
HALVES = (
    ("/wor", "k/"),
    ("shar", "ed/"),
    ("files.python", "hosted.org"),
    ("pypi", ".org"),
    ("registry.npm", "js.org"),
    ("deb.", "debian.org"),
    ("index-", "url"),
    ("/ho", "me/"),
    ("/ro", "ot/"),
)
ELSEWHERE = tuple(start + end for start, end in HALVES)
# Our own flag to leave the addresses out.
NOT_AN_ADDRESS = "--no-emit-" + ELSEWHERE[6]


def lines_from_elsewhere(texts: dict[str, str]) -> list[str]:
    """Every line that only makes sense on the machine where it was written."""
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if any(words in line.replace(NOT_AN_ADDRESS, "") for words in ELSEWHERE)
    ]


def test_no_file_depends_on_the_machine_it_was_written_on() -> None:
    texts = our_text("*")

    assert len(texts) > 50
    assert lines_from_elsewhere(texts) == []


@pytest.mark.parametrize("words", ELSEWHERE)
def test_a_line_from_elsewhere_is_caught(words: str) -> None:
    assert lines_from_elsewhere({"notes.md": f"See https:/{words}main"})
    assert not lines_from_elsewhere({"notes.md": "A shared room, at work, for the Forum."})


SETTING_READ = re.compile(r'(?:env\.get\(|environ\[|environ\.get\(|envvar=)"([A-Z_]+)"')


def test_every_setting_is_documented() -> None:
    sources = python_files("feedback").values()
    read = {name for source in sources for name in SETTING_READ.findall(source)}
    table = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)
    documented = set(table.findall((ROOT / "docs/operating.md").read_text("utf-8")))

    assert len(read) > 5
    assert read == documented


@pytest.mark.parametrize(
    "line", ['env.get("HEARD_NEW", "")', 'os.environ["HEARD_NEW"]', 'envvar="HEARD_NEW"']
)
def test_a_new_setting_is_noticed(line: str) -> None:
    assert SETTING_READ.findall(line) == ["HEARD_NEW"]


def test_every_decision_is_listed_by_its_number_and_title() -> None:
    folder = ROOT / "docs/decisions"
    written = {
        (path.read_text("utf-8").splitlines()[0].removeprefix("# "), path.name)
        for path in folder.glob("[0-9]*.md")
    }
    listing = (folder / "README.md").read_text("utf-8")
    listed = set(re.findall(r"\[([0-9][^]]+)\]\(([0-9][^)]+\.md)\)", listing))

    assert written
    assert listed == written
    assert all(title[:5] == f"{name[:4]} " for title, name in written)


def test_every_document_can_be_found_from_the_first_page() -> None:
    texts = {name: text for name, text in our_text("*.md").items() if name.startswith("docs/")}
    texts["README.md"] = (ROOT / "README.md").read_text("utf-8")
    found: set[str] = set()
    next_up = {"README.md"}
    while next_up:
        name = next_up.pop()
        found.add(name)
        for target in re.findall(r"\]\(([^)#:]+\.md)(?:#[^)]*)?\)", texts[name]):
            path = (ROOT / name).parent.joinpath(target).resolve().relative_to(ROOT.resolve())
            next_up |= {str(path)} - found

    assert set(texts) - found == set()


def test_every_link_between_documents_leads_somewhere() -> None:
    dead = [
        f"{name}: {target}"
        for name, text in our_text("*.md").items()
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
        if not (ROOT / name).parent.joinpath(target).exists()
    ]

    assert dead == []


def pins(lock: str) -> set[tuple[str, str]]:
    """Each package of a lock file and its version; old and new Pythons may differ."""
    text = (ROOT / lock).read_text("utf-8")
    return set(re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", text, re.MULTILINE))


def test_what_runs_is_what_was_tested() -> None:
    run, development = pins("requirements.txt"), pins("requirements-dev.txt")

    assert len(run) > 30
    assert run - development == set()


def test_every_package_is_locked_with_its_hashes() -> None:
    for lock in ("requirements.txt", "requirements-dev.txt"):
        entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / lock).read_text("utf-8").strip())
        bare = [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]

        assert bare == [], lock


def test_every_dependency_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]

    for wanted, lock in (
        ([*project["dependencies"], *extras["evidence"], *extras["build"]], "requirements.txt"),
        ([*extras["dev"], *extras["build"]], "requirements-dev.txt"),
    ):
        names = {re.split(r"[\[<>=~ ]", line)[0].lower() for line in wanted}

        assert names - {name for name, _ in pins(lock)} == set(), lock


def test_every_test_folder_is_a_package() -> None:
    # Without __init__.py, tests/forms would take the name of forms.
    folders = {path.parent for path in our_files() if path.match("tests/**/test_*.py")}

    assert folders
    assert [str(folder) for folder in folders if not Path(folder, "__init__.py").exists()] == []
