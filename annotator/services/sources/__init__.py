"""Sources of pages: text, PDF and images read, with what they know of places and confidences."""
