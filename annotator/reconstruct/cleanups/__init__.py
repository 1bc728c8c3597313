"""Clean-ups: from the raw ranges of a block to its runs, by named rules."""
