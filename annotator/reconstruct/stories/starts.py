"""How a story opens: what the paragraphs beside a break say of its being the start of another story.

Without a dateline nothing marks the first paragraph of a story. But it speaks of other things than the one before it,
and it is written as an opening: it says when something happened, who did it with all titles, and what was done, where a
later one says what was added, by pronouns and bare names. The evidence is weighed by a logistic regression that
``build/fit_starts.py`` fits on news texts put one behind the other.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache

from annotator.model.article import Role
from annotator.reconstruct.paragraphs.paragraphs import Piece, grams_of
from annotator.reconstruct.reading.similarity import Weights
from annotator.resources import resource_path
from annotator.text.widths import HAN

BIAS = "bias"
_KNOTS = (0.0, 0.01, 0.03, 0.06, 0.1, 0.2)
_LONG = 200  # code points; longer paragraphs say no more
_SHORT = 40
_NEAR = 3  # pieces on either side of a place
_OPENINGS = {
    "time": r".{0,14}?(?:近日|日前|今天|今日|昨天|昨日|当地时间|\d日|今年|连日来|近期|近来|近年来)",
    "event": r".{0,45}?(?:举行|召开|会见|会谈|开幕|闭幕|发布|公布|启动|开通|印发|出席|考察|调研|揭晓|发射|播发|刊发"
    r"|通报|致电|致信|当选|抵达|发表)",
    "whole name": r".{0,20}?(?:国家主席|总书记|总理|委员长|主席团|中共中央|国务院|全国人大|全国政协|外交部|发言人"
    r"|国家\w{1,8}[局委部院])",
    "source": r".{0,30}?(?:本台|央视|人民日报|新华社|记者从|消息[，：]|报道[，：]|获悉)",
    "says": rf"[{HAN}]{{1,4}}(?:还|也|同时|在会上|在致辞中)?"
    r"(?:表示|指出|强调|说|认为|介绍|要求|称|提出|希望|感谢|代表)",
    "cue": r"(?:他|她|它|这|该|此|其|对此|为此|同时|另外|另一|与此|随后|当天|当晚|会上|会前|会后|会议|会谈|会见|座谈"
    r"|活动|双方|目前|据悉|据了解|据介绍|据统计|记者|数据|除了|不仅|而|但|然而|在此|在谈到|接下来|下一步|未来|截至"
    r"|根据|按照|通过|如今|专家)",
}
_ENDINGS = {
    "ended with those present": r"(?:参加|陪同|出席)了?[^。]{0,12}。$",
    "ended with a quotation": r"。?”$",
    "ended with what will be": r"(?:将|预计)[^。]{0,40}。$",
}
_OPENING_PATTERNS = {name: re.compile(pattern) for name, pattern in _OPENINGS.items()}
_ENDING_PATTERNS = {name: re.compile(pattern) for name, pattern in _ENDINGS.items()}


def start_odds(
    pieces: Sequence[Piece], before: Sequence[int], after: Sequence[int], weights: Weights
) -> float:
    """Return the logarithm of the odds that a story starts between two paragraphs, if half of all such places were one.

    Args:
        pieces: the pieces of the page.
        before: the paragraphs before the break, one at least; the last two are looked at.
        after: the paragraphs behind it, one at least; the first two are looked at.
        weights: weights of bigrams on the page.
    """
    last, first = pieces[before[-1]], pieces[after[0]]
    behind = grams_of(pieces, before[-2:])
    like = weights.likeness(behind, grams_of(pieces, after[:2]))
    kin = weights.kinship(behind, first.grams)
    return weighed(evidence(last.text, first.text, like, kin), load_start_weights())


def bodies_only(pieces: Sequence[Piece], indexes: Sequence[int]) -> list[int]:
    """Return those of some pieces that are paragraphs."""
    return [i for i in indexes if pieces[i].role is Role.BODY]


def odds_at(pieces: Sequence[Piece], indexes: Sequence[int], place: int, weights: Weights) -> float:
    """Return the same for a place among some pieces, not the first; 0 where no paragraph stands on one side."""
    before = bodies_only(pieces, indexes[max(0, place - _NEAR) : place])
    after = bodies_only(pieces, indexes[place : place + _NEAR])
    return start_odds(pieces, before, after, weights) if before and after else 0.0


def evidence(last: str, first: str, like: float, kin: float) -> dict[str, float]:
    """Return what there is to say of a break by the names of its weights.

    Args:
        last: the paragraph before the break, without blanks.
        first: the paragraph behind it.
        like: likeness of two paragraphs on either side, in [0, 1].
        kin: kinship of the two before it and the one behind it, in [0, 1].
    """
    found = {BIAS: 1.0}
    found |= {name: 1.0 for name, pattern in _OPENING_PATTERNS.items() if pattern.match(first)}
    found |= {name: 1.0 for name, pattern in _ENDING_PATTERNS.items() if pattern.search(last)}
    found["length before"] = min(len(last), _LONG) / 100
    found["length behind"] = min(len(first), _LONG) / 100
    found["short before"] = float(len(last) < _SHORT)
    for name, value in (("like", like), ("kin", kin)):
        found |= {f"{name} {knot:g}": share for knot, share in _at_knots(value)}
    return found


def weighed(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return what evidence amounts to."""
    return sum(value * weights.get(name, 0.0) for name, value in found.items())


@cache
def load_start_weights() -> dict[str, float]:
    """Return the weights of the evidence by name."""
    weights: dict[str, float] = json.loads(resource_path("models", "starts.json").read_text("utf-8"))
    return weights


def _at_knots(value: float) -> list[tuple[float, float]]:
    """Return the knots beside a value and how near it is to each, so that weights are interpolated between them."""
    place = bisect_right(_KNOTS, value)
    if place in (0, len(_KNOTS)):
        return [(_KNOTS[max(0, place - 1)], 1.0)]
    below, above = _KNOTS[place - 1], _KNOTS[place]
    share = (value - below) / (above - below)
    return [(below, 1.0 - share), (above, share)] if share else [(below, 1.0)]
