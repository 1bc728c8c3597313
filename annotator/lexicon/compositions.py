"""Characters that look like two others side by side, or one above the other: 相 and 木目, 好 and 女子, 思 and 田心.

Engines cut a wide character in two, and take two narrow ones for one. ``build/make_compositions.py`` finds which by
rendering fonts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from annotator.resources import resource_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Compositions:
    """Which characters are made of which.

    Attributes:
        wholes: for two characters beside each other, those they look like together.
        parts: for a character, the pairs it looks like.
    """

    wholes: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, tuple[str, ...]]

    def related(self, here: str, reading: str) -> bool:
        """Tell whether a reading puts one character for two, or two for one, and leaves the rest as it is."""
        if abs(len(here) - len(reading)) != 1:
            return False
        short, long_ = sorted((here, reading), key=len)
        return any(
            short[:at] == long_[:at]
            and short[at + 1 :] == long_[at + 2 :]
            and long_[at : at + 2] in self.parts.get(short[at], ())
            for at in range(len(short))
        )


def make_compositions(triples: Iterable[tuple[str, str]]) -> Compositions:
    """Make the tables of pairs (whole, its two parts)."""
    wholes: dict[str, tuple[str, ...]] = {}
    parts: dict[str, tuple[str, ...]] = {}
    for whole, pair in triples:
        wholes[pair] = (*wholes.get(pair, ()), whole)
        parts[whole] = (*parts.get(whole, ()), pair)
    return Compositions(wholes, parts)


@cache
def load_compositions() -> Compositions:
    """Open the table that comes with the program; whoever asks gets the same."""
    table = np.load(resource_path("models", "compositions", "triples.npy"))
    spelt = table.astype("<u4").tobytes().decode("utf-32-le")
    return make_compositions((spelt[at], spelt[at + 1 : at + 3]) for at in range(0, len(spelt), 3))
