"""Traditional text for a detector that knows simplified words only: mapped there and back, place by place.

The mappings keep lengths, so positions mean the same characters in both scripts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from annotator.detect.context import CheckContext, count_ngrams
from annotator.model.flag import Candidate, Flag
from annotator.text.scripts import has_traditional, script_of, to_simplified, to_traditional

_AROUND = 8
"""Code points on each side that decide how a candidate is written in traditional characters."""


_REGIONAL = frozenset(
    (
        *(
            "网路",
            "网际网路",
            "资讯",
            "资料库",
            "软体",
            "硬体",
            "韧体",
            "程式",
            "荧幕",
            "滑鼠",
            "列印",
            "印表机",
        ),
        *(
            "数位",
            "类比",
            "讯号",
            "频宽",
            "伺服器",
            "部落格",
            "计程车",
            "捷运",
            "机车",
            "脚踏车",
            "公车",
            "行动电话",
        ),
        *("简讯", "影片", "品质", "水准", "公尺", "公分", "公厘", "幼稚园", "国小", "国中", "雷射", "奈米"),
        *(
            "太空人",
            "太空梭",
            "凤梨",
            "芭乐",
            "番茄",
            "优格",
            "起司",
            "国语",
            "原住民",
            "纽西兰",
            "寮国",
            "义大利",
        ),
        *(
            "雪梨",
            "杜拜",
            "沙乌地阿拉伯",
            "飞弹",
            "潜舰",
            "警政署",
            "立法院",
            "行政院",
            "监察院",
            "司法院",
            "考试院",
            "立委",
        ),
        *("立委", "县府", "市府", "北市", "新北", "健保", "劳保", "选情"),
    )
)
"""Words of Taiwan, in simplified characters, that look like misreadings of the mainland's: 網路 beside 網絡."""


class FlagTexts(Protocol):
    """A detector of simplified text, for many texts; ``counts`` are each text's own instead of the context's."""

    def __call__(
        self, texts: Sequence[str], context: CheckContext, counts: Sequence[Mapping[str, int]] | None = None
    ) -> Sequence[Sequence[Flag]]:
        """Return the flags of each text."""


@lru_cache(maxsize=256)
def is_traditional(text: str) -> bool:
    """Tell whether a text is written in traditional characters, quotations and slips aside."""
    if not has_traditional(text):
        return False
    shares = script_of(text)
    return shares.traditional > shares.simplified


def flags_in_either_script(
    texts: Sequence[str],
    context: CheckContext,
    flag_texts: FlagTexts,
    counts: Sequence[Mapping[str, int]] | None = None,
) -> list[list[Flag]]:
    """Flag texts with a detector of simplified text.

    Args:
        texts: the texts, each in either script.
        context: what is known around them.
        flag_texts: the detector; gives the flags of each text.
        counts: for each text its own counts, instead of the context's.

    Returns:
        The flags of each text, with texts and candidates in the script of the text.
    """
    old = {index for index, text in enumerate(texts) if is_traditional(text)}
    read = [to_simplified(text) if index in old else text for index, text in enumerate(texts)]
    if old:
        context = replace(
            context,
            known_words=context.known_words
            | _REGIONAL
            | {to_simplified(word) for word in context.known_words},
            counts={**context.counts, **count_ngrams(read[index] for index in sorted(old))},
        )
    if counts is not None:
        counts = [
            {**own, **count_ngrams([text])} if index in old else own
            for index, (own, text) in enumerate(zip(counts, read, strict=True))
        ]
    found = flag_texts(read, context, counts)
    return [
        [_back(flag, text, simplified) for flag in flags] if index in old else list(flags)
        for index, (text, simplified, flags) in enumerate(zip(texts, read, found, strict=True))
    ]


def _back(flag: Flag, text: str, simplified: str) -> Flag:
    before = simplified[max(0, flag.start - _AROUND) : flag.start]
    after = simplified[flag.end : flag.end + _AROUND]
    observed = text[flag.start : flag.end]
    candidates: dict[str, Candidate] = {}
    for candidate in flag.candidates:
        whole = to_traditional(f"{before}{candidate.text}{after}")
        word = whole[len(before) : len(before) + len(candidate.text)]
        if word != observed:
            candidates.setdefault(word, replace(candidate, text=word))
    values = tuple(observed if value == flag.text else to_traditional(value) for value in flag.values)
    return replace(flag, text=observed, values=values, candidates=tuple(candidates.values()))
