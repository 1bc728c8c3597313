import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.lexicon.bigrams import make_bigrams


@given(pairs=st.dictionaries(st.tuples(st.integers(0, 300), st.integers(0, 300)), st.integers(0, 9999)))
def test_bigrams_are_found_and_no_others(pairs):
    ordered = sorted(pairs.items())
    rows = np.searchsorted([first for (first, _), _ in ordered], np.arange(302)).astype(np.uint32)
    packed = np.array([second << 14 | value for (_, second), value in ordered], dtype=np.uint32)
    bigrams = make_bigrams(rows, packed)
    # Few pairs are looked up in another way than many; words from 301 on have no row.
    previous, following = (table.ravel() for table in np.meshgrid(np.arange(305), np.arange(0, 305, 3)))
    asked = [(previous, following)]
    asked += [(np.array([first]), np.array([second])) for (first, second), _ in ordered[:5]]
    for some in asked:
        hits, values = bigrams.hits(*some)
        found = dict(
            zip(zip(*(column[hits].tolist() for column in some), strict=True), values.tolist(), strict=True)
        )
        wanted = set(zip(*(column.tolist() for column in some), strict=True)) & pairs.keys()
        assert found.keys() == wanted
        assert all(found[pair] == pytest.approx(pairs[pair] / -1024) for pair in wanted)
