from __future__ import annotations

import pytest

from annotator.detect.context import CheckContext
from annotator.detect.detectors import mixed_script
from annotator.detect.fusion import DEFAULT_THRESHOLD


def shown(text: str):
    return [flag for flag in mixed_script.detect(text, CheckContext()) if flag.score >= DEFAULT_THRESHOLD]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("种植and加工连成一体", "and", "和"),
        ("种植 and 加工连成一体", " and ", "和"),
        ("改善 the 村容村貌", " the ", ""),
        ("下载手机АРР办理", "АРР", "APP"),
        ("持有А股的股东", "А", "A"),
        ("ハ月的集市", "ハ", "八"),
        ("我们發现问题", "發", "发"),
        ("街上A们来来往往", "A", "人"),
        ("這裡發現问題已經解決", "问", "問"),
    ],
)
def test_an_intruder_is_flagged_and_what_belongs_there_proposed(text, wrong, right):
    (flag,) = shown(text)
    assert (flag.text, flag.candidates[0].text) == (wrong, right)


@pytest.mark.parametrize(
    "text",
    [
        "UP主们和AI们，7B们",
        "下载APP，连上Wi-Fi，收看VR直播，长5km",
        "商标写着Made in China，站名是Bank of China",
        "乾隆年间的著作里有后来的公里数",
        "“學而時習之”出自《论语》，意思是要复习",
        "臺灣發展的經濟",
        "α射线和Ω材料，店名叫ひらがな",
        "",
    ],
)
def test_scripts_that_belong_there_are_not_shown(text):
    assert shown(text) == []
