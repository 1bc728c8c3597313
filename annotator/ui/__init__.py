"""The window. The only package that imports Qt."""

from contextlib import suppress

with suppress(ModuleNotFoundError):  # the plain functions behind the window are there without Qt, too
    from annotator.ui.overrides import guard_overrides

    guard_overrides()
