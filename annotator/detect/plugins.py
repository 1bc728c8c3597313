"""Detectors of the user's own, from installed packages; none is used that was not asked for by name.

A package offers one under the entry point ``annotator.detectors`` (docs/plugins.md). One that cannot be loaded, fails,
or gives what is no flag of the text is left out from then on, and says why in ``failure``; checking goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from annotator.model.flag import Flag

if TYPE_CHECKING:
    from annotator.detect.context import CheckContext

log = logging.getLogger(__name__)

ENTRY_POINTS = "annotator.detectors"
"""Group under which packages offer detectors."""


class Plugin:
    """A detector of the user's own.

    Attributes:
        name: the name of its entry point, which is also the name its flags carry.
        failure: why it was left out, in the words of the exception; None as long as it works.
    """

    def __init__(
        self, name: str, detect: Callable[[str, CheckContext], Iterable[Flag]] | None = None
    ) -> None:
        self.name = name
        self.failure: str | None = None
        self._detect = detect

    def flags(self, text: str, context: CheckContext) -> list[Flag]:
        """Return its flags of a text; none if it fails or has failed before."""
        if self.failure is not None or self._detect is None:
            return []
        try:
            return [_checked(flag, text, self.name) for flag in self._detect(text, context)]
        except Exception as error:  # noqa: BLE001 (it is somebody else's code; it is logged and told)
            self.fail(error)
            return []

    def fail(self, error: Exception) -> None:
        """Leave it out from now on."""
        self.failure = f"{type(error).__name__}: {error}"
        log.warning("the detector %s of the user's was left out", self.name, exc_info=error)


def _checked(flag: Flag, text: str, name: str) -> Flag:
    """Return a plug-in's flag under its name.

    Raises:
        TypeError, ValueError: it is no flag of the text.
    """
    if not isinstance(flag, Flag):
        raise TypeError(f"not a flag: {flag!r}")
    if not (0 <= flag.start <= flag.end <= len(text) and text[flag.start : flag.end] == flag.text):
        raise ValueError(f"a flag that does not lie on its text: {flag!r}")
    return replace(flag, score=min(1.0, max(0.0, flag.score)), detector=name)


def plugin_names() -> tuple[str, ...]:
    """Return the names of the detectors that installed packages offer, sorted."""
    return tuple(sorted({entry.name for entry in entry_points(group=ENTRY_POINTS)}))


def load_plugins(names: Iterable[str]) -> tuple[Plugin, ...]:
    """Load detectors by name. One that is not there or cannot be loaded comes with its failure."""
    wanted = dict.fromkeys(names)
    if not wanted:
        return ()  # asking all installed packages takes its time
    offered = {entry.name: entry for entry in entry_points(group=ENTRY_POINTS)}
    return tuple(_loaded(name, offered.get(name)) for name in wanted)


def _loaded(name: str, entry: EntryPoint | None) -> Plugin:
    try:
        if entry is None:
            raise LookupError("no installed package offers it")
        detect = entry.load()
        if not callable(detect):
            raise TypeError("it is not a function")
        return Plugin(name, detect)
    except Exception as error:  # noqa: BLE001 (it is somebody else's code; it is logged and told)
        plugin = Plugin(name)
        plugin.fail(error)
        return plugin
