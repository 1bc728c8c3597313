"""Labels: schemes, spans, relations, identical texts, suggestions."""
