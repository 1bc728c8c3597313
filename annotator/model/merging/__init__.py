"""Several copies of one issue become one again."""
