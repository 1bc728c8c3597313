from __future__ import annotations

import pytest

from annotator.detect.context import CheckContext
from annotator.detect.detectors import characters


@pytest.mark.parametrize(
    ("text", "wrong", "reason", "right"),
    [
        ("春\ue000\ue001耕", "\ue000\ue001", "characters.private", None),
        ("春\ufffd耕", "\ufffd", "characters.replacement", None),
        ("三⽉份", "⽉", "characters.radical", "月"),
        ("首\uf9b4先", "\uf9b4", "characters.compatibility", "領"),
        ("春\x07耕", "\x07", "characters.control", ""),
        ("春\u200b耕", "\u200b", "characters.invisible", ""),
        ("春\ud800耕", "\ud800", "characters.surrogate", None),
        ("春□耕", "□", "characters.box", None),
        ("水渠丶泵站", "丶", "characters.component", "、"),
    ],
)
def test_what_cannot_be_printed_is_flagged(text, wrong, reason, right):
    (flag,) = characters.detect(text, CheckContext())
    assert (flag.text, flag.reason) == (wrong, reason)
    assert [candidate.text for candidate in flag.candidates] == ([] if right is None else [right])


@pytest.mark.parametrize(
    "text",
    [
        "□ 本报记者 高 远",
        "“氵”是三点水",
        "9.5℃、①②、Ⅲ类、±5‰、——……·《》＋½",
        "𠮷野家 镕 㐂",
        "第一行\n第二行\t尾",
        "",
    ],
)
def test_what_newspapers_print_is_not_flagged(text):
    assert characters.detect(text, CheckContext()) == []


def test_a_known_character_is_not_flagged():
    assert characters.detect("春\ue000耕", CheckContext(known_words=frozenset({"\ue000"}))) == []
