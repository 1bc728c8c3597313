"""What the OCR engine itself said of a text: how sure it was of its characters, and what else it might have read.

Confidences differ from engine to engine: for one 0.9 is much, for another little. What counts is therefore how much
more likely a character is wrong, by the engine's own account, than the usual one of its page: for an engine that is
right about itself that is the factor by Bayes's theorem. None quite is, so the factor is drawn towards 1 and bounded.

Another reading becomes a candidate where the language model likes it in its place: its share among the readings is
made of the engine's confidences and the language model's odds, both softened because they are not independent.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.detect.flags import make_flag
from annotator.model.flag import Flag
from annotator.text.diff import common_prefix, common_suffix
from annotator.text.scripts import to_simplified

if TYPE_CHECKING:
    from annotator.lexicon.ngrams import LanguageModel

REASONS = ("engine.reading",)

MISREAD = frozenset({"lattice", "consistency", "mixed_script", "numbers", "neural", "engine"})
"""Detectors whose flags say that characters were misread; of other flags the engine's confidence says nothing."""

_TRUST = 0.85
"""Exponent that draws what an engine says of itself towards saying nothing."""
_LEAST_DOUBT = 0.01
_LOWEST, _HIGHEST = 0.2, 8.0
_CHARACTERS = 4
"""A confidence for more characters than these at once says less of each."""
_LANGUAGE = 0.5
_MOST_ODDS = 8.0
_UNSAID = (0.9, 0.1)
"""Confidences of a reading and of another one where the engine gives none."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of a piece of text.

    Attributes:
        start: first code point of the piece in the block's text.
        end: one past the last.
        text: what else the engine might have read there.
        confidence: how sure it was of that, in [0, 1], or None.
        own: how sure it was of what it read, or None.
    """

    start: int
    end: int
    text: str
    confidence: float | None = None
    own: float | None = None


@dataclass(frozen=True, slots=True)
class EngineView:
    """What the engine said of one block.

    Attributes:
        surprise: for each character of the block's text, how much more likely it is wrong than usual, see
            :func:`surprise`; 1 where nothing is known.
        alternatives: other readings, in the order of the text.
    """

    surprise: tuple[float, ...]
    alternatives: tuple[Alternative, ...] = ()


def surprise(confidence: float, usual: float, length: int = 1) -> float:
    """Return the factor by which a character is more likely wrong than the usual one of its page.

    Args:
        confidence: the engine's for the token, in [0, 1].
        usual: the mean of 1 - confidence over the characters of the page.
        length: number of characters of the token.
    """
    ratio = (1 - confidence + _LEAST_DOUBT) / (usual + _LEAST_DOUBT)
    factor = math.pow(ratio, _TRUST * min(1.0, _CHARACTERS / length))
    return min(max(factor, _LOWEST), _HIGHEST)


def weighed(flag: Flag, view: EngineView) -> Flag:
    """Return a flag with its odds changed by how sure the engine was of the least sure of its characters."""
    if flag.detector not in MISREAD or flag.start == flag.end:
        return flag
    factor = max(view.surprise[flag.start : flag.end], default=1.0)
    if factor == 1.0:
        return flag
    odds = flag.score / max(1 - flag.score, 1e-9) * factor
    score = odds / (1 + odds)
    share = score / flag.score if flag.score else 0.0
    candidates = tuple(replace(each, score=min(1.0, each.score * share)) for each in flag.candidates)
    return replace(flag, score=score, candidates=candidates)


def flags_of_alternatives(text: str, view: EngineView, model: LanguageModel) -> list[Flag]:
    """Return a flag for each piece of a text with other readings, their shares as candidates.

    Args:
        text: the text.
        view: what the engine said of it.
        model: a language model that is asked how well each reading goes with what stands around.
    """
    from annotator.detect.lattice.second_opinion import (  # most texts have no other readings
        around,
        window_scores,
    )

    pieces: dict[tuple[int, int], list[Alternative]] = {}
    for each in view.alternatives:
        pieces.setdefault((each.start, each.end), []).append(each)
    windows: list[str] = []
    for (start, end), others in pieces.items():
        before, after = around(text, start, end)
        windows += [to_simplified(f"{before}{text[start:end]}{after}")]
        windows += [to_simplified(f"{before}{each.text}{after}") for each in others]
    scores = iter(window_scores(model, windows).tolist())
    found = []
    for (start, end), others in pieces.items():
        here = next(scores)
        sure = others[0].own if others[0].own is not None else _UNSAID[0]
        weights = {text[start:end]: max(sure, _LEAST_DOUBT) ** _TRUST}
        for rank, each in enumerate(others, start=1):
            said = each.confidence if each.confidence is not None else _UNSAID[1] / rank
            gain = min(max(_LANGUAGE * (next(scores) - here), -_MOST_ODDS), _MOST_ODDS)
            weights[each.text] = max(said, _LEAST_DOUBT / 10) ** _TRUST * math.exp(gain)
        total = sum(weights.values())
        shares = {reading: weight / total for reading, weight in weights.items()}
        wrong = 1 - shares.pop(text[start:end])
        best = max(shares, key=lambda reading: shares[reading], default="")
        found.append(_narrow(text, start, end, wrong, shares, best))
    return found


def _narrow(text: str, start: int, end: int, score: float, shares: dict[str, float], best: str) -> Flag:
    """Make a flag of what differs between a piece of text and its other readings."""
    here = text[start:end]
    left = min(common_prefix(here, reading) for reading in shares)
    right = min(common_suffix(here[left:], reading[left:]) for reading in shares)
    while left + right >= len(here):  # nothing of the text itself differs: an insertion needs a neighbour
        left, right = max(left - 1, 0), right - (left == 0)
    cut = {reading[left : len(reading) - right]: share for reading, share in shares.items()}
    wanted = best[left : len(best) - right]
    first, last = start + left, end - right
    return make_flag(text, first, last, score, REASONS[0], cut, (text[first:last], wanted))
