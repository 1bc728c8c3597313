"""Theme, icons and colours."""
