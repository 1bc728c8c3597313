"""The README names the keys the program has."""

import re
from pathlib import Path

import pytest

from annotator.ui.actions.keys import KEYS
from annotator.ui.actions.table import ACTIONS, Mode

README = (Path(__file__).resolve().parents[3] / "README.md").read_text("utf-8")
HEADINGS = {Mode.PROOFREAD: "### 校对", Mode.LABEL: "### 标注", Mode.ARRANGE: "### 编排"}


@pytest.mark.parametrize("mode", list(Mode))
def test_the_table_of_a_mode_has_its_keys_in_their_order(mode):
    section = README.partition(HEADINGS[mode])[2].partition("\n#")[0]
    keys = re.findall(r"^\| `([^`]+)` \| .+ \|$", section, re.MULTILINE)
    assert keys == [spec.keys for spec in KEYS if spec.mode is mode]


def test_shortcuts_in_the_text_exist():
    shortcuts = {keys for spec in ACTIONS for keys in spec.keys} | {spec.keys for spec in KEYS}
    named = set(re.findall(r"`(Ctrl\+[^`]+|F\d+)`", README))
    # Qt's name of the key is Return.
    assert {keys.replace("Enter", "Return") for keys in named} <= shortcuts
