"""Putting a page in order: decisions of reconstruction, dragging, rebuilding."""
