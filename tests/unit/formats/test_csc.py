"""Pairs for spelling correction come back from every dialect; places are 0-based in JSON and 1-based in SGML."""

import json

import pytest
from helpers.hand_made import hand_made_issue
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.csc import DIALECTS, Pair, even, pairs_of, read_pairs
from annotator.model.operations import ReplaceText, perform

PAIR = Pair("网络袋盖全市", "网络覆盖全市", "A01-03-1")
SAMPLES = {
    "csc-tsv": "网络袋盖全市\t网络覆盖全市\n",
    "csc-counted": "1\t网络袋盖全市\t网络覆盖全市\n",
    "csc-spaced": "网 络 袋 盖 全 市\t网 络 覆 盖 全 市\n",
    "csc-sgml": "<SENTENCE><TEXT>网络袋盖全市</TEXT><MISTAKE><LOCATION>3</LOCATION><WRONG>袋</WRONG>"
    "<CORRECTION>覆</CORRECTION></MISTAKE></SENTENCE>\n",
}


@pytest.mark.parametrize(("name", "sample"), SAMPLES.items())
def test_a_dialect_looks_as_its_data_sets_do(name, sample):
    assert DIALECTS[name]([PAIR]) == sample
    pairs, wrong = read_pairs(sample)
    assert [(pair.source, pair.target) for pair in pairs] == [(PAIR.source, PAIR.target)]
    assert wrong == []


def test_places_of_json_are_0_based():
    (record,) = json.loads(DIALECTS["csc-json"]([PAIR]))
    assert record == {
        "id": PAIR.id,
        "original_text": PAIR.source,
        "wrong_ids": [2],
        "correct_text": PAIR.target,
    }


@pytest.mark.parametrize("name", DIALECTS)
@given(
    found=st.lists(
        st.tuples(*[st.text('网络覆盖𠮷😀 a<&>"é\u0301，', min_size=2, max_size=9)] * 2), max_size=4
    )
)
def test_pairs_come_back(name, found):
    pairs = [Pair(f"句{old}。", f"句{new}。") for old, new in found]
    wanted = pairs if name == "csc-tsv" else even(pairs)
    read, wrong = read_pairs(DIALECTS[name](pairs))
    assert wrong == []
    assert [(pair.source, pair.target) for pair in read] == [(pair.source, pair.target) for pair in wanted]


def test_corrected_paragraphs_are_the_pairs_of_an_issue():
    issue = perform(hand_made_issue(), ReplaceText("b1", 2, 4, "覆盖", "袋盖", "typing@李")).issue
    (pair,) = pairs_of(issue)
    assert (pair.source, pair.target) == (
        "网络袋盖了全镇，村民用上𠮷祥牌手机。",
        "网络覆盖了全镇，村民用上𠮷祥牌手机。",
    )
    assert pair.wrong == [2]


@pytest.mark.parametrize(
    "content",
    [
        "好\t好\n只有一列\n",
        '[{"source": "好", "target": "好"}, {"source": 1}]',
        "<SENTENCE><TEXT>好</TEXT></SENTENCE><SENTENCE></SENTENCE>",
    ],
)
def test_a_wrong_record_is_named_and_the_others_are_read(content):
    pairs, wrong = read_pairs(content)
    assert [pair.target for pair in pairs] == ["好"]
    assert wrong == [2]


def test_essays_of_sighan_are_read_passage_by_passage():
    passages = {"A-1": "但是我有一点事情阿！", "A-2": "𠮷好", "A-3": "我门去学校，门开了"}
    mistakes = [("A-1", 9, "事情阿", "事情啊"), ("A-3", 2, "我门", "我们"), ("A-2", 1, "坏", "好")]
    essay = '<ESSAY title="一">\n<TEXT>\n'
    essay += "".join(f'<PASSAGE id="{name}">{text}</PASSAGE>\n' for name, text in passages.items())
    essay += "</TEXT>\n" + "".join(
        f'<MISTAKE id="{name}" location="{at}">\n<WRONG>{old}</WRONG>\n<CORRECTION>{new}</CORRECTION>\n</MISTAKE>\n'
        for name, at, old, new in mistakes
    )
    pairs, wrong = read_pairs(f"{essay}</ESSAY>\n")
    assert [(pair.id, pair.target) for pair in pairs] == [
        ("A-1", "但是我有一点事情啊！"),
        ("A-3", "我们去学校，门开了"),
    ]
    assert wrong == [2]
