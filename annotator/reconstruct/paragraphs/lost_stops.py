"""Paragraphs of joined text that lost their full stop: what opens the next line says that they are at an end."""

from __future__ import annotations

import re

from annotator.reconstruct.reading.lines import Line
from annotator.text.widths import HAN

_UNMARKED = re.compile(f"[{HAN}%]$")
# What paragraphs begin with, and the rest of a torn sentence hardly ever.
_OPENER = re.compile(
    "(?:根据|据了解|据介绍|据悉|近日|日前|目前|眼下|如今|当前|近年来|近期|随着|此外|与此同时|同时，|接下来|下一步|为此|"
    "今年|去年|今天|昨天|这两天|这几天|截至|自从|为了|记者[了获从在看]|多年来|过去)"
)
_PARAGRAPH = 42.0  # cells; longer lines of joined text are paragraphs or parts of them
_OPENED = 12.0  # the same of what such a word opens


def has_lost_stop(before: Line, line: Line) -> bool:
    """Tell whether a line of joined text seems to be at the end of a paragraph though it stops without any mark.

    Text recognition loses full stops behind figures and at the ends of lines.
    """
    return (
        before.cells > _PARAGRAPH
        and line.cells > _OPENED
        and _UNMARKED.search(before.text[-1]) is not None
        and _OPENER.match(line.text) is not None
    )
