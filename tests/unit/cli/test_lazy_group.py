"""Commands are imported when they are asked for, and files that were double-clicked come without one."""

import subprocess
import sys

import click
import pytest

from annotator.cli import main as command_line
from annotator.cli.main import COMMANDS, USAGE, commands, main


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_where_it_is_said_to_be(name):
    command = commands.get_command(click.Context(commands), name)
    assert command is not None
    assert command.name == name


def test_starting_imports_no_command_and_no_detector():
    program = (
        "import sys, annotator.cli.main\n"
        "heavy = ('annotator.detect', 'annotator.reconstruct', 'annotator.services', 'numpy', 'PySide6')\n"
        "print([name for name in sys.modules if name.startswith(heavy)])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_file_without_a_command_is_opened(own_home, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(command_line, "_open_window", lambda files: opened.extend(files) or 0)
    page = tmp_path / "第 1 版.txt"
    page.touch()
    assert main([str(page)]) == 0
    assert opened == [page]


def test_what_is_neither_a_command_nor_a_file_is_wrong_usage(own_home, capsys):
    assert main(["no-such-thing"]) == USAGE
    assert "no-such-thing" in capsys.readouterr().err
