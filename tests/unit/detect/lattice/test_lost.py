"""Long words and set phrases that lack a character are found; sound sentences are left alone."""

from __future__ import annotations

from functools import cache

import pytest

from annotator.detect.context import CheckContext
from annotator.detect.lattice.doubts import Doubt
from annotator.detect.lattice.lost import with_lost
from annotator.detect.runner import check_text, load_models


@cache
def models():
    return load_models()


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("全县上下攻克难，打赢了脱贫攻坚战。", "攻克难", "攻坚克难"),
        ("中华人共和国成立七十五周年。", "中华人共和国", "中华人民共和国"),
        ("新疆维尔自治区的葡萄熟了。", "新疆维尔自治区", "新疆维吾尔自治区"),
    ],
)
def test_a_word_that_lacks_a_character_is_offered_whole(text, wrong, right):
    flags = [flag for flag in check_text(text, CheckContext(), models()) if flag.score > 0.5]
    assert [(flag.text, flag.candidates[0].text) for flag in flags if flag.text == wrong] == [(wrong, right)]


@pytest.mark.parametrize(
    "text", ["中小企业协会今天成立。", "各国共建命运共同体。", "他是中共中央政治局委员。", ""]
)
def test_what_only_resembles_a_longer_word_is_left_alone(text):
    assert with_lost(models().lattice.model, text, [], 0.1) == []


def test_a_surer_doubt_about_the_same_place_stays():
    surer = Doubt(4, 6, 0.95, {"攻坚": 0.95})
    assert with_lost(models().lattice.model, "全县上下攻克难，打赢了脱贫攻坚战。", [surer], 0.1) == [surer]
