"""Lines become paragraphs and headlines."""
