"""Words of today's newspapers that the language models are too old to know; ``resources/words/news_terms.txt``."""

from __future__ import annotations

from functools import lru_cache

from annotator.resources import resource_path


@lru_cache(maxsize=1)
def load_news_terms() -> frozenset[str]:
    """Return the words and phrases, in simplified characters."""
    lines = resource_path("words", "news_terms.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
