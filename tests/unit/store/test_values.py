"""Whatever text and data are put into a column come out exactly."""

import json
import json.encoder
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.store import values
from annotator.store.values import from_blob, from_text, pack, to_blob, to_json, to_text, unpack

# Unlike the default, with lone surrogates, which raw text and file names may hold.
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))
ODD = '\ud800中\0\udfff\U00020bb7\r\n"\\u0041\x7f'


@given(ANY_TEXT)
def test_any_text_survives_as_bytes(text):
    assert from_blob(to_blob(text)) == text


@given(ANY_TEXT)
def test_any_identifier_survives_as_text_that_sqlite_takes(text):
    with_sqlite = sqlite3.connect(":memory:")
    (stored,) = with_sqlite.execute("SELECT ?", (to_text(text),)).fetchone()
    with_sqlite.close()
    assert from_text(stored) == text


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789-_.:", max_size=20))
def test_usual_identifiers_stay_readable(identifier):
    assert to_text(identifier) == identifier


@given(st.lists(st.one_of(ANY_TEXT, st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False))))
def test_plain_data_survive_packing(data):
    assert unpack(pack(data)) == data


def test_large_data_are_compressed_and_survive():
    data = [ODD * 3000]
    assert len(pack(data)) < len(to_json(data)) / 10
    assert unpack(pack(data)) == data


def test_stored_structures_are_ascii():
    assert to_json([ODD]).isascii()
    assert json.loads(to_json([ODD])) == [ODD]


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("data", [None, True, 1, 1.5, ODD, [], {}, (1, [2]), {"键": [None, {"a": ODD}]}])
def test_json_is_the_librarys_with_the_interpreters_own_encoder_and_without(monkeypatch, data, own):
    if not own:
        monkeypatch.setattr(json.encoder, "c_make_encoder", None)
    assert "".join(values._encoder()(data, 0)) == json.dumps(data, separators=(",", ":"))


def test_data_of_megabytes_survive_packing():
    data = [f"{number}{ODD}" for number in range(40_000)]
    assert len(to_json(data)) > 2**20
    assert unpack(pack(data)) == data


@pytest.mark.parametrize("data", [b"", b"x", b"xyz", b"\xff\xfe", b"{", pack(["a" * 5000])[:-3]])
def test_bytes_that_are_no_packed_data_are_refused(data):
    with pytest.raises(ValueError, match=r"\S"):
        unpack(data)
