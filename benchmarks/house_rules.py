"""Do house rules slow checking down?

    python benchmarks/house_rules.py

Made-up rules against made-up text; processor time of finding the rules' places, and of a whole check without models.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run without installing the package

from annotator.detect.context import CheckContext, HouseRule, RuleBook
from annotator.detect.detectors import house_rules

_SIZE = 200_000


def main() -> None:
    """Print a table."""
    chance = random.Random(1)
    letters = [chr(0x4E00 + at) for at in range(2500)]
    text = "".join(chance.choices(letters, k=_SIZE))
    print("   rules   book made in   places   characters/s")
    for count in (10, 100, 1000, 10_000, 100_000):
        rules = [
            HouseRule("".join(chance.choices(letters, k=chance.randint(2, 5))), "某") for _ in range(count)
        ]
        # Half of them begin alike, as rules about one subject do.
        rules[::2] = [HouseRule("中国" + rule.wrong, "某") for rule in rules[::2]]
        start = time.process_time()
        book = RuleBook(rules)
        made = time.process_time() - start
        start = time.process_time()
        found = house_rules.detect(text, CheckContext(rules=book))
        taken = time.process_time() - start
        print(f"{count:>8} {1000 * made:>11.1f} ms {len(found):>8} {_SIZE / taken:>14,.0f}")


if __name__ == "__main__":
    main()
