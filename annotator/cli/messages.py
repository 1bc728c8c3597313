"""Sentences of the command line for the codes of the core, in English and Chinese."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping

from annotator.cli.messages_en import ENGLISH
from annotator.cli.messages_zh import CHINESE
from annotator.errors import UserError
from annotator.text.filling import filled


def speaks_chinese() -> bool:
    """Tell whether the user's locale is a Chinese one."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return value.lower().startswith("zh")
    return (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese"))


def sentence(code: str, values: Mapping[str, object]) -> str:
    """Return the sentence of a code; an unknown code is shown with its values rather than hidden."""
    catalogue = CHINESE if speaks_chinese() else ENGLISH
    pattern = catalogue.get(f"{code}.{values.get('reason', '')}") or catalogue.get(code)
    if pattern is None:
        return str(UserError(code, **{key: str(value) for key, value in values.items()}))
    return filled(pattern, **values)
