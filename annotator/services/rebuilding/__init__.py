"""Rebuilding: pages become issues, once or once more with the work of people kept."""
