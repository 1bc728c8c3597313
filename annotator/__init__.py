"""校注 Annotator: proofreading and labelling of Chinese newspaper text."""

__version__ = "0.1.0"
