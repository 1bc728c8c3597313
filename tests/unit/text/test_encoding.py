from __future__ import annotations

import codecs
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.text.encoding import ENCODINGS, Decoded, decode

SIMPLIFIED = (
    "入冬以来，县里的蔬菜大棚里仍是一派忙碌景象。种植户老周一边摘下成熟的番茄，一边算起了收入账：“今年雨水少，"
    "价格比去年高了两成。”据介绍，全县共有大棚三千二百多座，带动近万人就业，产品销往周边十多个城市。\r\n"
)
TRADITIONAL = (
    "入冬以來，縣裡的蔬菜大棚裡仍是一派忙碌景象。種植戶老周一邊摘下成熟的番茄，一邊算起了收入賬：「今年雨水少，"
    "價格比去年高了兩成。」據介紹，全縣共有大棚三千二百多座，帶動近萬人就業，產品銷往周邊十多個城市。\r\n"
)
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "gb18030": "\ufeff".encode("gb18030"),
}
ANY_TEXT = st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("好的，。\r\n a1")))


def attempt(data: bytes, encoding: str | None = None) -> Decoded | UserError:
    try:
        return decode(data, encoding)
    except UserError as error:
        return error


def refusal(data: bytes, encoding: str | None = None) -> UserError:
    with pytest.raises(UserError) as caught:
        decode(data, encoding)
    return caught.value


@given(ANY_TEXT)
def test_utf8_is_read_back_exactly(text: str) -> None:
    text = "".join(c for c in text if c.isprintable() or c in "\r\n\t").removeprefix("\ufeff")
    assert decode(text.encode()) == Decoded(text, "utf-8", certain=True, replaced=0)


@given(ANY_TEXT, st.sampled_from(sorted(MARKS)))
def test_a_byte_order_mark_decides_and_is_not_part_of_the_text(text: str, encoding: str) -> None:
    # A NUL behind the mark of UTF-16 LE is the mark of UTF-32 LE.
    text = "好" + text
    assert decode(MARKS[encoding] + text.encode(encoding)) == Decoded(
        text, encoding, certain=True, replaced=0
    )


@given(
    ANY_TEXT,
    st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-32", "UTF_8_SIG", "GBK", "gb2312"]),
)
def test_the_users_word_is_taken(text: str, encoding: str) -> None:
    text = text.removeprefix("\ufeff")
    wider = {"GBK": "gb18030", "gb2312": "gb18030"}.get(encoding, encoding)
    decoded = decode(text.encode(wider), encoding)
    assert decoded.text == text
    assert decoded.replaced == 0


@pytest.mark.parametrize("encoding", ["gbk", "gb2312", "gb18030"])
def test_simplified_text_in_gb_is_found(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding)) == Decoded(SIMPLIFIED, "gb18030", certain=True, replaced=0)


