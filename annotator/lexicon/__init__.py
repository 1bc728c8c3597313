"""Word knowledge: the language model, the glyph channel, names."""
