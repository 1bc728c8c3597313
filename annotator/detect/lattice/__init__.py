"""Misread characters: a noisy channel over a word lattice, and the judge of its doubts."""
