"""From text to flags: detectors as plain functions."""
