"""The page image beside the text."""