@pytest.mark.parametrize("encoding", ["big5", "cp950", "big5hkscs"])
def test_traditional_text_in_big5_is_found(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == Decoded(TRADITIONAL, "big5hkscs", certain=True, replaced=0)


def test_traditional_text_in_gb_is_not_taken_for_big5() -> None:
    assert decode(TRADITIONAL.encode("gb18030")) == Decoded(TRADITIONAL, "gb18030", certain=True, replaced=0)


@given(st.integers(0, 60), st.integers(12, 40))
def test_a_dozen_characters_are_enough_to_tell(start: int, length: int) -> None:
    simplified, traditional = SIMPLIFIED[start : start + length], TRADITIONAL[start : start + length]
    assert decode(simplified.encode("gb18030")).text == simplified
    assert decode(traditional.encode("gb18030")).text == traditional
    assert decode(traditional.encode("big5")).text == traditional


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_found(encoding: str) -> None:
    for text in (SIMPLIFIED, TRADITIONAL, SIMPLIFIED.strip(), "Page 1, section 2\r\n" * 3, SIMPLIFIED * 900):
        assert decode(text.encode(encoding)) == Decoded(text, encoding, certain=True, replaced=0)


def test_plain_letters_are_not_taken_for_utf16() -> None:
    text = "this app can break and the others there then that " * 4
    assert decode(text.encode()).text == text


def test_rare_characters_of_each_family_are_read() -> None:
    rare = SIMPLIFIED + "𠮷䶮㐀镕"
    assert decode(rare.encode("gb18030")).text == rare
    hong_kong = TRADITIONAL + "嘅咗嚟㗎"
    assert decode(hong_kong.encode("big5hkscs")).text == hong_kong


def test_signs_of_big5_mean_what_windows_means() -> None:
    text = TRADITIONAL + "約翰‧史密斯﹑瑪麗～￥￡"
    assert decode(text.encode("cp950")).text == text
    assert decode(text.encode("cp950"), "big5").text == text


def test_the_euro_sign_of_windows_is_read_in_big5() -> None:
    text = TRADITIONAL * 3 + "€"
    assert decode(text.encode("cp950"), "big5") == Decoded(text, "cp950", certain=True, replaced=0)
    assert decode(text.encode("cp950")).text == text


@pytest.mark.parametrize(
    ("text", "encoding"), [(SIMPLIFIED, "utf-8"), (SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5hkscs")]
)
def test_a_character_cut_off_at_the_end_is_replaced_and_reported(text: str, encoding: str) -> None:
    whole = text.rstrip()
    cut = (whole + "好").encode(encoding)[:-1]
    expected = Decoded(whole + "\ufffd", encoding, certain=False, replaced=1)
    assert decode(cut) == expected
    assert decode(cut, encoding) == expected


def test_half_a_unit_at_the_end_of_utf16_is_replaced() -> None:
    data = codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le") + b"\x7d"
    assert decode(data) == Decoded(SIMPLIFIED + "\ufffd", "utf-16-le", certain=False, replaced=1)


@pytest.mark.parametrize(
    ("text", "encoding"), [(SIMPLIFIED, "utf-8"), (SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5hkscs")]
)
def test_one_bad_byte_costs_one_place_and_not_the_encoding(text: str, encoding: str) -> None:
    text *= 5
    half = len(text) // 2
    data = text[:half].encode(encoding) + b"\xff\n" + text[half:].encode(encoding)
    decoded = decode(data)
    assert decoded == Decoded(text[:half] + "\ufffd\n" + text[half:], encoding, certain=False, replaced=1)


def test_a_replacement_character_of_the_file_itself_is_not_counted() -> None:
    text = SIMPLIFIED + "\ufffd" * 5
    assert decode(text.encode()) == Decoded(text, "utf-8", certain=True, replaced=0)
    assert decode(text.encode() + b"\xed\xa0\x80") == Decoded(
        text + "\ufffd", "utf-8", certain=False, replaced=1
    )


def test_surrogates_written_as_utf8_are_joined_in_pairs_and_replaced_alone() -> None:
    pair = "\ud842\udfb7".encode("utf-8", "surrogatepass")
    assert decode(pair) == Decoded("𠮷", "utf-8", certain=True, replaced=0)
    assert decode("好".encode() + b"\xed\xa0\x80" + pair) == Decoded(
        "好\ufffd𠮷", "utf-8", certain=False, replaced=1
    )
    assert decode(b"\xed\xb0\x80") == Decoded("\ufffd", "utf-8", certain=False, replaced=1)


def test_line_ends_controls_and_a_few_nuls_are_kept() -> None:
    text = "甲\r\n乙\r丙\n丁\x0c戊\x00己\x1b\x85\u2028"
    assert decode(text.encode()).text == text
    padded = SIMPLIFIED + "\x00" * 4096
    assert decode(padded.encode()).text == padded
    assert decode(padded.encode("gb18030")).text == padded


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n", b"\xff\xfe"])
def test_an_empty_file_gives_an_empty_text(data: bytes) -> None:
    decoded = decode(data)
    assert decoded.text.strip() == ""
    assert decoded.certain


BINARIES = {
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "zip": b"PK\x03\x04\x14\x00\x06\x00",
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
}


@pytest.mark.parametrize("kind", sorted(BINARIES))
def test_files_that_say_they_are_binary_are_refused_by_name(kind: str) -> None:
    error = refusal(BINARIES[kind])
    assert (error.code, error.values) == ("import.binary", {"kind": kind})


def test_files_without_a_known_beginning_are_refused_as_binary() -> None:
    noise = random.Random(0).randbytes(5000)
    for data in (zlib.compress(noise), noise, bytes(1000), bytes(range(256)) * 10, b"\x00\x01\x02\x03"):
        error = refusal(data)
        assert (error.code, error.values) == ("import.binary", {"kind": ""})


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    result = attempt(data)
    if isinstance(result, UserError):
        assert result.code in ("import.binary", "encoding.undecodable")
    else:
        assert result.encoding in (*ENCODINGS, "cp950")
        assert not any("\ud800" <= character <= "\udfff" for character in result.text)


@given(
    st.binary(max_size=60), st.sampled_from([*ENCODINGS, "gbk", "big5", "utf-16", "ascii", "latin-1", "hz"])
)
def test_any_bytes_are_read_or_refused_under_any_name(data: bytes, encoding: str) -> None:
    result = attempt(data, encoding)
    if isinstance(result, UserError):
        assert result.code == "encoding.undecodable"
        assert result.values["encoding"] == encoding
        assert 0 <= int(result.values["position"]) < len(data)


def test_the_wrong_encoding_is_refused_with_the_place() -> None:
    error = refusal(b"abc" + "好".encode("gbk") + b"def", "utf-8")
    assert (error.code, error.values) == ("encoding.undecodable", {"encoding": "utf-8", "position": 3})


@pytest.mark.parametrize("name", ["no-such-thing", "", "hex", "rot13", "undefined", "a\x00b", "中文"])
def test_a_name_that_is_no_text_encoding_is_refused(name: str) -> None:
    error = refusal(b"abc", name)
    assert (error.code, error.values) == ("encoding.unknown", {"encoding": name})


def test_text_of_another_script_is_refused_with_the_place() -> None:
    error = refusal("caf\xe9 d\xe9j\xe0 vu \xfc \xff".encode("latin-1"))
    assert error.code == "encoding.undecodable"
    assert error.values["encoding"] == ""


def test_a_big_file_is_judged_by_its_middle_too() -> None:
    header = "name,date,page\r\n" * 20_000
    for text, encoding in ((SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5hkscs"), (TRADITIONAL, "gb18030")):
        whole = header + text * 50 + header
        assert decode(whole.encode(encoding)) == Decoded(whole, encoding, certain=True, replaced=0)
