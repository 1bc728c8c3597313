"""The command line says reasons in words, in both languages, for every code there is."""

from __future__ import annotations

import json
import re

import pytest

from annotator.cli import reasons
from annotator.cli.main import main
from annotator.detect.reasons import REASONS
from annotator.model.flag import Flag

VALUES = (
    "lattice.no_word",
    "袋盖",
    "37",
    "lattice.follows",
    "网络 覆盖",
    "2.1",
    "lattice.alike",
    "袋/覆",
    "9",
)


def of(reason, values=()):
    return Flag(0, 2, "袋盖", 0.9, reason.partition(".")[0], reason, values)


def test_every_reason_has_a_sentence_in_both_languages():
    assert set(reasons.ENGLISH) == set(reasons.CHINESE) == set(REASONS)
    for code, english in reasons.ENGLISH.items():
        assert sorted(re.findall(r"{\d}", english)) == sorted(re.findall(r"{\d}", reasons.CHINESE[code])), (
            code
        )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh_CN.UTF-8", "“袋盖”不成词；“网络覆盖”常见；袋/覆 字形相近"),
        ("en_US.UTF-8", "“袋盖” is no word; “网络覆盖” is common; 袋/覆 look alike"),
    ],
)
def test_a_misread_character_is_explained_by_its_parts(monkeypatch, language, words):
    monkeypatch.setenv("LC_ALL", language)
    assert reasons.explanation(of("lattice.unlikely", VALUES)) == words


def test_a_plug_ins_reason_is_shown_as_it_is():
    assert reasons.explanation(of("plugin.odd", ("甲", "乙", "丙"))) == "plugin.odd 甲 乙 丙"


def test_check_explains_on_demand(own_home, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    text = tmp_path / "a.txt"
    text.write_text("信号网络袋盖了全县的乡镇。", encoding="utf-8")
    assert main(["check", str(text), "--explain"]) == 0
    (flag,) = json.loads(capsys.readouterr().out)["flags"]
    assert flag["explanation"].startswith("“袋盖”不成词；“网络覆盖”常见")
    assert main(["check", str(text)]) == 0
    assert "explanation" not in capsys.readouterr().out
