"""The editing surface: the panes of the window that show and change text, free of stores and services."""
