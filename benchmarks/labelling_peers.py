"""What Label Studio and doccano need for the steps of ``labelling_race.py``, and the table with ours beside them."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field

SIZES = {
    "1000-10": (1000, 10),
    "10000-100": (10_000, 100),
    "100000-1000": (100_000, 1000),
    "100000-5000": (100_000, 5000),
}
FLOOR = 50  # milliseconds that an instant change may read by the peers' rule

# Medians of Label Studio 1.23.2 and doccano 1.8.4 in the order of SIZES; milliseconds, megabytes at the end.
PUBLISHED: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {
    "open": ((2669, 3331, 6201, 16601), (1179, 1306, 1615, 1839)),
    "open, first time": ((3861, 4187, 7832, 16998), (1348, 1726, 2132, 2596)),
    "next document: article, by key": ((362, 952, 10468, 14076), (201, 326, 931, 1326)),
    "next document: issue, by click": ((362, 952, 10468, 14076), (201, 326, 931, 1326)),
    "label made to stay, by a chord": ((37.6, 39.6, 40.7, 115), ()),
    "add: mouse-up, label chosen first": ((43.4, 93.3, 825, 5644), (92.2, 109, 207, 694)),
    "add: the label's key": ((43.4, 93.3, 825, 5644), (127, 144, 228, 757)),
    "remove: click selects span": ((48.4, 34.6, 77.4, 388), ()),
    "remove: key": ((43.9, 62.5, 667, 5688), (102, 106, 212, 769)),
    "scroll: wheel to first paint": ((24.0, 32.7, 55.2, 169), (31.2, 31.1, 35.5, 68.8)),
    "scroll: longest frame of a page": ((17.8, 17.1, 17.0, 17.1), (62.7, 64.3, 107, 334)),
    "import, JSONL": ((55, 50, 240, 170), (1670, 980, 1175, 1995)),
    "MB after first open: window, renderer": ((314.6, 343.2, 504.1, 918.3), (274.4, 298.0, 341.6, 399.1)),
    "MB beside it: work process, server": (
        (433.1, 441.1, 435.1, 442.8),
        (1444.2, 1449.2, 1486.6, 1559.0),
    ),
}
UNHANDICAPPED = ("scroll", "import, JSONL", "MB after", "MB beside")

ACTIONS = (
    ("one new span", "2: drag, key", "2: key, drag", "2: drag, menu"),
    ("one more of a series with one label", "1: drag", "1: drag (a setting)", "1: drag"),
    ("remove a span", "2: click, Delete", "2: click, Backspace", "1: right click"),
    ("keep the work", "0", "1 a document", "0"),
    ("next document", "1: key", "1: click", "1: key"),
    ("k identical texts", "1 chord", "2 k", "2 k"),
)


@dataclass
class Results:
    """What was measured of one size.

    Attributes:
        values: milliseconds or megabytes by step.
        identical: how many identical texts were labelled, and the milliseconds of each time.
    """

    values: dict[str, list[float]] = field(default_factory=dict)
    identical: tuple[int, list[float]] = (0, [])

    def note(self, step: str, value: float) -> None:
        """Keep a value."""
        self.values.setdefault(step, []).append(value)


def show(name: str, results: Results) -> None:
    """Print the table of one size."""
    at = list(SIZES).index(name)
    ours = "Annotator, median / worst"
    print(f"\n{name:<40}{ours:>26}{'Label Studio':>14}{'doccano':>10}{'ratios':>16}")
    for step, peers in PUBLISHED.items():
        values = results.values.get(step)
        if not values:
            continue
        median = statistics.median(values)
        floor = 0 if step.startswith(UNHANDICAPPED) else FLOOR
        theirs = [peer[at] if peer else None for peer in peers]
        cells = "".join(
            f"{f'{value:,.0f}' if value else '–':>{width}}"
            for value, width in zip(theirs, (14, 10), strict=True)
        )
        ratios = " ".join(f"{f'{value / (median + floor):.1f}' if value else '–':>7}" for value in theirs)
        print(f"{step:<40}{f'{median:,.1f} / {max(values):,.1f}':>26}{cells} {ratios}")
    put, taken = results.identical
    words = f"every identical text, {put} places"
    print(f"{words:<40}{statistics.median(taken):>18,.1f} ms{'not there':>19}{'not there':>10}")


def show_actions() -> None:
    """Print how many actions each flow takes."""
    print(f"\n{'actions':<40}{'Annotator':>20}{'Label Studio':>22}{'doccano':>18}")
    for row in ACTIONS:
        print(f"{row[0]:<40}{row[1]:>20}{row[2]:>22}{row[3]:>18}")
