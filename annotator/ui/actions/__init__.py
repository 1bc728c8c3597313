"""Actions and keys of the window as data."""
