"""Formats of labels: documents with spans, as other annotation programs read and write them."""
