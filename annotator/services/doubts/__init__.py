"""Doubts: the stream of flags to decide, series of them, places that were read alike."""
