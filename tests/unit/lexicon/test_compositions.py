import pytest

from annotator.lexicon.compositions import load_compositions, make_compositions


@pytest.mark.parametrize(("pair", "whole"), [("木目", "相"), ("女子", "好"), ("日月", "明"), ("田心", "思")])
def test_two_characters_look_like_one(pair, whole):
    table = load_compositions()
    assert whole in table.wholes[pair]
    assert pair in table.parts[whole]


def test_a_reading_is_related_when_it_joins_or_cuts_one_character_and_keeps_the_rest():
    table = make_compositions([("好", "女子"), ("相", "木目")])
    assert table.related("女子评", "好评")
    assert table.related("好", "女子")
    assert table.related("关木目", "关相")
    assert not table.related("女子评", "好坏")
    assert not table.related("女人评", "好评")
    assert not table.related("好评", "好坏")
    assert not table.related("", "")
