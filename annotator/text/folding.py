"""Folding: texts made alike that differ only in case, width or script, with every character in its place.

What is folded is compared character by character, so a traditional character is folded by itself and not by the
word it stands in: 乾 is found in 乾隆 as well as in 乾燥, and 干 finds both.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from annotator.text.scripts import simplified_forms
from annotator.text.widths import to_halfwidth

if TYPE_CHECKING:
    import numpy as np

_CODE_POINTS = 0x110000
_CASED = (*range(0x10000), *range(0x10400, 0x10D00), *range(0x118A0, 0x11900), *range(0x1E900, 0x1E960))
"""Where Unicode has letters with two cases."""
_FULL = (0x3000, *range(0xFF01, 0xFF5F), *range(0xFFE0, 0xFFE7))


@dataclass(frozen=True, slots=True)
class Folding:
    """Which differences do not count.

    Attributes:
        case: large and small letters are the same.
        width: full-width and half-width forms are the same.
        script: simplified and traditional characters are the same.
    """

    case: bool = False
    width: bool = False
    script: bool = False

    def fold(self, text: str) -> str:
        """Return the text with everything that does not count made alike; the length is kept."""
        if not (self.case or self.width or self.script) or not text:
            return text
        import numpy as np  # most commands never fold

        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        folded: str = _table(self)[codes].tobytes().decode("utf-32-le", "surrogatepass")
        return folded


EXACT = Folding()
"""Every difference counts."""


@cache
def _table(folding: Folding) -> np.ndarray:
    """Return what each code point becomes: first its width, then its script, then its case."""
    import numpy as np

    table = np.arange(_CODE_POINTS, dtype="<u4")
    if folding.width:
        for code in _FULL:
            table[code] = ord(to_halfwidth(chr(code)))
    if folding.script:
        for old, new in simplified_forms().items():
            table[ord(old)] = ord(new)
    if folding.case:
        for code in _CASED:
            small = chr(table[code]).lower()
            if len(small) == 1:
                table[code] = ord(small)
    return table
