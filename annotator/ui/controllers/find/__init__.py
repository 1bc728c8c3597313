"""Finding and replacing, and the search index."""
