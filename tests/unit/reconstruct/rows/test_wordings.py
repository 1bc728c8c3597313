from __future__ import annotations

import numpy as np

from annotator.reconstruct.rows.junctions import Trigrams
from annotator.reconstruct.rows.wordings import Wordings


def odds(tail: str, head: str, page: str = "") -> float:
    each = np.zeros(1, dtype=np.int64)
    return float(Wordings([tail], [head], Trigrams([page])).odds(each, each)[0])


def test_what_goes_on_well_has_better_odds_than_chance() -> None:
    assert odds("全省经济社会持续健康发", "展的良好势头") > 0 > odds("全省经济社会持续健康发", "路的两旁是树")


def test_what_the_page_has_elsewhere_speaks_for_a_break() -> None:
    assert (
        odds("昨天下午在浑", "源湾码头启航", "浑源湾码头去年建成") > odds("昨天下午在浑", "源湾码头启航") + 1
    )
