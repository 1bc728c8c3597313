"""Detectors of the user's own: which ones installed packages offer, and which of those in use were left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.detect.plugins import plugin_names

if TYPE_CHECKING:
    from annotator.detect.runner import Models


def failures(models: Models | None) -> tuple[tuple[str, str], ...]:
    """Return name and reason of each plug-in that was left out."""
    found = models.plugins if models else ()
    return tuple((plugin.name, plugin.failure) for plugin in found if plugin.failure is not None)


__all__ = ["failures", "plugin_names"]
