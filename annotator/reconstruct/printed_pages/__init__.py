"""Pages with places in print: stacks of lines, heads over them, and the order of reading."""
