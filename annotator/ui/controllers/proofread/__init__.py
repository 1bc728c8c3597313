"""Proofreading: doubts and their decisions, checking beside the window, readings, counts."""
