from __future__ import annotations

import ast
import re
from pathlib import Path

import annotator.detect
from annotator.detect.reasons import REASONS

FOLDER = Path(annotator.detect.__file__).parent
CODE = re.compile(r"[a-z_]+\.[a-z_]+")


def test_every_code_is_listed_once():
    assert len(REASONS) == len(set(REASONS))


def test_every_code_that_a_detector_can_give_is_listed():
    detectors = {reason.partition(".")[0] for reason in REASONS}
    written = {
        node.value
        for path in FOLDER.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }
    codes = {value for value in written if value.partition(".")[0] in detectors}
    assert codes == set(REASONS)
