"""The other detectors: each a function from text and context to flags."""
