"""What a detector may know besides the text in front of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from annotator.detect.memory import EMPTY, Memory
from annotator.detect.patterns import HAN_STRETCH
from annotator.text.phrases import Phrases

SHORTEST, LONGEST = 1, 6
"""Lengths of the counted n-grams, in code points."""


@dataclass(frozen=True, slots=True)
class HouseRule:
    """A rule of the house: what must not be written, and what to write instead.

    Attributes:
        wrong: the forbidden characters.
        right: the replacement; empty when the rule only forbids.
        note: a remark of the person who made the rule, or empty.
    """

    wrong: str
    right: str = ""
    note: str = ""


class RuleBook:
    """House rules, found in a text all at once. What is made of equal rules is another book."""

    __slots__ = ("_by_wrong", "phrases", "rules")

    def __init__(self, rules: Iterable[HouseRule] = ()) -> None:
        self.rules = tuple(rule for rule in rules if rule.wrong)
        self._by_wrong: dict[str, list[HouseRule]] = {}
        for rule in self.rules:
            self._by_wrong.setdefault(rule.wrong, []).append(rule)
        self.phrases = Phrases(self._by_wrong)

    def __reduce__(self) -> tuple[type[RuleBook], tuple[tuple[HouseRule, ...]]]:
        """Go through a pickle as the rules alone."""
        return RuleBook, (self.rules,)

    def rules_for(self, wrong: str) -> Sequence[HouseRule]:
        """Return the rules against exactly these characters."""
        return self._by_wrong[wrong]


NO_RULES = RuleBook()


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What is known around the checked text.

    Attributes:
        known_words: words the project holds to be right (names, terms, forms a person kept).
        counts: how often character n-grams of Han text occur in the issue or project, see ``count_ngrams``.
        title: whether the text is a title or another line that needs no end mark.
        rules: house rules, global ones and the project's.
        memory: what people's decisions have taught.
    """

    known_words: frozenset[str] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)
    title: bool = False
    rules: RuleBook = NO_RULES
    memory: Memory = EMPTY


def count_ngrams(texts: Iterable[str]) -> Mapping[str, int]:
    """Count the character n-grams (1 to 6 code points) of the Han stretches of texts.

    N-grams seen once are left out, so an absent n-gram occurs at most once. A longer n-gram is only counted where
    both its shorter parts occur twice, which keeps the table small for a whole project.

    Args:
        texts: texts of one issue or project; n-grams do not reach from one text into the next.

    Returns:
        Counts of at least 2 by n-gram; the empty one has the number of all Han characters.
    """
    whole = "\n".join([stretch for text in texts for stretch in HAN_STRETCH.findall(text)])
    seen = Counter(whole)
    counts: dict[str, int] = {"": len(whole) - seen.pop("\n", 0)}
    places = list(range(len(whole)))
    for length in range(1, LONGEST + 1):
        if length > 1:
            # A gram can occur twice only where both its parts do.
            places = [at for at, after in pairwise(places) if after == at + 1]
            seen = Counter([whole[at : at + length] for at in places])
        kept = {gram: number for gram, number in seen.items() if number > 1}
        if not kept:
            break
        counts.update(kept)
        places = [at for at in places if whole[at : at + length] in kept]
    return counts
