"""Checking: the detectors run over issues, and over blocks that changed."""
