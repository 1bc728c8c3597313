"""Values and operations: pages, runs, blocks, articles, flags, label spans, the journal."""
