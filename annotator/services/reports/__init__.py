"""Figures of a project, and reports of them."""
