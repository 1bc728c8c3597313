"""Patterns that wait for their first use do what patterns do."""

import re

import pytest

from annotator.text.patterns import compiled_later


def test_a_pattern_is_compiled_at_its_first_use_and_only_then(monkeypatch):
    compiled = []
    compile_ = re.compile
    monkeypatch.setattr(re, "compile", lambda expression: compiled.append(expression) or compile_(expression))
    pattern = compiled_later("第[0-9]+版")
    assert not compiled
    assert [pattern.search(text) is not None for text in ("下转第3版", "第三版")] == [True, False]
    assert pattern.findall("第1版、第2版") == ["第1版", "第2版"]
    assert pattern.pattern == "第[0-9]+版"
    assert set(compiled) == {"第[0-9]+版"}


def test_a_wrong_pattern_is_found_out_at_its_first_use():
    pattern = compiled_later("(")
    with pytest.raises(re.error):
        pattern.match("")
