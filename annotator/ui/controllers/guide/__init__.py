"""Finding one's way: help, palette, tour."""
