"""The window. The only package that imports Qt."""

from contextlib import suppress

with suppress(ModuleNotFoundError):  # the plain functions behind the window are there without Qt, too
    from annotator.ui.qt.binding import leave_sources_unread
    from annotator.ui.qt.overrides import guard_overrides

    leave_sources_unread()
    guard_overrides()
