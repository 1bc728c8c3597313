"""Character classes that several detectors share."""

from __future__ import annotations

import re

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Inside of a regular expression's character class: Han characters and the Han zero 〇."""

HAN_STRETCH = re.compile(f"[{HAN}]+")
"""A stretch of Han characters."""
