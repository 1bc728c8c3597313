"""Marks that are missing inside lines and marks misread as others, by a small network and by what the rules say.

Rules see what cannot be; the network has read how newspapers set their marks. Where both look at one mark, its
probability weighs both; where the network alone doubts, it makes a flag of its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from annotator.detect.detectors.mark_network import (
    KEEP,
    MARKS,
    SIGNS,
    MarkNetwork,
    canonical,
    load_mark_network,
)
from annotator.detect.flags import make_flag
from annotator.detect.traditional import is_traditional
from annotator.lexicon.names import TRANSLITERATION
from annotator.model.flag import Candidate, Flag
from annotator.resources import resource_path
from annotator.text.scripts import to_simplified

if TYPE_CHECKING:
    from annotator.detect.detectors.mark_network import Floats

REASONS = ("marks.missing", "marks.other", "marks.extra")

KINDS = ("gap", "mark", "sign")
"""Places that are judged apart: between two characters, a mark, another sign."""

FEATURES = ("network", "rule", "ruled", "one")
"""What is weighed for each: log odds of the network and of the rule, whether there is a rule, and 1."""

_LEAST = 0.06
_WORTH = 0.03
"""Where no rule says anything, places the network doubts less are not looked at."""
_MOST = 5
_SPEAKERS = frozenset(("记者", "主持人", "嘉宾", "编者按", "编者", "读者", "观众", "网友", "甲", "乙"))
_SURE = 0.999
_RULE_SHARE = 0.5
_OPENING = {"“": "”", "‘": "’", "《": "》", "（": "）", "「": "」", "『": "』", "〈": "〉", "【": "】"}
_SAYING = (
    *(
        "表示",
        "指出",
        "认为",
        "强调",
        "称",
        "说",
        "道",
        "问",
        "答",
        "写道",
        "宣布",
        "预测",
        "提出",
        "要求",
        "介绍",
        "透露",
    ),
    *(
        "呼吁",
        "告诉",
        "坦言",
        "感慨",
        "直言",
        "如下",
        "以下",
        "包括",
        "即",
        "贺词",
        "致辞",
        "讲话",
        "学者",
        "专家",
        "媒体",
        "一笔账",
        "声明",
    ),
)
"""What a colon often follows; of a hundred misread colons hardly one stands behind such a word."""
_CLASS = {mark: number for number, mark in enumerate(MARKS)}


@dataclass(frozen=True, slots=True, eq=False)
class MarkJudge:
    """The network and the weights of ``FEATURES``, one row for each of ``KINDS``; opened by :func:`load_mark_judge`."""

    network: MarkNetwork
    weights: np.ndarray[tuple[int, ...], np.dtype[np.float64]]

    def probability(self, kind: str, features: Sequence[float]) -> float:
        """Return the probability that a place is wrong."""
        odds = float(self.weights[KINDS.index(kind)] @ np.array(features))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


@dataclass(frozen=True, slots=True)
class Place:
    """A place that may be wrong: a sign, or a gap where a mark may be missing.

    Attributes:
        kind: one of ``KINDS``.
        start: first code point, or that of the gap.
        end: one past the last.
        doubt: the network's probability that the place is wrong.
        shares: for each replacement, the network's probability.
        rule: the flag a rule gave for the place, if any.
    """

    kind: str
    start: int
    end: int
    doubt: float
    shares: dict[str, float]
    rule: Flag | None

    @property
    def features(self) -> tuple[float, ...]:
        """The values of ``FEATURES``."""
        ruled = self.rule is not None
        return _log_odds(self.doubt), _log_odds(self.rule.score) if self.rule else 0.0, float(ruled), 1.0


def load_mark_judge() -> MarkJudge:
    """Open the network and the weights that come with the program."""
    return MarkJudge(load_mark_network(), np.load(resource_path("models", "marks", "judge.npy")))


def mark_shares(network: MarkNetwork, texts: Sequence[str]) -> list[tuple[Floats, Floats]]:
    """Return what the network says of each text, see ``MarkNetwork.shares``."""
    return network.shares_of_texts([_readable(text) for text in texts])


def reconsidered(
    judge: MarkJudge, text: str, flags: Sequence[Flag], shares: tuple[Floats, Floats]
) -> list[Flag]:
    """Return the flags of the rules with the network's say in them, and the network's own.

    Args:
        judge: the network.
        text: the checked text.
        flags: flags of the rules about the text.
        shares: what the network says of the text, by :func:`mark_shares`.
    """
    places = list(doubtful_places(text, flags, shares))
    replaced = {id(place.rule) for place in places if place.rule is not None}
    result = [flag for flag in flags if id(flag) not in replaced]
    for place in places:
        score = judge.probability(place.kind, place.features)
        if score >= _LEAST:
            result.append(_flag(text, place, score))
    return result


def _readable(text: str) -> str:
    """Return a text as the network reads it, character by character."""
    return canonical(to_simplified(text) if is_traditional(text) else text)


def doubtful_places(text: str, flags: Sequence[Flag], shares: tuple[Floats, Floats]) -> Iterator[Place]:
    """Yield the places where a mark may be missing or wrong; ``shares`` as for :func:`reconsidered`."""
    if not text.strip():
        return
    wide = _readable(text)
    gaps, owns = shares
    ruled = {flag.start: flag for flag in flags if _about_class(flag, wide)}
    taken = {at for flag in flags if flag.end > flag.start + 1 for at in range(flag.start, flag.end)}
    last = len(text.rstrip())
    missing = 1 - gaps[:, 0]
    paired = _in_pairs(wide)
    # Whether a paragraph ends without its mark is for the rule to see: the network knows no titles.
    lost = set(np.flatnonzero(missing[: max(0, last - 1)] >= _WORTH).tolist())
    for at in sorted(lost.union(at for at in range(last) if wide[at] in SIGNS)):
        if wide[at] in SIGNS and at not in taken and at not in paired and not _is_settled(wide, at):
            yield from _sign(wide, at, owns[at], ruled.get(at))
        if at in lost:
            own = dict(zip(MARKS[1:], gaps[at, 1:].tolist(), strict=False))
            yield Place("gap", at + 1, at + 1, float(missing[at]), own, None)


def _in_pairs(wide: str) -> frozenset[int]:
    """Return the places of quotes and brackets that have their other half: a pair is no misreading of two marks.

    Pairs that cross each other are none.
    """
    found: set[int] = set()
    open_: list[int] = []
    for at, sign in enumerate(wide):
        if sign in _OPENING:
            open_.append(at)
        elif sign in _OPENING.values():
            if open_ and _OPENING[wide[open_[-1]]] == sign:
                found |= {open_.pop(), at}
            else:
                open_.clear()
    return frozenset(found)


def _is_settled(wide: str, at: int) -> bool:
    """Tell whether a mark is what it seems: before or in speech, in a foreign name, before a figure."""
    following = wide[at + 1 : at + 2]
    if wide[at] in "-－" and following.isdigit():
        return True
    if wide[at] == "·":
        return wide[at - 1 : at] in TRANSLITERATION and following in TRANSLITERATION
    if wide[at] == "：":
        return following in ("“", "‘", "「", "『") or _announces(wide, at)
    return wide[at] in "。！？…" and following in ("”", "’", "」", "』")


def _announces(wide: str, at: int) -> bool:
    """Tell whether a word of saying stands before a colon, or the name of who speaks: 指出：…, 如下：…, 记者：…."""
    before = wide[:at]
    return before in _SPEAKERS or before.endswith(_SAYING)


def _about_class(flag: Flag, wide: str) -> bool:
    """Tell whether a rule doubts which mark a single sign is; one of half width may be the right one all the same."""
    if flag.detector != "punctuation" or flag.end != flag.start + 1:
        return False
    return flag.reason != "punctuation.ascii" or wide[flag.start] not in _CLASS


def _sign(wide: str, at: int, shares: Floats, rule: Flag | None) -> Iterator[Place]:
    own = _CLASS.get(wide[at], KEEP)
    doubt = float(1 - shares[own])
    kind = "sign" if own == KEEP else "mark"
    if (doubt >= _WORTH and not _between_digits(wide, at)) or rule is not None:
        other = {mark: share for mark, share in zip(MARKS, shares.tolist(), strict=False) if mark != wide[at]}
        yield Place(kind, at, at + 1, doubt, other, rule)


def _between_digits(wide: str, at: int) -> bool:
    """Tell whether a sign parts figures: a ratio, a score, a time, a decimal point."""
    return wide[:at].rstrip()[-1:].isdigit() and wide[at + 1 :].lstrip()[:1].isdigit()


def _flag(text: str, place: Place, score: float) -> Flag:
    """Make the flag of a place; the candidates of a rule and of the network share the probability."""
    own = sum(place.shares.values()) or 1.0
    share = _RULE_SHARE if place.rule is not None and place.rule.candidates else 0.0
    weights = {right: (1 - share) * value / own for right, value in place.shares.items()}
    if place.rule is not None and share:
        total = sum(candidate.score for candidate in place.rule.candidates) or 1.0
        for candidate in place.rule.candidates:
            weights[candidate.text] = weights.get(candidate.text, 0.0) + share * candidate.score / total
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
    candidates = {right: score * weight for right, weight in best}
    if place.rule is not None:
        ranked = tuple(
            Candidate(right, value) for right, value in candidates.items() if right != place.rule.text
        )
        return replace(place.rule, score=score, candidates=ranked)
    here, likeliest = text[place.start : place.end], best[0][0]
    reason = "marks.missing" if not here else "marks.other" if likeliest else "marks.extra"
    values = [value for value in (here, likeliest) if value]
    return make_flag(text, place.start, place.end, score, reason, candidates, values)


def _log_odds(probability: float) -> float:
    bounded = min(_SURE, max(1 - _SURE, probability))
    return math.log(bounded / (1 - bounded))
