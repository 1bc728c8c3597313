"""The documents say what is there: every module, every command, every option, every file they point to."""

import re
from pathlib import Path

import click
import pytest

import annotator
from annotator.cli.main import commands

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(annotator.__file__).parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
README = (ROOT / "README.md").read_text("utf-8")


def _modules():
    """Paths of the modules, below the package; an empty package file needs no line of its own."""
    files = (file for file in PACKAGE.rglob("*.py") if "resources" not in file.relative_to(PACKAGE).parts)
    return {
        file.relative_to(PACKAGE).as_posix()
        for file in files
        if file.name != "__init__.py" or "import" in file.read_text("utf-8")
    }


def test_every_module_has_exactly_one_line_in_the_architecture():
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    lines = re.findall(r"^- `([\w/]+\.py)`: .{10,}$", text, re.MULTILINE)
    assert sorted(lines) == sorted(_modules())


def test_the_readme_names_every_command():
    names = commands.list_commands(click.Context(commands))
    assert [name for name in names if f"annotator {name}" not in README] == []


def _examples():
    blocks = re.findall(r"^```\w*\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("annotator ")]


def test_the_readme_has_examples():
    assert len(_examples()) >= 5


@pytest.mark.parametrize("line", _examples())
def test_an_example_of_the_readme_is_understood(line):
    words = line.split()[1:]
    command = commands.get_command(click.Context(commands), words[0])
    assert command is not None
    if isinstance(command, click.Group):
        assert words[1] in command.commands
        command = command.commands[words[1]]
    options = {option for parameter in command.params for option in parameter.opts}
    assert [word for word in words if word.startswith("--") and word not in options] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document):
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text("utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (document.parent / target).exists()] == []


def test_every_decision_record_has_its_parts():
    for record in sorted((ROOT / "docs" / "adr").glob("*.md")):
        headings = re.findall(r"^## (.+)$", record.read_text("utf-8"), re.MULTILINE)
        assert headings == ["Context", "Decision", "Considered options", "Consequences"], record.name
