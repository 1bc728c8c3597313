"""Every code that the core can raise has a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import annotator
from annotator.cli.messages import ENGLISH, sentence

RAISED = re.compile(r'(?:UserError|Note)\(\s*"([a-z_]+\.[a-z_]+)"')


def test_every_code_raised_in_the_package_has_a_sentence():
    package = Path(annotator.__file__).parent
    codes = {
        code
        for path in package.rglob("*.py")
        if "ui" not in path.parts
        for code in RAISED.findall(path.read_text("utf-8"))
    }
    assert len(codes) > 15
    assert codes <= ENGLISH.keys()


def test_an_unknown_code_is_shown_rather_than_hidden():
    assert "new.code" in sentence("new.code", {"file": "a"})
