"""Detectors of installed packages take part when they are asked for, and a broken one stops nothing."""

from __future__ import annotations

import importlib
import json
import re
import sys
from pathlib import Path

import pytest

from annotator.cli.main import main
from annotator.detect import runner
from annotator.detect.context import CheckContext
from annotator.detect.plugins import load_plugins, plugin_names
from annotator.detect.runner import Models

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "plugins.md").read_text("utf-8")
(EXAMPLE,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
MODULE = f"""
{EXAMPLE}

def failing(text, context):
    raise RuntimeError("broken on purpose")

def misplaced(text, context):
    yield make_flag("别的文字", 2, 4, 0.7, "mine.wrong")

def no_flags(text, context):
    return ["涉及"]

constant = 1
"""
ENTRIES = """[annotator.detectors]
our-style = our_style:detect
failing = our_style:failing
misplaced = our_style:misplaced
no-flags = our_style:no_flags
constant = our_style:constant
absent = our_style:absent
no-module = there_is_no_such_module:detect
"""
TEXT = "此事涉及到多方，涉及到各地。"


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A small distribution in a folder on the path, as an installer would leave it."""
    folder = tmp_path / "site"
    info = folder / "our_style-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / "our_style.py").write_text(MODULE, "utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: our-style\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(ENTRIES, "utf-8")
    monkeypatch.syspath_prepend(folder)
    importlib.invalidate_caches()
    yield folder
    sys.modules.pop("our_style", None)


def found(*names):
    models = Models(_NoLattice(), plugins=load_plugins(names))
    return runner.check_text(TEXT, CheckContext(), models), models.plugins


class _NoLattice:
    def flags_of_texts(self, texts, context, counts=None):
        return [[] for _ in texts]


def test_what_packages_offer_is_listed_but_not_used(installed):
    assert {"our-style", "failing"} <= set(plugin_names())
    assert found()[0] == ()


def test_the_example_of_the_guide_takes_part_when_it_is_turned_on(installed):
    flags, (plugin,) = found("our-style")
    assert [(flag.start, flag.text, flag.detector, flag.candidates[0].text) for flag in flags] == [
        (2, "涉及到", "our-style", "涉及"),
        (8, "涉及到", "our-style", "涉及"),
    ]
    assert plugin.failure is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("failing", "RuntimeError: broken on purpose"),
        ("misplaced", "does not lie on its text"),
        ("no-flags", "not a flag"),
        ("constant", "not a function"),
        ("absent", "AttributeError"),
        ("no-module", "ModuleNotFoundError"),
        ("unheard-of", "no installed package offers it"),
    ],
)
def test_a_broken_one_is_reported_left_out_and_stops_nothing(installed, logged_warnings, name, reason):
    flags, (broken, good) = found(name, "our-style")
    assert len(flags) == 2
    assert good.failure is None
    assert reason in broken.failure
    assert broken.flags(TEXT, CheckContext()) == []
    assert len(logged_warnings) == 1


def test_the_command_line_uses_what_it_is_told_to_and_says_what_failed(
    installed, own_home, tmp_path, capsys, logged_warnings
):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    assert main(["check", str(path), "--plugin", "our-style", "--plugin", "failing"]) == 0
    out, err = capsys.readouterr()
    assert [flag["detector"] for flag in json.loads(out)["flags"]] == ["our-style", "our-style"]
    assert len(err.splitlines()) == 1
    assert "failing" in err
    assert main(["check", str(path)]) == 0
    out, err = capsys.readouterr()
    assert (json.loads(out)["flags"], err) == ([], "")
