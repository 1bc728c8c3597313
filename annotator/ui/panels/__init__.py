"""The panels around the panes: lists, the tree, the strip of candidates, the status bar."""
