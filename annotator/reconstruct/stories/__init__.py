"""Pieces of a page become stories with their heads."""
