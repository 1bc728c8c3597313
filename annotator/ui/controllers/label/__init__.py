"""Labelling: selecting, setting, relating, suggesting."""
