"""Dialogs; all are opened without blocking."""
