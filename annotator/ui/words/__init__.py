"""What values and codes of the core are called in the window."""
